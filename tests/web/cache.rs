//! A cache as JavaScript holds it: an object with methods, some of whose answers lie in memory.

use js_sys::{Array, Float64Array, Function, Reflect, Uint32Array, WebAssembly};
use querycache::bindings::QueryCache;
use wasm_bindgen::{JsCast, JsValue};

/// No query, observer, fetch or mutation.
pub const NONE: f64 = 4_294_967_295.0;
/// Noon of some day.
pub const START: f64 = 1_700_000_000_000.0;
/// Five minutes.
pub const GC_TIME: f64 = 300_000.0;

pub struct Cache(pub JsValue);

impl Cache {
    pub fn new() -> Cache {
        Cache(QueryCache::new(false).into())
    }

    /// Every method of the class but those that end an object's life.
    pub fn methods(&self) -> Vec<(String, u32)> {
        let prototype = Reflect::get_prototype_of(&self.0).expect("a prototype");
        let names = Reflect::own_keys(&prototype).expect("names").into_iter().filter_map(|name| name.as_string());
        let callable = names.filter(|name| !matches!(name.as_str(), "constructor" | "free" | "__destroy_into_raw"));
        callable.filter_map(|name| Some((method(&self.0, &name)?.length(), name))).map(|(length, name)| (name, length)).collect()
    }

    /// What JavaScript would catch is the error. A trap leaves the class unusable, so it fails the test at once.
    pub fn attempt(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        let arguments: Array = arguments.iter().collect();
        let method = method(&self.0, name).unwrap_or_else(|| panic!("there is no method {name}"));
        let answer = Reflect::apply(&method, &self.0, &arguments);
        if let Err(error) = &answer {
            assert!(!error.is_instance_of::<WebAssembly::RuntimeError>(), "{name}{arguments:?} trapped: {error:?}");
        }
        answer
    }

    pub fn call(&self, name: &str, arguments: &[JsValue]) -> JsValue {
        self.attempt(name, arguments).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub fn number(&self, name: &str, arguments: &[JsValue]) -> f64 {
        self.call(name, arguments).as_f64().unwrap_or_else(|| panic!("{name} answers no number"))
    }

    /// Usual options.
    pub fn query(&self, wall: f64, key: impl Into<JsValue>) -> f64 {
        self.number("queryWanted", &[wall.into(), key.into(), GC_TIME.into(), (-3).into(), f64::NAN.into(), 0.into(), false.into()])
    }

    /// The waiting effects: kind, two numbers, detail.
    pub fn effects(&self) -> Vec<[u32; 4]> {
        let count = self.number("drain", &[]) as u32;
        let numbers = Uint32Array::new_with_byte_offset_and_length(&memory(), self.number("outAt", &[]) as u32, 4 * count).to_vec();
        numbers.chunks_exact(4).map(|effect| [effect[0], effect[1], effect[2], effect[3]]).collect()
    }

    /// A number of the state last read.
    pub fn state(&self, at: u32) -> f64 {
        Float64Array::new_with_byte_offset_and_length(&memory(), self.number("stateAt", &[]) as u32, 6).get_index(at)
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        // a trap has its own message, and the object may be borrowed for ever
        let _ = self.attempt("free", &[]);
    }
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn memory() -> JsValue {
    wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer()
}
