use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use rustix::process::Signal;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::harness::{Server, client, deal, payment};
use crate::websocket::{close_code, connect, next_event};

struct Load {
    /// Keys of the writes that were answered, with the ids of their records.
    acknowledged: Vec<(String, i64)>,
    unanswered: Vec<String>,
}

/// Eight writers, until the server goes away; `act` is called after 150 acknowledged writes.
async fn load(server: &Arc<Server>, act: impl FnOnce()) -> Load {
    let (done, mut acknowledgements) = mpsc::unbounded_channel();
    let mut writers = JoinSet::new();
    for writer in 0..8 {
        let (server, done) = (server.clone(), done.clone());
        writers.spawn(async move {
            for n in 0.. {
                let key = format!("{writer}-{n}");
                let request = server.request("POST", "/api/clients/").header("Idempotency-Key", &key).json(&client(&key));
                let Ok(response) = request.send().await else { return key };
                assert_eq!(response.status(), 201);
                let Ok(body) = response.json::<serde_json::Value>().await else { return key };
                done.send((key, body["id"].as_i64().unwrap())).unwrap();
            }
            unreachable!()
        });
    }
    drop(done);
    let mut acknowledged = Vec::new();
    let mut act = Some(act);
    while let Some(one) = acknowledgements.recv().await {
        acknowledged.push(one);
        if acknowledged.len() == 150 {
            act.take().unwrap()();
        }
    }
    Load { acknowledged, unanswered: writers.join_all().await }
}

/// Everything acknowledged is there; everything unanswered can be sent again and is then there once.
async fn assert_nothing_lost(file: &Path, load: &Load) {
    let server = Server::with(file);
    for (key, id) in &load.acknowledged {
        assert_eq!(server.get(&format!("/api/clients/{id}/")).await.expect(200).body["client_name"], *key);
        assert_eq!(server.effects(key).await, 1);
    }
    for key in &load.unanswered {
        server.write_with_key("POST", "/api/clients/", client(key), key).await.expect(201);
        assert_eq!(server.effects(key).await, 1);
    }
    let total = 200 + load.acknowledged.len() + load.unanswered.len();
    assert_eq!(server.count("/api/clients/").await, total as i64);
}

#[tokio::test]
async fn sigterm_under_load_loses_nothing() {
    for signal in [Signal::TERM, Signal::INT] {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("prs.sqlite");
        let server = Arc::new(Server::with(&file));
        let mut socket = connect(&server, "/ws/").await;
        let events = tokio::spawn(async move {
            let code = close_code(&mut socket).await;
            assert_eq!(code, Some(1001));
        });
        let load = load(&server, || server.signal(signal)).await;
        events.await.unwrap();
        assert!(Arc::into_inner(server).unwrap().wait().success());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["prs.sqlite"], "the WAL has been moved into the file");
        assert_nothing_lost(&file, &load).await;
    }
}

#[tokio::test]
async fn a_killed_server_loses_nothing_it_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("prs.sqlite");
    let server = Arc::new(Server::with(&file));
    let load = load(&server, || server.signal(Signal::KILL)).await;
    drop(server);
    assert_nothing_lost(&file, &load).await;
    let check: String = Connection::open(&file).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[tokio::test]
async fn delayed_requests_are_finished_early_and_their_events_delivered() {
    let server = Arc::new(Server::start());
    let mut socket = connect(&server, "/ws/").await;
    server.write("PUT", "/__test__/switches", json!({ "delay_ms": 60_000 })).await.expect(200);
    let writer = server.clone();
    let slow = tokio::spawn(async move { writer.write_with_key("PATCH", "/api/clients/1/", json!({ "client_name": "Last" }), "k").await });
    while server.get("/__test__/requests").await.body["total"] != 1 {}
    assert_eq!(server.effects("k").await, 0, "it waits");
    server.signal(Signal::TERM);
    assert_eq!(slow.await.unwrap().expect(200).body["client_name"], "Last");
    assert_eq!(next_event(&mut socket).await["data"]["client_name"], "Last");
    assert_eq!(close_code(&mut socket).await, Some(1001));
    assert!(Arc::into_inner(server).unwrap().wait().success());
}

#[tokio::test]
async fn readers_see_whole_writes_while_others_write() {
    let dir = tempfile::tempdir().unwrap();
    let server = Arc::new(Server::with(&dir.path().join("prs.sqlite")));
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        let writer = server.clone();
        tasks.spawn(async move {
            for _ in 0..20 {
                let id = writer.write("POST", "/api/deals/deals/", deal(1)).await.expect(201).id();
                writer.write("POST", "/api/deals/payments/", payment(id)).await.expect(201);
                writer.delete(&format!("/api/deals/deals/{id}/")).await.expect(204);
            }
        });
        let reader = server.clone();
        tasks.spawn(async move {
            for _ in 0..40 {
                let page = reader.get("/api/deals/deals/?client=1&page_size=200").await.expect(200).body;
                assert_eq!(page["count"].as_u64().unwrap() as usize, page["results"].as_array().unwrap().len());
            }
        });
    }
    tasks.join_all().await;
    assert_eq!(server.count("/api/deals/payments/").await, 6_000);
    server.assert_healthy().await;
}
