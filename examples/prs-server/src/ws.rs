//! /ws/: tells every open socket about every applied write, and answers pings.

use std::error::Error;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tungstenite::Error as WsError;

use crate::app::Shared;
use crate::clock;
use crate::error::ApiError;

const LIMIT: usize = 64 * 1024;
/// The library stops reading here, and what follows may break the connection before our close frame is read; up to
/// here a frame over LIMIT is taken in and refused properly.
const HARD_LIMIT: usize = 1024 * 1024;
/// How long a socket may refuse to take a frame, and how long it may take to answer our close frame.
const SEND_PATIENCE: Duration = Duration::from_secs(30);
const CLOSE_PATIENCE: Duration = Duration::from_secs(1);

const NORMAL: u16 = 1000;
const GOING_AWAY: u16 = 1001;
const PROTOCOL_ERROR: u16 = 1002;
const NOT_TEXT: u16 = 1007;
const TOO_BIG: u16 = 1009;
const TRY_AGAIN_LATER: u16 = 1013;

type Close = (u16, &'static str);

#[derive(Deserialize)]
struct Incoming {
    #[serde(rename = "type")]
    kind: String,
}

pub async fn upgrade(State(app): State<Shared>, upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|e| ApiError::detail(e.status(), e.body_text()))?;
    // Subscribed before the handshake is answered: what is written after it is not missed.
    let events = app.events.subscribe();
    let open = app.close_sockets.subscribe();
    Ok(upgrade.max_message_size(HARD_LIMIT).max_frame_size(HARD_LIMIT).on_upgrade(move |socket| serve(socket, events, open)))
}

enum Next {
    Event(Result<Utf8Bytes, RecvError>),
    Message(Option<Result<Message, axum::Error>>),
    Stop,
}

async fn serve(mut socket: WebSocket, mut events: broadcast::Receiver<Utf8Bytes>, mut open: watch::Receiver<bool>) {
    let close = loop {
        // In this order, so that what was written before the server stops is still delivered.
        let next = tokio::select! {
            biased;
            event = events.recv() => Next::Event(event),
            message = socket.recv() => Next::Message(message),
            () = stopped(&mut open) => Next::Stop,
        };
        let step = match next {
            Next::Event(Ok(frame)) => send(&mut socket, Message::Text(frame)).await,
            Next::Event(Err(RecvError::Lagged(_))) => Err(Some((TRY_AGAIN_LATER, "too slow, events were skipped; reconnect and fetch again"))),
            Next::Message(Some(Ok(message))) => answer(&mut socket, message).await,
            Next::Message(Some(Err(error))) => Err(close_for(&error)),
            Next::Message(None) => Err(None),
            Next::Event(Err(RecvError::Closed)) | Next::Stop => Err(Some((GOING_AWAY, "the server is stopping"))),
        };
        if let Err(close) = step {
            break close;
        }
    };
    if let Some((code, reason)) = close {
        let farewell = async {
            socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await?;
            while let Some(Ok(_)) = socket.recv().await {}
            Ok::<_, axum::Error>(())
        };
        let _ = tokio::time::timeout(CLOSE_PATIENCE, farewell).await;
    }
    // `open` lives until here: the server waits for it when it stops.
    drop(open);
}

async fn stopped(open: &mut watch::Receiver<bool>) {
    let _ = open.wait_for(|close| *close).await;
}

async fn answer(socket: &mut WebSocket, message: Message) -> Result<(), Option<Close>> {
    match message {
        Message::Close(_) => Err(Some((NORMAL, ""))),
        Message::Text(_) | Message::Binary(_) if size(&message) > LIMIT => Err(Some((TOO_BIG, "frames are limited to 64 KiB"))),
        Message::Text(text) => match serde_json::from_str::<Incoming>(&text) {
            Ok(Incoming { kind }) if kind == "ping" => {
                let pong = json!({ "type": "pong", "timestamp": clock::rfc3339(clock::now_ms()) });
                send(socket, Message::text(pong.to_string())).await
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn size(message: &Message) -> usize {
    match message {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) => bytes.len(),
        _ => 0,
    }
}

/// A socket that takes nothing for long is dropped: there is no room for a close frame in its buffer either.
async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Option<Close>> {
    match tokio::time::timeout(SEND_PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(None),
    }
}

fn close_for(error: &axum::Error) -> Option<Close> {
    match error.source().and_then(|source| source.downcast_ref::<WsError>())? {
        WsError::Capacity(_) => Some((TOO_BIG, "frames are limited to 64 KiB")),
        WsError::Utf8(_) => Some((NOT_TEXT, "text frames must be UTF-8")),
        WsError::Protocol(_) => Some((PROTOCOL_ERROR, "not a WebSocket frame")),
        _ => None,
    }
}
