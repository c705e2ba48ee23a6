//! Chance.

/// A seed that other pages cannot guess cheaply; hash tables are seeded by it, no secret is made from it.
pub fn seed() -> u64 {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    (half() << 32) ^ half()
}
