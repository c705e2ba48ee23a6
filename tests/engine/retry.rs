//! Failed fetches are repeated: how often, how soon, and when not.

use crate::world::{Answer, OBSERVER, OPTIONS, POLICY, World};
use querycache::engine::effect::Outcome;
use querycache::engine::policy::{Delay, NetworkMode, Policy, Retry};
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::{FetchStatus, ObserverOptions, Status};

fn failing(policy: Policy) -> (World, u32, u32) {
    let mut world = World::new();
    world.server.latency = 0.0;
    world.server.otherwise = Answer::Failure;
    let deals = world.query_with(r#"["deals"]"#, QueryOptions { policy, ..OPTIONS });
    world.watch(deals, ObserverOptions { policy, ..OBSERVER });
    let fetch = world.fetch(deals);
    (world, deals, fetch)
}

#[test]
fn three_repeats_after_one_two_and_four_seconds() {
    let (mut world, deals, fetch) = failing(POLICY);
    world.drive();
    assert_eq!(world.server.requests, [0.0, 1000.0, 3000.0, 7000.0]);
    let state = world.state(deals);
    assert_eq!((state.status, state.failures, state.error_updates), (Status::Error, 4, 1));
    assert_eq!(world.settled[&fetch], Outcome::Error);
}

#[test]
fn the_longest_wait_is_thirty_seconds() {
    let (mut world, _, _) = failing(Policy { retry: Retry::Times(8), ..POLICY });
    world.drive();
    let waits: Vec<f64> = world.server.requests.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(waits, [1000.0, 2000.0, 4000.0, 8000.0, 16_000.0, 30_000.0, 30_000.0, 30_000.0]);
}

#[test]
fn as_often_as_the_app_says() {
    for (retry, requests) in [(Retry::Times(0), 1), (Retry::Times(1), 2), (Retry::Times(5), 6)] {
        let (mut world, _, _) = failing(Policy { retry, ..POLICY });
        world.drive();
        assert_eq!(world.requests(), requests, "{retry:?}");
    }
}

#[test]
fn for_ever_until_it_works() {
    let (mut world, deals, _) = failing(Policy { retry: Retry::Forever, delay: Delay::Fixed(10.0), ..POLICY });
    world.run_for(1000.0);
    assert_eq!((world.requests(), world.state(deals).failures), (101, 101));
    world.server.otherwise = Answer::Data;
    world.drive();
    assert_eq!((world.state(deals).status, world.state(deals).failures), (Status::Success, 0));
}

#[test]
fn the_apps_functions_decide_each_time() {
    let mut world = World::new();
    world.server.latency = 0.0;
    world.server.otherwise = Answer::Failure;
    world.retry_rule = |failures| (failures < 2, 10.0 * f64::from(failures + 1));
    let policy = Policy { retry: Retry::Ask, delay: Delay::Ask, ..POLICY };
    let deals = world.query_with(r#"["deals"]"#, QueryOptions { policy, ..OPTIONS });
    world.watch(deals, ObserverOptions { policy, ..OBSERVER });
    world.drive();
    assert_eq!(world.server.requests, [0.0, 10.0, 30.0]);
}

#[test]
fn a_delay_that_is_none_does_not_stop_the_world() {
    for delay in [f64::NAN, -5.0, f64::NEG_INFINITY] {
        let (mut world, _, _) = failing(Policy { retry: Retry::Times(2), delay: Delay::Fixed(delay), ..POLICY });
        world.drive();
        assert_eq!(world.server.requests, [0.0, 0.0, 0.0], "{delay}");
    }
}

#[test]
fn a_refusal_is_not_repeated() {
    let (mut world, deals, _) = failing(POLICY);
    world.server.otherwise = Answer::Refusal;
    world.drive();
    // the first request was sent when everything still failed
    assert_eq!(world.requests(), 2);
    assert_eq!(world.state(deals).status, Status::Error);
}

#[test]
fn failures_are_shown_while_repeats_go_on() {
    let (mut world, deals, _) = failing(POLICY);
    world.run_for(1500.0);
    let state = world.state(deals);
    assert_eq!((state.status, state.fetch_status, state.failures), (Status::Pending, FetchStatus::Fetching, 2));
}

#[test]
fn repeats_wait_while_offline() {
    let (mut world, deals, _) = failing(POLICY);
    world.run_for(0.0);
    world.online(false);
    world.run_for(60_000.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (1, FetchStatus::Paused));
    world.online(true);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (2, FetchStatus::Fetching));
}

#[test]
fn repeats_wait_while_nobody_looks() {
    let (mut world, deals, _) = failing(POLICY);
    world.run_for(0.0);
    world.focus(false);
    world.run_for(60_000.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (1, FetchStatus::Paused));
    world.focus(true);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (2, FetchStatus::Fetching));
}

#[test]
fn where_the_network_does_not_matter_only_the_users_eyes_do() {
    let (mut world, _, _) = failing(Policy { network: NetworkMode::Always, ..POLICY });
    world.run_for(0.0);
    world.online(false);
    world.run_for(1000.0);
    assert_eq!(world.requests(), 2);
}

#[test]
fn offline_first_sends_once_and_waits_with_repeats() {
    let mut world = World::new();
    world.server.otherwise = Answer::Failure;
    world.online(false);
    let policy = Policy { network: NetworkMode::OfflineFirst, ..POLICY };
    let deals = world.query_with(r#"["deals"]"#, QueryOptions { policy, ..OPTIONS });
    world.watch(deals, ObserverOptions { policy, ..OBSERVER });
    world.run_for(60_000.0);
    assert_eq!((world.requests(), world.state(deals).fetch_status), (1, FetchStatus::Paused));
}

#[test]
fn the_last_observer_to_leave_stops_the_repeats() {
    let mut world = World::new();
    world.server.otherwise = Answer::Failure;
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, OBSERVER);
    let fetch = world.fetch(deals);
    world.run_for(500.0);
    world.leave(observer);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching);
    world.drive();
    assert_eq!((world.requests(), world.settled[&fetch]), (1, Outcome::Error));
}

#[test]
fn the_attempt_under_way_may_finish_when_the_last_observer_leaves() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, OBSERVER);
    world.leave(observer);
    world.drive();
    assert_eq!((world.state(deals).status, world.aborted.len()), (Status::Success, 0));
}

#[test]
fn somebody_who_comes_back_lets_the_repeats_go_on() {
    let (mut world, deals, _) = failing(POLICY);
    world.run_for(0.0);
    for _ in 0..2 {
        let observer = world.watch(deals, OBSERVER);
        world.leave(observer);
    }
    world.drive();
    assert_eq!(world.requests(), 4, "one observer stayed");

    let mut world = World::new();
    world.server.latency = 0.0;
    world.server.otherwise = Answer::Failure;
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, OBSERVER);
    world.run_for(500.0);
    world.leave(observer);
    world.fetch(deals);
    world.drive();
    assert_eq!(world.requests(), 4);
}
