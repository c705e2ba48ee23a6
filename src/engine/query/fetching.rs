//! A fetch from its start to its end: one at a time for each query, repeated by the retry rules, cancelled on demand.

use super::{Before, Fetch, FetchStatus, NONE, Status};
use crate::engine::Engine;
use crate::engine::deadlines::Owner;
use crate::engine::effect::{CacheEvent, Effect, Outcome};
use crate::engine::order::in_order;
use crate::engine::policy::{Attempt, Next, Step, may_start};

impl Engine {
    /// Fetches, or joins the fetch under way. `replace`: cancel that one first if there is data. `by`: the observer that
    /// starts it, whose retry rules count, or [`NONE`]. Gives the fetch.
    pub(crate) fn start_fetch(&mut self, slot: u32, replace: bool, by: u32) -> u32 {
        let around = self.surroundings();
        let Some(query) = self.queries.get_mut(slot).filter(|query| !query.removed) else {
            return NONE;
        };
        let has_data = query.has_data;
        if let Some(fetch) = &mut query.fetch {
            if !(replace && has_data) {
                fetch.attempt.continue_retries();
                return fetch.id;
            }
            let (old, id) = (fetch.id, self.next_fetch);
            self.end_fetch(slot);
            self.effects.push_back(Effect::Abort { query: slot, fetch: old });
            self.effects.push_back(Effect::Settled { query: slot, fetch: old, outcome: Outcome::Replaced { by: id } });
        }
        let id = self.next_fetch;
        self.next_fetch = self.next_fetch.wrapping_add(1).min(NONE - 1);
        let Some(query) = self.queries.get_mut(slot) else { return NONE };
        let before = Before { status: query.status, invalidated: query.invalidated, failures: query.failures };
        if let Some(observer) = self.observers.get(by) {
            query.policy = observer.options.policy;
        }
        let attempt = Attempt::start(query.policy, around);
        let running = attempt.is_running();
        query.failures = 0;
        query.signal_taken &= !running;
        if !query.has_data {
            query.status = Status::Pending;
        }
        query.fetch = Some(Box::new(Fetch { id, by, attempt, before }));
        self.set_fetch_status(slot, if running { FetchStatus::Fetching } else { FetchStatus::Paused });
        self.changed(slot, CacheEvent::Fetch);
        if running {
            self.effects.push_back(Effect::Fetch { query: slot, fetch: id, by });
        } else {
            self.changed(slot, CacheEvent::Pause);
        }
        id
    }

    /// What a fetch of this query that starts now would be: running or paused.
    #[must_use]
    pub fn fetch_status_at_start(&self, slot: u32) -> FetchStatus {
        match self.queries.get(slot) {
            Some(query) if !may_start(query.policy, self.surroundings()) => FetchStatus::Paused,
            _ => FetchStatus::Fetching,
        }
    }

    /// Whether a fetch that is asked for now would join one under way.
    #[must_use]
    pub fn would_join(&self, slot: u32, replace: bool) -> bool {
        self.queries.get(slot).is_some_and(|query| query.fetch.is_some() && !(replace && query.has_data))
    }

    /// The query function took the signal it was offered.
    pub(crate) fn signal_taken(&mut self, slot: u32, id: u32) {
        if self.fetch_mut(slot, id).is_some()
            && let Some(query) = self.queries.get_mut(slot)
        {
            query.signal_taken = true;
        }
    }

    /// The answer is in. Whether it is the one that was waited for; otherwise nothing changes.
    pub(crate) fn fetch_succeeded(&mut self, slot: u32, id: u32) -> bool {
        if self.fetch_mut(slot, id).is_none() {
            return false;
        }
        self.end_fetch(slot);
        let wall = self.now.wall;
        if let Some(query) = self.queries.get_mut(slot) {
            query.failures = 0;
            query.put_data(wall);
        }
        self.changed(slot, CacheEvent::Success);
        self.effects.push_back(Effect::Settled { query: slot, fetch: id, outcome: Outcome::Data });
        self.expect_stale(slot, None);
        self.expect_removal(slot);
        true
    }

    /// The attempt failed. `last`: no repeat can help. Whether it is the one that was waited for.
    pub(crate) fn fetch_failed(&mut self, slot: u32, id: u32, last: bool) -> bool {
        let mono = self.now.mono;
        if last && self.fetch_mut(slot, id).is_some() {
            self.fetch_gave_up(slot, id, Outcome::Error);
            return true;
        }
        let Some(next) = self.fetch_mut(slot, id).and_then(|fetch| fetch.attempt.failed(mono)) else {
            return false;
        };
        self.after_failure(slot, id, next);
        true
    }

    /// The app answered whether to try again.
    pub(crate) fn retry_answered(&mut self, slot: u32, id: u32, again: bool, delay: f64) {
        let mono = self.now.mono;
        if let Some(next) = self.fetch_mut(slot, id).and_then(|fetch| fetch.attempt.answered(again, delay, mono)) {
            self.after_failure(slot, id, next);
        }
    }

