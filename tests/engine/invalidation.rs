//! Marking stale by exact key, by beginning, by partial object; then fetching what is looked at.

use crate::world::{OBSERVER, World};
use querycache::engine::effect::Outcome;
use querycache::engine::event::Event;
use querycache::engine::query::selecting::{Filter, Keys, Kind};
use querycache::engine::query::{FetchStatus, ObserverOptions, StaleTime};
use querycache::wire::key::KeyError;

const KEYS: [&str; 7] = [
    r#"["deals"]"#,
    r#"["deals",{"page":7,"status":"x"}]"#,
    r#"["deals",{"page":7}]"#,
    r#"["deals",{"page":8,"status":"x"}]"#,
    r#"["deals",42]"#,
    r#"["clients",{"page":7}]"#,
    r#"["deals",{"page":7,"status":"x"},"rows"]"#,
];

fn filled() -> (World, Vec<u32>) {
    let mut world = World::new();
    let slots = KEYS.map(|key| world.query(key)).to_vec();
    for &slot in &slots {
        world.write(slot, 0);
    }
    (world, slots)
}

/// The places in `KEYS` of what a partial key chooses.
fn chosen(key: &str) -> Vec<usize> {
    let (mut world, slots) = filled();
    let found = world.select(Keys::Partial(key));
    found.iter().map(|slot| slots.iter().position(|other| other == slot).expect("a known slot")).collect()
}

#[test]
fn a_key_chooses_everything_that_begins_with_it_in_the_order_of_creation() {
    assert_eq!(chosen("[]"), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(chosen(r#"["deals"]"#), [0, 1, 2, 3, 4, 6]);
    assert_eq!(chosen(r#"["deals",42]"#), [4]);
    assert_eq!(chosen(r#"["dea"]"#), []);
    assert_eq!(chosen(r#"["deals",42,1]"#), []);
}

#[test]
fn a_partial_object_chooses_whatever_holds_its_members() {
    assert_eq!(chosen(r#"["deals",{"page":7}]"#), [1, 2, 6]);
    assert_eq!(chosen(r#"["deals",{"status":"x"}]"#), [1, 3, 6]);
    assert_eq!(chosen(r#"["deals",{"page":7,"status":"x"}]"#), [1, 6]);
    assert_eq!(chosen(r#"["deals",{}]"#), [1, 2, 3, 6]);
    assert_eq!(chosen(r#"["deals",{"status":u}]"#), [2]);
    assert_eq!(chosen(r#"["deals",{"page":"7"}]"#), []);
}

#[test]
fn exact_chooses_one() {
    let (mut world, slots) = filled();
    assert_eq!(world.select(Keys::Exact(slots[2])), [slots[2]]);
    assert_eq!(world.select(Keys::Exact(4711)), []);
}

#[test]
fn a_key_that_is_none_chooses_nothing() {
    let (mut world, _) = filled();
    for (key, error) in [("", KeyError::NotAnArray), ("{}", KeyError::NotAnArray), ("[1", KeyError::Malformed(2))] {
        let filter = Filter { keys: Keys::Partial(key), ..Filter::ALL };
        assert_eq!(world.engine.select(&filter), Err(error));
        assert_eq!(world.engine.selection(), []);
    }
}

#[test]
fn filters_by_observers_staleness_and_fetch_status() {
    let (mut world, slots) = filled();
    let static_observer = ObserverOptions { stale_time: StaleTime::Static, ..OBSERVER };
    world.watch(slots[0], static_observer);
    world.watch(slots[1], ObserverOptions { enabled: false, ..static_observer });
    world.fetch(slots[5]);
    let mut choose = |filter: Filter<'_>| world.engine.select(&filter).expect("a key").to_vec();
    assert_eq!(choose(Filter { kind: Kind::Active, ..Filter::ALL }), [slots[0]]);
    assert_eq!(choose(Filter { kind: Kind::Inactive, ..Filter::ALL }), slots[1..]);
    assert_eq!(choose(Filter { stale: Some(true), ..Filter::ALL }), []);
    assert_eq!(choose(Filter { stale: Some(false), ..Filter::ALL }), slots);
    let fetch_status = Some(FetchStatus::Fetching);
    assert_eq!(choose(Filter { fetch_status, ..Filter::ALL }), [slots[5]]);
}

#[test]
fn invalidation_marks_all_and_fetches_what_is_looked_at() {
    let (mut world, slots) = filled();
    world.watch(slots[1], ObserverOptions { stale_time: StaleTime::Millis(f64::INFINITY), ..OBSERVER });
    let fetches = world.invalidate(r#"["deals",{"page":7}]"#);
    assert_eq!((fetches.len(), world.requests()), (1, 1));
    let marked: Vec<bool> = slots.iter().map(|&slot| world.state(slot).invalidated).collect();
    assert_eq!(marked, [false, true, true, false, false, false, true]);
    world.drive();
    assert!(!world.state(slots[1]).invalidated);
    assert!(world.state(slots[2]).invalidated);
}

#[test]
fn marking_alone_fetches_nothing() {
    let (mut world, slots) = filled();
    world.watch(slots[1], ObserverOptions { stale_time: StaleTime::Millis(f64::INFINITY), ..OBSERVER });
    world.select(Keys::All);
    world.tell(Event::InvalidateWanted);
    assert_eq!(world.requests(), 0);
    assert!(slots.iter().all(|&slot| world.state(slot).invalidated));
}

#[test]
fn marking_twice_notifies_once() {
    let (mut world, slots) = filled();
    world.watch(slots[0], ObserverOptions { enabled: false, ..OBSERVER });
    let before = world.notified(slots[0]);
    world.invalidate("[]");
    world.invalidate("[]");
    assert_eq!(world.notified(slots[0]), before + 1);
}

#[test]
fn refetching_everything_leaves_out_what_was_never_fetched_or_skips() {
    let mut world = World::new();
    let fetched = world.query("[1]");
    let never = world.query("[2]");
    world.fetch(fetched);
    world.drive();
    world.select(Keys::All);
    world.tell(Event::RefetchWanted { replace: true });
    let pairs = world.engine.selection().to_vec();
    assert_eq!((pairs.len(), pairs[1]), (2, fetched));
    assert_eq!(world.state(never).fetch_status, FetchStatus::Idle);
}

#[test]
fn nobody_can_wait_for_a_refetch_that_waits_for_the_network() {
    let (mut world, slots) = filled();
    world.watch(slots[0], OBSERVER);
    world.drive();
    world.online(false);
    assert_eq!(world.invalidate(r#"["deals"]"#), []);
    assert_eq!(world.state(slots[0]).fetch_status, FetchStatus::Paused);
}

#[test]
fn a_reset_goes_back_to_the_initial_data() {
    let mut world = World::new();
    let (deals, clients) = (world.query("[1]"), world.query("[2]"));
    world.tell(Event::DataOffered { query: deals, updated_at: 5.0 });
    world.watch(clients, OBSERVER);
    world.drive();
    world.write(deals, 1);
    let dropped = world.fetch(deals);
    world.select(Keys::All);
    world.tell(Event::ResetWanted);
    assert_eq!((world.state(deals).data_updated_at, world.values[&deals]), (5.0, 0));
    assert_eq!((world.state(clients).has_data, world.values.get(&clients)), (false, None));
    assert_eq!((world.state(deals).data_updates, world.settled[&dropped]), (0, Outcome::Dropped));
}
