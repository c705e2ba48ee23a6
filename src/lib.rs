//! A client-side data cache for JavaScript apps: Rust decides, JavaScript holds the values and shows them.
//!
//! The layers, each of which may use only those before it:
//!
//! - [`wire`]: formats that leave the tab or cross the seam
//! - [`engine`]: the decisions; time and chance are arguments
//! - `browser` (wasm32 only): one browser API a file, no policy
//! - `bindings` (wasm32 only): convert in, one call, convert out

pub mod engine;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod bindings;
#[cfg(target_arch = "wasm32")]
mod browser;
