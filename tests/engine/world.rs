//! An app around the engine: two clocks, one timer, a server, and the other side's part of every effect.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use querycache::engine::effect::{CacheEvent, Effect, Outcome};
use querycache::engine::event::{Event, Reply};
use querycache::engine::mutation::MutationStatus;
use querycache::engine::policy::{Delay, NetworkMode, Policy, Retry};
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::{ObserverOptions, Query, RefetchOn, StaleTime};
use querycache::engine::time::Now;
use querycache::engine::{Config, Engine};

/// Noon of some day, by the wall clock.
pub const START: f64 = 1_700_000_000_000.0;
pub const MINUTE: f64 = 60_000.0;

pub const POLICY: Policy = Policy { retry: Retry::Usual, delay: Delay::Backoff, network: NetworkMode::Online };

pub const OPTIONS: QueryOptions = QueryOptions { gc_time: 5.0 * MINUTE, policy: POLICY, skipped: false };

pub const OBSERVER: ObserverOptions = ObserverOptions {
    enabled: true,
    stale_time: StaleTime::Millis(0.0),
    on_mount: RefetchOn::Stale,
    on_focus: RefetchOn::Stale,
    on_reconnect: RefetchOn::Stale,
    retry_on_mount: true,
    suspense: false,
    policy: POLICY,
};

/// What the server does with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Data,
    Failure,
    /// A failure that no repeat can help.
    Refusal,
    Silence,
}

/// The app's server: the scripted answers first, then always the same one.
pub struct Server {
    pub latency: f64,
    pub script: VecDeque<Answer>,
    pub otherwise: Answer,
    /// Requests received, by their moment on the monotonic clock.
    pub requests: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    Fetch { query: u32, fetch: u32 },
    Mutation(u32),
}

struct Flight {
    at: f64,
    caller: Caller,
    answer: Answer,
    value: u32,
}

/// What the app's `retry` and `retryDelay` say after so many failures.
pub type RetryRule = fn(u32) -> (bool, f64);

pub struct World {
    pub engine: Engine,
    pub wall: f64,
    pub mono: f64,
    pub server: Server,
    /// The query function reads its signal.
    pub takes_signal: bool,
    pub retry_rule: RetryRule,
    /// What the app would show, by slot.
    pub values: BTreeMap<u32, u32>,
    pub initial: BTreeMap<u32, u32>,
    pub keys: BTreeMap<u32, String>,
    pub notified: BTreeMap<u32, u32>,
    pub settled: BTreeMap<u32, Outcome>,
    /// Fetches handed out that have not settled yet, with their query.
    pub awaited: BTreeMap<u32, u32>,
    pub aborted: BTreeSet<u32>,
    pub events: Vec<(u32, CacheEvent)>,
    pub timeouts: u32,
    pub released: Vec<u32>,
    /// What the next accepted write or answer puts in place.
    value: u32,
    queue: VecDeque<Effect>,
    performing: bool,
    wake: bool,
    flights: Vec<Flight>,
    timer: Option<f64>,
    wall_jumped: bool,
    seed: u64,
    history: VecDeque<String>,
}

impl World {
    pub fn new() -> World {
        World::seeded(0, false)
    }

    pub fn server() -> World {
        World::seeded(0, true)
    }

    pub fn seeded(seed: u64, server: bool) -> World {
        World {
            engine: Engine::new(Config { server, seed }),
            wall: START,
            mono: 0.0,
            server: Server { latency: 100.0, script: VecDeque::new(), otherwise: Answer::Data, requests: Vec::new() },
            takes_signal: false,
            retry_rule: |_| (false, f64::NAN),
            values: BTreeMap::new(),
            initial: BTreeMap::new(),
            keys: BTreeMap::new(),
            notified: BTreeMap::new(),
            settled: BTreeMap::new(),
            awaited: BTreeMap::new(),
            aborted: BTreeSet::new(),
            events: Vec::new(),
            timeouts: 0,
            released: Vec::new(),
            value: 0,
            queue: VecDeque::new(),
            performing: false,
            wake: false,
            flights: Vec::new(),
            timer: None,
            wall_jumped: false,
            seed,
            history: VecDeque::new(),
        }
    }

    /// `setQueryData`.
    pub fn write(&mut self, query: u32, value: u32) {
        self.value = value;
        self.tell(Event::DataWritten { query, updated_at: f64::NAN });
    }

    pub fn timer(&self) -> Option<f64> {
        self.timer
    }

    pub fn now(&self) -> Now {
        Now::new(self.wall, self.mono)
    }

