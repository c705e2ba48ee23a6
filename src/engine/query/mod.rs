//! One cached query: its state, who watches it, and when it is looked at again.

pub mod fetching;
pub mod lifecycle;
pub mod observing;
pub mod selecting;

use super::policy::{Attempt, Policy};

/// No query, observer, fetch or mutation.
pub const NONE: u32 = u32::MAX;

/// TanStack's `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// No data yet.
    Pending = 0,
    /// The last attempt failed.
    Error = 1,
    /// There is data.
    Success = 2,
}

/// TanStack's `fetchStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum FetchStatus {
    /// Nothing runs.
    Idle = 0,
    /// The query function runs, or a repeat is waited for.
    Fetching = 1,
    /// A fetch waits for the network or the user's eyes.
    Paused = 2,
}

/// What a fetch that is cancelled puts back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    status: Status,
    invalidated: bool,
    failures: u32,
}

/// A fetch under way.
#[derive(Debug, Clone)]
pub(crate) struct Fetch {
    pub(crate) id: u32,
    /// The observer that started it, if one did.
    by: u32,
    pub(crate) attempt: Attempt,
    before: Before,
}

/// One cached query. The data itself stays with JavaScript, under the query's slot.
#[derive(Debug)]
pub struct Query {
    pub(crate) node: u32,
    /// Its place in the order of creation.
    pub(crate) born: u32,
    /// TanStack's `status`.
    pub status: Status,
    /// TanStack's `fetchStatus`.
    pub fetch_status: FetchStatus,
    /// Whether JavaScript holds data for it.
    pub has_data: bool,
    /// TanStack's `isInvalidated`.
    pub invalidated: bool,
    /// It left the cache; its slot waits for its release.
    pub removed: bool,
    /// `queryFn` is `skipToken`.
    pub(crate) skipped: bool,
    /// The query function that was called last took its signal, so losing the last observer aborts a fetch.
    signal_taken: bool,
    /// Counts every change that an observer could see.
    pub version: u32,
    /// TanStack's `dataUpdateCount`.
    pub data_updates: u32,
    /// TanStack's `errorUpdateCount`.
    pub error_updates: u32,
    /// TanStack's `fetchFailureCount`.
    pub failures: u32,
    pub(crate) first_observer: u32,
    /// How many observers watch it.
    pub observers: u32,
    /// Milliseconds by the wall clock.
    pub data_updated_at: f64,
    /// Milliseconds by the wall clock.
    pub error_updated_at: f64,
    /// When the initial data was made; not a number without initial data.
    initial_at: f64,
    gc_time: f64,
    // deadlines by the wall clock, infinite where there is none
    gc_at: f64,
    stale_at: f64,
    /// The earliest deadline that stands in the heap for this query.
    armed: f64,
    pub(crate) policy: Policy,
    pub(crate) fetch: Option<Box<Fetch>>,
}

impl Query {
    pub(crate) fn is_fetched(&self) -> bool {
        self.data_updates > 0 || self.error_updates > 0
    }

    /// The number of the fetch under way.
    #[must_use]
    pub fn current_fetch(&self) -> Option<u32> {
        self.fetch.as_ref().map(|fetch| fetch.id)
    }

    /// Whether data that may be this old counts as stale at `wall`.
    #[must_use]
    pub fn is_stale(&self, stale_time: StaleTime, wall: f64) -> bool {
        if !self.has_data {
            return true;
        }
        match stale_time {
            StaleTime::Static => false,
            _ if self.invalidated => true,
            StaleTime::Millis(f64::INFINITY) => false,
            // a clock behind the data's own time says nothing about its age: stale
            StaleTime::Millis(ms) => wall < self.data_updated_at || self.data_updated_at + ms <= wall,
        }
    }
}

/// How long data counts as fresh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StaleTime {
    /// Milliseconds since it was written; may be infinite.
    Millis(f64),
    /// For ever, even when invalidated.
    Static,
}

/// When an event such as a mount makes an observer fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefetchOn {
    /// Not at all.
    Never,
    /// If the data is stale.
    Stale,
    /// Whether stale or not.
    Always,
}

/// What an observer asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObserverOptions {
    /// Fetches by itself.
    pub enabled: bool,
    /// How long data counts as fresh for it.
    pub stale_time: StaleTime,
    /// When it mounts.
    pub on_mount: RefetchOn,
    /// When the user comes back to the app.
    pub on_focus: RefetchOn,
    /// When the network comes back.
    pub on_reconnect: RefetchOn,
    /// Whether a mount fetches again after an error without data.
    pub retry_on_mount: bool,
    /// Under suspense a change of options does not fetch again after an error.
    pub suspense: bool,
    /// The retry rules of the fetches that it starts.
    pub policy: Policy,
}

/// One observer of one query.
#[derive(Debug)]
pub struct Observer {
    pub(crate) query: u32,
    pub(crate) next: u32,
    pub(crate) previous: u32,
    /// Its place in the order of arrival.
    pub(crate) born: u32,
    pub(crate) options: ObserverOptions,
}
