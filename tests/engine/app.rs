//! What an app does with its cache, and what it sees.

use crate::world::{MINUTE, OPTIONS, World};
use querycache::engine::event::{Event, Reply};
use querycache::engine::policy::Policy;
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::selecting::{Filter, Keys, Kind};
use querycache::engine::query::{ObserverOptions, Query};

impl World {
    pub fn query(&mut self, key: &str) -> u32 {
        self.query_with(key, OPTIONS)
    }

    pub fn query_with(&mut self, key: &str, options: QueryOptions) -> u32 {
        match self.tell(Event::QueryWanted { key, options }) {
            Reply::Made(slot) => slot,
            other => panic!("{key}: {other:?}"),
        }
    }

    pub fn watch(&mut self, query: u32, options: ObserverOptions) -> u32 {
        self.made(Event::ObserverMounted { query, options, switched: false })
    }

    pub fn leave(&mut self, observer: u32) {
        self.tell(Event::ObserverLeft { observer });
    }

    /// `fetchQuery` without a look at the age.
    pub fn fetch(&mut self, query: u32) -> u32 {
        self.made(Event::FetchWanted { query, replace: false })
    }

    /// `refetch`.
    pub fn refetch(&mut self, query: u32) -> u32 {
        self.made(Event::FetchWanted { query, replace: true })
    }

    pub fn select(&mut self, keys: Keys<'_>) -> Vec<u32> {
        self.engine.select(&Filter { keys, ..Filter::ALL }).expect("a key").to_vec()
    }

    /// `invalidateQueries` by a key's beginning: the fetches that it starts and somebody can wait for.
    pub fn invalidate(&mut self, key: &str) -> Vec<u32> {
        self.select(Keys::Partial(key));
        self.tell(Event::InvalidateWanted);
        let looked_at = Filter { keys: Keys::Partial(key), kind: Kind::Active, ..Filter::ALL };
        self.engine.select(&looked_at).expect("a key");
        self.tell(Event::RefetchWanted { replace: true });
        self.engine.selection().chunks(2).map(|pair| pair[0]).collect()
    }

    pub fn remove(&mut self, query: u32) {
        self.select(Keys::Exact(query));
        self.tell(Event::RemoveWanted);
    }

    pub fn cancel(&mut self, query: u32, revert: bool) {
        self.select(Keys::Exact(query));
        self.tell(Event::CancelWanted { revert });
    }

    pub fn online(&mut self, online: bool) {
        self.tell(Event::OnlineChanged { online, resume: true });
    }

    pub fn focus(&mut self, focused: bool) {
        self.tell(Event::FocusChanged { focused, resume: true });
    }

    /// `mutate` of a new mutation.
    pub fn mutate(&mut self, policy: Policy) -> u32 {
        let mutation = self.made(Event::MutationMade { policy, gc_time: 5.0 * MINUTE });
        self.tell(Event::MutationSubmitted { mutation });
        self.tell(Event::MutationReady { mutation });
        mutation
    }

    pub fn made(&mut self, event: Event<'_>) -> u32 {
        match self.tell(event) {
            Reply::Made(slot) => slot,
            other => panic!("{event:?}: {other:?}"),
        }
    }

    pub fn state(&self, query: u32) -> &Query {
        self.engine.query(query).expect("the query is there")
    }

    pub fn notified(&self, query: u32) -> u32 {
        self.notified.get(&query).copied().unwrap_or(0)
    }

    pub fn requests(&self) -> usize {
        self.server.requests.len()
    }
}
