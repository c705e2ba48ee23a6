//! What the browser gives, one API a file, without policy. The engine's one timer is armed by the package, not here: a
//! closure held by Rust would keep a forgotten client alive.

pub mod entropy;
