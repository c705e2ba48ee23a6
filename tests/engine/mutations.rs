//! A user's request and its repeats.

use crate::world::{Answer, MINUTE, POLICY, World};
use querycache::engine::event::Event;
use querycache::engine::mutation::MutationStatus;
use querycache::engine::policy::{Delay, NetworkMode, Policy, Retry};

const ONCE: Policy = Policy { retry: Retry::Times(0), ..POLICY };

fn status(world: &World, mutation: u32) -> (MutationStatus, bool) {
    let state = world.engine.mutation(mutation).expect("the mutation is there");
    (state.status, state.paused)
}

#[test]
fn a_mutation_is_sent_once_and_succeeds() {
    let mut world = World::new();
    let mutation = world.mutate(ONCE);
    assert_eq!(status(&world, mutation), (MutationStatus::Pending, false));
    world.drive();
    assert_eq!(status(&world, mutation), (MutationStatus::Success, false));
    assert_eq!(world.requests(), 1);
}

#[test]
fn a_failed_mutation_is_not_repeated_unless_asked_for() {
    for (retry, requests) in [(Retry::Times(0), 1), (Retry::Times(2), 3)] {
        let mut world = World::new();
        world.server.latency = 0.0;
        world.server.otherwise = Answer::Failure;
        let mutation = world.mutate(Policy { retry, ..POLICY });
        world.run_for(MINUTE);
        assert_eq!(status(&world, mutation).0, MutationStatus::Error);
        assert_eq!(world.requests(), requests);
    }
}

#[test]
fn the_apps_functions_decide_about_repeats() {
    let mut world = World::new();
    world.server.latency = 0.0;
    world.server.otherwise = Answer::Failure;
    world.retry_rule = |failures| (failures < 1, 10.0);
    world.mutate(Policy { retry: Retry::Ask, delay: Delay::Ask, ..POLICY });
    world.run_for(MINUTE);
    assert_eq!(world.server.requests, [0.0, 10.0]);
}

#[test]
fn offline_it_is_paused_and_goes_on_when_the_network_is_back() {
    let mut world = World::new();
    world.online(false);
    let mutation = world.mutate(ONCE);
    assert_eq!(status(&world, mutation), (MutationStatus::Pending, true));
    world.run_for(60.0 * MINUTE);
    assert_eq!(world.requests(), 0);
    world.online(true);
    world.drive();
    assert_eq!(status(&world, mutation), (MutationStatus::Success, false));
}

#[test]
fn where_the_network_does_not_matter_it_is_sent_at_once() {
    let mut world = World::new();
    world.online(false);
    world.mutate(Policy { network: NetworkMode::Always, ..ONCE });
    assert_eq!(world.requests(), 1);
}

#[test]
fn a_settled_mutation_leaves_after_its_time_unless_watched() {
    let mut world = World::new();
    let mutation = world.mutate(ONCE);
    world.tell(Event::MutationWatched { mutation, more: true });
    world.drive();
    world.run_for(60.0 * MINUTE);
    assert!(world.engine.mutation(mutation).is_some());
    world.tell(Event::MutationWatched { mutation, more: false });
    world.run_for(5.0 * MINUTE - 1.0);
    assert!(world.engine.mutation(mutation).is_some());
    world.run_for(1.0);
    assert!(world.engine.mutation(mutation).is_none());
}

#[test]
fn a_pending_mutation_never_leaves() {
    let mut world = World::new();
    world.server.otherwise = Answer::Silence;
    let mutation = world.mutate(ONCE);
    world.run_for(60.0 * MINUTE);
    assert_eq!(status(&world, mutation).0, MutationStatus::Pending);
}

#[test]
fn a_removed_mutation_is_not_sent_again() {
    let mut world = World::new();
    world.server.otherwise = Answer::Failure;
    let mutation = world.mutate(Policy { retry: Retry::Forever, ..POLICY });
    world.run_for(500.0);
    world.tell(Event::MutationRemoveWanted { mutation });
    world.run_for(MINUTE);
    assert_eq!(world.requests(), 1);
    assert!(world.engine.mutation(mutation).is_none());
}
