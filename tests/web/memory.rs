//! Wasm memory never shrinks, so what is given back must be used again.

use crate::cache::{Cache, GC_TIME, NONE, START};
use wasm_bindgen_test::wasm_bindgen_test;

fn pages() -> usize {
    core::arch::wasm32::memory_size(0)
}

/// One query that is made, filled, watched, left and removed, and everything that JavaScript does for it.
fn come_and_go(cache: &Cache, at: u32) {
    let now = START + f64::from(at % 10);
    let query = cache.query(now, format!(r#"["deals",{{"page":{at},"status":"x"}},{}]"#, at % 7));
    assert_ne!(query, NONE);
    let options = [0.into(), 43.into(), (-3).into(), f64::NAN.into(), 0.into(), false.into()];
    let observer = cache.number("observerMounted", &[&[now.into(), query.into()][..], &options].concat());
    let fetch = cache.number("currentFetch", &[query.into()]);
    cache.call("fetchSucceeded", &[now.into(), query.into(), fetch.into()]);
    cache.call("observerLeft", &[now.into(), observer.into()]);
    cache.call("selectExact", &[query.into(), 0.into(), 2.into(), 3.into()]);
    cache.call("removeWanted", &[now.into()]);
    cache.effects();
    cache.call("queryReleased", &[now.into(), query.into()]);
}

#[wasm_bindgen_test]
fn ten_thousand_queries_that_come_and_go_leave_memory_as_it_was() {
    let cache = Cache::new();
    (0..1000).for_each(|at| come_and_go(&cache, at));
    let before = pages();
    (1000..11_000).for_each(|at| come_and_go(&cache, at));
    assert_eq!(pages(), before);
}

#[wasm_bindgen_test]
fn queries_that_are_collected_leave_memory_as_it_was() {
    let cache = Cache::new();
    let mut now = START;
    let mut round = |first: u32| {
        for at in first..first + 500 {
            cache.query(now, format!(r#"["deals",{{"page":{at}}}]"#));
        }
        now += GC_TIME;
        cache.call("timeout", &[now.into(), 0.into()]);
        for [kind, query, ..] in cache.effects() {
            if kind == 10 {
                cache.call("queryReleased", &[now.into(), query.into()]);
            }
        }
    };
    (0..4).for_each(|at| round(at * 500));
    let before = pages();
    (4..24).for_each(|at| round(at * 500));
    assert_eq!(pages(), before);
}

#[wasm_bindgen_test]
fn mutations_that_come_and_go_leave_memory_as_it_was() {
    let cache = Cache::new();
    let come_and_go = |_: u32| {
        let mutation = cache.number("mutationMade", &[START.into(), GC_TIME.into(), 0.into(), f64::NAN.into(), 0.into()]);
        for step in ["mutationSubmitted", "mutationReady"] {
            cache.call(step, &[START.into(), mutation.into()]);
        }
        cache.call("mutationSettled", &[START.into(), mutation.into(), true.into()]);
        cache.call("mutationRemoveWanted", &[START.into(), mutation.into()]);
        cache.effects();
        cache.call("mutationReleased", &[START.into(), mutation.into()]);
    };
    (0..1000).for_each(come_and_go);
    let before = pages();
    (0..10_000).for_each(come_and_go);
    assert_eq!(pages(), before);
}

#[wasm_bindgen_test]
fn caches_that_are_freed_leave_memory_as_it_was() {
    let fill = |_: u32| {
        let cache = Cache::new();
        for at in 0..20 {
            cache.query(START, format!(r#"["deals",{at}]"#));
        }
    };
    (0..100).for_each(fill);
    let before = pages();
    (0..1000).for_each(fill);
    assert_eq!(pages(), before);
}
