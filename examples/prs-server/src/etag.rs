//! Entity tags: `"<entity>-<id>-v<version>"`, and the two conditional headers that carry them.

use axum::http::header::AsHeaderName;
use axum::http::{HeaderMap, HeaderValue};

use crate::db::entity::Entity;

pub fn etag(entity: Entity, id: i64, version: i64) -> String {
    format!("\"{}-{id}-v{version}\"", entity.name())
}

pub enum Tags {
    Any,
    List(Vec<String>),
}

impl Tags {
    /// None when the header is absent. What is not an entity tag matches nothing.
    pub fn from_header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<Self> {
        let text: Vec<String> = headers.get_all(name).iter().map(|value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
        if text.is_empty() {
            return None;
        }
        let tags: Vec<String> = text.iter().flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect();
        Some(if tags.iter().any(|tag| tag == "*") { Self::Any } else { Self::List(tags) })
    }

    /// For If-Match: a weak tag never matches (RFC 9110, 13.1.1).
    pub fn match_strong(&self, current: &str) -> bool {
        match self {
            Self::Any => true,
            Self::List(tags) => tags.iter().any(|tag| tag == current),
        }
    }

    /// For If-None-Match: `W/"a"` and `"a"` are the same.
    pub fn match_weak(&self, current: &str) -> bool {
        match self {
            Self::Any => true,
            Self::List(tags) => tags.iter().any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == current),
        }
    }
}
