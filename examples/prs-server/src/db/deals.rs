use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use super::entity::{Entity, Field, Filter, Kind, Record, Spec, choice, optional, required};
use super::payments;
use crate::clock::rfc3339;
use crate::money;

pub const PAYMENT_STATUS: &[&str] = &["initial payment", "full payment", "partial payment"];
pub const VERIFICATION_STATUS: &[&str] = &["pending", "verified", "rejected"];
pub const CLIENT_STATUS: &[&str] = &["new", "loyal", "inactive"];
pub const SOURCE_TYPE: &[&str] = &["linkedin", "instagram", "google", "referral", "other"];
pub const PAYMENT_METHOD: &[&str] = &["bank", "cheque", "wallet", "cash"];

pub static SPEC: Spec = Spec {
    name: "deal",
    path: "/api/deals/deals/",
    table: "deals",
    columns: "t.*, c.client_name AS client_name, t.mixed_version = t.version AS mixed",
    from: "deals AS t JOIN clients AS c ON c.id = t.client_id",
    row,
    fields: &[
        Field { name: "client", column: "client_id", kind: Kind::Parent(Entity::Client), required: true },
        required("deal_name", Kind::Text { max: 200, blank: false }),
        required("deal_value", Kind::Money { min: 0 }),
        required("deal_date", Kind::Date),
        required("due_date", Kind::Date),
        optional("payment_status", Kind::Choice(PAYMENT_STATUS)),
        optional("verification_status", Kind::Choice(VERIFICATION_STATUS)),
        optional("client_status", Kind::Choice(CLIENT_STATUS)),
        optional("source_type", Kind::Choice(SOURCE_TYPE)),
        optional("currency", Kind::Currency),
        optional("payment_method", Kind::Choice(PAYMENT_METHOD)),
        optional("deal_remarks", Kind::Text { max: 20_000, blank: true }),
    ],
    search: &["t.deal_id", "t.deal_name", "c.client_name", "t.deal_remarks"],
    ordering: &[
        ("id", "t.id"),
        ("deal_id", "t.id"),
        ("client", "c.client_name COLLATE NOCASE"),
        ("client_name", "c.client_name COLLATE NOCASE"),
        ("deal_name", "t.deal_name COLLATE NOCASE"),
        ("deal_value", "t.deal_value"),
        ("currency", "t.currency"),
        ("deal_date", "t.deal_date"),
        ("due_date", "t.due_date"),
        ("payment_status", "t.payment_status"),
        ("verification_status", "t.verification_status"),
        ("client_status", "t.client_status"),
        ("source_type", "t.source_type"),
        ("created_at", "t.created_at"),
        ("updated_at", "t.updated_at"),
    ],
    filters: &[
        Filter::Id { name: "client", column: "t.client_id" },
        choice("payment_status", "t.payment_status", PAYMENT_STATUS),
        choice("verification_status", "t.verification_status", VERIFICATION_STATUS),
        choice("client_status", "t.client_status", CLIENT_STATUS),
        choice("source_type", "t.source_type", SOURCE_TYPE),
        Filter::Text { name: "currency", column: "t.currency" },
    ],
};

fn row(row: &Row) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, i64>("id")?,
        "deal_id": row.get::<_, String>("deal_id")?,
        "client": { "id": row.get::<_, i64>("client_id")?, "client_name": row.get::<_, String>("client_name")? },
        "payment_status": row.get::<_, String>("payment_status")?,
        "verification_status": row.get::<_, String>("verification_status")?,
        "client_status": row.get::<_, String>("client_status")?,
        "source_type": row.get::<_, String>("source_type")?,
        "deal_name": row.get::<_, String>("deal_name")?,
        "deal_value": money::show(row.get("deal_value")?),
        "currency": row.get::<_, String>("currency")?,
        "deal_date": row.get::<_, String>("deal_date")?,
        "due_date": row.get::<_, String>("due_date")?,
        "payment_method": row.get::<_, String>("payment_method")?,
        "deal_remarks": row.get::<_, String>("deal_remarks")?,
        "version": row.get::<_, i64>("version")?,
        "created_at": rfc3339(row.get("created_at")?),
        "updated_at": rfc3339(row.get("updated_at")?),
        "payments": [],
    }))
}

/// One query for the payments of all deals of a page.
pub fn attach_payments(conn: &Connection, deals: &mut [Record]) -> rusqlite::Result<()> {
    let ids: Vec<i64> = deals.iter().map(|deal| deal.id).collect();
    let mut statement = conn.prepare_cached("SELECT t.* FROM payments AS t WHERE t.deal_id IN (SELECT value FROM json_each(?1)) ORDER BY t.id")?;
    let mut rows = statement.query([json!(ids).to_string()])?;
    let mut by_deal: HashMap<i64, Vec<Value>> = HashMap::new();
    while let Some(row) = rows.next()? {
        by_deal.entry(row.get("deal_id")?).or_default().push(payments::row(row)?);
    }
    for deal in deals {
        deal.value["payments"] = Value::Array(by_deal.remove(&deal.id).unwrap_or_default());
    }
    Ok(())
}

/// The deal shows something (its payments, its client's name) that changed without a new version of the deal.
pub fn mark_mixed(conn: &Connection, deal: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE deals SET mixed_version = version WHERE id = ?1")?.execute([deal])?;
    Ok(())
}

pub fn mark_mixed_of_client(conn: &Connection, client: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE deals SET mixed_version = version WHERE client_id = ?1")?.execute([client])?;
    Ok(())
}
