//! When to try again: the retry rules of queries and mutations, as one small machine.

/// How often a failed attempt is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Three times; on a server not at all.
    Usual,
    /// This many times.
    Times(u32),
    /// Always.
    Forever,
    /// The app's function decides each time.
    Ask,
}

/// How long to wait before an attempt is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Delay {
    /// 1 s, 2 s, 4 s and so on up to 30 s.
    Backoff,
    /// Milliseconds.
    Fixed(f64),
    /// The app's function decides each time.
    Ask,
}

impl Delay {
    /// Milliseconds to wait after `failures` earlier failures; none where the app has to say it.
    #[must_use]
    pub fn after(self, failures: u32) -> Option<f64> {
        match self {
            Delay::Backoff => Some((1000.0 * f64::from(2u32.saturating_pow(failures))).min(30_000.0)),
            Delay::Fixed(ms) => Some(sane_delay(ms)),
            Delay::Ask => None,
        }
    }
}

/// What the network has to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkMode {
    /// Nothing starts or is repeated while offline.
    Online,
    /// The network does not matter.
    Always,
    /// The first attempt runs, repeats wait for the network.
    OfflineFirst,
}

/// The retry rules of one query or mutation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// How often.
    pub retry: Retry,
    /// After how long.
    pub delay: Delay,
    /// Under which network.
    pub network: NetworkMode,
}

/// What surrounds an attempt.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// Whether this is a server.
    pub server: bool,
    /// Whether the network is believed to be there.
    pub online: bool,
    /// Whether the user looks at the app.
    pub focused: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// The app's function runs.
    Running,
    /// The app is asked whether and when to try again.
    Asking,
    /// Until this moment by the monotonic clock.
    Waiting(f64),
    /// Not started yet.
    Held,
    /// For the network or the user's eyes, before a repeat.
    Paused,
}

/// What comes next after a failure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// The failure is final.
    GiveUp,
    /// Ask the app, then call [`Attempt::answered`].
    Ask,
    /// Wake at this moment by the monotonic clock, then call [`Attempt::due`].
    Wait(f64),
}

/// What comes next when a wait is over or the surroundings changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Stay,
    /// Call the app's function.
    Run,
    /// Say that it is paused.
    Pause,
    /// The last failure is final after all: nobody waits for a repeat any more.
    GiveUp,
}

/// One fetch or mutation with its repeats.
#[derive(Debug, Clone)]
pub struct Attempt {
    policy: Policy,
    phase: Phase,
    failures: u32,
    retries_stopped: bool,
}

impl Attempt {
    /// Starts, or holds while the network is missing; [`Attempt::is_running`] tells which.
    #[must_use]
    pub fn start(policy: Policy, around: Surroundings) -> Attempt {
        let phase = if may_start(policy, around) { Phase::Running } else { Phase::Held };
        let retry = if policy.retry == Retry::Usual { Retry::Times(if around.server { 0 } else { 3 }) } else { policy.retry };
        let policy = Policy { retry, ..policy };
        Attempt { policy, phase, failures: 0, retries_stopped: false }
    }

