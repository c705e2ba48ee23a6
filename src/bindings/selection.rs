//! Many queries at once: choose, then act on the choice.

use super::{QueryCache, codes};
use crate::engine::event::Event;
use crate::engine::query::selecting::{Filter, Keys, Kind};
use wasm_bindgen::prelude::*;

/// `stale`: 0 fresh, 1 stale, else either.
fn filter(keys: Keys<'_>, kind: u32, stale: u32, fetch_status: u32) -> Filter<'_> {
    Filter { keys, kind: codes::kind(kind).unwrap_or(Kind::All), stale: (stale < 2).then_some(stale == 1), fetch_status: codes::fetch_status(fetch_status) }
}

#[wasm_bindgen]
impl QueryCache {
    /// Chooses by a key's beginning; an undefined key means every query. How many, or -1 for a key that is none.
    #[wasm_bindgen(js_name = selectPartial)]
    pub fn select_partial(&mut self, key: Option<String>, kind: u32, stale: u32, fetch_status: u32) -> i32 {
        let keys = key.as_deref().map_or(Keys::All, Keys::Partial);
        self.engine.select(&filter(keys, kind, stale, fetch_status)).map_or(-1, |chosen| chosen.len() as i32)
    }

    /// Chooses one query, if the rest of the filter allows it. How many.
    #[wasm_bindgen(js_name = selectExact)]
    pub fn select_exact(&mut self, query: u32, kind: u32, stale: u32, fetch_status: u32) -> i32 {
        self.engine.select(&filter(Keys::Exact(query), kind, stale, fetch_status)).map_or(-1, |chosen| chosen.len() as i32)
    }

    /// Replaces the choice.
    pub fn choose(&mut self, queries: &[u32]) {
        self.engine.choose(queries);
    }

    /// Where the choice stands in memory.
    #[wasm_bindgen(js_name = selectionAt)]
    pub fn selection_at(&self) -> u32 {
        self.engine.selection().as_ptr() as u32
    }

    /// Marks the chosen stale.
    #[wasm_bindgen(js_name = invalidateWanted)]
    pub fn invalidate_wanted(&mut self, wall: f64) {
        self.tell(wall, 0.0, Event::InvalidateWanted);
    }

    /// Fetches the chosen that are neither disabled nor static. How many fetches the choice now holds, as pairs of fetch
    /// and query.
    #[wasm_bindgen(js_name = refetchWanted)]
    pub fn refetch_wanted(&mut self, wall: f64, replace: bool) -> u32 {
        self.tell(wall, 0.0, Event::RefetchWanted { replace });
        (self.engine.selection().len() / 2) as u32
    }

    /// Puts the chosen back to how they were made.
    #[wasm_bindgen(js_name = resetWanted)]
    pub fn reset_wanted(&mut self, wall: f64) {
        self.tell(wall, 0.0, Event::ResetWanted);
    }

    /// Cancels the fetches of the chosen.
    #[wasm_bindgen(js_name = cancelWanted)]
    pub fn cancel_wanted(&mut self, wall: f64, revert: bool) {
        self.tell(wall, 0.0, Event::CancelWanted { revert });
    }

    /// Removes the chosen.
    #[wasm_bindgen(js_name = removeWanted)]
    pub fn remove_wanted(&mut self, wall: f64) {
        self.tell(wall, 0.0, Event::RemoveWanted);
    }
}