    /// One call into the engine, and everything that follows from it at once: a call made while effects are carried out
    /// only adds to them.
    pub fn tell(&mut self, event: Event<'_>) -> Reply {
        self.note(|| format!("{event:?}"));
        let reply = self.engine.handle(Now::new(self.wall, self.mono_told(&event)), event);
        match reply {
            Reply::Made(id) => self.remember(event, id),
            Reply::Accepted(true) => self.store(event),
            _ => {}
        }
        self.take();
        if !self.performing {
            self.performing = true;
            while let Some(effect) = self.queue.pop_front() {
                self.note(|| format!("    {effect:?}"));
                self.perform(effect);
            }
            self.performing = false;
            if std::mem::take(&mut self.wake) {
                self.arm();
            }
            self.check_timer();
        }
        reply
    }

    fn remember(&mut self, event: Event<'_>, id: u32) {
        match event {
            Event::QueryWanted { key, .. } => {
                self.keys.insert(id, key.to_owned());
            }
            Event::FetchWanted { query, .. } if !self.settled.contains_key(&id) => {
                self.awaited.insert(id, query);
            }
            _ => {}
        }
    }

    fn store(&mut self, event: Event<'_>) {
        match event {
            Event::DataWritten { query, .. } | Event::FetchSucceeded { query, .. } => {
                self.values.insert(query, self.value);
            }
            Event::DataOffered { query, .. } => {
                self.values.insert(query, self.value);
                self.initial.insert(query, self.value);
            }
            Event::StateRestored { query, state, .. } if state.has_data => {
                self.values.insert(query, self.value);
            }
            Event::StateRestored { query, .. } => {
                self.values.remove(&query);
            }
            _ => {}
        }
    }

    /// The package reads the monotonic clock only where a wait may begin or end.
    fn mono_told(&self, event: &Event<'_>) -> f64 {
        match event {
            Event::FetchFailed { .. }
            | Event::RetryAnswered { .. }
            | Event::MutationFailed { .. }
            | Event::MutationRetryAnswered { .. }
            | Event::OnlineChanged { .. }
            | Event::FocusChanged { .. }
            | Event::Timeout => self.mono,
            _ => 0.0,
        }
    }

    /// Takes the engine's effects over. What a nested call must see at once happens here, the rest in its turn.
    fn take(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Wake => self.wake = true,
                Effect::Abort { fetch, .. } => {
                    self.note(|| format!("    {effect:?}"));
                    assert!(self.aborted.insert(fetch), "fetch {fetch} aborted twice");
                    if self.takes_signal {
                        self.flights.retain(|flight| !matches!(flight.caller, Caller::Fetch { fetch: other, .. } if other == fetch));
                    }
                }
                Effect::Restore { query } => match self.initial.get(&query) {
                    Some(&value) => drop(self.values.insert(query, value)),
                    None => drop(self.values.remove(&query)),
                },
                Effect::Removed { query } => {
                    self.keys.remove(&query);
                    self.queue.push_back(effect);
                }
                _ => self.queue.push_back(effect),
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        if let Some(query) = about(effect) {
            assert!(self.engine.query(query).is_some(), "{effect:?} names a freed slot");
        }
        match effect {
            Effect::Notify { query } => *self.notified.entry(query).or_default() += 1,
            Effect::Fetch { query, fetch, .. } => {
                if self.engine.query(query).and_then(Query::current_fetch) != Some(fetch) {
                    return;
                }
                self.awaited.insert(fetch, query);
                if self.takes_signal {
                    self.tell(Event::SignalTaken { query, fetch });
                }
                self.request(Caller::Fetch { query, fetch });
            }
            Effect::AskRetry { fetch, failures } => {
                let (again, delay) = (self.retry_rule)(failures);
                if let Some(&query) = self.awaited.get(&fetch) {
                    self.tell(Event::RetryAnswered { query, fetch, again, delay });
                }
            }
            Effect::Settled { fetch, outcome, .. } => {
                let before = self.settled.insert(fetch, outcome);
                assert_eq!(before, None, "fetch {fetch} settled twice, the second time as {outcome:?}");
                self.awaited.remove(&fetch);
            }
            Effect::Removed { query } => {
                self.values.remove(&query);
                self.initial.remove(&query);
                self.notified.remove(&query);
                self.released.push(query);
                self.tell(Event::QueryReleased { query });
            }
            Effect::Event { query, event } => self.events.push((query, event)),
            Effect::Mutate { mutation } => self.request(Caller::Mutation(mutation)),
            Effect::AskMutationRetry { mutation, failures } => {
                let (again, delay) = (self.retry_rule)(failures);
                self.tell(Event::MutationRetryAnswered { mutation, again, delay });
            }
            Effect::MutationGaveUp { mutation } => {
                self.tell(Event::MutationSettled { mutation, status: MutationStatus::Error });
            }
            Effect::NotifyMutation { .. } => {}
            Effect::MutationRemoved { mutation } => {
                self.tell(Event::MutationReleased { mutation });
            }
            Effect::Abort { .. } | Effect::Restore { .. } | Effect::Wake => unreachable!("done when taken"),
        }
    }

