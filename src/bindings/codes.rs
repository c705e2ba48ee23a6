//! The numbers that cross the seam. `pkg-template/src/engine/codes.ts` is the other side's copy.

use crate::engine::effect::{Effect, Outcome};
use crate::engine::policy::{Delay, NetworkMode, Policy, Retry};
use crate::engine::query::selecting::Kind;
use crate::engine::query::{FetchStatus, ObserverOptions, RefetchOn, StaleTime, Status};

/// How many numbers a state has.
pub const STATE_LENGTH: usize = 6;

/// An effect as four numbers: kind, two numbers, detail.
pub fn effect(effect: Effect) -> [u32; 4] {
    match effect {
        Effect::Notify { query } => [0, query, 0, 0],
        Effect::Fetch { query, fetch, by } => [1, query, fetch, by],
        Effect::Abort { query, fetch } => [2, query, fetch, 0],
        Effect::AskRetry { fetch, failures } => [3, 0, fetch, failures],
        Effect::Settled { query, fetch, outcome } => {
            let (kind, detail) = match outcome {
                Outcome::Data => (4, 0),
                Outcome::Error => (5, 0),
                Outcome::Reverted { data } => (6, u32::from(data)),
                Outcome::Cancelled => (7, 0),
                Outcome::Dropped => (8, 0),
                Outcome::Replaced { by } => (9, by),
            };
            [kind, query, fetch, detail]
        }
        Effect::Removed { query } => [10, query, 0, 0],
        Effect::Restore { query } => [11, query, 0, 0],
        Effect::Event { query, event } => [12, query, event as u32, 0],
        Effect::Mutate { mutation } => [13, mutation, 0, 0],
        Effect::AskMutationRetry { mutation, failures } => [14, mutation, 0, failures],
        Effect::MutationGaveUp { mutation } => [15, mutation, 0, 0],
        Effect::NotifyMutation { mutation, event } => [16, mutation, event as u32, 0],
        Effect::MutationRemoved { mutation } => [17, mutation, 0, 0],
        Effect::Wake => [18, 0, 0, 0],
    }
}

/// `retry`: a number of times, -1 for ever, -2 ask, -3 as usual. `delay`: milliseconds, -1 ask, not a number: backoff.
/// `network`: 0 online, 1 always, 2 offline first.
pub fn policy(retry: i32, delay: f64, network: u32) -> Policy {
    Policy {
        retry: match retry {
            0.. => Retry::Times(retry as u32),
            -1 => Retry::Forever,
            -2 => Retry::Ask,
            _ => Retry::Usual,
        },
        delay: if delay.is_nan() {
            Delay::Backoff
        } else if delay < 0.0 {
            Delay::Ask
        } else {
            Delay::Fixed(delay)
        },
        network: match network {
            1 => NetworkMode::Always,
            2 => NetworkMode::OfflineFirst,
            _ => NetworkMode::Online,
        },
    }
}

/// Milliseconds, or not a number for `'static'`.
pub fn stale_time(ms: f64) -> StaleTime {
    if ms.is_nan() { StaleTime::Static } else { StaleTime::Millis(ms) }
}

/// Bits: 0 enabled, 1-2 on mount, 3-4 on focus, 5-6 on reconnect, 7 retry on mount, 8 suspense.
pub fn observer(stale: f64, bits: u32, policy: Policy) -> ObserverOptions {
    ObserverOptions {
        enabled: bits & 1 != 0,
        stale_time: stale_time(stale),
        on_mount: refetch_on(bits >> 1),
        on_focus: refetch_on(bits >> 3),
        on_reconnect: refetch_on(bits >> 5),
        retry_on_mount: bits & 1 << 7 != 0,
        suspense: bits & 1 << 8 != 0,
        policy,
    }
}

fn refetch_on(bits: u32) -> RefetchOn {
    match bits & 3 {
        0 => RefetchOn::Never,
        1 => RefetchOn::Stale,
        _ => RefetchOn::Always,
    }
}

/// 0 all, 1 active, 2 inactive, else none.
pub fn kind(code: u32) -> Option<Kind> {
    match code {
        0 => Some(Kind::All),
        1 => Some(Kind::Active),
        2 => Some(Kind::Inactive),
        _ => None,
    }
}

/// 0 idle, 1 fetching, 2 paused, else any.
pub fn fetch_status(code: u32) -> Option<FetchStatus> {
    match code {
        0 => Some(FetchStatus::Idle),
        1 => Some(FetchStatus::Fetching),
        2 => Some(FetchStatus::Paused),
        _ => None,
    }
}

/// 0 pending, 1 error, else success.
pub fn status(code: u32) -> Status {
    match code {
        0 => Status::Pending,
        1 => Status::Error,
        _ => Status::Success,
    }
}
