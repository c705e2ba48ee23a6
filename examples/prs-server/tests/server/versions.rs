use serde_json::json;

use crate::harness::{Answer, Server, client, payment, send};

const DEAL: &str = "/api/deals/deals/3/";

async fn conditional(server: &Server, method: &str, header: &str, value: &str) -> Answer {
    let request = server.request(method, DEAL).header(header, value);
    send(if method == "PATCH" { request.json(&json!({ "deal_remarks": "changed" })) } else { request }).await
}

#[tokio::test]
async fn every_write_has_its_version_and_etag() {
    let server = Server::start();
    assert_eq!(server.get(DEAL).await.expect(200).header("etag"), Some("\"deal-3-v1\""));
    assert_eq!(server.write("PATCH", DEAL, json!({ "deal_name": "Two" })).await.expect(200).header("etag"), Some("\"deal-3-v2\""));
    let made = server.write("POST", "/api/clients/", client("New")).await.expect(201);
    assert_eq!(made.header("etag"), Some("\"client-201-v1\""));
    assert_eq!(server.delete("/api/clients/201/").await.expect(204).header("etag"), None);
    assert_eq!(server.get("/api/deals/payments/9").await.header("etag"), Some("\"payment-9-v1\""));
}

#[tokio::test]
async fn if_none_match_saves_the_body_only_while_nothing_changed() {
    let server = Server::start();
    for same in ["\"deal-3-v1\"", "W/\"deal-3-v1\"", "*", "\"x\", \"deal-3-v1\""] {
        let answer = conditional(&server, "GET", "If-None-Match", same).await.expect(304);
        assert_eq!(answer.header("etag"), Some("\"deal-3-v1\""));
    }
    for other in ["\"deal-3-v2\"", "deal-3-v1", "\"deal-4-v1\"", "", "\u{1}"].into_iter().filter(|value| !value.contains('\u{1}')) {
        conditional(&server, "GET", "If-None-Match", other).await.expect(200);
    }
    // The deal shows its payments and the name of its client: a change of those must not be hidden behind a 304.
    server.write("POST", "/api/deals/payments/", payment(3)).await.expect(201);
    conditional(&server, "GET", "If-None-Match", "\"deal-3-v1\"").await.expect(200);
    conditional(&server, "PATCH", "If-Match", "\"deal-3-v1\"").await.expect(200);
    conditional(&server, "GET", "If-None-Match", "\"deal-3-v2\"").await.expect(304);
    let client = server.get(DEAL).await.body["client"]["id"].clone();
    server.write("PATCH", &format!("/api/clients/{client}/"), json!({ "client_name": "Renamed" })).await.expect(200);
    assert_eq!(conditional(&server, "GET", "If-None-Match", "\"deal-3-v2\"").await.expect(200).body["client"]["client_name"], "Renamed");
}

#[tokio::test]
async fn if_match_refuses_with_the_current_record() {
    let server = Server::start();
    let record = server.get(DEAL).await.body;
    for method in ["PATCH", "DELETE"] {
        for other in ["\"deal-3-v2\"", "\"client-3-v1\"", "W/\"deal-3-v1\"", "deal-3-v1", ""] {
            let refused = conditional(&server, method, "If-Match", other).await.expect(412);
            assert_eq!(refused.body["current"], record);
            assert!(refused.body["detail"].is_string());
        }
    }
    for same in ["\"deal-3-v1\"", "\"a\", \"deal-3-v2\" ,\"b\"", "*"] {
        conditional(&server, "PATCH", "If-Match", same).await.expect(200);
    }
    assert_eq!(server.get(DEAL).await.body["version"], 4);
    conditional(&server, "DELETE", "If-Match", "\"deal-3-v4\"").await.expect(204);
    conditional(&server, "DELETE", "If-Match", "*").await.expect(404);
}

#[tokio::test]
async fn a_version_in_the_body_is_a_precondition_too() {
    let server = Server::start();
    let record = server.get(DEAL).await.body;
    let refused = server.write("PATCH", DEAL, json!({ "deal_name": "", "version": 2 })).await.expect(409);
    assert_eq!(refused.body["current"], record);
    server.write("DELETE", DEAL, json!({ "version": 7 })).await.expect(409);
    server.write("PATCH", DEAL, json!({ "version": "1" })).await.expect(400);
    assert_eq!(server.write("PATCH", DEAL, json!({ "deal_name": "Ok", "version": 1 })).await.expect(200).body["version"], 2);
    server.write("PUT", DEAL, record).await.expect(409);
    server.write("DELETE", DEAL, json!({ "version": 2 })).await.expect(204);
}

#[tokio::test]
async fn of_many_writers_with_one_precondition_one_wins() {
    let server = Server::start();
    let writers = (0..16).map(|_| conditional(&server, "PATCH", "If-Match", "\"deal-3-v1\""));
    let mut statuses: Vec<u16> = futures_util::future::join_all(writers).await.into_iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [&[200][..], &[412; 15]].concat());
    assert_eq!(server.get(DEAL).await.body["version"], 2);
}
