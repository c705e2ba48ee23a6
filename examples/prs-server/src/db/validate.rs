//! Checks a body against the fields of its entity. All fields are checked, so that a form can show every mistake at
//! once; fields nobody knows are ignored. Messages are those of Django REST Framework.

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value, json};

use super::entity::{Entity, Kind, Spec};
use super::records::{self, Change};
use crate::error::ApiError;
use crate::money;

/// `whole`: a create or a PUT, where the required fields have to be there.
pub fn body(conn: &Connection, spec: &Spec, body: &Map<String, Value>, whole: bool) -> Result<Vec<Change>, ApiError> {
    let mut changes = Vec::new();
    let mut errors = Map::new();
    for field in spec.fields {
        let checked = match body.get(field.name) {
            None if whole && field.required => Err("This field is required.".to_owned()),
            None => continue,
            Some(Value::Null) if !matches!(field.kind, Kind::NullableText { .. }) => Err("This field may not be null.".to_owned()),
            Some(Value::Null) => Ok(Sql::Null),
            Some(value) => check(conn, &field.kind, value)?,
        };
        match checked {
            Ok(value) => changes.push((field.column, value)),
            Err(message) => drop(errors.insert(field.name.to_owned(), json!([message]))),
        }
    }
    if errors.is_empty() { Ok(changes) } else { Err(ApiError::fields(errors)) }
}

/// The outer error is the server's, the inner one the writer's.
fn check(conn: &Connection, kind: &Kind, value: &Value) -> rusqlite::Result<Result<Sql, String>> {
    Ok(match kind {
        Kind::Text { max, blank } => text(value, *max, *blank).map(Sql::Text),
        Kind::NullableText { max } => text(value, *max, true).map(|text| if text.is_empty() { Sql::Null } else { Sql::Text(text) }),
        Kind::Email => text(value, 254, false).and_then(email).map(Sql::Text),
        Kind::Phone => text(value, 20, true).and_then(phone).map(Sql::Text),
        Kind::Currency => text(value, 3, false).and_then(currency).map(Sql::Text),
        Kind::Money { min } => amount(value, *min).map(Sql::Integer),
        Kind::Date => text(value, 10, false).map_err(|_| WRONG_DATE.to_owned()).and_then(date).map(Sql::Text),
        Kind::Choice(values) => match value.as_str() {
            Some(text) if values.contains(&text) => Ok(Sql::Text(text.to_owned())),
            _ => Err(format!("{} is not a valid choice. Choose from: {}.", shown(value), values.join(", "))),
        },
        Kind::Parent(entity) => return parent(conn, *entity, value),
    })
}

fn text(value: &Value, max: usize, blank: bool) -> Result<String, String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return Err("Not a valid string.".into()),
    };
    if text.is_empty() && !blank {
        Err("This field may not be blank.".into())
    } else if text.contains('\0') {
        Err("Null characters are not allowed.".into())
    } else if text.chars().count() > max {
        Err(format!("Ensure this field has no more than {max} characters."))
    } else {
        Ok(text)
    }
}

fn email(text: String) -> Result<String, String> {
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let local = |local: &str| {
        let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        !local.is_empty() && local.len() <= 64 && local.chars().all(allowed) && !local.starts_with('.') && !local.ends_with('.') && !local.contains("..")
    };
    match text.rsplit_once('@') {
        Some((name, host)) if local(name) && host.contains('.') && host.split('.').all(label) => Ok(text),
        _ => Err("Enter a valid email address.".into()),
    }
}

fn phone(text: String) -> Result<String, String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    if text.is_empty() || allowed && (5..=15).contains(&digits) { Ok(text) } else { Err("Enter a valid phone number.".into()) }
}

fn currency(text: String) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(text)
    } else {
        Err("Enter a currency code of three capital letters, such as NPR.".into())
    }
}

fn amount(value: &Value, min: i64) -> Result<i64, String> {
    let cents = match value {
        Value::String(text) => money::parse(text)?,
        Value::Number(number) => money::parse(&number.to_string())?,
        _ => return Err("A valid number is required.".into()),
    };
    if cents < min { Err(format!("Ensure this value is greater than or equal to {}.", money::show(min))) } else { Ok(cents) }
}

const WRONG_DATE: &str = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";

fn date(text: String) -> Result<String, String> {
    let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    match NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        Ok(_) if shape => Ok(text),
        _ => Err(WRONG_DATE.into()),
    }
}

fn parent(conn: &Connection, entity: Entity, value: &Value) -> rusqlite::Result<Result<Sql, String>> {
    let value = value.get("id").unwrap_or(value);
    let id = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    Ok(match id {
        None => Err(format!("Expected the id of a {}, received {}.", entity.name(), shown(value))),
        Some(id) if records::exists(conn, entity, id)? => Ok(Sql::Integer(id)),
        Some(id) => Err(format!("Invalid pk \"{id}\" - object does not exist.")),
    })
}

/// What was sent, short enough to be put into a message.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 60 { format!("{}...", text.chars().take(60).collect::<String>()) } else { text }
}
