//! Lists: filters, search, ordering and pages, from the query string.

use axum::http::StatusCode;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};
use serde_json::{Map, Value, json};

use super::deals;
use super::entity::{Entity, Filter, Spec};
use super::records::read_row;
use crate::error::ApiError;

const PAGE_SIZE: i64 = 25;
const MAX_PAGE_SIZE: i64 = 200;
const MAX_SEARCH: usize = 200;

pub struct ListQuery {
    entity: Entity,
    pub page: i64,
    size: i64,
    conditions: Vec<String>,
    params: Vec<Sql>,
    order: String,
}

pub struct Page {
    pub count: i64,
    pub pages: i64,
    pub results: Vec<Value>,
}

impl ListQuery {
    /// Parameters nobody knows and empty ones are ignored, as Django does.
    pub fn parse(entity: Entity, query: &[(String, String)]) -> Result<Self, ApiError> {
        let spec = entity.spec();
        let mut list = Self { entity, page: 1, size: PAGE_SIZE, conditions: Vec::new(), params: Vec::new(), order: "t.id".into() };
        let mut errors = Map::new();
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            let outcome = match name.as_str() {
                "page" => {
                    list.page = value.parse().ok().filter(|page| *page >= 1).ok_or_else(invalid_page)?;
                    Ok(())
                }
                "page_size" => match value.parse() {
                    Ok(size) if size >= 1 => {
                        list.size = MAX_PAGE_SIZE.min(size);
                        Ok(())
                    }
                    _ => Err(format!("Enter a number from 1 to {MAX_PAGE_SIZE}.")),
                },
                "ordering" => list.order_by(spec, value),
                "search" => list.search(spec, value),
                _ => list.filter(spec, name, value),
            };
            if let Err(message) = outcome {
                errors.insert(name.clone(), json!([message]));
            }
        }
        if errors.is_empty() { Ok(list) } else { Err(ApiError::fields(errors)) }
    }

    fn order_by(&mut self, spec: &Spec, value: &str) -> Result<(), String> {
        let (name, direction) = value.strip_prefix('-').map_or((value, "ASC"), |name| (name, "DESC"));
        let Some((_, column)) = spec.ordering.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = spec.ordering.iter().map(|(name, _)| *name).collect();
            return Err(format!("Unknown field to order by. Choose from: {}; a minus sign in front turns the order round.", known.join(", ")));
        };
        // The id makes the order total, so that no row is on two pages.
        self.order = format!("{column} {direction}, t.id {direction}");
        Ok(())
    }

    /// Every word has to be found in at least one of the columns.
    fn search(&mut self, spec: &Spec, value: &str) -> Result<(), String> {
        if value.chars().count() > MAX_SEARCH || value.contains('\0') {
            return Err(format!("Enter at most {MAX_SEARCH} characters, none of them NUL."));
        }
        for word in value.split_whitespace() {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            self.params.push(Sql::Text(format!("%{escaped}%")));
            let mark = self.params.len();
            let columns: Vec<String> = spec.search.iter().map(|column| format!("{column} LIKE ?{mark} ESCAPE '\\'")).collect();
            self.conditions.push(format!("({})", columns.join(" OR ")));
        }
        Ok(())
    }

    fn filter(&mut self, spec: &Spec, name: &str, value: &str) -> Result<(), String> {
        for filter in spec.filters {
            let (column, bound) = match filter {
                Filter::Id { name: known, column } if *known == name => (column, Sql::Integer(value.parse().map_err(|_| "Enter a number.")?)),
                Filter::Choice { name: known, column, values } if *known == name => {
                    if !values.contains(&value) {
                        return Err(format!("Select a valid choice: {}.", values.join(", ")));
                    }
                    (column, Sql::Text(value.to_owned()))
                }
                Filter::Text { name: known, column } if *known == name => (column, Sql::Text(value.to_owned())),
                _ => continue,
            };
            self.params.push(bound);
            self.conditions.push(format!("{column} = ?{}", self.params.len()));
        }
        Ok(())
    }

    pub fn run(&self, conn: &Connection) -> Result<Page, ApiError> {
        let spec = self.entity.spec();
        let condition = if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) };
        let sql = format!("SELECT count(*) FROM {} {condition}", spec.from);
        let count: i64 = conn.prepare_cached(&sql)?.query_row(params_from_iter(&self.params), |row| row.get(0))?;
        let pages = ((count + self.size - 1) / self.size).max(1);
        if self.page > pages {
            return Err(invalid_page());
        }
        let sql = format!(
            "SELECT {} FROM {} {condition} ORDER BY {} LIMIT {} OFFSET {}",
            spec.columns,
            spec.from,
            self.order,
            self.size,
            (self.page - 1) * self.size
        );
        let mut statement = conn.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(&self.params), |row| read_row(spec, row))?;
        let mut records = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        if self.entity == Entity::Deal {
            deals::attach_payments(conn, &mut records)?;
        }
        Ok(Page { count, pages, results: records.into_iter().map(|record| record.value).collect() })
    }
}

fn invalid_page() -> ApiError {
    ApiError::detail(StatusCode::NOT_FOUND, "Invalid page.")
}
