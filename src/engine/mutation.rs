//! Mutations: a request of the user's with its repeats. What they show and call is JavaScript's.

use super::Engine;
use super::deadlines::Owner;
use super::effect::{Effect, MutationEvent};
use super::policy::{Attempt, Next, Policy, Step, may_start};

/// TanStack's `status` of a mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum MutationStatus {
    /// Not sent.
    Idle = 0,
    /// Under way.
    Pending = 1,
    /// Refused or failed.
    Error = 2,
    /// Done.
    Success = 3,
}

/// One mutation.
#[derive(Debug)]
pub struct Mutation {
    /// TanStack's `status`.
    pub status: MutationStatus,
    /// TanStack's `isPaused`.
    pub paused: bool,
    /// It left the cache; its slot waits for its release.
    pub removed: bool,
    /// Reads wait for its answer.
    pub(crate) holds_reads: bool,
    /// TanStack's `failureCount`.
    pub failures: u32,
    pub(crate) observers: u32,
    /// When the user acted, by the wall clock.
    pub submitted_at: f64,
    pub(crate) policy: Policy,
    gc_time: f64,
    gc_at: f64,
    attempt: Option<Attempt>,
}

impl Mutation {
    /// Whether a deadline at this moment is the one that stands for this mutation.
    pub(super) fn expects(&self, at: f64) -> bool {
        self.gc_at == at
    }
}

impl Engine {
    /// Makes a mutation. Gives its slot.
    pub(crate) fn create_mutation(&mut self, policy: Policy, gc_time: f64) -> u32 {
        let slot = self.mutations.insert(Mutation {
            status: MutationStatus::Idle,
            paused: false,
            removed: false,
            holds_reads: false,
            failures: 0,
            observers: 0,
            submitted_at: 0.0,
            policy,
            gc_time,
            gc_at: f64::INFINITY,
            attempt: None,
        });
        self.expect_mutation_removal(slot);
        slot
    }

    /// The user acted: the mutation shows as pending, paused if it could not start now.
    pub(crate) fn submit_mutation(&mut self, slot: u32) {
        let (wall, around) = (self.now.wall, self.surroundings());
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        mutation.status = MutationStatus::Pending;
        mutation.paused = !may_start(mutation.policy, around);
        mutation.failures = 0;
        mutation.submitted_at = wall;
        self.mutation_changed(slot, MutationEvent::Pending);
    }

    /// What precedes the request is done: send it, or wait for the network.
    pub(crate) fn start_mutation(&mut self, slot: u32) {
        let around = self.surroundings();
        let Some(mutation) = self.mutations.get_mut(slot).filter(|mutation| mutation.attempt.is_none()) else {
            return;
        };
        let attempt = Attempt::start(mutation.policy, around);
        let running = attempt.is_running();
        mutation.attempt = Some(attempt);
        let was_paused = std::mem::replace(&mut mutation.paused, !running);
        if was_paused == running {
            self.mutation_changed(slot, if running { MutationEvent::Continue } else { MutationEvent::Pause });
        }
        if running {
            self.effects.push_back(Effect::Mutate { mutation: slot });
        }
    }

    /// The attempt failed.
    pub(crate) fn mutation_failed(&mut self, slot: u32) {
        let mono = self.now.mono;
        let next = self.mutations.get_mut(slot).and_then(|mutation| mutation.attempt.as_mut()?.failed(mono));
        self.after_mutation_failure(slot, next);
    }

    /// The app answered whether to try again.
    pub(crate) fn mutation_retry_answered(&mut self, slot: u32, again: bool, delay: f64) {
        let mono = self.now.mono;
        let next = self.mutations.get_mut(slot).and_then(|mutation| mutation.attempt.as_mut()?.answered(again, delay, mono));
        self.after_mutation_failure(slot, next);
    }

    fn after_mutation_failure(&mut self, slot: u32, next: Option<Next>) {
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        let failures = mutation.attempt.as_ref().map_or(0, Attempt::failures);
        match next {
            None => {}
            Some(Next::Ask) => self.effects.push_back(Effect::AskMutationRetry { mutation: slot, failures }),
            Some(Next::Wait(until)) => {
                mutation.failures = failures;
                self.mono_deadlines.arm(until, Owner::Mutation(slot));
                self.mutation_changed(slot, MutationEvent::Failed);
            }
            Some(Next::GiveUp) => self.effects.push_back(Effect::MutationGaveUp { mutation: slot }),
        }
    }

