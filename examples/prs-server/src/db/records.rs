//! Reading and writing one record, from the description of its entity. SQL is put together from that description
//! only; everything that came from outside is bound.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::deals;
use super::entity::{Entity, Record, Spec};

/// A checked field: column and value.
pub type Change = (&'static str, Sql);

pub fn read_row(spec: &Spec, row: &Row) -> rusqlite::Result<Record> {
    Ok(Record { id: row.get("id")?, version: row.get("version")?, mixed: row.get("mixed")?, value: (spec.row)(row)? })
}

pub fn get(conn: &Connection, entity: Entity, id: i64) -> rusqlite::Result<Option<Record>> {
    let spec = entity.spec();
    let sql = format!("SELECT {} FROM {} WHERE t.id = ?1", spec.columns, spec.from);
    let mut record = conn.prepare_cached(&sql)?.query_row([id], |row| read_row(spec, row)).optional()?;
    if entity == Entity::Deal {
        deals::attach_payments(conn, record.as_mut_slice())?;
    }
    Ok(record)
}

pub fn exists(conn: &Connection, entity: Entity, id: i64) -> rusqlite::Result<bool> {
    conn.prepare_cached(&format!("SELECT 1 FROM {} WHERE id = ?1", entity.spec().table))?.exists([id])
}

pub fn insert(conn: &Connection, entity: Entity, changes: Vec<Change>, now: i64) -> rusqlite::Result<i64> {
    let all = changes.into_iter().chain([("version", Sql::Integer(1)), ("created_at", Sql::Integer(now)), ("updated_at", Sql::Integer(now))]);
    let (columns, values): (Vec<&str>, Vec<Sql>) = all.unzip();
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", entity.spec().table, columns.join(", "));
    conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(conn.last_insert_rowid())
}

pub fn update(conn: &Connection, entity: Entity, id: i64, changes: Vec<Change>, now: i64) -> rusqlite::Result<()> {
    let (columns, mut values): (Vec<&str>, Vec<Sql>) = changes.into_iter().unzip();
    let assignments: String = columns.iter().map(|column| format!("{column} = ?, ")).collect();
    // Clients compare updated_at, so it grows with every write even when the clock does not.
    let sql = format!("UPDATE {} SET {assignments}version = version + 1, updated_at = max(?, updated_at + 1) WHERE id = ?", entity.spec().table);
    values.extend([Sql::Integer(now), Sql::Integer(id)]);
    conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

pub fn delete(conn: &Connection, entity: Entity, id: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", entity.spec().table))?.execute([id])?;
    Ok(())
}
