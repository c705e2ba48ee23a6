use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::harness::{Server, client, deal, payment};

pub type Socket = WebSocketStream<TcpStream>;

pub async fn connect(server: &Server, path: &str) -> Socket {
    let stream = TcpStream::connect(server.address()).await.unwrap();
    client_async(format!("ws://{}{path}", server.address()), stream).await.expect("a socket").0
}

pub async fn next_event(socket: &mut Socket) -> Value {
    loop {
        match socket.next().await.expect("an open socket").unwrap() {
            Message::Text(text) => return serde_json::from_str(&text).unwrap(),
            Message::Ping(_) | Message::Pong(_) => {}
            other => panic!("{other:?} instead of an event"),
        }
    }
}

/// Reads on until the close frame; None when there was none.
pub async fn close_code(socket: &mut Socket) -> Option<u16> {
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Close(frame) = message {
            return frame.map(|frame| frame.code.into());
        }
    }
    None
}

async fn ping(socket: &mut Socket) {
    socket.send(Message::text(r#"{"type":"ping"}"#)).await.unwrap();
    let pong = next_event(socket).await;
    assert_eq!(pong["type"], "pong");
    assert!(pong["timestamp"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn every_applied_write_is_told_to_every_socket_in_order() {
    let server = Server::start();
    let mut sockets = [connect(&server, "/ws/").await, connect(&server, "/ws/deals/7/?ws_token=secret").await, connect(&server, "/ws").await];
    let person = server.write_with_key("POST", "/api/clients/", client("Seen"), "k").await.expect(201).body;
    server.write_with_key("POST", "/api/clients/", client("Seen"), "k").await.expect(201);
    server.write("POST", "/api/clients/", json!({})).await.expect(400);
    server.write("PATCH", "/api/clients/1/", json!({ "version": 5 })).await.expect(409);
    let made = server.write("POST", "/api/deals/deals/", deal(201)).await.expect(201).body;
    let first = server.write("POST", "/api/deals/payments/", payment(2001)).await.expect(201).body;
    let second = server.write("POST", "/api/deals/payments/", payment(2001)).await.expect(201).body;
    let changed = server.write("PATCH", "/api/deals/deals/2001/", json!({ "deal_name": "Changed" })).await.expect(200).body;
    server.delete("/api/deals/deals/2001/").await.expect(204);
    let expected = [
        ("entity_created", "client", json!(201), person),
        ("entity_created", "deal", json!(2001), made),
        ("entity_created", "payment", json!(6001), first),
        ("entity_created", "payment", json!(6002), second),
        ("entity_updated", "deal", json!(2001), changed),
        ("entity_deleted", "payment", json!(6001), Value::Null),
        ("entity_deleted", "payment", json!(6002), Value::Null),
        ("entity_deleted", "deal", json!(2001), Value::Null),
    ];
    for socket in &mut sockets {
        for (kind, entity, id, data) in &expected {
            let event = next_event(socket).await;
            assert_eq!((&event["type"], &event["entityType"], &event["entityId"], &event["data"]), (&json!(kind), &json!(entity), id, data));
            assert!(event["timestamp"].is_string());
        }
        ping(socket).await;
    }
}

#[tokio::test]
async fn a_write_whose_answer_is_dropped_is_told_all_the_same() {
    let server = Server::start();
    let mut socket = connect(&server, "/ws/").await;
    server.write("PUT", "/__test__/switches", json!({ "apply_then_drop": 1 })).await.expect(200);
    server.request("PATCH", "/api/clients/1/").json(&json!({ "client_name": "Dropped" })).send().await.unwrap_err();
    assert_eq!(next_event(&mut socket).await["data"]["client_name"], "Dropped");
}

#[tokio::test]
async fn frames_nobody_understands_are_ignored() {
    let server = Server::start();
    let mut socket = connect(&server, "/ws/").await;
    let deep = "[".repeat(60_000);
    for text in [
        "",
        "ping",
        "{",
        "null",
        "[]",
        "{}",
        r#"{"type":1}"#,
        r#"{"type":"unknown"}"#,
        r#"{"type":"entity_updated","entityId":1}"#,
        &deep,
        &"x".repeat(64 * 1024),
    ] {
        socket.send(Message::text(text)).await.unwrap();
    }
    socket.send(Message::binary(vec![0xff; 100])).await.unwrap();
    socket.send(Message::Ping(vec![1, 2].into())).await.unwrap();
    ping(&mut socket).await;
}

#[tokio::test]
async fn oversized_and_broken_frames_close_their_socket_only() {
    let server = Server::start();
    let mut other = connect(&server, "/ws/").await;
    for size in [64 * 1024 + 1, 300 * 1024] {
        let mut socket = connect(&server, "/ws/").await;
        socket.send(Message::text("x".repeat(size))).await.unwrap();
        assert_eq!(close_code(&mut socket).await, Some(1009));
    }
    // So large that the server may not wait for it to be sent: whether its close frame gets through is not certain.
    let mut socket = connect(&server, "/ws/").await;
    let _ = socket.send(Message::binary(vec![0; 8 * 1024 * 1024])).await;
    assert!(matches!(close_code(&mut socket).await, None | Some(1009)));

    for (bytes, code) in [(vec![0xff; 64], 1002), (vec![0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], 1007)] {
        let mut socket = connect(&server, "/ws/").await;
        tokio::io::AsyncWriteExt::write_all(socket.get_mut(), &bytes).await.unwrap();
        assert_eq!(close_code(&mut socket).await, Some(code));
    }
    ping(&mut other).await;
    server.get("/ws/").await.expect(400);
    server.assert_healthy().await;
}

#[tokio::test]
async fn closing_is_answered() {
    let server = Server::start();
    let mut socket = connect(&server, "/ws/").await;
    socket.close(None).await.unwrap();
    close_code(&mut socket).await;
    server.assert_healthy().await;
}

/// What it gets before that has no hole in it.
#[tokio::test]
async fn a_slow_consumer_is_closed_with_1013() {
    let server = Server::start();
    let stream = TcpSocket::new_v4().unwrap();
    stream.set_recv_buffer_size(4096).unwrap();
    let stream = stream.connect(server.address().parse().unwrap()).await.unwrap();
    let (mut slow, _) = client_async(format!("ws://{}/ws/", server.address()), stream).await.unwrap();
    let mut quick = connect(&server, "/ws/").await;
    let reader = tokio::spawn(async move { while next_event(&mut quick).await["data"]["version"] != 1601 {} });

    let remarks = "x".repeat(20_000);
    for _ in 0..1600 {
        server.write("PATCH", "/api/deals/deals/1/", json!({ "deal_remarks": remarks })).await.expect(200);
    }
    reader.await.expect("the quick one gets everything");
    let mut version = 1;
    let code: u16 = loop {
        match slow.next().await.expect("a close frame").unwrap() {
            Message::Text(text) => {
                let event: Value = serde_json::from_str(&text).unwrap();
                version += 1;
                assert_eq!(event["data"]["version"], version);
            }
            Message::Close(frame) => break frame.unwrap().code.into(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(code, 1013);
    assert!(version < 1601);
    server.assert_healthy().await;
}
