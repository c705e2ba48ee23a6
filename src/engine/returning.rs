//! The network or the user comes back: what the user did is sent before anything is read again.

use super::Engine;
use super::deadlines::Owner;

/// Reads wait at most this long, in milliseconds, for the answers to resumed mutations.
const LONGEST_WAIT: f64 = 3000.0;

/// Reads that wait for resumed mutations.
#[derive(Default)]
pub(super) struct Returning {
    focus: bool,
    online: bool,
    /// Resumed mutations without an answer.
    unanswered: u32,
    /// By the monotonic clock.
    until: f64,
}

impl Engine {
    pub(super) fn online_changed(&mut self, online: bool, resume: bool) {
        self.online = online;
        if online && resume {
            self.returning.online = true;
            self.writes_before_reads();
        }
    }

    pub(super) fn focus_changed(&mut self, focused: bool, resume: bool) {
        self.focused = focused;
        // said again, it is a return all the same: an app may use it to ask for fresh data
        if focused && resume {
            self.returning.focus = true;
            self.writes_before_reads();
        }
    }

    fn writes_before_reads(&mut self) {
        for slot in self.resume_mutations() {
            if let Some(mutation) = self.mutations.get_mut(slot)
                && !std::mem::replace(&mut mutation.holds_reads, true)
            {
                self.returning.unanswered += 1;
            }
        }
        if self.returning.unanswered == 0 {
            self.read_again();
        } else {
            self.returning.until = self.now.mono + LONGEST_WAIT;
            self.mono_deadlines.arm(self.returning.until, Owner::Reads);
        }
    }

    /// A mutation got its answer, or was given up.
    pub(super) fn mutation_answered(&mut self, slot: u32) {
        if let Some(mutation) = self.mutations.get_mut(slot)
            && std::mem::replace(&mut mutation.holds_reads, false)
        {
            self.returning.unanswered = self.returning.unanswered.saturating_sub(1);
            if self.returning.unanswered == 0 {
                self.read_again();
            }
        }
    }

    pub(super) fn reads_due(&mut self) {
        if self.returning.until <= self.now.mono {
            self.read_again();
        }
    }

    fn read_again(&mut self) {
        let (focus, online) = (std::mem::take(&mut self.returning.focus), std::mem::take(&mut self.returning.online));
        if focus {
            self.refetch_on(|options| options.on_focus);
        }
        if online {
            self.refetch_on(|options| options.on_reconnect);
        }
        if focus || online {
            self.resume_fetches();
        }
    }
}
