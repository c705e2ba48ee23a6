//! A query from its first use to its collection, in the numbers that the package reads.

use crate::cache::{Cache, GC_TIME, NONE, START};
use wasm_bindgen_test::wasm_bindgen_test;

const FETCH: u32 = 1;
const SETTLED_WITH_DATA: u32 = 4;
const REMOVED: u32 = 10;
const WAKE: u32 = 18;

const PENDING: u32 = 0;
const SUCCESS: u32 = 2;
const FETCHING: u32 = 1 << 2;
const HAS_DATA: u32 = 1 << 4;
const INVALIDATED: u32 = 1 << 5;

pub fn live(cache: &Cache, start: f64) {
    let read = |query: f64| cache.number("read", &[query.into()]) as u32;
    cache.effects();

    let query = cache.query(start, r#"["life",{"page":7,"status":"x"}]"#);
    assert_ne!(query, NONE);
    assert_eq!(read(query), PENDING);

    let fetch = cache.number("fetchWanted", &[start.into(), query.into(), false.into()]);
    assert_eq!(read(query), PENDING | FETCHING);
    let wanted = [FETCH, query as u32, fetch as u32, NONE as u32];
    assert!(cache.effects().contains(&wanted));
    assert!(cache.call("fetchSucceeded", &[(start + 5.0).into(), query.into(), fetch.into()]).is_truthy());
    assert_eq!(read(query), SUCCESS | HAS_DATA);
    assert_eq!((cache.state(0), cache.state(2)), (start + 5.0, 1.0));
    assert!(cache.effects().contains(&[SETTLED_WITH_DATA, query as u32, fetch as u32, 0]));

    cache.call("dataWritten", &[(start + 6.0).into(), query.into(), f64::NAN.into()]);
    assert_eq!(read(query), SUCCESS | HAS_DATA);
    assert_eq!((cache.state(0), cache.state(2)), (start + 6.0, 2.0));

    let filter = |key: &str| cache.number("selectPartial", &[key.into(), 0.into(), 2.into(), 3.into()]);
    assert_eq!(filter(r#"["life",{"page":8}]"#), 0.0);
    assert_eq!(filter(r#"["life",{"page":7}]"#), 1.0);
    cache.call("invalidateWanted", &[(start + 7.0).into()]);
    assert_eq!(read(query), SUCCESS | HAS_DATA | INVALIDATED);

    let collected = start + 5.0 + GC_TIME;
    cache.call("timeout", &[(collected - 1.0).into(), 0.into()]);
    assert_ne!(read(query), 0, "its time is not over");
    cache.call("timeout", &[collected.into(), 0.into()]);
    assert!(cache.effects().iter().any(|effect| effect[..2] == [REMOVED, query as u32]));
    cache.call("queryReleased", &[collected.into(), query.into()]);
    assert_eq!(read(query), 0);
    assert_eq!(filter(r#"["life"]"#), 0.0);
}

#[wasm_bindgen_test]
fn a_query_is_made_fetched_written_invalidated_and_collected() {
    let cache = Cache::new();
    cache.query(START, "[1]");
    assert_eq!(cache.effects(), [[WAKE, 0, 0, 0]]);
    assert_eq!(cache.number("pollTimeout", &[START.into(), 0.into()]), GC_TIME);
    live(&cache, START);
    assert_eq!(cache.number("pollTimeout", &[START.into(), 0.into()]), -1.0);
}

#[wasm_bindgen_test]
fn two_caches_know_nothing_of_each_other() {
    let (first, second) = (Cache::new(), Cache::new());
    first.query(START, "[1]");
    assert_eq!(second.number("selectPartial", &["[]".into(), 0.into(), 2.into(), 3.into()]), 0.0);
    live(&second, START);
    assert_eq!(first.number("selectPartial", &["[]".into(), 0.into(), 2.into(), 3.into()]), 1.0);
}
