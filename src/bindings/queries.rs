//! Queries: made, written, read, fetched.

use super::{QueryCache, codes};
use crate::engine::event::Event;
use crate::engine::query::NONE;
use crate::engine::query::Query;
use crate::engine::query::lifecycle::{ForeignState, QueryOptions};
use crate::engine::query::observing::{would_fetch_on_change, would_fetch_on_mount};
use wasm_bindgen::prelude::*;

fn options(gc_time: f64, retry: i32, delay: f64, network: u32, skipped: bool) -> QueryOptions {
    QueryOptions { gc_time, policy: codes::policy(retry, delay, network), skipped }
}

#[wasm_bindgen]
impl QueryCache {
    /// The query of a key that has none yet.
    #[wasm_bindgen(js_name = queryWanted)]
    #[allow(clippy::too_many_arguments, reason = "numbers cross one by one")]
    pub fn query_wanted(&mut self, wall: f64, key: &str, gc_time: f64, retry: i32, delay: f64, network: u32, skipped: bool) -> u32 {
        self.make(wall, Event::QueryWanted { key, options: options(gc_time, retry, delay, network, skipped) })
    }

    /// Other options for a query.
    #[wasm_bindgen(js_name = queryConfigured)]
    #[allow(clippy::too_many_arguments, reason = "numbers cross one by one")]
    pub fn query_configured(&mut self, wall: f64, query: u32, gc_time: f64, retry: i32, delay: f64, network: u32, skipped: bool) {
        self.tell(wall, 0.0, Event::QueryConfigured { query, options: options(gc_time, retry, delay, network, skipped) });
    }

    /// Initial data. Whether it was taken.
    #[wasm_bindgen(js_name = dataOffered)]
    pub fn data_offered(&mut self, wall: f64, query: u32, updated_at: f64) -> bool {
        self.accepted(wall, 0.0, Event::DataOffered { query, updated_at })
    }

    /// Data that the app wrote. How many effects wait.
    #[wasm_bindgen(js_name = dataWritten)]
    pub fn data_written(&mut self, wall: f64, query: u32, updated_at: f64) -> u32 {
        self.tell(wall, 0.0, Event::DataWritten { query, updated_at });
        self.pending()
    }

    /// A state from elsewhere; with `newer` only if its data is newer. `bits`: 0-1 status, 2 has data, 3 invalidated. Whether
    /// it was taken.
    #[wasm_bindgen(js_name = stateRestored)]
    #[allow(clippy::too_many_arguments, reason = "numbers cross one by one")]
    pub fn state_restored(
        &mut self,
        wall: f64,
        query: u32,
        bits: u32,
        data_updated_at: f64,
        error_updated_at: f64,
        data_updates: u32,
        error_updates: u32,
        failures: u32,
        newer: bool,
    ) -> bool {
        let state = ForeignState {
            status: codes::status(bits & 3),
            has_data: bits & 4 != 0,
            invalidated: bits & 8 != 0,
            data_updated_at,
            error_updated_at,
            data_updates,
            error_updates,
            failures,
        };
        self.accepted(wall, 0.0, Event::StateRestored { query, state, newer })
    }

    /// Reads a query's state. The numbers stand at `stateAt`: data updated at, error updated at, data updates, error
    /// updates, failures, version. The answer's bits: 0-1 status, 2-3 fetch status, 4 has data, 5 invalidated.
    pub fn read(&mut self, query: u32) -> u32 {
        let Some(query) = self.engine.query(query) else {
            self.state = Default::default();
            return 0;
        };
        self.state = [
            query.data_updated_at,
            query.error_updated_at,
            f64::from(query.data_updates),
            f64::from(query.error_updates),
            f64::from(query.failures),
            f64::from(query.version),
        ];
        query.status as u32 | (query.fetch_status as u32) << 2 | u32::from(query.has_data) << 4 | u32::from(query.invalidated) << 5
    }

