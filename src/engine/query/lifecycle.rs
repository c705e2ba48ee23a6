//! A query's life: made, written, invalidated, reset, removed, collected.

use super::{Before, FetchStatus, NONE, Query, Status};
use crate::engine::Engine;
use crate::engine::deadlines::Owner;
use crate::engine::effect::{CacheEvent, Effect};
use crate::engine::policy::Policy;
use crate::wire::key::KeyError;

/// What a query is made with.
#[derive(Debug, Clone, Copy)]
pub struct QueryOptions {
    /// Milliseconds that it stays when nobody watches it; may be infinite.
    pub gc_time: f64,
    /// Its retry rules.
    pub policy: Policy,
    /// `queryFn` is `skipToken`.
    pub skipped: bool,
}

/// A state that comes from elsewhere: a server render, a store, devtools.
#[derive(Debug, Clone, Copy)]
pub struct ForeignState {
    /// TanStack's `status`.
    pub status: Status,
    /// Whether data comes with it.
    pub has_data: bool,
    /// TanStack's `isInvalidated`.
    pub invalidated: bool,
    /// Milliseconds by the wall clock.
    pub data_updated_at: f64,
    /// Milliseconds by the wall clock.
    pub error_updated_at: f64,
    /// TanStack's `dataUpdateCount`.
    pub data_updates: u32,
    /// TanStack's `errorUpdateCount`.
    pub error_updates: u32,
    /// TanStack's `fetchFailureCount`.
    pub failures: u32,
}

impl Query {
    /// Fresh data arrived, from wherever.
    pub(super) fn put_data(&mut self, updated_at: f64) {
        self.has_data = true;
        self.status = Status::Success;
        self.invalidated = false;
        self.data_updated_at = updated_at;
        self.data_updates = self.data_updates.wrapping_add(1);
    }

    /// Whether a deadline at this moment is the one that stands for this query.
    pub(in crate::engine) fn expects(&self, at: f64) -> bool {
        self.armed == at
    }

    /// What came during a fetch, from elsewhere, stays when the fetch is cancelled.
    fn keep_on_cancel(&mut self) {
        let before = Before { status: self.status, invalidated: self.invalidated, failures: self.failures };
        if let Some(fetch) = &mut self.fetch {
            fetch.before = before;
        }
    }
}

/// A moment that is none lies as far back as can be, so that such data is stale.
fn moment(ms: f64) -> f64 {
    if ms.is_nan() { 0.0 } else { ms }
}

impl Engine {
    /// Makes the query of a key. Gives its slot, or that of the query which the key already has.
    pub(crate) fn create(&mut self, key: &str, options: QueryOptions) -> Result<u32, KeyError> {
        self.born = self.born.wrapping_add(1);
        let slot = self.queries.insert(Query {
            node: NONE,
            born: self.born,
            status: Status::Pending,
            fetch_status: FetchStatus::Idle,
            has_data: false,
            invalidated: false,
            removed: false,
            skipped: options.skipped,
            signal_taken: false,
            version: 0,
            data_updates: 0,
            error_updates: 0,
            failures: 0,
            first_observer: NONE,
            observers: 0,
            data_updated_at: 0.0,
            error_updated_at: 0.0,
            initial_at: f64::NAN,
            gc_time: options.gc_time,
            gc_at: f64::INFINITY,
            stale_at: f64::INFINITY,
            armed: f64::INFINITY,
            policy: options.policy,
            fetch: None,
        });
        let entered = self.index.insert(key, slot);
        let holder = entered.map(|node| self.index.query(node).unwrap_or(slot));
        if holder != Ok(slot) {
            self.queries.remove(slot);
            return holder;
        }
        if let (Some(query), Ok(node)) = (self.queries.get_mut(slot), entered) {
            query.node = node;
        }
        self.expect_removal(slot);
        self.tell(slot, CacheEvent::Added);
        Ok(slot)
    }

    /// Other options for a query that exists: the longest `gc_time` ever asked for counts.
    pub(crate) fn configure(&mut self, slot: u32, options: QueryOptions) {
        if let Some(query) = self.queries.get_mut(slot) {
            query.policy = options.policy;
            query.skipped = options.skipped;
            query.gc_time = query.gc_time.max(options.gc_time);
        }
    }

    /// Initial data for a query that has none. Whether it was taken.
    pub(crate) fn initialise(&mut self, slot: u32, updated_at: f64) -> bool {
        let updated_at = if updated_at.is_nan() { self.now.wall } else { updated_at };
        let Some(query) = self.queries.get_mut(slot).filter(|query| !query.has_data && !query.removed) else {
            return false;
        };
        let fresh = !query.is_fetched() && query.fetch.is_none() && query.observers == 0;
        query.initial_at = updated_at;
        query.has_data = true;
        query.status = Status::Success;
        query.invalidated = false;
        query.data_updated_at = updated_at;
        query.keep_on_cancel();
        if !fresh {
            self.changed(slot, CacheEvent::SetState);
        }
        self.expect_stale(slot, None);
        true
    }

    /// The app wrote data. `updated_at` that is not a number means now. Whether the query is there.
    pub(crate) fn write(&mut self, slot: u32, updated_at: f64) -> bool {
        let updated_at = if updated_at.is_nan() { self.now.wall } else { updated_at };
        let Some(query) = self.queries.get_mut(slot).filter(|query| !query.removed) else {
            return false;
        };
        query.put_data(updated_at);
        query.keep_on_cancel();
        self.changed(slot, CacheEvent::Written);
        if self.queries.get(slot).is_some_and(|query| query.observers > 0) {
            self.expect_stale(slot, None);
        }
        true
    }

