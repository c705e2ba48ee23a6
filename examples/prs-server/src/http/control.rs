//! /__test__/: what tests and demos look at and turn.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::body;
use super::read::Request;
use crate::app::Shared;
use crate::counters::Counts;
use crate::db::{idempotency, seed};
use crate::error::ApiError;
use crate::switches::Settings;

pub async fn effects(State(app): State<Shared>, key: Result<Path<String>, PathRejection>) -> Result<Json<Value>, ApiError> {
    let Path(key) = key.map_err(|e| ApiError::bad_request(e.to_string()))?;
    let asked = key.clone();
    let effects = app.db.read(move |conn| Ok(idempotency::effects(conn, &asked)?)).await?;
    Ok(Json(json!({ "key": key, "effects": effects })))
}

pub async fn requests(State(app): State<Shared>) -> Json<Counts> {
    Json(app.counters.show())
}

pub async fn reset_requests(State(app): State<Shared>) -> StatusCode {
    app.counters.reset();
    StatusCode::NO_CONTENT
}

pub async fn switches(State(app): State<Shared>) -> Json<Settings> {
    Json(app.switches.show())
}

pub async fn set_switches(State(app): State<Shared>, request: Request) -> Result<Json<Settings>, ApiError> {
    let bytes = body::bytes(request.into_body()).await?;
    // An empty array would pass for an object with nothing in it.
    body::object(&bytes)?;
    let settings = app.switches.set(&bytes).map_err(ApiError::bad_request)?;
    // Browsers silently repeat a request whose connection breaks if that connection had been used before. While drops
    // are armed no connection is used twice, so a cut is seen by the page.
    if app.switches.drops_armed() {
        app.recycle.send_replace(());
    }
    Ok(Json(settings))
}

pub async fn reset_switches(State(app): State<Shared>) -> StatusCode {
    app.switches.reset();
    StatusCode::NO_CONTENT
}

pub async fn reset(State(app): State<Shared>) -> Result<Json<Value>, ApiError> {
    app.db.write(|conn| Ok(seed::reseed(conn)?)).await?;
    Ok(Json(json!({ "clients": seed::CLIENTS, "deals": seed::DEALS, "payments": seed::PAYMENTS })))
}
