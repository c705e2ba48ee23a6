//! The engine inside a simulated world: virtual clocks, a server that answers late, wrongly or never, and everything that
//! JavaScript would do. A file is named for the behaviour that it pins down.

mod world;

mod dedupe;
