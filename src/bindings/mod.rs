//! The wasm class `QueryCache`: convert in, one call, convert out. Numbers cross, values do not.
//!
//! Every number of a query, observer, fetch or mutation may be foreign: the engine ignores what is not there. Lists
//! leave through memory that JavaScript reads in place, before its next call.

mod codes;
mod mutations;
mod observers;
mod queries;
mod selection;

use crate::browser::entropy;
use crate::engine::event::{Event, Reply};
use crate::engine::query::NONE;
use crate::engine::time::Now;
use crate::engine::{Config, Engine};
use wasm_bindgen::prelude::*;

/// One client's cache.
#[wasm_bindgen]
pub struct QueryCache {
    engine: Engine,
    /// Effects on their way out, four numbers each.
    out: Vec<u32>,
    /// The state last read.
    state: [f64; codes::STATE_LENGTH],
}

#[wasm_bindgen]
impl QueryCache {
    /// `server`: nothing is timed or collected.
    #[wasm_bindgen(constructor)]
    pub fn new(server: bool) -> QueryCache {
        QueryCache { engine: Engine::new(Config { server, seed: entropy::seed() }), out: Vec::new(), state: [0.0; codes::STATE_LENGTH] }
    }

    /// How many effects wait.
    pub fn pending(&self) -> u32 {
        self.engine.pending_effects() as u32
    }

    /// Takes the waiting effects out, four numbers each, to be read at [`QueryCache::out_at`].
    pub fn drain(&mut self) -> u32 {
        self.out.clear();
        while let Some(effect) = self.engine.poll_effect() {
            self.out.extend_from_slice(&codes::effect(effect));
        }
        (self.out.len() / 4) as u32
    }

    /// Where the drained effects stand in memory.
    #[wasm_bindgen(js_name = outAt)]
    pub fn out_at(&self) -> u32 {
        self.out.as_ptr() as u32
    }

    /// Where the state last read stands in memory.
    #[wasm_bindgen(js_name = stateAt)]
    pub fn state_at(&self) -> u32 {
        self.state.as_ptr() as u32
    }

    /// Milliseconds until [`QueryCache::timeout`] is due, or -1.
    #[wasm_bindgen(js_name = pollTimeout)]
    pub fn poll_timeout(&self, wall: f64, mono: f64) -> f64 {
        self.engine.poll_timeout(Now::new(wall, mono)).unwrap_or(-1.0)
    }

    /// The timer fired.
    pub fn timeout(&mut self, wall: f64, mono: f64) {
        self.tell(wall, mono, Event::Timeout);
    }

    /// The network came or went. `resume`: whatever waited goes on.
    #[wasm_bindgen(js_name = onlineChanged)]
    pub fn online_changed(&mut self, wall: f64, mono: f64, online: bool, resume: bool) {
        self.tell(wall, mono, Event::OnlineChanged { online, resume });
    }

    /// The user came or went.
    #[wasm_bindgen(js_name = focusChanged)]
    pub fn focus_changed(&mut self, wall: f64, mono: f64, focused: bool, resume: bool) {
        self.tell(wall, mono, Event::FocusChanged { focused, resume });
    }

    /// Somebody listens to the cache, or nobody does any more.
    pub fn watched(&mut self, wall: f64, watched: bool) {
        self.tell(wall, 0.0, Event::Watched(watched));
    }

    /// How many queries fetch.
    pub fn fetching(&self) -> u32 {
        self.engine.fetching()
    }

    fn tell(&mut self, wall: f64, mono: f64, event: Event<'_>) {
        self.engine.handle(Now::new(wall, mono), event);
    }

    /// What was made, or [`NONE`].
    fn make(&mut self, wall: f64, event: Event<'_>) -> u32 {
        match self.engine.handle(Now::new(wall, 0.0), event) {
            Reply::Made(slot) => slot,
            _ => NONE,
        }
    }

    fn accepted(&mut self, wall: f64, mono: f64, event: Event<'_>) -> bool {
        self.engine.handle(Now::new(wall, mono), event) == Reply::Accepted(true)
    }
}
