//! Input of many kinds, against the living server. PRS_FUZZ_SEED (a number, printed) makes other input.

use std::time::Duration;

use fastrand::Rng;
use futures_util::SinkExt;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

use crate::harness::{Server, client, deal, payment, read};
use crate::websocket::{connect, next_event};

/// Long enough that only a server that hangs reaches it.
const HANGS: Duration = Duration::from_secs(60);

fn rng(what: &str) -> Rng {
    let seed = std::env::var("PRS_FUZZ_SEED").map_or(1, |seed| seed.parse().expect("PRS_FUZZ_SEED is a number"));
    println!("{what}: PRS_FUZZ_SEED={seed}");
    Rng::with_seed(seed)
}

fn bytes(rng: &mut Rng, max: usize) -> Vec<u8> {
    (0..rng.usize(..=max)).map(|_| rng.u8(..)).collect()
}

fn text(rng: &mut Rng) -> String {
    const PIECES: &[&str] = &[
        "",
        "a",
        "'",
        "\"",
        "\\",
        "%",
        "_",
        "\0",
        "\n",
        "0",
        "-1",
        "1e999",
        "9223372036854775808",
        "न",
        "🦀",
        "\u{202e}",
        "--",
        ";DROP TABLE deals;",
        "2026-02-30",
        "NaN",
    ];
    (0..rng.usize(..6)).map(|_| *rng.choice(PIECES).unwrap()).collect()
}

fn value(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(..if depth > 3 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i64(..)),
        3 => json!(rng.f64() * 1e20 - 5e19),
        4 => json!(text(rng)),
        5 => json!("x".repeat(rng.usize(..50_000))),
        6 => (0..rng.usize(..4)).map(|_| value(rng, depth + 1)).collect(),
        _ => Value::Object(Map::from_iter((0..rng.usize(..4)).map(|_| (if rng.bool() { "id".into() } else { text(rng) }, value(rng, depth + 1))))),
    }
}

fn body(rng: &mut Rng) -> Vec<u8> {
    let mut body = match rng.u8(..4) {
        0 => client("Fuzz"),
        1 => deal(rng.i64(-1..210)),
        2 => payment(rng.i64(-1..2_010)),
        _ => {
            return if rng.bool() { bytes(rng, 300) } else { value(rng, 0).to_string().into_bytes() };
        }
    };
    let fields = body.as_object_mut().unwrap();
    for _ in 0..rng.usize(..4) {
        let field = fields.keys().nth(rng.usize(..fields.len())).unwrap().clone();
        fields.insert(if rng.u8(..4) == 0 { "version".into() } else { field }, value(rng, 0));
    }
    let mut body = body.to_string().into_bytes();
    if rng.u8(..4) == 0 {
        let at = rng.usize(..body.len());
        body[at] = rng.u8(..);
    }
    body
}

fn path(rng: &mut Rng) -> String {
    let base = rng.choice(["/api/clients", "/api/deals/deals", "/api/deals/payments", "/__test__/effects", "/api", "/healthz"]).unwrap();
    let encode = |text: String| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let id = match rng.u8(..4) {
        0 => String::new(),
        1 => format!("/{}", encode(text(rng))),
        _ => format!("/{}", rng.u16(..250)),
    };
    let names = ["page", "page_size", "search", "ordering", "client", "deal", "status", "currency", "payment_status", "%", "x"];
    let query: Vec<String> = (0..rng.usize(..4)).map(|_| format!("{}={}", rng.choice(names).unwrap(), encode(text(rng)))).collect();
    format!("{base}{id}{}?{}", if rng.bool() { "/" } else { "" }, query.join("&"))
}

#[tokio::test]
async fn requests_with_strange_contents() {
    let mut rng = rng("requests");
    let server = Server::start();
    for round in 0..1_500 {
        let method = rng.choice(["GET", "POST", "PUT", "PATCH", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE"]).unwrap();
        let path = path(&mut rng);
        let mut request = server.request(method, &path);
        for name in ["If-Match", "If-None-Match", "Idempotency-Key", "Host", "Origin", "Content-Type"] {
            if rng.u8(..8) == 0 {
                let value: Vec<u8> = bytes(&mut rng, 40).into_iter().map(|byte| byte.clamp(0x20, 0x7e)).collect();
                request = request.header(name, value);
            }
        }
        if method != "OPTIONS" {
            request = request.body(body(&mut rng));
        }
        let response = request.send().await.unwrap_or_else(|e| panic!("round {round}, {method} {path}: {e:?}"));
        let status = response.status().as_u16();
        assert!(status < 500, "round {round}, {method} {path}: {status}");
        if method != "OPTIONS" {
            read(response).await;
        }
    }
    server.assert_healthy().await;
}

#[tokio::test]
async fn bytes_that_are_not_http() {
    let mut rng = rng("bytes");
    let server = Server::start();
    let valid = b"PATCH /api/clients/1/ HTTP/1.1\r\nHost: a\r\nContent-Length: 22\r\n\r\n{\"client_name\": \"abc\"}".to_vec();
    let chunked = b"POST /api/clients/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n".to_vec();
    let upgrade = b"GET /ws/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\x81\x80abcd".to_vec();
    for _ in 0..400 {
        let mut input = match rng.u8(..5) {
            0 => bytes(&mut rng, 2_000),
            1 => valid.clone(),
            2 => chunked.clone(),
            3 => upgrade.clone(),
            _ => format!("GET /{} HTTP/1.1\r\n{}: x\r\n\r\n", "a".repeat(rng.usize(..100_000)), "H".repeat(rng.usize(1..10_000))).into_bytes(),
        };
        for _ in 0..rng.usize(..4) {
            let at = rng.usize(..=input.len());
            match rng.u8(..3) {
                0 => input.truncate(at),
                1 => input.insert(at, rng.u8(..)),
                _ => drop(input.splice(at.., bytes(&mut rng, 50))),
            }
        }
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        // The server may have closed already: that is an answer too.
        let _ = stream.write_all(&input).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(HANGS, stream.read_to_end(&mut answer)).await.expect("the connection is closed in the end");
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
    }
    server.assert_healthy().await;
}

#[tokio::test]
async fn frames_of_all_kinds() {
    let mut rng = rng("frames");
    let server = Server::start();
    for _ in 0..100 {
        let mut socket = connect(&server, "/ws/").await;
        for _ in 0..rng.usize(..30) {
            let message = match rng.u8(..5) {
                0 => Message::binary(bytes(&mut rng, 500)),
                1 => Message::text(text(&mut rng)),
                2 => Message::text(json!({ "type": value(&mut rng, 0) }).to_string()),
                3 => Message::Ping(bytes(&mut rng, 125).into()),
                _ => Message::text(value(&mut rng, 0).to_string()),
            };
            // A value over 64 KiB rightly ends the socket.
            if socket.send(message).await.is_err() {
                break;
            }
        }
        let _ = socket.get_mut().write_all(&bytes(&mut rng, 200)).await;
    }
    let mut socket = connect(&server, "/ws/").await;
    socket.send(Message::text(r#"{"type":"ping"}"#)).await.unwrap();
    assert_eq!(next_event(&mut socket).await["type"], "pong");
    server.assert_healthy().await;
}
