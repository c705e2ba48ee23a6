//! The network or the user comes back: what the user did goes out before anything is read.

use crate::world::{Answer, OBSERVER, POLICY, World};
use querycache::engine::event::Event;
use querycache::engine::policy::{Policy, Retry};
use querycache::engine::query::FetchStatus;

const ONCE: Policy = Policy { retry: Retry::Times(0), ..POLICY };

/// Offline, with a watched query that has data.
fn offline() -> (World, u32) {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.watch(deals, OBSERVER);
    world.drive();
    world.online(false);
    world.server.requests.clear();
    (world, deals)
}

#[test]
fn a_fetch_that_starts_offline_is_paused_and_goes_on() {
    let mut world = World::new();
    world.online(false);
    let deals = world.query("[1]");
    let fetch = world.fetch(deals);
    assert_eq!((world.state(deals).fetch_status, world.engine.fetching()), (FetchStatus::Paused, 0));
    assert_eq!(world.engine.fetch_status_at_start(deals), FetchStatus::Paused);
    world.online(true);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching);
    world.drive();
    assert!(world.settled.contains_key(&fetch));
    assert_eq!(world.requests(), 1);
}

#[test]
fn without_paused_writes_reads_start_at_once() {
    let (mut world, _) = offline();
    world.online(true);
    assert_eq!(world.requests(), 1);
}

#[test]
fn a_return_that_was_noted_before_it_was_to_be_acted_on_is_acted_on() {
    // the page's network manager tells every engine the fact, and each mounted client to act on it
    let (mut world, _) = offline();
    world.tell(Event::OnlineChanged { online: true, resume: false });
    assert_eq!(world.requests(), 0);
    world.online(true);
    assert_eq!(world.requests(), 1);
}

#[test]
fn writes_go_before_reads() {
    let (mut world, deals) = offline();
    world.server.latency = 200.0;
    world.mutate(ONCE);
    world.mutate(ONCE);
    world.online(true);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (2, FetchStatus::Idle));
    world.run_for(199.0);
    assert_eq!(world.requests(), 2);
    world.run_for(1.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (3, FetchStatus::Fetching));
}

#[test]
fn reads_wait_three_seconds_at_most() {
    let (mut world, _) = offline();
    world.server.script.push_back(Answer::Silence);
    world.mutate(ONCE);
    world.online(true);
    world.run_for(2999.0);
    assert_eq!(world.requests(), 1);
    world.run_for(1.0);
    assert_eq!(world.requests(), 2);
}

#[test]
fn a_refused_write_lets_the_reads_go() {
    let (mut world, _) = offline();
    world.server.script.push_back(Answer::Failure);
    world.mutate(ONCE);
    world.online(true);
    world.run_for(100.0);
    assert_eq!(world.requests(), 2);
}

#[test]
fn a_write_that_is_removed_lets_the_reads_go() {
    let (mut world, _) = offline();
    world.server.script.push_back(Answer::Silence);
    let mutation = world.mutate(ONCE);
    world.online(true);
    world.tell(Event::MutationRemoveWanted { mutation });
    assert_eq!(world.requests(), 2);
    // and nothing waits for it the next time
    world.drive();
    world.online(false);
    world.online(true);
    assert_eq!(world.requests(), 3);
}

#[test]
fn the_network_going_again_while_reads_wait_pauses_them() {
    let (mut world, deals) = offline();
    world.server.script.push_back(Answer::Silence);
    world.mutate(ONCE);
    world.online(true);
    world.run_for(1000.0);
    world.online(false);
    world.run_for(2000.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (1, FetchStatus::Paused));
    world.online(true);
    world.run_for(3100.0);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Idle);
    assert_eq!(world.requests(), 2);
}

#[test]
fn the_user_coming_back_sends_what_waited_for_their_eyes_first() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.watch(deals, OBSERVER);
    world.drive();
    world.server.script.push_back(Answer::Failure);
    world.mutate(Policy { retry: Retry::Times(1), ..POLICY });
    world.focus(false);
    world.run_for(5000.0);
    world.server.requests.clear();
    world.focus(true);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (1, FetchStatus::Idle));
    world.run_for(100.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (2, FetchStatus::Fetching));
}
