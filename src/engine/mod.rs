//! The decisions of the cache: no clock, no entropy, no JavaScript, no async. What happens goes in by
//! [`Engine::handle`]; what is to be done comes out of [`Engine::poll_effect`]; when to call again says
//! [`Engine::poll_timeout`].

pub mod deadlines;
pub mod effect;
pub mod event;
mod fixed_map;
pub mod index;
pub mod mutation;
mod order;
pub mod policy;
pub mod query;
mod returning;
pub mod slab;
pub mod time;

use std::collections::VecDeque;

use deadlines::{Deadlines, Owner};
use effect::Effect;
use event::{Event, Reply};
use index::KeyIndex;
use mutation::{Mutation, MutationStatus};
use policy::Surroundings;
use query::{NONE, Observer, Query};
use returning::Returning;
use slab::Slab;
use time::Now;

/// How an engine is made.
#[derive(Debug, Clone, Copy)]
pub struct Config {
    /// On a server nothing is timed or collected. Default: false.
    pub server: bool,
    /// All chance comes from here.
    pub seed: u64,
}

/// The state of one client.
pub struct Engine {
    config: Config,
    now: Now,
    queries: Slab<Query>,
    observers: Slab<Observer>,
    mutations: Slab<Mutation>,
    index: KeyIndex,
    wall_deadlines: Deadlines,
    mono_deadlines: Deadlines,
    /// The deadlines that the other side's timer is known to be armed for, by each clock.
    announced: (f64, f64),
    effects: VecDeque<Effect>,
    selection: Vec<u32>,
    next_fetch: u32,
    born: u32,
    fetching: u32,
    online: bool,
    focused: bool,
    watched: bool,
    returning: Returning,
}

impl Engine {
    /// An empty cache, online and focused.
    #[must_use]
    pub fn new(config: Config) -> Engine {
        Engine {
            config,
            now: Now::new(0.0, 0.0),
            queries: Slab::default(),
            observers: Slab::default(),
            mutations: Slab::default(),
            index: KeyIndex::new(config.seed),
            wall_deadlines: Deadlines::default(),
            mono_deadlines: Deadlines::default(),
            announced: (f64::INFINITY, f64::INFINITY),
            effects: VecDeque::new(),
            selection: Vec::new(),
            next_fetch: 0,
            born: 0,
            fetching: 0,
            online: true,
            focused: true,
            watched: false,
            returning: Returning::default(),
        }
    }

    /// Takes in what happened at `now`. Afterwards [`Engine::poll_effect`] may have something to say.
    pub fn handle(&mut self, now: Now, event: Event<'_>) -> Reply {
        self.advance(now);
        let reply = self.react(event);
        self.announce();
        reply
    }

    /// The next thing to be done. Only [`Engine::handle`] makes new ones.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// How many things are to be done.
    #[must_use]
    pub fn pending_effects(&self) -> usize {
        self.effects.len()
    }

    /// Milliseconds until [`Event::Timeout`] is due; none without a deadline. It gets shorter only after
    /// [`Effect::Wake`].
    #[must_use]
    pub fn poll_timeout(&self, now: Now) -> Option<f64> {
        let wall = self.wall_deadlines.next().map(|at| at - now.wall);
        let mono = self.mono_deadlines.next().map(|at| at - now.mono);
        match (wall, mono) {
            (Some(wall), Some(mono)) => Some(wall.min(mono).max(0.0)),
            (either, other) => either.or(other).map(|delay| delay.max(0.0)),
        }
    }

    /// The state of a query; none for a number that is not in use.
    #[must_use]
    pub fn query(&self, slot: u32) -> Option<&Query> {
        self.queries.get(slot)
    }

    /// The state of a mutation; none for a number that is not in use.
    #[must_use]
    pub fn mutation(&self, slot: u32) -> Option<&Mutation> {
        self.mutations.get(slot)
    }

    /// How many queries fetch.
    #[must_use]
    pub fn fetching(&self) -> u32 {
        self.fetching
    }

