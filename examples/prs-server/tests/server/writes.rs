use serde_json::{Value, json};

use crate::harness::{Server, client, deal, payment, send};

#[tokio::test]
async fn a_record_lives_from_post_to_delete() {
    let server = Server::start();
    let person = server
        .write("POST", "/api/clients/", json!({ "client_name": "  Sita Rai ", "email": "sita@example.com", "phone_number": "+977 9812345678", "x": 1 }))
        .await
        .expect(201)
        .body;
    assert_eq!(person["client_name"], "Sita Rai");
    assert_eq!(person["version"], 1);
    assert_eq!(person["created_at"], person["updated_at"]);
    let stamp = person["created_at"].as_str().unwrap();
    assert!(stamp.len() == 24 && stamp.ends_with('Z') && stamp.as_bytes()[19] == b'.', "{stamp}");

    let body = json!({ "client": { "id": person["id"] }, "deal_name": "Shop", "deal_value": 150000.5, "deal_date": "2026-01-02", "due_date": "2026-02-03" });
    let deal = server.write("POST", "/api/deals/deals", body).await.expect(201).body;
    assert_eq!(deal["deal_id"], "DEAL-02001");
    assert_eq!(deal["client"], json!({ "id": person["id"], "client_name": "Sita Rai" }));
    assert_eq!(deal["deal_value"], "150000.50");
    for (field, default) in [
        ("currency", "NPR"),
        ("payment_status", "initial payment"),
        ("verification_status", "pending"),
        ("client_status", "new"),
        ("source_type", "other"),
        ("payment_method", "bank"),
        ("deal_remarks", ""),
    ] {
        assert_eq!(deal[field], default, "{field}");
    }
    assert_eq!(deal["payments"], json!([]));

    let paid = server.write("POST", "/api/deals/payments/", payment(deal["id"].as_i64().unwrap())).await.expect(201).body;
    assert_eq!(paid["received_amount"], "250.50");
    assert_eq!(paid["cheque_number"], Value::Null);
    let path = format!("/api/deals/deals/{}/", deal["id"]);
    assert_eq!(server.get(&path).await.body["payments"], json!([paid]));

    let patched = server.write("PATCH", &path, json!({ "deal_remarks": "धन्यवाद" })).await.expect(200).body;
    assert_eq!((&patched["deal_remarks"], &patched["deal_name"], &patched["version"]), (&json!("धन्यवाद"), &json!("Shop"), &json!(2)));
    assert!(patched["updated_at"].as_str() > deal["updated_at"].as_str());
    assert_eq!(patched["created_at"], deal["created_at"]);

    server.delete(&format!("/api/clients/{}/", person["id"])).await.expect(409);
    server.delete(&path).await.expect(204);
    server.get(&path).await.expect(404);
    server.get(&format!("/api/deals/payments/{}/", paid["id"])).await.expect(404);
    server.delete(&format!("/api/clients/{}/", person["id"])).await.expect(204);
    assert_eq!(server.write("POST", "/api/clients/", client("Next")).await.expect(201).id(), person["id"].as_i64().unwrap() + 1, "an id came back");
}

#[tokio::test]
async fn put_wants_what_is_required_and_patch_does_not() {
    let server = Server::start();
    let errors = server.write("PUT", "/api/deals/deals/5/", json!({ "deal_name": "New" })).await.expect(400).body;
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), ["client", "deal_date", "deal_value", "due_date"]);
    let replaced = server.write("PUT", "/api/deals/deals/5/", deal(9)).await.expect(200).body;
    assert_eq!((&replaced["client"]["id"], &replaced["deal_name"], &replaced["version"]), (&json!(9), &json!("A deal"), &json!(2)));
    assert_eq!(server.write("PATCH", "/api/deals/deals/5/", json!({})).await.expect(200).body["version"], 3);
}

#[tokio::test]
async fn unknown_records_routes_and_methods_are_refused_in_json() {
    let server = Server::start();
    for path in [
        "/api/clients/99999/",
        "/api/clients/x/",
        "/api/clients/-1/",
        "/api/deals/deals/99999999999999999999/",
        "/api/deals/payments/%FF/",
        "/api/",
        "/nope",
        "/",
        "/api/deals/",
    ] {
        assert!(server.get(path).await.expect(404).body["detail"].is_string(), "{path}");
    }
    for method in ["PUT", "PATCH"] {
        server.write(method, "/api/clients/99999/", client("X")).await.expect(404);
    }
    server.delete("/api/clients/99999/").await.expect(404);
    for (method, path) in [("POST", "/api/clients/1/"), ("DELETE", "/api/clients/"), ("PATCH", "/healthz"), ("POST", "/ws/"), ("BREW", "/api/clients/")] {
        let refused = send(server.request(method, path)).await.expect(405);
        assert!(refused.body["detail"].is_string());
        assert!(refused.header("allow").is_some(), "{method} {path}");
    }
    server.assert_healthy().await;
}

#[tokio::test]
async fn pages_of_this_machine_may_use_the_api() {
    let server = Server::start();
    let asked = |origin: &'static str| {
        let request = server.request("OPTIONS", "/api/clients/1/").header("Origin", origin).header("Access-Control-Request-Method", "PATCH");
        send(request.header("Access-Control-Request-Headers", "if-match,idempotency-key,content-type"))
    };
    for origin in ["http://localhost:3000", "http://127.0.0.1:4321", "https://localhost"] {
        let answer = asked(origin).await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
        assert!(answer.header("access-control-allow-methods").unwrap().contains("PATCH"));
        assert_eq!(answer.header("access-control-allow-headers"), Some("if-match,idempotency-key,content-type"));
    }
    for origin in ["http://localhost.example.com", "http://example.com", "null", "http://localhost:3000.example.com", "file://localhost"] {
        assert_eq!(asked(origin).await.header("access-control-allow-origin"), None, "{origin}");
    }
    let refused = send(server.request("GET", "/api/clients/99999/").header("Origin", "http://localhost:3000")).await.expect(404);
    assert_eq!(refused.header("access-control-allow-origin"), Some("http://localhost:3000"));
    let exposed = refused.header("access-control-expose-headers").unwrap().to_lowercase();
    assert!(["etag", "idempotency-replayed", "retry-after"].iter().all(|name| exposed.contains(name)));
}
