//! What mounting, switching, enabling and coming back fetch.

use crate::world::{Answer, OBSERVER, OPTIONS, POLICY, World};
use querycache::engine::effect::CacheEvent;
use querycache::engine::event::Event;
use querycache::engine::policy::{Policy, Retry};
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::{FetchStatus, ObserverOptions, RefetchOn, StaleTime, Status};

const FRESH: StaleTime = StaleTime::Millis(f64::INFINITY);

/// A world with a query that has data.
fn filled() -> (World, u32) {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.write(deals, 0);
    (world, deals)
}

#[test]
fn a_mount_fetches_as_its_options_say() {
    for (on_mount, stale_time, fetches) in [
        (RefetchOn::Stale, StaleTime::Millis(0.0), 1),
        (RefetchOn::Stale, FRESH, 0),
        (RefetchOn::Never, StaleTime::Millis(0.0), 0),
        (RefetchOn::Always, FRESH, 1),
        (RefetchOn::Always, StaleTime::Static, 0),
    ] {
        let (mut world, deals) = filled();
        world.watch(deals, ObserverOptions { on_mount, stale_time, ..OBSERVER });
        assert_eq!(world.requests(), fetches, "{on_mount:?} {stale_time:?}");
    }
}

#[test]
fn without_data_every_enabled_mount_fetches() {
    for (enabled, fetches) in [(true, 1), (false, 0)] {
        let mut world = World::new();
        let deals = world.query(r#"["deals"]"#);
        let options = ObserverOptions { enabled, on_mount: RefetchOn::Never, ..OBSERVER };
        world.watch(deals, options);
        assert_eq!(world.requests(), fetches);
    }
}

#[test]
fn a_mount_after_an_error_fetches_unless_told_otherwise() {
    for (retry_on_mount, fetches) in [(true, 2), (false, 1)] {
        let mut world = World::new();
        let policy = Policy { retry: Retry::Times(0), ..POLICY };
        let deals = world.query_with(r#"["deals"]"#, QueryOptions { policy, ..OPTIONS });
        world.server.script.push_back(Answer::Failure);
        world.fetch(deals);
        world.drive();
        assert_eq!(world.state(deals).status, Status::Error);
        world.watch(deals, ObserverOptions { retry_on_mount, ..OBSERVER });
        assert_eq!(world.requests(), fetches);
    }
}

#[test]
fn enabling_fetches_what_is_stale() {
    for (stale_time, fetches) in [(StaleTime::Millis(0.0), 1), (FRESH, 0)] {
        let (mut world, deals) = filled();
        let options = ObserverOptions { stale_time, ..OBSERVER };
        let observer = world.watch(deals, ObserverOptions { enabled: false, ..options });
        assert_eq!(world.requests(), 0);
        world.tell(Event::ObserverChanged { observer, options });
        assert_eq!(world.requests(), fetches);
    }
}

#[test]
fn other_changes_of_options_do_not_fetch() {
    let (mut world, deals) = filled();
    let observer = world.watch(deals, ObserverOptions { stale_time: FRESH, ..OBSERVER });
    world.tell(Event::ObserverChanged { observer, options: OBSERVER });
    assert_eq!(world.requests(), 0);
    assert!(world.engine.is_stale(deals));
}

#[test]
fn a_switch_fetches_what_is_stale_whatever_refetch_on_mount_says() {
    let (mut world, deals) = filled();
    let options = ObserverOptions { on_mount: RefetchOn::Never, ..OBSERVER };
    let observer = world.watch(deals, options);
    assert_eq!(world.requests(), 0);
    let clients = world.query(r#"["clients"]"#);
    world.write(clients, 0);
    world.leave(observer);
    world.made(Event::ObserverMounted { query: clients, options, switched: true });
    assert_eq!(world.requests(), 1);
    assert_eq!(world.state(clients).fetch_status, FetchStatus::Fetching);
}

#[test]
fn a_switch_to_fresh_data_does_not_fetch() {
    let (mut world, deals) = filled();
    let options = ObserverOptions { on_mount: RefetchOn::Always, stale_time: FRESH, ..OBSERVER };
    world.made(Event::ObserverMounted { query: deals, options, switched: true });
    assert_eq!(world.requests(), 0);
}

#[test]
fn suspense_does_not_fetch_again_after_an_error() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.server.script.push_back(Answer::Refusal);
    world.fetch(deals);
    world.drive();
    let options = ObserverOptions { suspense: true, ..OBSERVER };
    world.made(Event::ObserverMounted { query: deals, options, switched: true });
    assert_eq!(world.requests(), 1);
}

#[test]
fn coming_back_to_the_app_fetches_as_the_options_say() {
    for (on_focus, stale_time, fetches) in [
        (RefetchOn::Stale, StaleTime::Millis(0.0), 1),
        (RefetchOn::Stale, FRESH, 0),
        (RefetchOn::Never, StaleTime::Millis(0.0), 0),
        (RefetchOn::Always, FRESH, 1),
        (RefetchOn::Always, StaleTime::Static, 0),
    ] {
        let (mut world, deals) = filled();
        let options = ObserverOptions { on_mount: RefetchOn::Never, on_focus, stale_time, ..OBSERVER };
        world.watch(deals, options);
        world.focus(false);
        assert_eq!(world.requests(), 0);
        world.focus(true);
        assert_eq!(world.requests(), fetches, "{on_focus:?} {stale_time:?}");
    }
}

#[test]
fn the_network_coming_back_fetches_as_the_options_say() {
    for (on_reconnect, fetches) in [(RefetchOn::Stale, 1), (RefetchOn::Never, 0)] {
        let (mut world, deals) = filled();
        let options = ObserverOptions { on_mount: RefetchOn::Never, on_reconnect, ..OBSERVER };
        world.watch(deals, options);
        world.online(false);
        world.online(true);
        assert_eq!(world.requests(), fetches);
    }
}

#[test]
fn a_disabled_observer_fetches_nothing_by_itself() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.watch(deals, ObserverOptions { enabled: false, ..OBSERVER });
    world.focus(true);
    world.online(false);
    world.online(true);
    assert_eq!(world.invalidate("[]"), []);
    assert_eq!(world.requests(), 0);
    assert!(world.engine.is_disabled(deals) && !world.engine.is_active(deals));
    world.fetch(deals);
    assert_eq!(world.requests(), 1, "the app may still fetch it");
}

#[test]
fn many_observers_of_one_query_refetch_it_once() {
    let (mut world, deals) = filled();
    for _ in 0..10 {
        world.watch(deals, ObserverOptions { on_mount: RefetchOn::Never, ..OBSERVER });
    }
    world.focus(true);
    assert_eq!(world.requests(), 1);
}

#[test]
fn observers_may_leave_in_any_order() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let (mut world, deals) = filled();
        let observers: Vec<u32> = (0..3).map(|_| world.watch(deals, OBSERVER)).collect();
        for (gone, at) in order.into_iter().enumerate() {
            world.leave(observers[at]);
            world.leave(observers[at]);
            assert_eq!(world.state(deals).observers as usize, 2 - gone, "{order:?}");
            assert_eq!(world.engine.is_active(deals), gone < 2);
        }
    }
}

#[test]
fn one_fetch_tells_the_caches_subscribers_what_tanstack_tells_them() {
    let mut world = World::new();
    world.tell(Event::Watched(true));
    let deals = world.query(r#"["deals"]"#);
    let observer = world.watch(deals, OBSERVER);
    world.drive();
    world.leave(observer);
    world.remove(deals);
    let events: Vec<CacheEvent> = world.events.iter().map(|&(_, event)| event).collect();
    assert_eq!(
        events,
        [CacheEvent::Added, CacheEvent::ObserverAdded, CacheEvent::Fetch, CacheEvent::Success, CacheEvent::ObserverRemoved, CacheEvent::Removed]
    );
}

#[test]
fn nobody_listens_nothing_is_told() {
    let mut world = World::new();
    let deals = world.query(r#"["deals"]"#);
    world.fetch(deals);
    world.drive();
    assert_eq!((world.events.len(), world.notified(deals)), (0, 0));
}
