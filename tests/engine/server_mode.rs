//! On a server nothing is timed, collected or repeated.

use crate::world::{Answer, MINUTE, OBSERVER, OPTIONS, POLICY, World};
use querycache::engine::policy::{Policy, Retry};
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::{ObserverOptions, StaleTime, Status};

#[test]
fn no_timer_is_armed() {
    let mut world = World::server();
    let deals = world.query_with("[1]", QueryOptions { gc_time: 0.0, ..OPTIONS });
    let observer = world.watch(deals, ObserverOptions { stale_time: StaleTime::Millis(MINUTE), ..OBSERVER });
    world.drive();
    world.leave(observer);
    world.mutate(POLICY);
    world.run_for(1e9);
    assert_eq!((world.timer(), world.timeouts, world.engine.len()), (None, 0, 1));
    // a clock that steps back arms none either
    world.set_clock(-1e6);
    world.focus(true);
    assert_eq!(world.timer(), None);
}

#[test]
fn nothing_is_repeated_unless_asked_for() {
    for (retry, requests) in [(Retry::Usual, 1), (Retry::Times(2), 3)] {
        let mut world = World::server();
        world.server.otherwise = Answer::Failure;
        let policy = Policy { retry, ..POLICY };
        let deals = world.query_with("[1]", QueryOptions { policy, ..OPTIONS });
        world.fetch(deals);
        world.drive();
        assert_eq!((world.requests(), world.state(deals).status), (requests, Status::Error));
    }
}