    /// How many queries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.queries.len()
    }

    /// Whether there is no query.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }

    fn advance(&mut self, now: Now) {
        let mono = now.mono.max(self.now.mono);
        let stepped_back = now.wall < self.now.wall;
        self.now = Now { wall: now.wall, mono };
        if stepped_back && !self.config.server {
            for owner in self.wall_deadlines.drain() {
                if let Owner::Mutation(slot) = owner {
                    self.expect_mutation_removal(slot);
                }
            }
            // also those without a deadline: what was stale may be fresh again
            let queries: Vec<u32> = self.queries.iter().map(|(slot, _)| slot).collect();
            for slot in queries {
                self.look_again(slot);
            }
            self.announced.0 = f64::INFINITY;
        }
    }

    /// Without this, whoever makes and removes much within one `gcTime` would keep the deadlines of all that until then.
    fn forget_deadlines(&mut self) {
        if self.wall_deadlines.len() <= 64 + 2 * (self.queries.len() + self.mutations.len()) {
            return;
        }
        let (queries, mutations) = (&self.queries, &self.mutations);
        self.wall_deadlines.retain(|at, owner| match owner {
            Owner::Query(slot) => queries.get(slot).is_some_and(|query| query.expects(at)),
            Owner::Mutation(slot) => mutations.get(slot).is_some_and(|mutation| mutation.expects(at)),
            Owner::Reads => true,
        });
    }

    fn announce(&mut self) {
        let next = (self.wall_deadlines.next().unwrap_or(f64::INFINITY), self.mono_deadlines.next().unwrap_or(f64::INFINITY));
        if next.0 < self.announced.0 || next.1 < self.announced.1 {
            self.announced = next;
            self.effects.push_back(Effect::Wake);
        }
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings { server: self.config.server, online: self.online, focused: self.focused }
    }

    fn react(&mut self, event: Event<'_>) -> Reply {
        match event {
            Event::QueryWanted { key, options } => return self.create(key, options).map_or_else(Reply::Refused, Reply::Made),
            Event::QueryConfigured { query, options } => self.configure(query, options),
            Event::DataOffered { query, updated_at } => return Reply::Accepted(self.initialise(query, updated_at)),
            Event::DataWritten { query, updated_at } => return Reply::Accepted(self.write(query, updated_at)),
            Event::StateRestored { query, state, newer } => return Reply::Accepted(self.adopt(query, state, newer)),
            Event::ObserverMounted { query, options, switched } => return made(self.observe(query, options, switched)),
            Event::ObserverChanged { observer, options } => self.change_observer(observer, options),
            Event::ObserverLeft { observer } => self.unobserve(observer),
            Event::FetchWanted { query, replace } => return made(self.start_fetch(query, replace, NONE)),
            Event::SignalTaken { query, fetch } => self.signal_taken(query, fetch),
            Event::FetchSucceeded { query, fetch } => return Reply::Accepted(self.fetch_succeeded(query, fetch)),
            Event::FetchFailed { query, fetch, last } => return Reply::Accepted(self.fetch_failed(query, fetch, last)),
            Event::RetryAnswered { query, fetch, again, delay } => self.retry_answered(query, fetch, again, delay),
            Event::InvalidateWanted => self.invalidate_chosen(),
            Event::RefetchWanted { replace } => self.refetch_chosen(replace),
            Event::CancelWanted { revert } => self.cancel_chosen(revert),
            Event::ResetWanted => self.reset_chosen(),
            Event::RemoveWanted => self.remove_chosen(),
            Event::QueryReleased { query } => self.release(query),
            Event::MutationMade { policy, gc_time } => return Reply::Made(self.create_mutation(policy, gc_time)),
            Event::MutationSubmitted { mutation } => self.submit_mutation(mutation),
            Event::MutationReady { mutation } => self.start_mutation(mutation),
            Event::MutationFailed { mutation } => self.mutation_failed(mutation),
            Event::MutationRetryAnswered { mutation, again, delay } => self.mutation_retry_answered(mutation, again, delay),
            Event::MutationSettled { mutation, status } => self.settle_mutation(mutation, status == MutationStatus::Success),
            Event::MutationWatched { mutation, more } => self.watch_mutation(mutation, more),
            Event::MutationRemoveWanted { mutation } => self.remove_mutation(mutation),
            Event::MutationReleased { mutation } => self.release_mutation(mutation),
            Event::OnlineChanged { online, resume } => self.online_changed(online, resume),
            Event::FocusChanged { focused, resume } => self.focus_changed(focused, resume),
            Event::Watched(watched) => self.watched = watched,
            Event::Timeout => self.timeout(),
        }
        Reply::Nothing
    }

    fn timeout(&mut self) {
        while let Some((at, owner)) = self.wall_deadlines.pop_due(self.now.wall) {
            match owner {
                Owner::Query(slot) => self.query_due(slot, at),
                Owner::Mutation(slot) => self.mutation_due(slot),
                Owner::Reads => {}
            }
        }
        while let Some((_, owner)) = self.mono_deadlines.pop_due(self.now.mono) {
            match owner {
                Owner::Query(slot) => self.fetch_due(slot),
                Owner::Mutation(slot) => self.mutation_due(slot),
                Owner::Reads => self.reads_due(),
            }
        }
        self.announced = (f64::INFINITY, f64::INFINITY);
    }
}

fn made(slot: u32) -> Reply {
    if slot == NONE { Reply::Nothing } else { Reply::Made(slot) }
}
