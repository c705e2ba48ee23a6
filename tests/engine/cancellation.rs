//! Fetches that are not waited for any more.

use crate::world::{Answer, OBSERVER, World};
use querycache::engine::effect::Outcome;
use querycache::engine::event::Event;
use querycache::engine::query::lifecycle::ForeignState;
use querycache::engine::query::{FetchStatus, Status};

#[test]
fn a_cancelled_first_fetch_leaves_the_query_as_it_was() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let fetch = world.fetch(deals);
    world.cancel(deals, true);
    let state = world.state(deals);
    assert_eq!((state.status, state.fetch_status, state.has_data), (Status::Pending, FetchStatus::Idle, false));
    assert_eq!(world.settled[&fetch], Outcome::Reverted { data: false });
    assert!(world.aborted.contains(&fetch));
    // the answer of the request that could not be aborted is refused
    world.run_for(1000.0);
    assert_eq!(world.state(deals).status, Status::Pending);
}

#[test]
fn a_cancelled_refetch_puts_the_error_and_the_mark_back() {
    let mut world = World::new();
    world.server.script.push_back(Answer::Refusal);
    let deals = world.query(r#"["deals"]"#);
    world.fetch(deals);
    world.drive();
    let fetch = world.fetch(deals);
    assert_eq!(world.state(deals).status, Status::Pending);
    world.cancel(deals, true);
    let state = world.state(deals);
    assert_eq!((state.status, state.invalidated, state.failures), (Status::Error, true, 1));
    assert_eq!(world.settled[&fetch], Outcome::Reverted { data: false });
}

#[test]
fn a_mark_made_during_a_fetch_goes_with_its_cancellation() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.write(deals, 1);
    world.fetch(deals);
    world.invalidate("[]");
    assert!(world.state(deals).invalidated);
    world.cancel(deals, true);
    assert!(!world.state(deals).invalidated, "as TanStack puts the whole state back");
}

#[test]
fn data_written_during_a_fetch_survives_its_cancellation() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let fetch = world.fetch(deals);
    world.write(deals, 77);
    world.cancel(deals, true);
    let state = world.state(deals);
    assert_eq!((state.status, state.has_data), (Status::Success, true));
    assert_eq!(world.settled[&fetch], Outcome::Reverted { data: true });
    assert_eq!(world.values[&deals], 77);
}

#[test]
fn data_that_came_from_elsewhere_during_a_fetch_survives_its_cancellation() {
    for offered in [true, false] {
        let mut world = World::new();
        let deals = world.query(r#"["deals"]"#);
        world.fetch(deals);
        let event = if offered {
            Event::DataOffered { query: deals, updated_at: f64::NAN }
        } else {
            Event::StateRestored {
                query: deals,
                state: ForeignState {
                    status: Status::Success,
                    has_data: true,
                    invalidated: false,
                    data_updated_at: world.wall,
                    error_updated_at: 0.0,
                    data_updates: 1,
                    error_updates: 0,
                    failures: 0,
                },
                newer: false,
            }
        };
        world.tell(event);
        world.cancel(deals, true);
        let state = world.state(deals);
        assert_eq!((state.status, state.has_data), (Status::Success, true));
    }
}

#[test]
fn without_revert_the_cancellation_is_the_error() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let fetch = world.fetch(deals);
    world.cancel(deals, false);
    assert_eq!(world.settled[&fetch], Outcome::Cancelled);
    assert_eq!((world.state(deals).status, world.state(deals).fetch_status), (Status::Error, FetchStatus::Idle));
    world.run_for(1000.0);
    assert_eq!(world.settled.len(), 1);
}

#[test]
fn a_refetch_replaces_the_fetch_under_way_where_there_is_data() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.write(deals, 7);
    let first = world.fetch(deals);
    let second = world.refetch(deals);
    world.drive();
    assert_eq!(world.settled[&first], Outcome::Replaced { by: second });
    assert_eq!(world.settled[&second], Outcome::Data);
    assert_eq!((world.aborted.len(), world.requests(), world.values[&deals]), (1, 2, 2));
}

#[test]
fn a_taken_signal_is_aborted_when_the_last_observer_leaves() {
    let mut world = World::new();
    world.takes_signal = true;
    let deals = world.query(r#"["deals"]"#);
    let (first, second) = (world.watch(deals, OBSERVER), world.watch(deals, OBSERVER));
    let fetch = world.fetch(deals);
    world.leave(first);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching);
    world.leave(second);
    assert_eq!((world.state(deals).fetch_status, world.flights()), (FetchStatus::Idle, 0));
    assert!(world.aborted.contains(&fetch));
    assert_eq!(world.settled[&fetch], Outcome::Reverted { data: false });
}

#[test]
fn a_fetch_that_waits_for_the_network_is_dropped_with_its_last_observer() {
    let mut world = World::new();
    world.online(false);
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, OBSERVER);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Paused);
    world.leave(observer);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Idle);
    world.online(true);
    assert_eq!(world.requests(), 0);
}

#[test]
fn a_cancelled_wait_for_a_repeat_does_not_come_back() {
    let mut world = World::new();
    world.server.otherwise = Answer::Failure;
    let deals = world.query(r#"["deals"]"#);
    let fetch = world.fetch(deals);
    world.run_for(500.0);
    world.cancel(deals, true);
    world.run_for(60_000.0);
    assert_eq!((world.requests(), world.settled.len()), (1, 1));
    assert_eq!(world.settled[&fetch], Outcome::Reverted { data: false });
}

#[test]
fn cancelling_what_does_not_fetch_does_nothing() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.write(deals, 1);
    let version = world.state(deals).version;
    world.cancel(deals, true);
    world.cancel(4711, true);
    assert_eq!((world.state(deals).version, world.settled.len()), (version, 0));
}

#[test]
fn the_answer_that_arrives_after_the_cancellation_is_refused_even_when_a_new_fetch_runs() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.fetch(deals);
    world.run_for(50.0);
    world.cancel(deals, true);
    let second = world.fetch(deals);
    world.run_for(50.0);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching, "the first answer is in, and refused");
    world.drive();
    assert_eq!((world.settled[&second], world.values[&deals]), (Outcome::Data, 2));
}
