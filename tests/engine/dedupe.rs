//! One key, one fetch.

use crate::world::{Answer, OBSERVER, World};
use querycache::engine::effect::Outcome;
use querycache::engine::query::{FetchStatus, Status};

#[test]
fn two_callers_share_one_fetch() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let first = world.fetch(deals);
    let second = world.fetch(deals);
    world.drive();
    assert_eq!(first, second);
    assert_eq!(world.requests(), 1);
    assert_eq!(world.settled[&first], Outcome::Data);
    assert_eq!((world.state(deals).status, world.values[&deals]), (Status::Success, 1));
}

#[test]
fn observers_that_mount_during_a_fetch_join_it() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    for _ in 0..5 {
        world.watch(deals, OBSERVER);
    }
    assert_eq!(world.state(deals).fetch_status, FetchStatus::Fetching);
    world.drive();
    assert_eq!((world.requests(), world.state(deals).data_updates), (1, 1));
}

#[test]
fn the_next_fetch_begins_when_the_one_under_way_ended() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let first = world.fetch(deals);
    world.drive();
    let second = world.fetch(deals);
    world.drive();
    assert_ne!(first, second);
    assert_eq!((world.requests(), world.values[&deals]), (2, 2));
}

#[test]
fn without_data_a_refetch_joins_the_fetch_under_way() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    let first = world.fetch(deals);
    assert_eq!(world.refetch(deals), first);
    world.drive();
    assert_eq!(world.requests(), 1);
}

#[test]
fn a_failed_fetch_is_not_joined_afterwards() {
    let mut world = World::new();
    world.server.script.push_back(Answer::Refusal);
    let deals = world.query(r#"["deals"]"#);
    let first = world.fetch(deals);
    world.drive();
    let second = world.fetch(deals);
    world.drive();
    assert_eq!((world.settled[&first], world.settled[&second]), (Outcome::Error, Outcome::Data));
}