    /// Everything that follows the answer was done: the mutation shows as successful or failed.
    pub(crate) fn settle_mutation(&mut self, slot: u32, success: bool) {
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        mutation.attempt = None;
        mutation.paused = false;
        mutation.failures = if success { 0 } else { mutation.failures.saturating_add(1) };
        mutation.status = if success { MutationStatus::Success } else { MutationStatus::Error };
        self.mutation_changed(slot, if success { MutationEvent::Success } else { MutationEvent::Error });
        self.expect_mutation_removal(slot);
        self.mutation_answered(slot);
    }

    /// One more, or one fewer, observer watches it.
    pub(crate) fn watch_mutation(&mut self, slot: u32, more: bool) {
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        mutation.observers = if more { mutation.observers.saturating_add(1) } else { mutation.observers.saturating_sub(1) };
        mutation.gc_at = f64::INFINITY;
        self.expect_mutation_removal(slot);
    }

    /// Takes a mutation out of the cache. A request under way may still be answered; nothing is sent any more. Its slot
    /// stays taken until [`Engine::release_mutation`].
    pub(crate) fn remove_mutation(&mut self, slot: u32) {
        let Some(mutation) = self.mutations.get_mut(slot).filter(|mutation| !mutation.removed) else { return };
        mutation.removed = true;
        mutation.paused = false;
        if let Some(attempt) = &mut mutation.attempt {
            attempt.stop_retries();
            if attempt.is_waiting() {
                self.effects.push_back(Effect::MutationGaveUp { mutation: slot });
            }
        }
        self.effects.push_back(Effect::MutationRemoved { mutation: slot });
        // nobody waits for how it ends
        self.mutation_answered(slot);
    }

    /// The other side has unlinked a removed mutation.
    pub(crate) fn release_mutation(&mut self, slot: u32) {
        if self.mutations.get(slot).is_some_and(|mutation| mutation.removed) {
            self.mutations.remove(slot);
            self.forget_deadlines();
        }
    }

    /// A deadline of this mutation passed: a wait of its attempt, or its time in the cache.
    pub(crate) fn mutation_due(&mut self, slot: u32) {
        let (now, around) = (self.now, self.surroundings());
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        if mutation.gc_at <= now.wall && mutation.observers == 0 && mutation.status != MutationStatus::Pending {
            self.remove_mutation(slot);
            return;
        }
        let step = mutation.attempt.as_mut().map_or(Step::Stay, |attempt| attempt.due(now.mono, around));
        self.mutation_step(slot, step);
    }

    /// The network or the user came back: whatever waited for them goes on. Gives the mutations that run now.
    pub(crate) fn resume_mutations(&mut self) -> Vec<u32> {
        let around = self.surroundings();
        let paused: Vec<u32> = self.mutations.iter().filter(|(_, mutation)| mutation.paused).map(|(slot, _)| slot).collect();
        let mut resumed = Vec::new();
        for slot in paused {
            let step = self.mutations.get_mut(slot).and_then(|mutation| mutation.attempt.as_mut()).map_or(Step::Stay, |attempt| attempt.resume(around));
            if step == Step::Run {
                resumed.push(slot);
            }
            self.mutation_step(slot, step);
        }
        resumed
    }

    fn mutation_step(&mut self, slot: u32, step: Step) {
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        match step {
            Step::Stay => {}
            Step::Run => {
                if std::mem::replace(&mut mutation.paused, false) {
                    self.mutation_changed(slot, MutationEvent::Continue);
                }
                self.effects.push_back(Effect::Mutate { mutation: slot });
            }
            Step::Pause => {
                mutation.paused = true;
                self.mutation_changed(slot, MutationEvent::Pause);
            }
            Step::GiveUp => self.effects.push_back(Effect::MutationGaveUp { mutation: slot }),
        }
    }

    /// A clock that stepped back: the wait for removal begins anew.
    pub(crate) fn expect_mutation_removal(&mut self, slot: u32) {
        if self.config.server {
            return;
        }
        let wall = self.now.wall;
        let Some(mutation) = self.mutations.get_mut(slot) else { return };
        if mutation.observers == 0 && mutation.status != MutationStatus::Pending {
            mutation.gc_at = wall + mutation.gc_time;
            let at = mutation.gc_at;
            self.wall_deadlines.arm(at, Owner::Mutation(slot));
        }
    }

    fn mutation_changed(&mut self, slot: u32, event: MutationEvent) {
        self.effects.push_back(Effect::NotifyMutation { mutation: slot, event });
    }
}