    /// Takes over a foreign state; with `newer` only if its data is newer than what is there. A fetch under way goes on.
    /// Whether it was taken.
    pub(crate) fn adopt(&mut self, slot: u32, state: ForeignState, newer: bool) -> bool {
        let taken = |query: &&mut Query| !query.removed && (!newer || moment(state.data_updated_at) > query.data_updated_at);
        let Some(query) = self.queries.get_mut(slot).filter(taken) else { return false };
        query.status = match state.status {
            // a state that contradicts itself is mended, not trusted
            Status::Success if !state.has_data => Status::Pending,
            Status::Pending if state.has_data => Status::Success,
            status => status,
        };
        query.has_data = state.has_data;
        query.invalidated = state.invalidated;
        query.data_updated_at = moment(state.data_updated_at);
        query.error_updated_at = moment(state.error_updated_at);
        query.data_updates = state.data_updates;
        query.error_updates = state.error_updates;
        query.failures = state.failures;
        query.keep_on_cancel();
        self.changed(slot, CacheEvent::SetState);
        self.expect_stale(slot, None);
        true
    }

    /// Marks a query stale whatever its age.
    pub(crate) fn invalidate(&mut self, slot: u32) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        if !query.invalidated {
            query.invalidated = true;
            self.changed(slot, CacheEvent::Invalidate);
            self.expect_stale(slot, None);
        }
    }

    /// Puts a query back to how it was made.
    pub(crate) fn reset(&mut self, slot: u32) {
        self.drop_fetch(slot);
        let Some(query) = self.queries.get_mut(slot) else { return };
        let has_initial = !query.initial_at.is_nan();
        query.has_data = has_initial;
        query.status = if has_initial { Status::Success } else { Status::Pending };
        query.invalidated = false;
        query.data_updated_at = if has_initial { query.initial_at } else { 0.0 };
        query.error_updated_at = 0.0;
        query.data_updates = 0;
        query.error_updates = 0;
        query.failures = 0;
        self.effects.push_back(Effect::Restore { query: slot });
        self.changed(slot, CacheEvent::SetState);
        self.expect_stale(slot, None);
        self.expect_removal(slot);
    }

    /// Takes a query out of the cache. Its slot stays taken until [`Engine::release`].
    pub(crate) fn remove(&mut self, slot: u32) {
        if self.queries.get(slot).is_none_or(|query| query.removed) {
            return;
        }
        self.drop_fetch(slot);
        let Some(query) = self.queries.get_mut(slot) else { return };
        query.removed = true;
        query.gc_at = f64::INFINITY;
        query.stale_at = f64::INFINITY;
        let node = query.node;
        let mut at = std::mem::replace(&mut query.first_observer, NONE);
        query.observers = 0;
        while let Some(observer) = self.observers.get_mut(at) {
            observer.query = NONE;
            observer.previous = NONE;
            at = std::mem::replace(&mut observer.next, NONE);
        }
        self.index.remove(node);
        self.tell(slot, CacheEvent::Removed);
        self.effects.push_back(Effect::Removed { query: slot });
    }

    /// The other side has unlinked a removed query: its slot may be used again.
    pub(crate) fn release(&mut self, slot: u32) {
        if self.queries.get(slot).is_some_and(|query| query.removed) {
            self.queries.remove(slot);
            self.forget_deadlines();
        }
    }

    /// Starts the wait for removal of a query that nobody watches and nothing fetches.
    pub(crate) fn expect_removal(&mut self, slot: u32) {
        if self.config.server {
            return;
        }
        let wall = self.now.wall;
        let Some(query) = self.queries.get_mut(slot) else { return };
        if query.observers == 0 && query.fetch.is_none() && !query.removed {
            query.gc_at = wall + query.gc_time;
            self.arm_query(slot);
        }
    }

    /// A deadline of this query stood in the heap at `at`.
    pub(crate) fn query_due(&mut self, slot: u32, at: f64) {
        let wall = self.now.wall;
        let Some(query) = self.queries.get_mut(slot) else { return };
        if query.armed != at {
            return;
        }
        query.armed = f64::INFINITY;
        if query.gc_at <= wall {
            query.gc_at = f64::INFINITY;
            if query.observers == 0 && query.fetch.is_none() {
                self.remove(slot);
                return;
            }
        }
        if self.queries.get(slot).is_some_and(|query| query.stale_at <= wall) {
            self.turned_stale(slot);
        }
        self.arm_query(slot);
    }

    /// The wall clock stepped back: waits begin anew, freshness is judged again.
    pub(crate) fn look_again(&mut self, slot: u32) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        query.armed = f64::INFINITY;
        query.gc_at = f64::INFINITY;
        query.stale_at = f64::INFINITY;
        self.expect_removal(slot);
        self.turned_stale(slot);
    }

    pub(crate) fn arm_query(&mut self, slot: u32) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        let at = query.gc_at.min(query.stale_at);
        if at < query.armed {
            query.armed = at;
            self.wall_deadlines.arm(at, Owner::Query(slot));
        }
    }

    /// The query changed in a way that an observer could see.
    pub(crate) fn changed(&mut self, slot: u32, event: CacheEvent) {
        let Some(query) = self.queries.get_mut(slot) else { return };
        query.version = query.version.wrapping_add(1);
        if query.observers > 0 {
            self.effects.push_back(Effect::Notify { query: slot });
        }
        self.tell(slot, event);
    }

    pub(crate) fn tell(&mut self, slot: u32, event: CacheEvent) {
        if self.watched {
            self.effects.push_back(Effect::Event { query: slot, event });
        }
    }
}
