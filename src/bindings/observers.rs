//! Observers.

use super::{QueryCache, codes};
use crate::engine::event::Event;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl QueryCache {
    /// An observer mounted; `switched`: it came from another query.
    #[wasm_bindgen(js_name = observerMounted)]
    #[allow(clippy::too_many_arguments, reason = "numbers cross one by one")]
    pub fn observer_mounted(&mut self, wall: f64, query: u32, stale: f64, bits: u32, retry: i32, delay: f64, network: u32, switched: bool) -> u32 {
        let options = codes::observer(stale, bits, codes::policy(retry, delay, network));
        self.make(wall, Event::ObserverMounted { query, options, switched })
    }

    /// Its options changed.
    #[wasm_bindgen(js_name = observerChanged)]
    #[allow(clippy::too_many_arguments, reason = "numbers cross one by one")]
    pub fn observer_changed(&mut self, wall: f64, observer: u32, stale: f64, bits: u32, retry: i32, delay: f64, network: u32) {
        let options = codes::observer(stale, bits, codes::policy(retry, delay, network));
        self.tell(wall, 0.0, Event::ObserverChanged { observer, options });
    }

    /// It left. How many effects wait.
    #[wasm_bindgen(js_name = observerLeft)]
    pub fn observer_left(&mut self, wall: f64, observer: u32) -> u32 {
        self.tell(wall, 0.0, Event::ObserverLeft { observer });
        self.pending()
    }
}