    fn after_failure(&mut self, slot: u32, id: u32, next: Next) {
        match next {
            Next::Ask => {
                let failures = self.fetch_mut(slot, id).map_or(0, |fetch| fetch.attempt.failures());
                self.effects.push_back(Effect::AskRetry { fetch: id, failures });
            }
            Next::Wait(until) => {
                let failures = self.fetch_mut(slot, id).map_or(0, |fetch| fetch.attempt.failures());
                if let Some(query) = self.queries.get_mut(slot) {
                    query.failures = failures;
                }
                self.mono_deadlines.arm(until, Owner::Query(slot));
                self.changed(slot, CacheEvent::Failed);
            }
            Next::GiveUp => self.fetch_gave_up(slot, id, Outcome::Error),
        }
    }

    fn fetch_gave_up(&mut self, slot: u32, id: u32, outcome: Outcome) {
        self.end_fetch(slot);
        let wall = self.now.wall;
        if let Some(query) = self.queries.get_mut(slot) {
            query.status = Status::Error;
            query.error_updates = query.error_updates.wrapping_add(1);
            query.error_updated_at = wall;
            query.failures = query.failures.saturating_add(1);
            query.invalidated = true;
        }
        self.changed(slot, CacheEvent::Error);
        self.effects.push_back(Effect::Settled { query: slot, fetch: id, outcome });
        self.expect_stale(slot, None);
        self.expect_removal(slot);
    }

    /// A wait of this query's fetch may be over.
    pub(crate) fn fetch_due(&mut self, slot: u32) {
        let (mono, around) = (self.now.mono, self.surroundings());
        if let Some(fetch) = self.queries.get_mut(slot).and_then(|query| query.fetch.as_mut()) {
            let (id, step) = (fetch.id, fetch.attempt.due(mono, around));
            self.take_step(slot, id, step);
        }
    }

    /// The network or the user came back: whatever waited for them goes on.
    pub(crate) fn resume_fetches(&mut self) {
        let around = self.surroundings();
        let paused = self.queries.iter().filter(|(_, query)| query.fetch_status == FetchStatus::Paused);
        for slot in in_order(paused.map(|(slot, query)| (query.born, slot))) {
            if let Some(fetch) = self.queries.get_mut(slot).and_then(|query| query.fetch.as_mut()) {
                let (id, step) = (fetch.id, fetch.attempt.resume(around));
                self.take_step(slot, id, step);
            }
        }
    }

    fn take_step(&mut self, slot: u32, id: u32, step: Step) {
        match step {
            Step::Stay => {}
            Step::Run => {
                self.continue_if_paused(slot);
                if let Some(query) = self.queries.get_mut(slot) {
                    query.signal_taken = false;
                }
                let by = self.fetch_mut(slot, id).map_or(NONE, |fetch| fetch.by);
                self.effects.push_back(Effect::Fetch { query: slot, fetch: id, by });
            }
            Step::Pause => {
                self.set_fetch_status(slot, FetchStatus::Paused);
                self.changed(slot, CacheEvent::Pause);
            }
            Step::GiveUp => {
                self.continue_if_paused(slot);
                self.fetch_gave_up(slot, id, Outcome::Error);
            }
        }
    }

    fn continue_if_paused(&mut self, slot: u32) {
        if self.queries.get(slot).is_some_and(|query| query.fetch_status == FetchStatus::Paused) {
            self.set_fetch_status(slot, FetchStatus::Fetching);
            self.changed(slot, CacheEvent::Continue);
        }
    }

    /// Cancels the fetch under way, if any. `revert`: the state from before it comes back; otherwise the cancellation
    /// counts as the query's error.
    pub(crate) fn cancel_fetch(&mut self, slot: u32, revert: bool) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        let Some(fetch) = &query.fetch else { return };
        let (id, before, data) = (fetch.id, fetch.before, query.has_data);
        self.effects.push_back(Effect::Abort { query: slot, fetch: id });
        if !revert {
            self.fetch_gave_up(slot, id, Outcome::Cancelled);
            return;
        }
        query.status = before.status;
        query.invalidated = before.invalidated;
        query.failures = before.failures;
        self.end_fetch(slot);
        self.changed(slot, CacheEvent::SetState);
        self.effects.push_back(Effect::Settled { query: slot, fetch: id, outcome: Outcome::Reverted { data } });
        self.expect_stale(slot, None);
        self.expect_removal(slot);
    }

    /// Ends the fetch under way because its query starts anew or leaves.
    pub(crate) fn drop_fetch(&mut self, slot: u32) {
        let Some(fetch) = self.queries.get(slot).and_then(|query| query.fetch.as_ref()) else {
            return;
        };
        let id = fetch.id;
        self.end_fetch(slot);
        self.effects.push_back(Effect::Abort { query: slot, fetch: id });
        self.effects.push_back(Effect::Settled { query: slot, fetch: id, outcome: Outcome::Dropped });
    }

    fn end_fetch(&mut self, slot: u32) {
        if let Some(query) = self.queries.get_mut(slot) {
            query.fetch = None;
        }
        self.set_fetch_status(slot, FetchStatus::Idle);
    }

    fn set_fetch_status(&mut self, slot: u32, status: FetchStatus) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        let before = std::mem::replace(&mut query.fetch_status, status);
        if before == FetchStatus::Fetching {
            self.fetching -= 1;
        }
        if status == FetchStatus::Fetching {
            self.fetching += 1;
        }
    }

    fn fetch_mut(&mut self, slot: u32, id: u32) -> Option<&mut Fetch> {
        self.queries.get_mut(slot)?.fetch.as_deref_mut().filter(|fetch| fetch.id == id)
    }
}