    fn request(&mut self, caller: Caller) {
        self.server.requests.push(self.mono);
        let answer = self.server.script.pop_front().unwrap_or(self.server.otherwise);
        if answer != Answer::Silence {
            self.flights.push(Flight { at: self.mono + self.server.latency, caller, answer, value: self.server.requests.len() as u32 });
        }
    }

    fn land(&mut self, flight: Flight) {
        match flight.caller {
            Caller::Fetch { query, fetch } => {
                let current = self.engine.query(query).and_then(Query::current_fetch) == Some(fetch);
                let reply = match flight.answer {
                    Answer::Data => {
                        self.value = flight.value;
                        self.tell(Event::FetchSucceeded { query, fetch })
                    }
                    answer => self.tell(Event::FetchFailed { query, fetch, last: answer == Answer::Refusal }),
                };
                assert!(current || reply == Reply::Accepted(false), "an answer counts only while it is waited for");
            }
            Caller::Mutation(mutation) if flight.answer == Answer::Data => {
                self.tell(Event::MutationSettled { mutation, status: MutationStatus::Success });
            }
            Caller::Mutation(mutation) => {
                self.tell(Event::MutationFailed { mutation });
            }
        }
    }

    fn arm(&mut self) {
        // timers and `Date.now()` know whole milliseconds
        self.timer = self.engine.poll_timeout(self.now()).map(|delay| (self.mono + delay).ceil());
        self.wall_jumped = false;
    }

    /// The timer of a wall clock that jumped ahead is late by as much; otherwise it is never too late.
    fn check_timer(&self) {
        if let Some(delay) = self.engine.poll_timeout(self.now()).filter(|_| !self.wall_jumped) {
            let due = (self.mono + delay).ceil();
            assert!(self.timer.is_some_and(|timer| timer <= due), "armed for {:?}, due at {due}", self.timer);
        }
    }

    /// Lets time pass; whatever falls due happens at its moment.
    pub fn run_for(&mut self, ms: f64) {
        let end = self.mono + ms;
        let mut steps_at_once = 0;
        while let Some(next) = self.next_moment().filter(|&next| next <= end) {
            steps_at_once = if next > self.mono { 0 } else { steps_at_once + 1 };
            assert!(steps_at_once < 10_000, "the same moment never ends");
            self.pass(next - self.mono);
            self.step();
        }
        self.pass(end - self.mono);
    }

    /// Lets time pass until no request is under way and no repeat is waited for.
    pub fn drive(&mut self) {
        for _ in 0..10_000 {
            if self.flights.is_empty() && self.engine.fetching() == 0 {
                return;
            }
            let Some(next) = self.next_moment() else {
                assert_eq!(self.engine.fetching(), 0, "a query fetches and nothing will ever happen");
                return;
            };
            self.pass(next - self.mono);
            self.step();
        }
        panic!("the world never comes to rest");
    }

    fn next_moment(&self) -> Option<f64> {
        let flights = self.flights.iter().map(|flight| flight.at);
        flights.chain(self.timer).min_by(f64::total_cmp).map(|next| next.max(self.mono))
    }

    fn step(&mut self) {
        if self.timer.is_some_and(|at| at <= self.mono) {
            self.timer = None;
            self.timeouts += 1;
            self.tell(Event::Timeout);
        } else if let Some(first) = (0..self.flights.len()).min_by(|&a, &b| self.flights[a].at.total_cmp(&self.flights[b].at)) {
            let flight = self.flights.remove(first);
            self.land(flight);
        }
    }

    /// Both clocks go on, nothing happens.
    pub fn pass(&mut self, ms: f64) {
        self.wall += ms;
        self.mono += ms;
    }

    /// The user or the network sets the wall clock.
    pub fn set_clock(&mut self, by: f64) {
        self.wall += by;
        self.wall_jumped |= by > 0.0;
    }

    /// For the length of one event the wall clock says something else.
    pub fn misread_clock(&mut self, wall: f64, event: Event<'_>) {
        let right = std::mem::replace(&mut self.wall, wall);
        self.tell(event);
        self.wall = right;
        self.wall_jumped = true;
    }

    pub fn flights(&self) -> usize {
        self.flights.len()
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        if self.history.len() == 40 {
            self.history.pop_front();
        }
        self.history.push_back(line());
    }
}

/// The query that an effect is about.
fn about(effect: Effect) -> Option<u32> {
    match effect {
        Effect::Notify { query } | Effect::Fetch { query, .. } | Effect::Settled { query, .. } | Effect::Removed { query } | Effect::Event { query, .. } => {
            Some(query)
        }
        _ => None,
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what happened last:");
            for line in &self.history {
                eprintln!("  {line}");
            }
            eprintln!("to replay a random schedule: QUERYCACHE_SEED={}", self.seed);
        }
    }
}