    /// As [`QueryCache::read`] for an observer with these options. Further bits: 6 stale for it, 7 it would fetch if it
    /// mounted now, 8 it would fetch if its options changed to these now.
    #[wasm_bindgen(js_name = readFor)]
    pub fn read_for(&mut self, wall: f64, query: u32, stale: f64, bits: u32) -> u32 {
        let state = self.read(query);
        let Some(query) = self.engine.query(query) else { return state };
        let options = codes::observer(stale, bits, query.policy);
        state
            | u32::from(options.enabled && query.is_stale(options.stale_time, wall)) << 6
            | u32::from(would_fetch_on_mount(query, &options, wall)) << 7
            | u32::from(would_fetch_on_change(query, &options, wall)) << 8
    }

    /// What `fetchStatus` a fetch that starts now would have: 1 fetching, 2 paused.
    #[wasm_bindgen(js_name = fetchStatusAtStart)]
    pub fn fetch_status_at_start(&self, query: u32) -> u32 {
        self.engine.fetch_status_at_start(query) as u32
    }

    /// Whether a fetch that is asked for now would join one under way.
    #[wasm_bindgen(js_name = wouldJoin)]
    pub fn would_join(&self, query: u32, replace: bool) -> bool {
        self.engine.would_join(query, replace)
    }

    /// The count of changes.
    pub fn version(&self, query: u32) -> u32 {
        self.engine.query(query).map_or(0, |query| query.version)
    }

    /// Bits: 0 active, 1 disabled, 2 static, 3 stale.
    pub fn describe(&self, query: u32) -> u32 {
        let engine = &self.engine;
        u32::from(engine.is_active(query))
            | u32::from(engine.is_disabled(query)) << 1
            | u32::from(engine.is_static(query)) << 2
            | u32::from(engine.is_stale(query)) << 3
    }

    /// Whether data that may be this old (milliseconds, not a number: for ever) is stale.
    #[wasm_bindgen(js_name = isStaleByTime)]
    pub fn is_stale_by_time(&self, wall: f64, query: u32, stale: f64) -> bool {
        self.engine.query(query).is_none_or(|query| query.is_stale(codes::stale_time(stale), wall))
    }

    /// A fetch, new or joined.
    #[wasm_bindgen(js_name = fetchWanted)]
    pub fn fetch_wanted(&mut self, wall: f64, query: u32, replace: bool) -> u32 {
        self.make(wall, Event::FetchWanted { query, replace })
    }

    /// The query function took its signal.
    #[wasm_bindgen(js_name = signalTaken)]
    pub fn signal_taken(&mut self, wall: f64, query: u32, fetch: u32) {
        self.tell(wall, 0.0, Event::SignalTaken { query, fetch });
    }

    /// Whether this fetch is still waited for.
    #[wasm_bindgen(js_name = isCurrent)]
    pub fn is_current(&self, query: u32, fetch: u32) -> bool {
        self.engine.query(query).and_then(Query::current_fetch) == Some(fetch)
    }

    /// The fetch under way, or NONE.
    #[wasm_bindgen(js_name = currentFetch)]
    pub fn current_fetch(&self, query: u32) -> u32 {
        self.engine.query(query).and_then(|query| query.fetch.as_ref()).map_or(NONE, |fetch| fetch.id)
    }

    /// The answer came. Whether it was waited for.
    #[wasm_bindgen(js_name = fetchSucceeded)]
    pub fn fetch_succeeded(&mut self, wall: f64, query: u32, fetch: u32) -> bool {
        self.accepted(wall, 0.0, Event::FetchSucceeded { query, fetch })
    }

    /// The attempt failed. `last`: no repeat can help. Whether it was waited for.
    #[wasm_bindgen(js_name = fetchFailed)]
    pub fn fetch_failed(&mut self, wall: f64, mono: f64, query: u32, fetch: u32, last: bool) -> bool {
        self.accepted(wall, mono, Event::FetchFailed { query, fetch, last })
    }

    /// The app's answer about a failed fetch.
    #[wasm_bindgen(js_name = retryAnswered)]
    pub fn retry_answered(&mut self, wall: f64, mono: f64, query: u32, fetch: u32, again: bool, delay: f64) {
        self.tell(wall, mono, Event::RetryAnswered { query, fetch, again, delay });
    }

    /// A removed query was unlinked.
    #[wasm_bindgen(js_name = queryReleased)]
    pub fn query_released(&mut self, wall: f64, query: u32) {
        self.tell(wall, 0.0, Event::QueryReleased { query });
    }
}
