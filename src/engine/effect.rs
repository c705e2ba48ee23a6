//! What is to be done outside the engine.

/// Things to be done, in the order they were decided. The names of JavaScript's side stand in `pkg-template/src/engine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The query changed: its observers look again.
    Notify {
        /// The query.
        query: u32,
    },
    /// Call the query function.
    Fetch {
        /// The query.
        query: u32,
        /// This fetch, from now until it settles.
        fetch: u32,
        /// The observer that started it and whose query function is called, or `NONE`.
        by: u32,
    },
    /// Abort the signal of a fetch and forget its answer.
    Abort {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
    },
    /// Ask the app's `retry` and `retryDelay` about a failed fetch.
    AskRetry {
        /// The fetch.
        fetch: u32,
        /// Failures before this one.
        failures: u32,
    },
    /// The fetch is over: its promise gets what the outcome says.
    Settled {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
        /// How it ended.
        outcome: Outcome,
    },
    /// The query is gone: unlink it, then hand its slot back.
    Removed {
        /// The query.
        query: u32,
    },
    /// Put the initial data, or none, back in place of the query's data.
    Restore {
        /// The query.
        query: u32,
    },
    /// Tell the subscribers of the cache. Only while there are any.
    Event {
        /// The query.
        query: u32,
        /// What happened.
        event: CacheEvent,
    },
    /// Call the mutation function.
    Mutate {
        /// The mutation.
        mutation: u32,
    },
    /// Ask the app's `retry` and `retryDelay` about a failed mutation.
    AskMutationRetry {
        /// The mutation.
        mutation: u32,
        /// Failures before this one.
        failures: u32,
    },
    /// No further attempt follows: the last failure is the mutation's error.
    MutationGaveUp {
        /// The mutation.
        mutation: u32,
    },
    /// The mutation changed: its observers look again.
    NotifyMutation {
        /// The mutation.
        mutation: u32,
        /// What happened.
        event: MutationEvent,
    },
    /// The mutation is gone: unlink it, then hand its slot back.
    MutationRemoved {
        /// The mutation.
        mutation: u32,
    },
    /// A deadline moved closer: arm the timer anew.
    Wake,
}

/// How a fetch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// With data.
    Data,
    /// With an error.
    Error,
    /// Cancelled, the state from before put back. `data`: there is data, which the promise gives.
    Reverted {
        /// Whether there is data.
        data: bool,
    },
    /// Cancelled, no state put back: the cancellation is the error.
    Cancelled,
    /// Cancelled with its query.
    Dropped,
    /// Another fetch took its place: its promise follows that one's.
    Replaced {
        /// The other fetch.
        by: u32,
    },
}

/// TanStack's names for what happens to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum CacheEvent {
    /// `added`
    Added = 0,
    /// `removed`
    Removed = 1,
    /// `updated`, action `fetch`
    Fetch = 2,
    /// `updated`, action `success`
    Success = 3,
    /// `updated`, action `success` with `manual`
    Written = 4,
    /// `updated`, action `error`
    Error = 5,
    /// `updated`, action `failed`
    Failed = 6,
    /// `updated`, action `pause`
    Pause = 7,
    /// `updated`, action `continue`
    Continue = 8,
    /// `updated`, action `invalidate`
    Invalidate = 9,
    /// `updated`, action `setState`
    SetState = 10,
    /// `observerAdded`
    ObserverAdded = 11,
    /// `observerRemoved`
    ObserverRemoved = 12,
}

/// TanStack's names for what happens to a mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum MutationEvent {
    /// action `pending`
    Pending = 0,
    /// action `failed`
    Failed = 1,
    /// action `pause`
    Pause = 2,
    /// action `continue`
    Continue = 3,
    /// action `success`
    Success = 4,
    /// action `error`
    Error = 5,
}
