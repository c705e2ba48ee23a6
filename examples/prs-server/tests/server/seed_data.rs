use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use crate::harness::{Server, client, command};

fn number(db: &Path, sql: &str) -> i64 {
    Connection::open(db).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn everything(db: &Path) -> Vec<String> {
    let conn = Connection::open(db).unwrap();
    let mut dump = Vec::new();
    for table in ["clients", "deals", "payments"] {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>()).unwrap();
        dump.extend(rows.map(|row| format!("{:?}", row.unwrap())));
    }
    dump
}

#[tokio::test]
async fn the_seed_is_complete_consistent_and_always_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second) = (dir.path().join("a.sqlite"), dir.path().join("b.sqlite"));
    drop((Server::with(&first), Server::with(&second)));

    assert_eq!(number(&first, "SELECT count(*) FROM clients"), 200);
    assert_eq!(number(&first, "SELECT count(*) FROM deals"), 2_000);
    assert_eq!(number(&first, "SELECT count(*) FROM payments"), 6_000);
    let paid = "(SELECT sum(received_amount) FROM payments WHERE deal_id = d.id)";
    assert_eq!(number(&first, &format!("SELECT count(*) FROM deals d WHERE {paid} > deal_value")), 0);
    assert_eq!(number(&first, &format!("SELECT count(*) FROM deals d WHERE payment_status = 'full payment' AND {paid} <> deal_value")), 0);
    assert_eq!(number(&first, "SELECT count(*) FROM payments WHERE received_amount <= 0"), 0);
    assert!(number(&first, "SELECT count(*) FROM deals WHERE currency = 'NPR'") > 1_700);
    assert_eq!(number(&first, "SELECT count(*) FROM deals WHERE due_date <= deal_date"), 0);
    assert_eq!(everything(&first), everything(&second));
}

#[tokio::test]
async fn a_second_start_reuses_the_file_and_seed_starts_over() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("prs.sqlite");
    let id = Server::with(&file).write("POST", "/api/clients/", client("Kept")).await.expect(201).id();
    assert_eq!(id, 201);
    let server = Server::with(&file);
    assert_eq!(server.get("/api/clients/201/").await.expect(200).body["client_name"], "Kept");
    drop(server);

    let mut child = command().args(["--port", "0", "--seed", "--db"]).arg(&file).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(number(&file, "SELECT count(*) FROM clients"), 200);
}

#[tokio::test]
async fn reset_brings_the_seed_back_with_the_same_ids() {
    let server = Server::start();
    let before = server.get("/api/deals/deals/?page_size=200").await.body;
    server.write_with_key("PATCH", "/api/deals/deals/1/", json!({ "deal_name": "Changed" }), "k").await.expect(200);
    server.delete("/api/deals/deals/2/").await.expect(204);
    server.write("POST", "/__test__/reset", json!({})).await.expect(200);
    assert_eq!(server.get("/api/deals/deals/?page_size=200").await.body, before);
    assert_eq!(server.effects("k").await, 0);
    assert_eq!(server.write("POST", "/api/clients/", client("Next")).await.expect(201).id(), 201);
}
