//! What happens to every request below /api/ before and after its handler: it is counted, and the switches apply.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::Shared;
use crate::error::ApiError;

/// On a response: a write has been committed for this request, it was not a replay.
#[derive(Clone, Copy)]
pub struct Applied;

/// On a response: it must not be sent, the connection is cut instead.
#[derive(Clone, Copy)]
pub struct Cut;

pub async fn gate(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let route = request.extensions().get::<MatchedPath>().map_or("(unknown)".to_owned(), |route| format!("{}/", route.as_str().trim_end_matches('/')));
    app.counters.count(request.method().as_str(), &route);
    if let Some(delay) = app.switches.delay() {
        let mut stopping = app.stopping.subscribe();
        let _ = tokio::time::timeout(delay, stopping.wait_for(|stopping| *stopping)).await;
    }
    if let Some(status) = app.switches.take_failure() {
        return ApiError::detail(status, "Made to fail by /__test__/switches.").into_response();
    }
    let mut response = next.run(request).await;
    if response.extensions().get::<Applied>().is_some() && app.switches.take_drop() {
        response.extensions_mut().insert(Cut);
    }
    // Browsers may keep what they got, but have to ask each time whether it still holds.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