    /// Whether the app's function runs now.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.phase == Phase::Running
    }

    /// Whether nothing is under way: it waits to be started or repeated.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self.phase, Phase::Held | Phase::Paused | Phase::Waiting(_))
    }

    /// Whether it waits for the network or the user's eyes.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        matches!(self.phase, Phase::Held | Phase::Paused)
    }

    /// How often it failed.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// The app's function failed. None where no function was running.
    pub fn failed(&mut self, mono: f64) -> Option<Next> {
        if self.phase != Phase::Running {
            return None;
        }
        if self.retries_stopped {
            return Some(Next::GiveUp);
        }
        let again = match self.policy.retry {
            Retry::Usual => self.failures < 3,
            Retry::Times(times) => self.failures < times,
            Retry::Forever => true,
            Retry::Ask => {
                self.phase = Phase::Asking;
                return Some(Next::Ask);
            }
        };
        if !again {
            return Some(Next::GiveUp);
        }
        match self.policy.delay.after(self.failures) {
            Some(delay) => Some(self.wait(mono + delay)),
            None => {
                self.phase = Phase::Asking;
                Some(Next::Ask)
            }
        }
    }

    /// The app answered: whether to try again, and after how many milliseconds (not a number: as the rules say).
    pub fn answered(&mut self, again: bool, delay: f64, mono: f64) -> Option<Next> {
        if self.phase != Phase::Asking {
            return None;
        }
        if !again || self.retries_stopped {
            return Some(Next::GiveUp);
        }
        let delay = if delay.is_nan() { self.policy.delay.after(self.failures).unwrap_or(0.0) } else { sane_delay(delay) };
        Some(self.wait(mono + delay))
    }

    fn wait(&mut self, until: f64) -> Next {
        self.failures += 1;
        self.phase = Phase::Waiting(until);
        Next::Wait(until)
    }

    /// A deadline of its owner passed. Spurious calls change nothing.
    pub fn due(&mut self, mono: f64, around: Surroundings) -> Step {
        match self.phase {
            Phase::Waiting(until) if until <= mono => {
                if !may_repeat(self.policy, around) {
                    self.phase = Phase::Paused;
                    Step::Pause
                } else if self.retries_stopped {
                    Step::GiveUp
                } else {
                    self.phase = Phase::Running;
                    Step::Run
                }
            }
            _ => Step::Stay,
        }
    }

    /// The network or the user came back.
    pub fn resume(&mut self, around: Surroundings) -> Step {
        let may = match self.phase {
            Phase::Held => may_start(self.policy, around),
            Phase::Paused if self.retries_stopped && may_repeat(self.policy, around) => return Step::GiveUp,
            Phase::Paused => may_repeat(self.policy, around),
            _ => false,
        };
        if may {
            self.phase = Phase::Running;
            Step::Run
        } else {
            Step::Stay
        }
    }

    /// Nobody waits for the result any more: let the attempt under way finish, repeat none.
    pub fn stop_retries(&mut self) {
        self.retries_stopped = true;
    }

    /// Somebody waits again.
    pub fn continue_retries(&mut self) {
        self.retries_stopped = false;
    }
}

/// Whether a first attempt may start.
#[must_use]
pub fn may_start(policy: Policy, around: Surroundings) -> bool {
    policy.network != NetworkMode::Online || around.online
}

fn may_repeat(policy: Policy, around: Surroundings) -> bool {
    around.focused && (policy.network == NetworkMode::Always || around.online)
}

fn sane_delay(ms: f64) -> f64 {
    // a delay of the app's that is no delay must neither stop the clock nor run it backwards
    if ms.is_nan() { 0.0 } else { ms.max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Surroundings = Surroundings { server: false, online: true, focused: true };
    const OFFLINE: Surroundings = Surroundings { online: false, ..HERE };
    const AWAY: Surroundings = Surroundings { focused: false, ..HERE };

    #[test]
    fn three_repeats_with_doubling_waits() {
        let policy = Policy { retry: Retry::Usual, delay: Delay::Backoff, network: NetworkMode::Online };
        let mut attempt = Attempt::start(policy, HERE);
        let mut now = 0.0;
        for wait in [1000.0, 2000.0, 4000.0] {
            assert_eq!(attempt.failed(now), Some(Next::Wait(now + wait)));
            assert_eq!(attempt.due(now + wait - 1.0, HERE), Step::Stay);
            now += wait;
            assert_eq!(attempt.due(now, HERE), Step::Run);
        }
        assert_eq!(attempt.failed(now), Some(Next::GiveUp));
        assert_eq!(Delay::Backoff.after(400), Some(30_000.0));
    }

    #[test]
    fn a_repeat_waits_for_the_network_and_the_users_eyes() {
        let policy = Policy { retry: Retry::Forever, delay: Delay::Fixed(f64::NAN), network: NetworkMode::OfflineFirst };
        let mut attempt = Attempt::start(policy, OFFLINE);
        assert!(attempt.is_running());
        assert_eq!(attempt.failed(5.0), Some(Next::Wait(5.0)));
        assert_eq!(attempt.due(5.0, OFFLINE), Step::Pause);
        assert_eq!(attempt.resume(AWAY), Step::Stay);
        assert_eq!(attempt.resume(HERE), Step::Run);
    }
}
