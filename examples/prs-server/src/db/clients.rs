use rusqlite::Row;
use serde_json::{Value, json};

use super::entity::{Kind, Spec, optional, required};
use crate::clock::rfc3339;

pub static SPEC: Spec = Spec {
    name: "client",
    path: "/api/clients/",
    table: "clients",
    columns: "t.*, 0 AS mixed",
    from: "clients AS t",
    row,
    fields: &[required("client_name", Kind::Text { max: 100, blank: false }), required("email", Kind::Email), optional("phone_number", Kind::Phone)],
    search: &["t.client_name", "t.email", "t.phone_number"],
    ordering: &[
        ("id", "t.id"),
        ("client_name", "t.client_name COLLATE NOCASE"),
        ("email", "t.email COLLATE NOCASE"),
        ("created_at", "t.created_at"),
        ("updated_at", "t.updated_at"),
    ],
    filters: &[],
};

fn row(row: &Row) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, i64>("id")?,
        "client_name": row.get::<_, String>("client_name")?,
        "email": row.get::<_, String>("email")?,
        "phone_number": row.get::<_, String>("phone_number")?,
        "version": row.get::<_, i64>("version")?,
        "created_at": rfc3339(row.get("created_at")?),
        "updated_at": rfc3339(row.get("updated_at")?),
    }))
}
