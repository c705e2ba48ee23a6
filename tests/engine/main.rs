//! The engine inside a simulated world: virtual clocks, a server that answers late, wrongly or never, and everything that
//! JavaScript would do. A file is named for the behaviour that it pins down.
#![cfg(not(target_arch = "wasm32"))]

mod app;
mod chance;
mod world;

mod cancellation;
mod clock_steps;
mod dedupe;
mod garbage_collection;
mod invalidation;
mod keys;
mod mutations;
mod observers;
mod random_schedules;
mod removal;
mod retry;
mod returning;
mod server_mode;
mod staleness;
mod writes;
