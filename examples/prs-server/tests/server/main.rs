//! The real server, as a process, over real HTTP and real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command_line;
mod harness;
mod idempotency;
mod lists;
mod malformed;
mod seed_data;
mod stopping;
mod switches;
mod validation;
mod versions;
mod websocket;
mod writes;
