//! One write, start to end, in one transaction: replay or preconditions, validation, effect, stored answer, count.

use axum::http::StatusCode;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::{Map, Value};

use super::entity::{Entity, Record};
use super::{deals, idempotency, records, validate};
use crate::clock;
use crate::error::ApiError;
use crate::etag::{Tags, etag};
use crate::events::{Event, Events};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Create,
    Replace(i64),
    Patch(i64),
    Delete(i64),
}

pub struct Write {
    pub entity: Entity,
    pub operation: Operation,
    pub body: Map<String, Value>,
    pub if_match: Option<Tags>,
    pub key: Option<String>,
    pub request_hash: Vec<u8>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Option<String>,
    pub etag: Option<String>,
    pub replayed: bool,
}

pub fn execute(conn: &mut Connection, write: &Write, events: &Events) -> Result<Answer, ApiError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(key) = &write.key
        && let Some(stored) = idempotency::find(&tx, key)?
    {
        if stored.request_hash != write.request_hash {
            let detail = "This Idempotency-Key has been used for another request; a changed request needs a new key.";
            return Err(ApiError::detail(StatusCode::UNPROCESSABLE_ENTITY, detail));
        }
        return Ok(stored.answer);
    }
    let now = clock::now_ms();
    let (answer, happened) = apply(&tx, write, now)?;
    if let Some(key) = &write.key {
        idempotency::store(&tx, key, &write.request_hash, &answer, now)?;
        idempotency::count_effect(&tx, key)?;
    }
    tx.commit()?;
    events.publish(happened);
    Ok(answer)
}

fn apply(tx: &Transaction, write: &Write, now: i64) -> Result<(Answer, Vec<Event>), ApiError> {
    let entity = write.entity;
    match write.operation {
        Operation::Create => {
            let changes = validate::body(tx, entity.spec(), &write.body, true)?;
            let id = records::insert(tx, entity, changes, now)?;
            let record = reread(tx, entity, id)?;
            mark_embedding_deals(tx, entity, None, &record)?;
            Ok(written(201, "entity_created", entity, record))
        }
        Operation::Replace(id) | Operation::Patch(id) => {
            let before = current(tx, write, id)?;
            let whole = matches!(write.operation, Operation::Replace(_));
            let changes = validate::body(tx, entity.spec(), &write.body, whole)?;
            records::update(tx, entity, id, changes, now)?;
            let record = reread(tx, entity, id)?;
            mark_embedding_deals(tx, entity, Some(&before), &record)?;
            Ok(written(200, "entity_updated", entity, record))
        }
        Operation::Delete(id) => {
            let before = current(tx, write, id)?;
            let gone = delete(tx, entity, &before)?;
            let event = |(entity, id)| Event { kind: "entity_deleted", entity, id, data: Value::Null };
            Ok((Answer { status: 204, body: None, etag: None, replayed: false }, gone.into_iter().map(event).collect()))
        }
    }
}

/// The record as it is, if it exists and is the one the writer had in mind.
fn current(tx: &Transaction, write: &Write, id: i64) -> Result<Record, ApiError> {
    let record = records::get(tx, write.entity, id)?.ok_or_else(ApiError::not_found)?;
    if let Some(tags) = &write.if_match
        && !tags.match_strong(&etag(write.entity, id, record.version))
    {
        return Err(ApiError::outdated(StatusCode::PRECONDITION_FAILED, record.value));
    }
    match write.body.get("version") {
        None | Some(Value::Null) => Ok(record),
        Some(version) => match version.as_i64() {
            None => Err(ApiError::field("version", "A valid integer is required.")),
            Some(version) if version != record.version => Err(ApiError::outdated(StatusCode::CONFLICT, record.value)),
            Some(_) => Ok(record),
        },
    }
}

fn reread(tx: &Transaction, entity: Entity, id: i64) -> Result<Record, ApiError> {
    records::get(tx, entity, id)?.ok_or_else(|| ApiError::internal("a record vanished inside its own transaction"))
}

fn written(status: u16, kind: &'static str, entity: Entity, record: Record) -> (Answer, Vec<Event>) {
    let etag = Some(etag(entity, record.id, record.version));
    let answer = Answer { status, body: Some(record.value.to_string()), etag, replayed: false };
    (answer, vec![Event { kind, entity, id: record.id, data: record.value }])
}

/// Deletes the record and what hangs on it; says what has gone, dependants first.
fn delete(tx: &Transaction, entity: Entity, record: &Record) -> Result<Vec<(Entity, i64)>, ApiError> {
    let mut gone = Vec::new();
    match entity {
        Entity::Client => {
            let deals: i64 = tx.prepare_cached("SELECT count(*) FROM deals WHERE client_id = ?1")?.query_row([record.id], |row| row.get(0))?;
            if deals > 0 {
                let detail = format!("This client still has deals ({deals}); delete them or give them to another client first.");
                return Err(ApiError::detail(StatusCode::CONFLICT, detail));
            }
        }
        Entity::Deal => {
            let payments = record.value["payments"].as_array().map(Vec::as_slice).unwrap_or_default();
            for id in payments.iter().filter_map(|payment| payment["id"].as_i64()) {
                records::delete(tx, Entity::Payment, id)?;
                gone.push((Entity::Payment, id));
            }
        }
        Entity::Payment => mark_embedding_deals(tx, entity, None, record)?,
    }
    records::delete(tx, entity, record.id)?;
    gone.push((entity, record.id));
    Ok(gone)
}

fn mark_embedding_deals(tx: &Transaction, entity: Entity, before: Option<&Record>, after: &Record) -> rusqlite::Result<()> {
    match entity {
        Entity::Deal => {}
        Entity::Client if before.is_some_and(|before| before.value["client_name"] != after.value["client_name"]) => {
            deals::mark_mixed_of_client(tx, after.id)?;
        }
        Entity::Client => {}
        Entity::Payment => {
            for deal in before.into_iter().chain([after]).filter_map(|payment| payment.value["deal"].as_i64()) {
                deals::mark_mixed(tx, deal)?;
            }
        }
    }
    Ok(())
}
