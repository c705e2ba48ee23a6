//! Mutations.

use super::{QueryCache, codes};
use crate::engine::event::Event;
use crate::engine::mutation::MutationStatus;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl QueryCache {
    /// A mutation.
    #[wasm_bindgen(js_name = mutationMade)]
    pub fn mutation_made(&mut self, wall: f64, gc_time: f64, retry: i32, delay: f64, network: u32) -> u32 {
        self.make(wall, Event::MutationMade { policy: codes::policy(retry, delay, network), gc_time })
    }

    /// The user acted.
    #[wasm_bindgen(js_name = mutationSubmitted)]
    pub fn mutation_submitted(&mut self, wall: f64, mutation: u32) {
        self.tell(wall, 0.0, Event::MutationSubmitted { mutation });
    }

    /// What precedes the request is done.
    #[wasm_bindgen(js_name = mutationReady)]
    pub fn mutation_ready(&mut self, wall: f64, mutation: u32) {
        self.tell(wall, 0.0, Event::MutationReady { mutation });
    }

    /// The mutation function failed.
    #[wasm_bindgen(js_name = mutationFailed)]
    pub fn mutation_failed(&mut self, wall: f64, mono: f64, mutation: u32) {
        self.tell(wall, mono, Event::MutationFailed { mutation });
    }

    /// The app's answer about a failed mutation.
    #[wasm_bindgen(js_name = mutationRetryAnswered)]
    pub fn mutation_retry_answered(&mut self, wall: f64, mono: f64, mutation: u32, again: bool, delay: f64) {
        self.tell(wall, mono, Event::MutationRetryAnswered { mutation, again, delay });
    }

    /// What follows the answer is done.
    #[wasm_bindgen(js_name = mutationSettled)]
    pub fn mutation_settled(&mut self, wall: f64, mutation: u32, success: bool) {
        let status = if success { MutationStatus::Success } else { MutationStatus::Error };
        self.tell(wall, 0.0, Event::MutationSettled { mutation, status });
    }

    /// One more, or one fewer, observer watches it.
    #[wasm_bindgen(js_name = mutationWatched)]
    pub fn mutation_watched(&mut self, wall: f64, mutation: u32, more: bool) {
        self.tell(wall, 0.0, Event::MutationWatched { mutation, more });
    }

    /// It is to leave the cache.
    #[wasm_bindgen(js_name = mutationRemoveWanted)]
    pub fn mutation_remove_wanted(&mut self, wall: f64, mutation: u32) {
        self.tell(wall, 0.0, Event::MutationRemoveWanted { mutation });
    }

    /// It was unlinked.
    #[wasm_bindgen(js_name = mutationReleased)]
    pub fn mutation_released(&mut self, wall: f64, mutation: u32) {
        self.tell(wall, 0.0, Event::MutationReleased { mutation });
    }

    /// Reads its state: bits 0-1 status, 2 paused; failures and the moment it was submitted at stand at `stateAt`.
    #[wasm_bindgen(js_name = readMutation)]
    pub fn read_mutation(&mut self, mutation: u32) -> u32 {
        let Some(mutation) = self.engine.mutation(mutation) else { return 0 };
        self.state[0] = f64::from(mutation.failures);
        self.state[1] = mutation.submitted_at;
        mutation.status as u32 | u32::from(mutation.paused) << 2
    }
}
