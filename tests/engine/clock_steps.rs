//! The wall clock is set, or stands still, while the app runs.

use crate::world::{MINUTE, OBSERVER, World};
use querycache::engine::event::Event;
use querycache::engine::query::{ObserverOptions, StaleTime};

const HOUR: f64 = 60.0 * MINUTE;

const MINUTE_FRESH: ObserverOptions = ObserverOptions { stale_time: StaleTime::Millis(MINUTE), ..OBSERVER };

#[test]
fn a_clock_set_back_does_not_keep_queries_an_hour_longer() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.run_for(MINUTE);
    world.set_clock(-HOUR);
    world.write(deals, 1);
    world.run_for(5.0 * MINUTE);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn a_clock_set_back_makes_data_stale_and_says_so() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.watch(deals, MINUTE_FRESH);
    world.drive();
    assert!(!world.engine.is_stale(deals));
    let before = world.notified(deals);
    world.set_clock(-HOUR);
    world.focus(false);
    assert!(world.engine.is_stale(deals));
    assert_eq!(world.notified(deals), before + 1);
}

#[test]
fn data_that_a_small_step_makes_fresh_again_turns_stale_again_with_a_notice() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.watch(deals, MINUTE_FRESH);
    world.drive();
    world.run_for(10.0 * MINUTE);
    assert!(world.engine.is_stale(deals));
    world.set_clock(-9.5 * MINUTE);
    world.focus(false);
    assert!(!world.engine.is_stale(deals));
    let before = world.notified(deals);
    world.run_for(MINUTE);
    assert!(world.engine.is_stale(deals));
    assert_eq!(world.notified(deals), before + 1);
}

#[test]
fn a_clock_set_ahead_makes_due_what_was_not() {
    let mut world = World::new();
    world.query("[1]");
    world.set_clock(HOUR);
    world.run_for(5.0 * MINUTE);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn repeats_do_not_care_about_the_wall_clock() {
    for step in [-HOUR, HOUR] {
        let mut world = World::new();
        world.server.latency = 0.0;
        world.server.otherwise = crate::world::Answer::Failure;
        let deals = world.query("[1]");
        world.fetch(deals);
        world.run_for(500.0);
        world.set_clock(step);
        world.drive();
        assert_eq!(world.server.requests, [0.0, 1000.0, 3000.0, 7000.0]);
    }
}

#[test]
fn a_clock_that_says_nonsense_is_survived() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.watch(deals, MINUTE_FRESH);
    world.drive();
    for nonsense in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -5.0] {
        world.misread_clock(nonsense, Event::FocusChanged { focused: true, resume: true });
        world.drive();
        assert!(world.state(deals).has_data);
    }
    world.run_for(MINUTE + 1.0);
    assert!(world.engine.is_stale(deals));
}
