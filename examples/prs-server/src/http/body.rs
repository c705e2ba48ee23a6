//! Request bodies: taken in whole before anything is decided, then read as JSON.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde_json::{Map, Value};

use crate::error::ApiError;

const LIMIT: usize = 1024 * 1024;
/// A body over the limit is still read up to here, because a client that is writing does not see the answer otherwise.
const DISCARD_LIMIT: usize = 16 * LIMIT;
const PATIENCE: Duration = Duration::from_secs(30);

/// For every route, also those that refuse or need no body: an answer to a half-read request would break the
/// connection under a client that is still sending.
pub async fn take_in(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let bytes = match tokio::time::timeout(PATIENCE, collect(body)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(refusal)) => return refusal.into_response(),
        Err(_) => return ApiError::detail(StatusCode::REQUEST_TIMEOUT, "The body did not arrive within 30 seconds.").into_response(),
    };
    next.run(Request::from_parts(head, Body::from(bytes))).await
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
    if seen > LIMIT { Err(ApiError::detail(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 1 MiB.")) } else { Ok(bytes) }
}

/// The body as `take_in` left it.
pub async fn bytes(body: Body) -> Result<Bytes, ApiError> {
    axum::body::to_bytes(body, LIMIT).await.map_err(ApiError::internal)
}

pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(ApiError::bad_request("The body must be a JSON object of fields and their values.")),
        Err(error) => Err(ApiError::bad_request(format!("JSON parse error - {error}"))),
    }
}
