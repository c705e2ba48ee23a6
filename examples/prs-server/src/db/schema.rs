//! The tables, and how a connection is set up.

use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::config::Location;

/// Counted up whenever TABLES changes; a file of another version is refused, not guessed at.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE clients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone_number TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE TABLE deals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id TEXT NOT NULL GENERATED ALWAYS AS (printf('DEAL-%05d', id)) VIRTUAL,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    payment_status TEXT NOT NULL DEFAULT 'initial payment',
    verification_status TEXT NOT NULL DEFAULT 'pending',
    client_status TEXT NOT NULL DEFAULT 'new',
    source_type TEXT NOT NULL DEFAULT 'other',
    deal_name TEXT NOT NULL,
    deal_value INTEGER NOT NULL,
    currency TEXT NOT NULL DEFAULT 'NPR',
    deal_date TEXT NOT NULL,
    due_date TEXT NOT NULL,
    payment_method TEXT NOT NULL DEFAULT 'bank',
    deal_remarks TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    -- The version at which an embedded payment or client name last changed. While it equals `version`, that version
    -- stands for more than one content, and a conditional GET must not be answered with 304.
    mixed_version INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX deals_by_client ON deals (client_id);
CREATE TABLE payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id INTEGER NOT NULL REFERENCES deals (id),
    payment_date TEXT NOT NULL,
    received_amount INTEGER NOT NULL,
    payment_method TEXT NOT NULL DEFAULT 'bank',
    cheque_number TEXT,
    status TEXT NOT NULL DEFAULT 'pending',
    verification_remarks TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX payments_by_deal ON payments (deal_id);
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    body TEXT,
    etag TEXT,
    applied_at INTEGER NOT NULL
);
-- Counted by the write itself and not derived from `idempotency`: tests ask it whether that table did its work.
CREATE TABLE effects (
    key TEXT PRIMARY KEY,
    n INTEGER NOT NULL
);
";

pub fn open_writer(location: &Location) -> Result<Connection, String> {
    let (conn, name) = match location {
        Location::Memory => (Connection::open_in_memory(), ":memory:".to_owned()),
        Location::File(path) => (Connection::open(path), path.display().to_string()),
    };
    let conn = conn.map_err(|e| format!("cannot open {name}: {e}; name another file with --db"))?;
    prepare(&conn, &name).map_err(|e| format!("cannot use {name} as database: {e}"))?;
    Ok(conn)
}

fn prepare(conn: &Connection, name: &str) -> Result<(), String> {
    let run = || -> rusqlite::Result<(i64, i64)> {
        conn.busy_timeout(Duration::from_secs(5))?;
        let version = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let tables = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if version == 0 && tables == 0 || version == VERSION {
            conn.pragma_update(None, "journal_mode", "WAL")?;
            // An answer means that the write is on the disk, also after a power cut.
            conn.pragma_update(None, "synchronous", "FULL")?;
            conn.pragma_update(None, "foreign_keys", true)?;
            conn.set_prepared_statement_cache_capacity(128);
        }
        Ok((version, tables))
    };
    match run().map_err(|e| e.to_string())? {
        (0, 0) => conn.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")).map_err(|e| e.to_string()),
        (VERSION, _) => Ok(()),
        (0, _) => Err("it holds tables of another program; name another file with --db".into()),
        (other, _) => Err(format!("it has format {other} and this server writes format {VERSION}; delete {name} or name another file with --db")),
    }
}

pub fn open_reader(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}
