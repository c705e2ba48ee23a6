//! Data that the app writes itself.

use crate::world::{Answer, OBSERVER, START, World};
use querycache::engine::effect::CacheEvent;
use querycache::engine::event::{Event, Reply};
use querycache::engine::query::{FetchStatus, ObserverOptions, StaleTime, Status};

#[test]
fn a_write_makes_a_query_successful_and_fresh() {
    let mut world = World::new();
    world.server.script.push_back(Answer::Refusal);
    let deals = world.query("[1]");
    world.fetch(deals);
    world.drive();
    world.write(deals, 7);
    let state = world.state(deals);
    assert_eq!((state.status, state.invalidated, state.data_updates), (Status::Success, false, 1));
    assert_eq!(state.data_updated_at, START + 100.0);
}

#[test]
fn a_write_may_name_its_moment() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.tell(Event::DataWritten { query: deals, updated_at: 5.0 });
    assert_eq!(world.state(deals).data_updated_at, 5.0);
}

#[test]
fn a_write_leaves_a_fetch_under_way_alone_and_its_answer_replaces_it() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.fetch(deals);
    world.write(deals, 77);
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching);
    world.drive();
    assert_eq!((world.values[&deals], world.state(deals).data_updates), (1, 2));
}

#[test]
fn a_write_starts_the_time_until_stale_anew() {
    let mut world = World::new();
    let deals = world.query("[1]");
    let options = ObserverOptions { stale_time: StaleTime::Millis(1000.0), ..OBSERVER };
    world.watch(deals, options);
    world.drive();
    world.run_for(500.0);
    world.write(deals, 7);
    let before = world.notified(deals);
    world.run_for(999.0);
    assert!(!world.engine.is_stale(deals));
    world.run_for(2.0);
    assert!(world.engine.is_stale(deals));
    assert_eq!(world.notified(deals), before + 1);
}

#[test]
fn each_write_notifies_each_query_once() {
    let mut world = World::new();
    let deals = world.query("[1]");
    for _ in 0..3 {
        world.watch(deals, ObserverOptions { enabled: false, ..OBSERVER });
    }
    world.tell(Event::Watched(true));
    world.write(deals, 1);
    assert_eq!((world.notified(deals), world.events.as_slice()), (1, &[(deals, CacheEvent::Written)][..]));
}

#[test]
fn initial_data_is_taken_where_there_is_none() {
    let mut world = World::new();
    let deals = world.query("[1]");
    let offer = Event::DataOffered { query: deals, updated_at: 5.0 };
    assert_eq!(world.tell(offer), Reply::Accepted(true));
    assert_eq!(world.tell(offer), Reply::Accepted(false));
    let state = world.state(deals);
    assert_eq!((state.status, state.data_updated_at, state.data_updates), (Status::Success, 5.0, 0));
}

#[test]
fn a_write_to_what_is_not_there_is_refused() {
    let mut world = World::new();
    let deals = world.query("[1]");
    world.remove(deals);
    for query in [deals, 4711, u32::MAX] {
        let write = Event::DataWritten { query, updated_at: f64::NAN };
        assert_eq!(world.tell(write), Reply::Accepted(false));
    }
}
