//! Everything that can happen to the engine.

use super::mutation::MutationStatus;
use super::policy::Policy;
use super::query::ObserverOptions;
use super::query::lifecycle::{ForeignState, QueryOptions};
use crate::wire::key::KeyError;

/// Something that happened: a call of the app's, an answer, the timer. Numbers of queries, observers, fetches and
/// mutations that are not there are harmless.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A key is used for the first time. Answers [`Reply::Made`], also for a key that has a query, or [`Reply::Refused`].
    QueryWanted {
        /// The key's text (`wire::key`).
        key: &'a str,
        /// Its options.
        options: QueryOptions,
    },
    /// The options of a query changed.
    QueryConfigured {
        /// The query.
        query: u32,
        /// Its options.
        options: QueryOptions,
    },
    /// Initial data is offered. Answers [`Reply::Accepted`].
    DataOffered {
        /// The query.
        query: u32,
        /// Wall clock; not a number: now.
        updated_at: f64,
    },
    /// The app wrote data. Answers [`Reply::Accepted`].
    DataWritten {
        /// The query.
        query: u32,
        /// Wall clock; not a number: now.
        updated_at: f64,
    },
    /// A state came from elsewhere. Answers [`Reply::Accepted`].
    StateRestored {
        /// The query.
        query: u32,
        /// The state.
        state: ForeignState,
        /// Only if its data is newer than what is there.
        newer: bool,
    },
    /// An observer mounted on a query. Answers [`Reply::Made`].
    ObserverMounted {
        /// The query.
        query: u32,
        /// What it asks for.
        options: ObserverOptions,
        /// It came from another query.
        switched: bool,
    },
    /// An observer's options changed.
    ObserverChanged {
        /// The observer.
        observer: u32,
        /// What it asks for now.
        options: ObserverOptions,
    },
    /// An observer left.
    ObserverLeft {
        /// The observer.
        observer: u32,
    },
    /// A fetch is asked for. Answers [`Reply::Made`] with the fetch, also where it joins one under way.
    FetchWanted {
        /// The query.
        query: u32,
        /// Cancel the fetch under way first, where there is data.
        replace: bool,
    },
    /// The query function took its signal.
    SignalTaken {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
    },
    /// The query function's promise resolved. Answers [`Reply::Accepted`].
    FetchSucceeded {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
    },
    /// The query function's promise was rejected, or the function threw. Answers [`Reply::Accepted`].
    FetchFailed {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
        /// No repeat can help.
        last: bool,
    },
    /// The app's answer to `AskRetry`.
    RetryAnswered {
        /// The query.
        query: u32,
        /// The fetch.
        fetch: u32,
        /// Try again.
        again: bool,
        /// After these milliseconds; not a number: as the rules say.
        delay: f64,
    },
    /// The chosen are to be marked stale.
    InvalidateWanted,
    /// The chosen are to be fetched. The choice becomes (fetch, query) pairs.
    RefetchWanted {
        /// Cancel fetches under way first, where there is data.
        replace: bool,
    },
    /// The chosen are to stop fetching.
    CancelWanted {
        /// Put back the state from before.
        revert: bool,
    },
    /// The chosen go back to how they were made.
    ResetWanted,
    /// The chosen leave the cache.
    RemoveWanted,
    /// A removed query was unlinked.
    QueryReleased {
        /// The query.
        query: u32,
    },
    /// A mutation is made. Answers [`Reply::Made`].
    MutationMade {
        /// Its retry rules.
        policy: Policy,
        /// Milliseconds that it stays when settled and unwatched.
        gc_time: f64,
    },
    /// The user acted.
    MutationSubmitted {
        /// The mutation.
        mutation: u32,
    },
    /// What precedes the request is done.
    MutationReady {
        /// The mutation.
        mutation: u32,
    },
    /// The mutation function failed.
    MutationFailed {
        /// The mutation.
        mutation: u32,
    },
    /// The app's answer to `AskMutationRetry`.
    MutationRetryAnswered {
        /// The mutation.
        mutation: u32,
        /// Try again.
        again: bool,
        /// After these milliseconds; not a number: as the rules say.
        delay: f64,
    },
    /// What follows the answer is done. Only [`MutationStatus::Success`] is a success.
    MutationSettled {
        /// The mutation.
        mutation: u32,
        /// How it ended.
        status: MutationStatus,
    },
    /// One more, or one fewer, observer watches a mutation.
    MutationWatched {
        /// The mutation.
        mutation: u32,
        /// One more.
        more: bool,
    },
    /// A mutation is to leave the cache.
    MutationRemoveWanted {
        /// The mutation.
        mutation: u32,
    },
    /// A removed mutation was unlinked.
    MutationReleased {
        /// The mutation.
        mutation: u32,
    },
    /// The network came or went. When it comes, paused mutations are sent; when their answers are in, or after 3 s,
    /// paused fetches go on and observers refetch.
    OnlineChanged {
        /// It is there.
        online: bool,
        /// Paused work goes on and observers refetch; without it only the fact is noted.
        resume: bool,
    },
    /// The user came or went; as for the network.
    FocusChanged {
        /// The user looks.
        focused: bool,
        /// As above.
        resume: bool,
    },
    /// Somebody listens to the cache's events, or nobody does any more.
    Watched(bool),
    /// The timer fired. Spurious ones change nothing.
    Timeout,
}

/// What the engine answers at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Nothing to say.
    Nothing,
    /// The slot or number of what was made.
    Made(u32),
    /// Whether the event still counted.
    Accepted(bool),
    /// The key is no key.
    Refused(KeyError),
}
