//! Any sequence of events, sensible or not: what must hold after each of them, and at the end.

use std::collections::BTreeMap;

use crate::chance::{Chance, seeds};
use crate::world::{Answer, World};
use querycache::engine::event::{Event, Reply};
use querycache::engine::mutation::MutationStatus;
use querycache::engine::policy::{Delay, NetworkMode, Policy, Retry};
use querycache::engine::query::lifecycle::{ForeignState, QueryOptions};
use querycache::engine::query::selecting::{Filter, Keys, Kind};
use querycache::engine::query::{FetchStatus, NONE, ObserverOptions, RefetchOn, StaleTime, Status};

const KEYS: [&str; 10] = [
    "[]",
    r#"["deals"]"#,
    r#"["deals",{"page":1}]"#,
    r#"["deals",{"page":1,"status":"x"}]"#,
    r#"["deals",[1,u,N,I,-I],null]"#,
    r#"["__proto__",{"constructor":{"__proto__":true}}]"#,
    "[\"\\u0000\\ud800\\\"\u{1f4a5}\"]",
    "[[[[[[[[[[[[]]]]]]]]]]]]",
    r#"[{"":{"":{"":""}}}]"#,
    r#"[0.1,-1e+300,"0",{"0":0}]"#,
];

const NO_KEYS: [&str; 8] = ["", "[", "{}", "[1", "\"a\"", r#"["\"#, r#"[{"a"}]"#, "[1]]"];

const FILTERS: [&str; 6] = ["[]", r#"["deals"]"#, r#"["deals",{"page":1}]"#, r#"["deals",{}]"#, r#"[[u]]"#, "[N]"];

const TIMES: [f64; 13] = [0.0, 1.0, 50.0, 1000.0, 60_000.0, f64::INFINITY, f64::NAN, -1.0, f64::NEG_INFINITY, 1e300, -1e300, 1_700_000_000_000.0, 0.5];

struct Chaos {
    world: World,
    chance: Chance,
    /// Which query each observer is known to watch; `NONE` after its removal.
    observers: BTreeMap<u32, u32>,
    mutations: u32,
}

impl Chaos {
    fn query(&mut self) -> u32 {
        if self.chance.is(1, 20) {
            return self.foreign();
        }
        let known: Vec<u32> = self.world.keys.keys().copied().collect();
        if known.is_empty() { self.foreign() } else { self.chance.one(&known) }
    }

    fn foreign(&mut self) -> u32 {
        let near = self.chance.below(20) as u32;
        self.chance.one(&[near, NONE, NONE - 1, 1 << 31, 1_000_000])
    }

    fn fetch(&mut self) -> u32 {
        let known: Vec<u32> = self.world.awaited.keys().copied().collect();
        if known.is_empty() || self.chance.is(1, 4) { self.foreign() } else { self.chance.one(&known) }
    }

    fn observer(&mut self) -> u32 {
        let known: Vec<u32> = self.observers.keys().copied().collect();
        if known.is_empty() || self.chance.is(1, 10) { self.foreign() } else { self.chance.one(&known) }
    }

    fn mutation(&mut self) -> u32 {
        let known = self.mutations as usize + 2;
        self.chance.below(known) as u32
    }

    fn time(&mut self) -> f64 {
        self.chance.one(&TIMES)
    }

    fn flag(&mut self) -> bool {
        self.chance.is(1, 2)
    }

    fn policy(&mut self) -> Policy {
        Policy {
            retry: self.chance.one(&[Retry::Usual, Retry::Times(0), Retry::Times(2), Retry::Forever, Retry::Ask]),
            delay: match self.chance.below(4) {
                0 => Delay::Ask,
                1 => Delay::Fixed(self.time()),
                _ => Delay::Backoff,
            },
            network: self.chance.one(&[NetworkMode::Online, NetworkMode::Always, NetworkMode::OfflineFirst]),
        }
    }

    fn query_options(&mut self) -> QueryOptions {
        QueryOptions { gc_time: self.time(), policy: self.policy(), skipped: self.chance.is(1, 10) }
    }

    fn stale_time(&mut self) -> StaleTime {
        if self.chance.is(1, 6) { StaleTime::Static } else { StaleTime::Millis(self.time()) }
    }

    fn observer_options(&mut self) -> ObserverOptions {
        let on = [RefetchOn::Never, RefetchOn::Stale, RefetchOn::Always];
        ObserverOptions {
            enabled: self.chance.is(4, 5),
            stale_time: self.stale_time(),
            on_mount: self.chance.one(&on),
            on_focus: self.chance.one(&on),
            on_reconnect: self.chance.one(&on),
            retry_on_mount: self.flag(),
            suspense: self.flag(),
            policy: self.policy(),
        }
    }

    fn state(&mut self) -> ForeignState {
        ForeignState {
            status: self.chance.one(&[Status::Pending, Status::Error, Status::Success]),
            has_data: self.flag(),
            invalidated: self.flag(),
            data_updated_at: self.time(),
            error_updated_at: self.time(),
            data_updates: self.chance.one(&[0, 1, u32::MAX]),
            error_updates: self.chance.one(&[0, 1, u32::MAX]),
            failures: self.chance.one(&[0, 1, u32::MAX]),
        }
    }

    fn choose(&mut self) {
        let keys = match self.chance.below(8) {
            0 => Keys::All,
            1 => Keys::Exact(self.query()),
            2 => Keys::Partial(self.chance.one(&NO_KEYS)),
            3 => {
                let slots: Vec<u32> = (0..self.chance.below(4)).map(|_| self.query()).collect();
                return self.world.engine.choose(&slots);
            }
            _ => Keys::Partial(self.chance.one(&FILTERS)),
        };
        let filter = Filter {
            keys,
            kind: self.chance.one(&[Kind::All, Kind::All, Kind::Active, Kind::Inactive]),
            stale: self.chance.one(&[None, None, Some(true), Some(false)]),
            fetch_status: self.chance.one(&[None, None, Some(FetchStatus::Fetching), Some(FetchStatus::Idle)]),
        };
        // keys that are none choose nothing
        let _ = self.world.engine.select(&filter);
    }

    fn step(&mut self) {
        match self.chance.below(36) {
            0..=4 => {
                let key = self.chance.one(&KEYS);
                let options = self.query_options();
                // the package looks a key up in its own maps first
                if !self.world.keys.values().any(|known| known == key) || self.chance.is(1, 20) {
                    self.world.query_with(key, options);
                }
            }
            5 => {
                let key = self.chance.one(&NO_KEYS);
                let options = self.query_options();
                let reply = self.world.tell(Event::QueryWanted { key, options });
                assert!(matches!(reply, Reply::Refused(_)), "{key}: {reply:?}");
            }
            6..=9 => {
                let event = Event::ObserverMounted { query: self.query(), options: self.observer_options(), switched: self.flag() };
                if let (Reply::Made(observer), Event::ObserverMounted { query, .. }) = (self.world.tell(event), event) {
                    assert_eq!(self.observers.insert(observer, query), None, "observer {observer} was given out twice");
                }
            }
            10..=12 => {
                let observer = self.observer();
                self.world.leave(observer);
                self.observers.remove(&observer);
            }
            13 => {
                let event = Event::ObserverChanged { observer: self.observer(), options: self.observer_options() };
                self.world.tell(event);
            }
            14 | 15 => {
                let event = Event::FetchWanted { query: self.query(), replace: self.flag() };
                self.world.tell(event);
            }
            16 => {
                let event = Event::FetchWanted { query: self.query(), replace: false };
                self.world.tell(event);
            }
            17 => {
                let event = Event::DataWritten { query: self.query(), updated_at: self.time() };
                self.world.tell(event);
            }
            18 => {
                let event = Event::DataOffered { query: self.query(), updated_at: self.time() };
                self.world.tell(event);
            }
            19 => {
                let event = Event::StateRestored { query: self.query(), state: self.state(), newer: false };
                self.world.tell(event);
            }
            20 => {
                let event = Event::QueryConfigured { query: self.query(), options: self.query_options() };
                self.world.tell(event);
            }
            21 => self.answer(),
            22..=24 => {
                self.choose();
                let event = match self.chance.below(6) {
                    0 => Event::RemoveWanted,
                    1 => Event::ResetWanted,
                    2 => Event::CancelWanted { revert: self.flag() },
                    3 => Event::RefetchWanted { replace: self.flag() },
                    _ => Event::InvalidateWanted,
                };
                self.world.tell(event);
            }
            25 => self.mutate(),
            26 => {
                let event = Event::OnlineChanged { online: self.chance.is(2, 3), resume: self.chance.is(3, 4) };
                self.world.tell(event);
            }
            27 => {
                let event = Event::FocusChanged { focused: self.chance.is(2, 3), resume: self.chance.is(3, 4) };
                self.world.tell(event);
            }
            28 => {
                let event = Event::Watched(self.flag());
                self.world.tell(event);
            }
            29 => {
                self.world.tell(Event::Timeout);
            }
            30 => {
                let by = self.chance.one(&[-1.0, 1.0, -5000.0, 5000.0, -86_400_000.0, 86_400_000.0]);
                self.world.set_clock(by);
            }
            31 => {
                let wall = self.time();
                self.world.misread_clock(wall, Event::Timeout);
            }
            32 => {
                let query = self.query();
                self.world.tell(Event::QueryReleased { query });
            }
            _ => {
                let ms = self.chance.one(&[0.0, 1.0, 10.0, 100.0, 3000.0, 10_000.0, 400_000.0]);
                self.world.run_for(ms);
            }
        }
    }

    /// Answers that nobody gave, or that were given before.
    fn answer(&mut self) {
        let (query, fetch) = (self.query(), self.fetch());
        let event = match self.chance.below(4) {
            0 => Event::FetchSucceeded { query, fetch },
            1 => Event::FetchFailed { query, fetch, last: self.flag() },
            2 => Event::SignalTaken { query, fetch },
            _ => Event::RetryAnswered { query, fetch, again: self.flag(), delay: self.time() },
        };
        self.world.tell(event);
    }

    fn mutate(&mut self) {
        let mutation = self.mutation();
        let event = match self.chance.below(12) {
            0..=3 => {
                let event = Event::MutationMade { policy: self.policy(), gc_time: self.time() };
                let made = self.world.made(event);
                self.mutations = self.mutations.max(made + 1);
                self.world.tell(Event::MutationSubmitted { mutation: made });
                Event::MutationReady { mutation: made }
            }
            4 => Event::MutationSubmitted { mutation },
            5 => Event::MutationReady { mutation },
            6 => Event::MutationFailed { mutation },
            7 => Event::MutationRetryAnswered { mutation, again: self.flag(), delay: self.time() },
            8 => Event::MutationSettled { mutation, status: self.chance.one(&[MutationStatus::Idle, MutationStatus::Error, MutationStatus::Success]) },
            9 => Event::MutationWatched { mutation, more: self.flag() },
            10 => Event::MutationRemoveWanted { mutation },
            _ => Event::MutationReleased { mutation },
        };
        self.world.tell(event);
    }

    fn check(&mut self) {
        for query in std::mem::take(&mut self.world.released) {
            for watched in self.observers.values_mut().filter(|watched| **watched == query) {
                *watched = NONE;
            }
        }
        let slots = self.world.select(Keys::All);
        assert!(slots.iter().copied().eq(self.world.select(Keys::Partial("[]"))), "the index and the queries tell apart");
        let mut known: Vec<u32> = self.world.keys.keys().copied().collect();
        let mut chosen = slots.clone();
        chosen.sort_unstable();
        known.sort_unstable();
        assert_eq!(chosen, known, "chosen are those that were made and not removed");
        assert_eq!(self.world.engine.len(), slots.len(), "every removed query was released");
        let mut fetching = 0;
        for slot in slots {
            let query = self.world.state(slot);
            fetching += u32::from(query.fetch_status == FetchStatus::Fetching);
            assert_eq!(query.fetch_status == FetchStatus::Idle, query.current_fetch().is_none(), "{query:?}");
            assert_eq!(query.observers as usize, self.observers.values().filter(|&&watched| watched == slot).count(), "{query:?}");
            assert!(query.has_data || query.status != Status::Success, "{query:?}");
            assert!(!query.has_data || query.status != Status::Pending, "{query:?}");
            assert_eq!(query.has_data, self.world.values.contains_key(&slot), "{query:?}");
            if let Some(fetch) = query.current_fetch() {
                assert!(!self.world.settled.contains_key(&fetch), "{query:?}");
            }
        }
        assert_eq!(self.world.engine.fetching(), fetching);
    }

    /// Everybody leaves: nothing may be left, and every promise is settled.
    fn end(mut self) {
        self.world.select(Keys::All);
        self.world.tell(Event::RemoveWanted);
        self.check();
        assert!(self.world.engine.is_empty());
        assert_eq!(self.world.awaited, BTreeMap::new(), "promises that nobody settles");
        for (observer, watched) in std::mem::take(&mut self.observers) {
            assert_eq!(watched, NONE);
            self.world.leave(observer);
        }
        self.world.run_for(400_000.0);
        self.check();
    }
}

#[test]
fn any_sequence_of_events_keeps_the_cache_whole() {
    for seed in seeds(400) {
        let mut chance = Chance::new(seed);
        let mut world = World::seeded(seed, chance.is(1, 8));
        world.server.latency = chance.one(&[1.0, 100.0, 5000.0]);
        world.takes_signal = chance.is(1, 2);
        world.retry_rule = |failures| (failures < 2, [1.0, f64::NAN, -1.0][failures as usize % 3]);
        let mut chaos = Chaos { world, chance, observers: BTreeMap::new(), mutations: 0 };
        for _ in 0..250 {
            if chaos.world.server.script.is_empty() {
                let answer = chaos.chance.one(&[Answer::Data, Answer::Data, Answer::Failure, Answer::Failure, Answer::Refusal, Answer::Silence]);
                chaos.world.server.script.push_back(answer);
            }
            chaos.step();
            chaos.check();
        }
        chaos.end();
    }
}
