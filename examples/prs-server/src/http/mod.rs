//! The routes. Every one answers with and without its trailing slash.

mod body;
mod control;
mod cors;
pub mod gate;
mod read;
mod write;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get, post, put};
use axum::{Json, Router, middleware};
use serde_json::json;

use crate::app::Shared;
use crate::db::entity::{self, Entity};
use crate::error::ApiError;
use crate::ws;

pub fn router(app: Shared) -> Router {
    let mut router = Router::new();
    for entity in entity::ALL {
        let path = entity.spec().path;
        router = both(router, path, collection(entity));
        router = both(router, &format!("{path}{{id}}/"), member(entity));
    }
    router = both(router, "/healthz/", get(|| async { Json(json!({ "status": "ok" })) }));
    router = both(router, "/__test__/effects/{key}/", get(control::effects));
    router = both(router, "/__test__/requests/", get(control::requests).delete(control::reset_requests));
    router = both(router, "/__test__/switches/", put(control::set_switches).get(control::switches).delete(control::reset_switches));
    router = both(router, "/__test__/reset/", post(control::reset));
    both(router, "/ws/", get(ws::upgrade))
        .route("/ws/{*rest}", get(ws::upgrade))
        .fallback(|| async { ApiError::not_found() })
        .method_not_allowed_fallback(|| async { ApiError::detail(StatusCode::METHOD_NOT_ALLOWED, "This method is not allowed here; see the Allow header.") })
        .layer(middleware::from_fn_with_state(app.clone(), gate::gate))
        .layer(middleware::from_fn(body::take_in))
        .layer(cors::layer())
        .with_state(app)
}

fn both(router: Router<Shared>, path: &str, methods: MethodRouter<Shared>) -> Router<Shared> {
    router.route(path, methods.clone()).route(path.trim_end_matches('/'), methods)
}

fn collection(entity: Entity) -> MethodRouter<Shared> {
    get(move |State(app): State<Shared>, request: read::Request| read::list(app, entity, request))
        .post(move |State(app): State<Shared>, request: read::Request| write::create(app, entity, request))
}

fn member(entity: Entity) -> MethodRouter<Shared> {
    get(move |State(app): State<Shared>, id: RawId, request: read::Request| async move { read::detail(app, entity, parse(id)?, request).await })
        .put(move |State(app): State<Shared>, id: RawId, request: read::Request| async move { write::replace(app, entity, parse(id)?, request).await })
        .patch(move |State(app): State<Shared>, id: RawId, request: read::Request| async move { write::patch(app, entity, parse(id)?, request).await })
        .delete(move |State(app): State<Shared>, id: RawId, request: read::Request| async move { write::delete(app, entity, parse(id)?, request).await })
}

type RawId = Result<Path<String>, PathRejection>;

/// What is not a number cannot be the id of anything.
fn parse(id: RawId) -> Result<i64, ApiError> {
    id.ok().and_then(|Path(text)| text.parse().ok()).ok_or_else(ApiError::not_found)
}
