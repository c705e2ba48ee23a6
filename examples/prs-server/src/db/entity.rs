//! What the three entities have in common: each is described by a table of fields, and reading, validating and writing
//! are done once, from that description.

use rusqlite::Row;
use serde_json::Value;

use super::{clients, deals, payments};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entity {
    Client,
    Deal,
    Payment,
}

pub const ALL: [Entity; 3] = [Entity::Client, Entity::Deal, Entity::Payment];

pub struct Spec {
    pub name: &'static str,
    pub path: &'static str,
    pub table: &'static str,
    /// The columns and the FROM clause of a read; the entity's own table is called `t` in it.
    pub columns: &'static str,
    pub from: &'static str,
    pub row: fn(&Row) -> rusqlite::Result<Value>,
    pub fields: &'static [Field],
    /// SQL expressions that `search` looks into.
    pub search: &'static [&'static str],
    /// Name in `ordering` and the SQL expression for it.
    pub ordering: &'static [(&'static str, &'static str)],
    pub filters: &'static [Filter],
}

pub struct Field {
    pub name: &'static str,
    pub column: &'static str,
    pub kind: Kind,
    /// Missing optional fields get the default of their column on create and stay as they are on update.
    pub required: bool,
}

pub enum Kind {
    Text {
        max: usize,
        blank: bool,
    },
    NullableText {
        max: usize,
    },
    Email,
    Phone,
    Currency,
    /// Hundredths, kept as an integer.
    Money {
        min: i64,
    },
    Date,
    Choice(&'static [&'static str]),
    /// The id of a record, alone or as `{id}`.
    Parent(Entity),
}

pub enum Filter {
    Id { name: &'static str, column: &'static str },
    Choice { name: &'static str, column: &'static str, values: &'static [&'static str] },
    Text { name: &'static str, column: &'static str },
}

/// A record as read: what the API shows, and what conditional requests need to know about it.
pub struct Record {
    pub id: i64,
    pub version: i64,
    /// This version number has been shown with more than one content (see `mixed_version` in the schema).
    pub mixed: bool,
    pub value: Value,
}

impl Entity {
    pub fn spec(self) -> &'static Spec {
        match self {
            Self::Client => &clients::SPEC,
            Self::Deal => &deals::SPEC,
            Self::Payment => &payments::SPEC,
        }
    }

    pub fn name(self) -> &'static str {
        self.spec().name
    }
}

pub const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, column: name, kind, required: true }
}

pub const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, column: name, kind, required: false }
}

pub const fn choice(name: &'static str, column: &'static str, values: &'static [&'static str]) -> Filter {
    Filter::Choice { name, column, values }
}
