//! How often each method and route below /api/ has been asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

#[derive(Clone, Default, Serialize)]
pub struct Counts {
    total: u64,
    routes: BTreeMap<String, u64>,
}

#[derive(Default)]
pub struct Counters(Mutex<Counts>);

impl Counters {
    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `route` is a pattern and never a path, so the table stays small.
    pub fn count(&self, method: &str, route: &str) {
        let mut counts = self.lock();
        counts.total += 1;
        *counts.routes.entry(format!("{method} {route}")).or_default() += 1;
    }

    pub fn show(&self) -> Counts {
        self.lock().clone()
    }

    pub fn reset(&self) {
        *self.lock() = Counts::default();
    }
}
