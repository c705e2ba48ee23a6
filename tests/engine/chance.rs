//! Seeded randomness for schedules.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    /// True `times` out of `of`.
    pub fn is(&mut self, times: usize, of: usize) -> bool {
        self.below(of) < times
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// The seeds of a random test: `QUERYCACHE_SEED` alone, to replay one; else `fixed` small ones, which are the same in
/// every run, and `QUERYCACHE_SEEDS` more that follow from the text in `QUERYCACHE_SEED_FROM`, for instance a commit.
pub fn seeds(fixed: u64) -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")));
    if let Some(one) = number("QUERYCACHE_SEED") {
        return vec![one];
    }
    let from = std::env::var("QUERYCACHE_SEED_FROM").unwrap_or_default();
    let start = from.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let more = (0..number("QUERYCACHE_SEEDS").unwrap_or(0)).map(|at| start.wrapping_add(at));
    (1..=fixed).chain(more).collect()
}
