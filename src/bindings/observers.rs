//! Observers.

use super::{QueryCache, codes};
use crate::engine::event::Event;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl QueryCache {
    /// An observer mounted; `switched`: it came from another query.
    #[wasm_bindgen(js_name = observerMounted)]
    pub fn observer_mounted(&mut self, wall: f64, query: u32, stale: f64, bits: u32, switched: bool) -> u32 {
        self.make(wall, Event::ObserverMounted { query, options: codes::observer(stale, bits), switched })
    }

    /// Its options changed.
    #[wasm_bindgen(js_name = observerChanged)]
    pub fn observer_changed(&mut self, wall: f64, observer: u32, stale: f64, bits: u32) {
        self.tell(wall, 0.0, Event::ObserverChanged { observer, options: codes::observer(stale, bits) });
    }

    /// It left. How many effects wait.
    #[wasm_bindgen(js_name = observerLeft)]
    pub fn observer_left(&mut self, wall: f64, observer: u32) -> u32 {
        self.tell(wall, 0.0, Event::ObserverLeft { observer });
        self.pending()
    }
}
