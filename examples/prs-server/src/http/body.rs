//! Request bodies: read up to a limit, then JSON.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use http_body_util::BodyExt;
use serde_json::{Map, Value};

use crate::db::write::body_of;
use crate::error::ApiError;

const LIMIT: usize = 1024 * 1024;
/// A body over the limit is still read up to here, because a client that is writing does not see the answer otherwise.
const DISCARD_LIMIT: usize = 16 * LIMIT;
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn read(body: Body) -> Result<Vec<u8>, ApiError> {
    match tokio::time::timeout(PATIENCE, collect(body)).await {
        Ok(result) => result,
        Err(_) => Err(ApiError::detail(StatusCode::REQUEST_TIMEOUT, "The body did not arrive within 30 seconds.")),
    }
}

async fn collect(mut body: Body) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|e| ApiError::bad_request(format!("The body could not be read: {e}")))?;
        if let Some(data) = frame.data_ref() {
            seen += data.len();
            if seen > DISCARD_LIMIT {
                break;
            } else if seen <= LIMIT {
                bytes.extend_from_slice(data);
            }
        }
    }
    if seen > LIMIT {
        Err(ApiError::detail(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 1 MiB."))
    } else {
        Ok(bytes)
    }
}

pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    let value = serde_json::from_slice(bytes).map_err(|e| ApiError::bad_request(format!("JSON parse error - {e}")))?;
    body_of(value)
}
