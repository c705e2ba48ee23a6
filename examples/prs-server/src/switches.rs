//! Faults on demand, for tests and demos: they touch only what is below /api/.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

const MAX_DELAY_MS: u64 = 60_000;
const MAX_QUEUED: usize = 1_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    delay_ms: u64,
    failure_rate: f64,
    failure_status: u16,
    next_status: VecDeque<u16>,
    apply_then_drop: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { delay_ms: 0, failure_rate: 0.0, failure_status: 503, next_status: VecDeque::new(), apply_then_drop: 0 }
    }
}

impl Settings {
    fn check(&self) -> Result<(), String> {
        let error_status = |status: &u16| (400..=599).contains(status);
        if self.delay_ms > MAX_DELAY_MS {
            Err(format!("delay_ms must be from 0 to {MAX_DELAY_MS}"))
        } else if !(0.0..=1.0).contains(&self.failure_rate) {
            Err("failure_rate must be from 0 to 1".into())
        } else if !error_status(&self.failure_status) || !self.next_status.iter().all(error_status) {
            Err("failure_status and next_status take statuses from 400 to 599".into())
        } else if self.next_status.len() > MAX_QUEUED || self.apply_then_drop > MAX_QUEUED {
            Err(format!("next_status and apply_then_drop go up to {MAX_QUEUED}"))
        } else {
            Ok(())
        }
    }
}

#[derive(Default)]
pub struct Switches(Mutex<Settings>);

impl Switches {
    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn show(&self) -> Settings {
        self.lock().clone()
    }

    /// A PUT: what it does not name goes back to its default.
    pub fn set(&self, body: &[u8]) -> Result<Settings, String> {
        let Json(settings) = Json::<Settings>::from_bytes(body).map_err(|rejection| rejection.body_text())?;
        settings.check()?;
        *self.lock() = settings.clone();
        Ok(settings)
    }

    pub fn reset(&self) {
        *self.lock() = Settings::default();
    }

    pub fn delay(&self) -> Option<Duration> {
        let delay = self.lock().delay_ms;
        (delay > 0).then(|| Duration::from_millis(delay))
    }

    /// The failure that this request has to answer with, if any.
    pub fn take_failure(&self) -> Option<StatusCode> {
        let mut settings = self.lock();
        let status = match settings.next_status.pop_front() {
            Some(status) => status,
            None if fastrand::f64() < settings.failure_rate => settings.failure_status,
            None => return None,
        };
        StatusCode::from_u16(status).ok()
    }

    pub fn drops_armed(&self) -> bool {
        self.lock().apply_then_drop > 0
    }

    /// Whether the write that has just been committed has to go unanswered.
    pub fn take_drop(&self) -> bool {
        let mut settings = self.lock();
        let armed = settings.apply_then_drop > 0;
        settings.apply_then_drop = settings.apply_then_drop.saturating_sub(1);
        armed
    }
}
