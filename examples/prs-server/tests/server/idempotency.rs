use serde_json::json;

use crate::harness::{Server, client, send};

#[tokio::test]
async fn a_repeated_write_gets_the_stored_answer_and_has_no_second_effect() {
    let server = Server::start();
    let first = server.write_with_key("POST", "/api/clients/", client("Once"), "a").await.expect(201);
    assert_eq!(first.header("idempotency-replayed"), None);
    server.write("PATCH", "/api/clients/201/", json!({ "client_name": "Changed since" })).await.expect(200);
    // With or without the slash it is the same request.
    for path in ["/api/clients/", "/api/clients"] {
        let again = server.write_with_key("POST", path, client("Once"), "a").await.expect(201);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!((&again.body, again.header("etag")), (&first.body, first.header("etag")));
    }
    assert_eq!(server.count("/api/clients/").await, 201);
    assert_eq!(server.effects("a").await, 1);
    assert_eq!(server.effects("never").await, 0);

    for _ in 0..2 {
        let put = json!({ "client_name": "Put", "email": "put@example.com" });
        assert_eq!(server.write_with_key("PUT", "/api/clients/201/", put, "put").await.expect(200).body["version"], 3);
    }
    let delete = || send(server.request("DELETE", "/api/clients/201/").header("Idempotency-Key", "d"));
    assert_eq!(delete().await.expect(204).header("idempotency-replayed"), None);
    assert_eq!(delete().await.expect(204).header("idempotency-replayed"), Some("true"));
    assert_eq!(server.effects("d").await, 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_payload() {
    let server = Server::start();
    server.write_with_key("PATCH", "/api/clients/1/", json!({ "phone_number": "" }), "k").await.expect(200);
    server.write_with_key("PATCH", "/api/clients/1/", json!({ "phone_number": "12345" }), "k").await.expect(422);
    server.write_with_key("PATCH", "/api/clients/2/", json!({ "phone_number": "" }), "k").await.expect(422);
    let refused = server.write_with_key("PUT", "/api/clients/1/", json!({ "phone_number": "" }), "k").await.expect(422);
    assert!(refused.body["detail"].is_string());
    assert_eq!(server.effects("k").await, 1);
    assert_eq!(server.get("/api/clients/2/").await.body["version"], 1);
}

#[tokio::test]
async fn failed_answers_are_not_kept() {
    let server = Server::start();
    server.write_with_key("POST", "/api/clients/", json!({}), "k").await.expect(400);
    server.write_with_key("PATCH", "/api/clients/1/", json!({ "version": 9 }), "k").await.expect(409);
    server.write_with_key("PATCH", "/api/clients/999/", json!({}), "k").await.expect(404);
    server.write_with_key("DELETE", "/api/clients/1/", json!({}), "k").await.expect(409);
    assert_eq!(server.effects("k").await, 0);
    server.write_with_key("POST", "/api/clients/", client("At last"), "k").await.expect(201);
    assert_eq!(server.effects("k").await, 1);
}

#[tokio::test]
async fn concurrent_requests_with_one_key_apply_once() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::with(&dir.path().join("prs.sqlite"));
    for round in 0..5 {
        let key = format!("key-{round}");
        let answers = futures_util::future::join_all((0..24).map(|_| server.write_with_key("POST", "/api/clients/", client("Race"), &key))).await;
        assert!(answers.iter().all(|answer| answer.status == 201 && answer.body == answers[0].body));
        assert_eq!(answers.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count(), 1);
        assert_eq!(server.effects(&key).await, 1);
        assert_eq!(server.count("/api/clients/").await, 201 + round);
    }
}

#[tokio::test]
async fn keys_have_limits() {
    let server = Server::start();
    let long = "k".repeat(255);
    server.write_with_key("POST", "/api/clients/", client("Long"), &long).await.expect(201);
    assert_eq!(server.effects(&long).await, 1);
    server.write_with_key("POST", "/api/clients/", client("Longer"), &"k".repeat(256)).await.expect(400);
    server.write_with_key("POST", "/api/clients/", client("Empty"), "").await.expect(400);
    let not_ascii = server.request("POST", "/api/clients/").header("Idempotency-Key", [0xe4u8, 0xf6].as_slice());
    send(not_ascii.json(&client("Bytes"))).await.expect(400);
    let twice = server.request("POST", "/api/clients/").header("Idempotency-Key", "a").header("Idempotency-Key", "b");
    send(twice.json(&client("Twice"))).await.expect(400);
    server.write_with_key("POST", "/api/clients/", client("Odd"), "'; DROP TABLE idempotency; --").await.expect(201);
    assert_eq!(server.effects("'; DROP TABLE idempotency; --").await, 1);
    assert_eq!(server.count("/api/clients/").await, 202);
}

#[tokio::test]
async fn keys_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("prs.sqlite");
    let first = Server::with(&file).write_with_key("POST", "/api/clients/", client("Once"), "k").await.expect(201);
    let again = Server::with(&file).write_with_key("POST", "/api/clients/", client("Once"), "k").await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.body, first.body);
}
