//! GET: lists and single records.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use form_urlencoded::Serializer;
use serde_json::json;

use crate::app::Shared;
use crate::db::entity::Entity;
use crate::db::list::ListQuery;
use crate::db::records;
use crate::error::ApiError;
use crate::etag::{Tags, etag};

pub type Request = axum::extract::Request;

pub async fn list(app: Shared, entity: Entity, request: Request) -> Result<Response, ApiError> {
    let query: Vec<(String, String)> =
        form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let list = ListQuery::parse(entity, &query)?;
    let number = list.page;
    let page = app.db.read(move |conn| list.run(conn)).await?;
    let link = |number: i64| link(&app, request.headers(), request.uri(), &query, number);
    Ok(Json(json!({
        "count": page.count,
        "next": (number < page.pages).then(|| link(number + 1)),
        "previous": (number > 1).then(|| link(number - 1)),
        "results": page.results,
    }))
    .into_response())
}

/// The address of another page of the same list. The first page has no `page` in it, as in Django.
fn link(app: &Shared, headers: &HeaderMap, uri: &Uri, query: &[(String, String)], page: i64) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).map_or_else(|| app.address.to_string(), str::to_owned);
    let mut out = Serializer::new(String::new());
    out.extend_pairs(query.iter().filter(|(name, _)| name != "page"));
    if page > 1 {
        out.append_pair("page", &page.to_string());
    }
    let query = out.finish();
    format!("http://{host}{}{}{query}", uri.path(), if query.is_empty() { "" } else { "?" })
}

pub async fn detail(app: Shared, entity: Entity, id: i64, request: Request) -> Result<Response, ApiError> {
    let record = app.db.read(move |conn| Ok(records::get(conn, entity, id)?)).await?.ok_or_else(ApiError::not_found)?;
    let tag = etag(entity, id, record.version);
    let known = Tags::from_header(request.headers(), header::IF_NONE_MATCH).is_some_and(|tags| tags.match_weak(&tag));
    let mut response = if known && !record.mixed { StatusCode::NOT_MODIFIED.into_response() } else { Json(record.value).into_response() };
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tag).map_err(ApiError::internal)?);
    Ok(response)
}
