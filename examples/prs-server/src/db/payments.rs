use rusqlite::Row;
use serde_json::{Value, json};

use super::deals::{PAYMENT_METHOD, VERIFICATION_STATUS};
use super::entity::{Entity, Field, Filter, Kind, Spec, choice, optional, required};
use crate::clock::rfc3339;
use crate::money;

pub static SPEC: Spec = Spec {
    name: "payment",
    path: "/api/deals/payments/",
    table: "payments",
    columns: "t.*, 0 AS mixed",
    from: "payments AS t JOIN deals AS d ON d.id = t.deal_id",
    row,
    fields: &[
        Field { name: "deal", column: "deal_id", kind: Kind::Parent(Entity::Deal), required: true },
        required("payment_date", Kind::Date),
        required("received_amount", Kind::Money { min: 1 }),
        optional("payment_method", Kind::Choice(PAYMENT_METHOD)),
        optional("cheque_number", Kind::NullableText { max: 50 }),
        optional("status", Kind::Choice(VERIFICATION_STATUS)),
        optional("verification_remarks", Kind::Text { max: 2000, blank: true }),
    ],
    search: &["d.deal_id", "d.deal_name", "t.cheque_number", "t.verification_remarks"],
    ordering: &[
        ("id", "t.id"),
        ("deal", "t.deal_id"),
        ("payment_date", "t.payment_date"),
        ("received_amount", "t.received_amount"),
        ("status", "t.status"),
        ("created_at", "t.created_at"),
        ("updated_at", "t.updated_at"),
    ],
    filters: &[
        Filter::Id { name: "deal", column: "t.deal_id" },
        choice("status", "t.status", VERIFICATION_STATUS),
        choice("payment_method", "t.payment_method", PAYMENT_METHOD),
    ],
};

pub fn row(row: &Row) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, i64>("id")?,
        "deal": row.get::<_, i64>("deal_id")?,
        "payment_date": row.get::<_, String>("payment_date")?,
        "received_amount": money::show(row.get("received_amount")?),
        "payment_method": row.get::<_, String>("payment_method")?,
        "cheque_number": row.get::<_, Option<String>>("cheque_number")?,
        "status": row.get::<_, String>("status")?,
        "verification_remarks": row.get::<_, String>("verification_remarks")?,
        "version": row.get::<_, i64>("version")?,
        "created_at": rfc3339(row.get("created_at")?),
        "updated_at": rfc3339(row.get("updated_at")?),
    }))
}
