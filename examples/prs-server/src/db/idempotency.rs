//! One row per applied key, written in the transaction of the effect it stands for.

use rusqlite::{Connection, OptionalExtension, params};

use super::write::Answer;

pub struct Stored {
    pub request_hash: Vec<u8>,
    pub answer: Answer,
}

pub fn find(conn: &Connection, key: &str) -> rusqlite::Result<Option<Stored>> {
    conn.prepare_cached("SELECT request_hash, status, body, etag FROM idempotency WHERE key = ?1")?
        .query_row([key], |row| {
            Ok(Stored { request_hash: row.get(0)?, answer: Answer { status: row.get(1)?, body: row.get(2)?, etag: row.get(3)?, replayed: true } })
        })
        .optional()
}

pub fn store(conn: &Connection, key: &str, request_hash: &[u8], answer: &Answer, now: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO idempotency (key, request_hash, status, body, etag, applied_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        key,
        request_hash,
        answer.status,
        answer.body,
        answer.etag,
        now
    ])?;
    Ok(())
}

pub fn count_effect(conn: &Connection, key: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO effects (key, n) VALUES (?1, 1) ON CONFLICT (key) DO UPDATE SET n = n + 1")?.execute([key])?;
    Ok(())
}

pub fn effects(conn: &Connection, key: &str) -> rusqlite::Result<i64> {
    let n = conn.prepare_cached("SELECT n FROM effects WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?;
    Ok(n.unwrap_or(0))
}
