//! Queries that nobody watches leave after their time.

use crate::world::{Answer, MINUTE, OBSERVER, OPTIONS, POLICY, World};
use querycache::engine::event::Event;
use querycache::engine::query::lifecycle::QueryOptions;
use querycache::engine::query::{ObserverOptions, StaleTime};

const KEY: &str = r#"["deals"]"#;

fn kept_for(gc_time: f64) -> QueryOptions {
    QueryOptions { gc_time, ..OPTIONS }
}

#[test]
fn an_unwatched_query_leaves_after_its_time() {
    let mut world = World::new();
    world.query(KEY);
    world.run_for(5.0 * MINUTE - 1.0);
    assert_eq!(world.engine.len(), 1);
    world.run_for(1.0);
    assert_eq!((world.engine.len(), world.released.len()), (0, 1));
    assert_eq!(world.timer(), None);
}

#[test]
fn a_watched_query_never_leaves() {
    let mut world = World::new();
    let deals = world.query(KEY);
    let observer = world.watch(deals, OBSERVER);
    world.run_for(1e9);
    assert_eq!(world.engine.len(), 1);
    world.leave(observer);
    world.run_for(5.0 * MINUTE - 1.0);
    assert_eq!(world.engine.len(), 1);
    world.run_for(1.0);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn a_fetching_query_leaves_only_after_its_fetch() {
    let mut world = World::new();
    world.server.latency = 10.0 * MINUTE;
    let deals = world.query(KEY);
    world.fetch(deals);
    world.run_for(10.0 * MINUTE);
    assert_eq!(world.engine.len(), 1);
    world.run_for(5.0 * MINUTE - 1.0);
    assert_eq!(world.engine.len(), 1);
    world.run_for(1.0);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn a_paused_query_stays_until_the_network_is_back() {
    let mut world = World::new();
    world.online(false);
    let deals = world.query(KEY);
    world.fetch(deals);
    world.run_for(60.0 * MINUTE);
    assert_eq!(world.engine.len(), 1);
    world.online(true);
    world.drive();
    world.run_for(5.0 * MINUTE);
    assert_eq!((world.engine.len(), world.requests()), (0, 1));
}

#[test]
fn the_longest_time_ever_asked_for_counts() {
    let mut world = World::new();
    let deals = world.query_with(KEY, kept_for(1000.0));
    for gc_time in [3000.0, 2000.0] {
        world.tell(Event::QueryConfigured { query: deals, options: kept_for(gc_time) });
    }
    let observer = world.watch(deals, OBSERVER);
    world.drive();
    world.leave(observer);
    world.run_for(2999.0);
    assert_eq!(world.engine.len(), 1);
    world.run_for(1.0);
    assert_eq!(world.engine.len(), 0);
}

#[test]
fn no_time_means_the_next_turn() {
    for gc_time in [0.0, -1.0, f64::NEG_INFINITY] {
        let mut world = World::new();
        world.query_with(KEY, kept_for(gc_time));
        assert_eq!(world.engine.len(), 1, "whoever made it can still watch it");
        world.run_for(0.0);
        assert_eq!(world.engine.len(), 0, "{gc_time}");
    }
}

#[test]
fn an_infinite_time_arms_nothing() {
    for gc_time in [f64::INFINITY, f64::NAN] {
        let mut world = World::new();
        world.query_with(KEY, kept_for(gc_time));
        assert_eq!(world.timer(), None);
        world.run_for(1e12);
        assert_eq!(world.engine.len(), 1);
    }
}

#[test]
fn coming_and_going_arms_one_timer() {
    let mut world = World::new();
    let deals = world.query(KEY);
    world.write(deals, 1);
    let options = ObserverOptions { stale_time: StaleTime::Static, ..OBSERVER };
    for _ in 0..1000 {
        let observer = world.watch(deals, options);
        world.leave(observer);
        world.run_for(1.0);
    }
    assert_eq!(world.timeouts, 0);
    world.run_for(5.0 * MINUTE);
    assert_eq!(world.engine.len(), 0);
    assert!(world.timeouts <= 2, "once for the first wait, once for the last: {}", world.timeouts);
}

#[test]
fn a_thousand_queries_of_one_age_leave_in_one_turn() {
    let mut world = World::new();
    for at in 0..1000 {
        world.query(&format!("[{at}]"));
    }
    world.run_for(5.0 * MINUTE);
    assert_eq!((world.engine.len(), world.timeouts), (0, 1));
}

#[test]
fn a_thousand_removals_do_not_touch_the_time_of_those_that_stay() {
    let mut world = World::new();
    let slots: Vec<u32> = (0..1000).map(|at| world.query(&format!("[{at}]"))).collect();
    let mutation = world.mutate(POLICY);
    world.drive();
    for &slot in &slots[10..] {
        world.remove(slot);
    }
    world.run_for(5.0 * MINUTE - 101.0);
    assert_eq!(world.engine.len(), 10);
    world.run_for(1.0);
    assert_eq!((world.engine.len(), world.engine.mutation(mutation).is_some()), (0, true));
    world.run_for(100.0);
    assert!(world.engine.mutation(mutation).is_none());
}

#[test]
fn a_silent_server_keeps_its_query() {
    let mut world = World::new();
    world.server.otherwise = Answer::Silence;
    let deals = world.query(KEY);
    world.fetch(deals);
    world.run_for(1e9);
    assert_eq!(world.engine.len(), 1);
}
