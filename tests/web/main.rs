//! The wasm class `QueryCache` in a real browser, called through the same generated JavaScript as the package calls it.
#![cfg(target_arch = "wasm32")]

mod cache;

mod hostile_input;
mod memory;
mod query_life;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
