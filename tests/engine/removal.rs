//! Queries that leave, and numbers that are used after that.

use crate::world::{OBSERVER, World};
use querycache::engine::effect::Outcome;
use querycache::engine::event::{Event, Reply};
use querycache::engine::query::ObserverOptions;
use querycache::engine::query::selecting::Keys;

const KEY: &str = r#"["deals",{"page":1}]"#;

#[test]
fn a_removed_query_takes_its_fetch_along() {
    let mut world = World::new();
    let deals = world.query(KEY);
    let fetch = world.fetch(deals);
    world.remove(deals);
    assert_eq!(world.settled[&fetch], Outcome::Dropped);
    assert!(world.aborted.contains(&fetch));
    assert_eq!((world.engine.len(), world.engine.fetching()), (0, 0));
    world.run_for(1000.0);
}

#[test]
fn a_removed_query_is_never_chosen_again() {
    let mut world = World::new();
    let deals = world.query(KEY);
    world.select(Keys::All);
    // removed, not yet unlinked by the other side
    world.engine.handle(world.now(), Event::RemoveWanted);
    assert_eq!(world.select(Keys::All), []);
    assert_eq!(world.select(Keys::Partial("[]")), []);
    assert_eq!(world.select(Keys::Exact(deals)), []);
}

#[test]
fn its_key_may_be_used_again_before_the_slot_is_released() {
    let mut world = World::new();
    let deals = world.query(KEY);
    world.select(Keys::All);
    world.engine.handle(world.now(), Event::RemoveWanted);
    let again = world.query(KEY);
    assert_ne!(again, deals);
    assert_eq!(world.select(Keys::Partial(KEY)), [again]);
    assert_eq!(world.engine.len(), 1);
}

#[test]
fn a_key_has_one_query_however_often_it_is_wanted() {
    let mut world = World::new();
    let deals = world.query(KEY);
    let again = world.query(KEY);
    assert_eq!(again, deals);
    world.remove(deals);
    assert_eq!(world.select(Keys::All), []);
    let anew = world.query(KEY);
    assert_eq!(world.select(Keys::Partial("[]")), [anew]);
}

#[test]
fn a_released_slot_is_used_again_and_starts_from_nothing() {
    let mut world = World::new();
    let deals = world.query(KEY);
    world.write(deals, 7);
    let old_fetch = world.fetch(deals);
    world.remove(deals);
    let clients = world.query(r#"["clients"]"#);
    assert_eq!(clients, deals);
    let state = world.state(clients);
    assert!(!state.has_data && state.version == 0 && state.data_updates == 0);
    let late = Event::FetchSucceeded { query: clients, fetch: old_fetch };
    assert_eq!(world.tell(late), Reply::Accepted(false));
    assert!(!world.state(clients).has_data);
}

#[test]
fn the_deadlines_of_the_one_before_do_not_touch_the_next_one() {
    let mut world = World::new();
    let deals = world.query(KEY);
    world.remove(deals);
    world.run_for(60_000.0);
    let clients = world.query(r#"["clients"]"#);
    assert_eq!(clients, deals);
    world.run_for(5.0 * 60_000.0 - 1.0);
    assert_eq!(world.engine.len(), 1);
    world.run_for(1.0);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn observers_of_a_removed_query_are_left_alone() {
    let mut world = World::new();
    let deals = world.query(KEY);
    let (first, second) = (world.watch(deals, OBSERVER), world.watch(deals, OBSERVER));
    world.drive();
    world.remove(deals);
    let again = world.query(KEY);
    let third = world.watch(again, OBSERVER);
    world.drive();
    let notified = world.notified(again);
    world.tell(Event::ObserverChanged { observer: first, options: ObserverOptions { enabled: false, ..OBSERVER } });
    world.leave(second);
    world.leave(first);
    assert_eq!(world.state(again).observers, 1);
    assert_eq!(world.notified(again), notified);
    world.leave(third);
    assert_eq!(world.state(again).observers, 0);
}

#[test]
fn numbers_that_were_never_given_out_do_nothing() {
    let mut world = World::new();
    for number in [0, 1, u32::MAX - 1, u32::MAX] {
        let events = [
            Event::FetchWanted { query: number, replace: true },
            Event::SignalTaken { query: number, fetch: number },
            Event::FetchSucceeded { query: number, fetch: number },
            Event::FetchFailed { query: number, fetch: number, last: true },
            Event::RetryAnswered { query: number, fetch: number, again: true, delay: 0.0 },
            Event::ObserverMounted { query: number, options: OBSERVER, switched: true },
            Event::ObserverChanged { observer: number, options: OBSERVER },
            Event::ObserverLeft { observer: number },
            Event::QueryReleased { query: number },
            Event::MutationReady { mutation: number },
            Event::MutationFailed { mutation: number },
            Event::MutationReleased { mutation: number },
        ];
        for event in events {
            let reply = world.tell(event);
            assert!(matches!(reply, Reply::Nothing | Reply::Accepted(false)), "{event:?}: {reply:?}");
        }
    }
    assert_eq!((world.engine.len(), world.engine.pending_effects(), world.timer()), (0, 0, None));
}
