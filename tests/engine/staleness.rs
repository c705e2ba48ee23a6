//! How old data may be.

use crate::world::{Answer, OBSERVER, START, World};
use querycache::engine::event::{Event, Reply};
use querycache::engine::query::lifecycle::ForeignState;
use querycache::engine::query::{ObserverOptions, StaleTime, Status};

const fn stale_after(ms: f64) -> ObserverOptions {
    ObserverOptions { stale_time: StaleTime::Millis(ms), ..OBSERVER }
}

const STATIC: ObserverOptions = ObserverOptions { stale_time: StaleTime::Static, ..OBSERVER };

#[test]
fn without_data_a_query_is_stale_whatever_was_asked_for() {
    let mut world = World::new();
    world.server.otherwise = Answer::Silence;
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, STATIC);
    assert!(world.engine.is_stale(deals));
    assert_eq!(world.requests(), 1);
}

#[test]
fn data_without_a_stale_time_is_stale_at_once() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(0.0));
    world.drive();
    assert!(world.engine.is_stale(deals));
    world.watch(deals, stale_after(0.0));
    assert_eq!(world.requests(), 2);
}

#[test]
fn data_turns_stale_when_its_time_is_over() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(1000.0));
    world.drive();
    world.run_for(999.0);
    assert!(!world.engine.is_stale(deals));
    world.run_for(2.0);
    assert!(world.engine.is_stale(deals));
    assert_eq!(world.requests(), 1, "turning stale is no reason to fetch");
}

#[test]
fn turning_stale_notifies_once() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(1000.0));
    world.drive();
    let before = (world.notified(deals), world.state(deals).version);
    world.run_for(60_000.0);
    assert_eq!((world.notified(deals), world.state(deals).version), (before.0 + 1, before.1 + 1));
}

#[test]
fn a_change_of_options_between_turning_stale_and_its_notice_keeps_the_notice() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(1000.0));
    let other = world.watch(deals, stale_after(5000.0));
    world.drive();
    let before = world.notified(deals);
    world.pass(1000.0);
    world.tell(Event::ObserverChanged { observer: other, options: stale_after(6000.0) });
    world.run_for(10.0);
    assert_eq!(world.notified(deals), before + 1);
}

#[test]
fn each_stale_time_has_its_moment() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(1000.0));
    world.watch(deals, stale_after(3000.0));
    world.watch(deals, stale_after(3000.0));
    world.drive();
    let before = world.notified(deals);
    world.run_for(1001.0);
    assert_eq!(world.notified(deals), before + 1);
    world.run_for(1998.0);
    assert_eq!(world.notified(deals), before + 1);
    world.run_for(2.0);
    assert_eq!(world.notified(deals), before + 2);
}

#[test]
fn an_infinite_stale_time_ends_by_invalidation_only() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(f64::INFINITY));
    world.drive();
    world.run_for(1e9);
    assert!(!world.engine.is_stale(deals));
    world.invalidate("[]");
    assert!(world.engine.is_stale(deals));
    world.drive();
    assert_eq!(world.requests(), 2);
    assert!(!world.engine.is_stale(deals));
}

#[test]
fn static_data_is_never_stale_even_when_invalidated() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, STATIC);
    world.drive();
    assert_eq!(world.invalidate("[]"), []);
    assert!(world.state(deals).invalidated);
    assert!(!world.engine.is_stale(deals));
    assert!(world.engine.is_static(deals));
}

#[test]
fn a_failed_refetch_leaves_the_data_stale() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, stale_after(f64::INFINITY));
    world.drive();
    world.server.script.push_back(Answer::Refusal);
    world.refetch(deals);
    world.drive();
    let state = world.state(deals);
    assert_eq!((state.status, state.has_data, state.invalidated), (Status::Error, true, true));
    assert!(world.engine.is_stale(deals));
}

#[test]
fn unwatched_data_is_stale_when_there_is_none_or_it_was_invalidated() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    assert!(world.engine.is_stale(deals));
    world.write(deals, 7);
    assert!(!world.engine.is_stale(deals));
    world.invalidate("[]");
    assert!(world.engine.is_stale(deals));
}

#[test]
fn a_clock_behind_the_data_means_stale() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    // a server render with a fast clock
    world.tell(Event::DataOffered { query: deals, updated_at: START + 3_600_000.0 });
    world.watch(deals, stale_after(60_000.0));
    assert_eq!(world.requests(), 1);
    world.drive();
    assert!(!world.engine.is_stale(deals));
}

#[test]
fn data_without_a_moment_is_stale() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.tell(Event::StateRestored {
        query: deals,
        state: ForeignState {
            status: Status::Success,
            has_data: true,
            invalidated: false,
            data_updated_at: f64::NAN,
            error_updated_at: 0.0,
            data_updates: 1,
            error_updates: 0,
            failures: 0,
        },
        newer: false,
    });
    world.watch(deals, stale_after(60_000.0));
    assert_eq!(world.requests(), 1);
}

#[test]
fn a_longer_stale_time_asked_for_later_counts() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, stale_after(1000.0));
    world.drive();
    world.tell(Event::ObserverChanged { observer, options: stale_after(5000.0) });
    let before = world.notified(deals);
    world.run_for(4999.0);
    assert_eq!(world.notified(deals), before);
    world.run_for(2.0);
    assert_eq!(world.notified(deals), before + 1);
}

#[test]
fn a_foreign_state_may_be_taken_only_if_it_is_newer() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let state = |data_updated_at| ForeignState {
        status: Status::Success,
        has_data: true,
        invalidated: false,
        data_updated_at,
        error_updated_at: 0.0,
        data_updates: 1,
        error_updates: 0,
        failures: 0,
    };
    for (at, taken) in [(START, true), (START - 1.0, false), (START, false), (f64::NAN, false), (START + 1.0, true)] {
        assert_eq!(world.tell(Event::StateRestored { query: deals, state: state(at), newer: true }), Reply::Accepted(taken), "{at}");
    }
    assert_eq!(world.state(deals).data_updated_at, START + 1.0);
}
