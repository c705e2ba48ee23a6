//! POST, PUT, PATCH, DELETE: from a request to a write, and from its answer to a response.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Map;
use sha2::{Digest, Sha256};

use super::body;
use super::gate::Applied;
use super::read::Request;
use crate::app::Shared;
use crate::db::entity::Entity;
use crate::db::write::{self, Answer, Operation, Write};
use crate::error::ApiError;
use crate::etag::Tags;

pub const REPLAYED: &str = "idempotency-replayed";
const KEY: &str = "idempotency-key";
const MAX_KEY: usize = 255;

pub async fn create(app: Shared, entity: Entity, request: Request) -> Result<Response, ApiError> {
    run(app, entity, Operation::Create, request).await
}

pub async fn replace(app: Shared, entity: Entity, id: i64, request: Request) -> Result<Response, ApiError> {
    run(app, entity, Operation::Replace(id), request).await
}

pub async fn patch(app: Shared, entity: Entity, id: i64, request: Request) -> Result<Response, ApiError> {
    run(app, entity, Operation::Patch(id), request).await
}

pub async fn delete(app: Shared, entity: Entity, id: i64, request: Request) -> Result<Response, ApiError> {
    run(app, entity, Operation::Delete(id), request).await
}

async fn run(app: Shared, entity: Entity, operation: Operation, request: Request) -> Result<Response, ApiError> {
    let (head, body) = request.into_parts();
    let bytes = body::bytes(body).await?;
    let write = Write {
        entity,
        operation,
        key: idempotency_key(&head.headers)?,
        if_match: Tags::from_header(&head.headers, header::IF_MATCH),
        request_hash: request_hash(head.method.as_str(), head.uri.path(), &bytes),
        body: match operation {
            Operation::Delete(_) if bytes.is_empty() => Map::new(),
            _ => body::object(&bytes)?,
        },
    };
    let events = app.events.clone();
    let answer = app.db.write(move |conn| write::execute(conn, &write, &events)).await?;
    respond(answer)
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let mut keys = headers.get_all(KEY).iter();
    let Some(key) = keys.next() else {
        return Ok(None);
    };
    match key.to_str() {
        Ok(key) if (1..=MAX_KEY).contains(&key.len()) && keys.next().is_none() => Ok(Some(key.to_owned())),
        _ => Err(ApiError::bad_request(format!("Idempotency-Key must be given once, with 1 to {MAX_KEY} printable ASCII characters."))),
    }
}

/// What a key stands for. The parts are kept apart by a byte that no method or path can hold.
fn request_hash(method: &str, path: &str, body: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(method);
    hash.update([0]);
    hash.update(path.trim_end_matches('/'));
    hash.update([0]);
    hash.update(body);
    hash.finalize().to_vec()
}

fn respond(answer: Answer) -> Result<Response, ApiError> {
    let status = StatusCode::from_u16(answer.status).map_err(ApiError::internal)?;
    let mut response = match answer.body {
        Some(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        None => status.into_response(),
    };
    if let Some(etag) = answer.etag {
        response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&etag).map_err(ApiError::internal)?);
    }
    if answer.replayed {
        response.headers_mut().insert(HeaderName::from_static(REPLAYED), HeaderValue::from_static("true"));
    } else {
        response.extensions_mut().insert(Applied);
    }
    Ok(response)
}
