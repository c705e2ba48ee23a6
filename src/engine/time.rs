//! Time as the engine knows it: told, never asked.

/// The moment of a call, in milliseconds by two clocks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Now {
    /// `Date.now()`: what `dataUpdatedAt` is written in. It may step back.
    pub wall: f64,
    /// `performance.now()`: backoff is measured by it. It never steps back, and may stand still while the machine sleeps.
    pub mono: f64,
}

impl Now {
    /// A moment by both clocks. What is not a number counts as the start of time.
    #[must_use]
    pub fn new(wall: f64, mono: f64) -> Now {
        Now { wall: number_or_zero(wall), mono: number_or_zero(mono) }
    }
}

fn number_or_zero(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}
