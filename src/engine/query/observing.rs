//! Observers: what mounting, leaving and changed options do to a query.

use super::{NONE, Observer, ObserverOptions, Query, RefetchOn, StaleTime, Status};
use crate::engine::Engine;
use crate::engine::effect::{CacheEvent, Effect};
use crate::engine::order::in_order;

/// Timers may fire this many milliseconds before their time: freshness is looked at just after it ends.
const EARLY: f64 = 1.0;

impl Engine {
    /// Watches a query. `switched`: an observer that changes its query fetches what is stale, whatever its
    /// `refetchOnMount` says. Gives the observer's slot, or [`NONE`] for a query that is not there.
    pub(crate) fn observe(&mut self, slot: u32, options: ObserverOptions, switched: bool) -> u32 {
        let Some(query) = self.queries.get(slot).filter(|query| !query.removed) else {
            return NONE;
        };
        let fetch = if switched { would_fetch_on_change(query, &options, self.now.wall) } else { would_fetch_on_mount(query, &options, self.now.wall) };
        let next = query.first_observer;
        self.born = self.born.wrapping_add(1);
        let id = self.observers.insert(Observer { query: slot, next, previous: NONE, born: self.born, options });
        if let Some(sibling) = self.observers.get_mut(next) {
            sibling.previous = id;
        }
        if let Some(query) = self.queries.get_mut(slot) {
            query.first_observer = id;
            query.observers += 1;
            query.gc_at = f64::INFINITY;
        }
        self.tell(slot, CacheEvent::ObserverAdded);
        if fetch {
            self.start_fetch(slot, false, id);
        }
        self.expect_stale(slot, Some(id));
        id
    }

    /// Stops watching. The last one to leave takes an abortable fetch with it and starts the wait for removal.
    pub(crate) fn unobserve(&mut self, id: u32) {
        let Some(observer) = self.observers.remove(id) else { return };
        if let Some(next) = self.observers.get_mut(observer.next) {
            next.previous = observer.previous;
        }
        if let Some(previous) = self.observers.get_mut(observer.previous) {
            previous.next = observer.next;
        }
        let slot = observer.query;
        let Some(query) = self.queries.get_mut(slot) else { return };
        if query.first_observer == id {
            query.first_observer = observer.next;
        }
        query.observers = query.observers.saturating_sub(1);
        let last = query.observers == 0;
        if last {
            query.stale_at = f64::INFINITY;
            let waiting_for_first_data = query.fetch_status == super::FetchStatus::Paused && query.status == Status::Pending;
            match &mut query.fetch {
                Some(_) if query.signal_taken || waiting_for_first_data => self.cancel_fetch(slot, true),
                Some(fetch) => fetch.attempt.stop_retries(),
                None => {}
            }
            self.expect_removal(slot);
        }
        self.tell(slot, CacheEvent::ObserverRemoved);
    }

    /// Changes what an observer asks for; it fetches if it just became enabled and the data is stale.
    pub(crate) fn change_observer(&mut self, id: u32, options: ObserverOptions) {
        let Some(observer) = self.observers.get_mut(id) else { return };
        let before = std::mem::replace(&mut observer.options, options);
        let slot = observer.query;
        if before == options {
            return;
        }
        let fetch = !before.enabled && self.queries.get(slot).is_some_and(|query| would_fetch_on_change(query, &options, self.now.wall));
        if fetch {
            self.start_fetch(slot, false, id);
        }
        self.expect_stale(slot, None);
    }

    /// The user came back to the app, or the network did: refetch for whoever asked for it.
    pub(crate) fn refetch_on(&mut self, wants: impl Fn(&ObserverOptions) -> RefetchOn) {
        let wall = self.now.wall;
        let wanting = in_order(self.observers.iter().filter_map(|(id, observer)| {
            let query = self.queries.get(observer.query)?;
            would_fetch(query, &observer.options, wants(&observer.options), wall).then_some((query.born, id))
        }));
        let first_of = |group: &[u32]| group.iter().copied().min_by_key(|&id| self.observers.get(id).map(|observer| observer.born));
        let first: Vec<u32> = wanting.chunk_by(|&a, &b| self.query_of(a) == self.query_of(b)).filter_map(first_of).collect();
        for id in first {
            self.start_fetch(self.query_of(id), false, id);
        }
    }

    fn query_of(&self, id: u32) -> u32 {
        self.observers.get(id).map_or(NONE, |observer| observer.query)
    }

    pub(crate) fn observers_of(&self, slot: u32) -> impl Iterator<Item = &Observer> {
        let mut at = self.queries.get(slot).map_or(NONE, |query| query.first_observer);
        std::iter::from_fn(move || {
            let observer = self.observers.get(at)?;
            at = observer.next;
            Some(observer)
        })
    }

    /// Notes the moment at which some observer's fresh data turns stale. `only`: the one observer that is new.
    pub(crate) fn expect_stale(&mut self, slot: u32, only: Option<u32>) {
        let Some(query) = self.queries.get(slot) else { return };
        let wall = self.now.wall;
        let at = |observer: &Observer| match observer.options.stale_time {
            StaleTime::Millis(ms) if observer.options.enabled => {
                let at = query.data_updated_at + ms + EARLY;
                let fresh = !query.is_stale(observer.options.stale_time, wall);
                // stale for less than EARLY: the notice is still to come
                let turning = at > wall && at == query.stale_at;
                if fresh || turning { at } else { f64::INFINITY }
            }
            _ => f64::INFINITY,
        };
        let stale_at = match only {
            Some(id) => self.observers.get(id).map_or(f64::INFINITY, at).min(query.stale_at),
            None => self.observers_of(slot).map(at).fold(f64::INFINITY, f64::min),
        };
        if self.config.server {
            return;
        }
        if let Some(query) = self.queries.get_mut(slot) {
            query.stale_at = stale_at;
        }
        self.arm_query(slot);
    }

    /// Fresh data turned stale for some observer.
    pub(crate) fn turned_stale(&mut self, slot: u32) {
        if let Some(query) = self.queries.get_mut(slot) {
            query.version = query.version.wrapping_add(1);
            if query.observers > 0 {
                self.effects.push_back(Effect::Notify { query: slot });
            }
        }
        self.expect_stale(slot, None);
    }
}

pub(crate) fn would_fetch_on_mount(query: &Query, options: &ObserverOptions, wall: f64) -> bool {
    if query.has_data {
        return would_fetch(query, options, options.on_mount, wall);
    }
    options.enabled && (options.retry_on_mount || query.status != Status::Error)
}

pub(crate) fn would_fetch_on_change(query: &Query, options: &ObserverOptions, wall: f64) -> bool {
    options.enabled && !(options.suspense && query.status == Status::Error) && query.is_stale(options.stale_time, wall)
}

fn would_fetch(query: &Query, options: &ObserverOptions, on: RefetchOn, wall: f64) -> bool {
    options.enabled
        && options.stale_time != StaleTime::Static
        && match on {
            RefetchOn::Never => false,
            RefetchOn::Stale => query.is_stale(options.stale_time, wall),
            RefetchOn::Always => true,
        }
}
