//! What every applied write tells the open sockets. Published by the writer thread, so in commit order.

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::sync::broadcast;

use crate::clock;
use crate::db::entity::Entity;

/// How far a slow socket may fall behind before it is closed instead of losing frames.
const BACKLOG: usize = 1024;

pub struct Event {
    pub kind: &'static str,
    pub entity: Entity,
    pub id: i64,
    pub data: Value,
}

#[derive(Clone)]
pub struct Events(broadcast::Sender<Utf8Bytes>);

impl Events {
    pub fn new() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }

    pub fn publish(&self, events: Vec<Event>) {
        for event in events {
            let frame = json!({
                "type": event.kind,
                "entityType": event.entity.name(),
                "entityId": event.id,
                "data": event.data,
                "timestamp": clock::rfc3339(clock::now_ms()),
            });
            // An error only says that nobody listens.
            let _ = self.0.send(frame.to_string().into());
        }
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Utf8Bytes> {
        self.0.subscribe()
    }
}
