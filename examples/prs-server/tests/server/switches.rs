use serde_json::{Value, json};

use crate::harness::{Server, client, send};

const SWITCHES: &str = "/__test__/switches";

async fn set(server: &Server, switches: Value) {
    server.write("PUT", SWITCHES, switches).await.expect(200);
}

#[tokio::test]
async fn they_are_shown_replaced_and_reset() {
    let server = Server::start();
    let default = json!({ "delay_ms": 0, "failure_rate": 0.0, "failure_status": 503, "next_status": [], "apply_then_drop": 0 });
    assert_eq!(server.get(SWITCHES).await.expect(200).body, default);
    set(&server, json!({ "delay_ms": 5, "next_status": [503, 401], "failure_rate": 0.5, "failure_status": 500, "apply_then_drop": 2 })).await;
    assert_eq!(server.get(SWITCHES).await.body["next_status"], json!([503, 401]));
    set(&server, json!({ "delay_ms": 1 })).await;
    assert_eq!(server.get(SWITCHES).await.body["next_status"], json!([]));
    server.delete(SWITCHES).await.expect(204);
    assert_eq!(server.get(SWITCHES).await.body, default);
}

#[tokio::test]
async fn bad_values_are_refused_with_the_reason_and_change_nothing() {
    let server = Server::start();
    set(&server, json!({ "delay_ms": 3 })).await;
    let bad = [
        (json!({ "delay_ms": -1 }), "delay_ms"),
        (json!({ "delay_ms": 10_000_000 }), "delay_ms"),
        (json!({ "failure_rate": 1.5 }), "failure_rate"),
        (json!({ "failure_rate": "often" }), "invalid type"),
        (json!({ "failure_status": 200 }), "failure_status"),
        (json!({ "next_status": [503, 99] }), "next_status"),
        (json!({ "next_status": 503 }), "invalid type"),
        (json!({ "apply_then_drop": 1e9 as u64 }), "apply_then_drop"),
        (json!({ "dealy_ms": 1 }), "dealy_ms"),
        (json!([]), ""),
        (json!(null), ""),
    ];
    for (switches, reason) in bad {
        let refused = server.write("PUT", SWITCHES, switches.clone()).await;
        assert_eq!(refused.status, 400, "{switches}");
        assert!(refused.body["detail"].as_str().unwrap().contains(reason), "{switches}: {}", refused.body);
    }
    assert_eq!(server.get(SWITCHES).await.body["delay_ms"], 3);
}

#[tokio::test]
async fn failures_come_in_the_order_asked_for_and_change_nothing() {
    let server = Server::start();
    set(&server, json!({ "next_status": [503, 401, 429] })).await;
    server.get("/healthz").await.expect(200);
    let preflight = server.request("OPTIONS", "/api/clients/").header("Origin", "http://localhost:1").header("Access-Control-Request-Method", "POST");
    send(preflight).await.expect(200);
    for status in [503, 401, 429] {
        assert!(server.write("POST", "/api/clients/", client("No")).await.expect(status).body["detail"].is_string());
    }
    assert_eq!(server.count("/api/clients/").await, 200);
    set(&server, json!({ "failure_rate": 1, "failure_status": 500 })).await;
    server.get("/api/clients/").await.expect(500);
    set(&server, json!({ "failure_rate": 0.5 })).await;
    let mut failed = 0;
    for _ in 0..200 {
        failed += usize::from(server.get("/api/clients/1/").await.status == 503);
    }
    assert!((50..150).contains(&failed), "{failed} of 200 failed");
}

#[tokio::test]
async fn a_dropped_write_is_applied_once_however_often_it_is_sent() {
    let server = Server::start();
    let post = |key: &'static str| server.request("POST", "/api/clients/").header("Idempotency-Key", key).json(&client("Dropped")).send();
    set(&server, json!({ "apply_then_drop": 2 })).await;
    server.get("/api/clients/1/").await.expect(200);
    server.write("POST", "/api/clients/", json!({})).await.expect(400);
    assert!(post("one").await.is_err(), "the first write was answered");
    assert_eq!(server.effects("one").await, 1);
    let replay = server.write_with_key("POST", "/api/clients/", client("Dropped"), "one").await.expect(201);
    assert_eq!(replay.header("idempotency-replayed"), Some("true"), "a replay is no write and is answered");
    assert!(post("two").await.is_err(), "the second write was answered");
    assert_eq!(post("two").await.unwrap().status(), 201);
    assert_eq!((server.effects("one").await, server.effects("two").await), (1, 1));
    assert_eq!(server.count("/api/clients/").await, 202);
    server.assert_healthy().await;
}

#[tokio::test]
async fn requests_are_counted_by_method_and_route() {
    let server = Server::start();
    server.delete("/__test__/requests").await.expect(204);
    for path in ["/api/clients/1/", "/api/clients/2", "/api/clients/999/", "/api/clients/?page=2", "/api/nothing/1", "/healthz"] {
        server.get(path).await;
    }
    server.write("PATCH", "/api/clients/1/", json!({})).await.expect(200);
    let counts = server.get("/__test__/requests").await.expect(200).body;
    let routes = json!({ "GET /api/clients/": 1, "GET /api/clients/{id}/": 3, "GET (unknown)": 1, "PATCH /api/clients/{id}/": 1 });
    assert_eq!(counts, json!({ "total": 6, "routes": routes }));
}
