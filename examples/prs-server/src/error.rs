//! Every refusal is JSON: `{detail}` or, for validation, `{field: [messages]}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

#[derive(Debug)]
pub struct ApiError {
    pub status: StatusCode,
    body: Value,
}

impl ApiError {
    pub fn detail(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, body: json!({ "detail": detail.into() }) }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::detail(StatusCode::BAD_REQUEST, detail)
    }

    pub fn not_found() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "Not found.")
    }

    pub fn fields(errors: Map<String, Value>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: Value::Object(errors) }
    }

    pub fn field(name: &str, message: impl Into<String>) -> Self {
        Self::fields(Map::from_iter([(name.to_owned(), json!([message.into()]))]))
    }

    /// 409 or 412: the writer had another version in mind; it gets the record as it is now.
    pub fn outdated(status: StatusCode, current: Value) -> Self {
        Self { status, body: json!({ "detail": "The record has been changed by someone else; compare with `current` and send again.", "current": current }) }
    }

    /// What went wrong is for the log; the client learns only that it was not its fault.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        eprintln!("prs-server: internal error: {cause}");
        Self::detail(StatusCode::INTERNAL_SERVER_ERROR, "The server failed while answering; nothing was changed. Try again.")
    }
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
