//! Things in the order in which they came. One sort for all of them: each kind that a sort is compiled for is paid by
//! every visitor.

/// The slots of (place in the order, slot), in that order.
pub(crate) fn in_order(placed: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut packed: Vec<u64> = placed.map(|(place, slot)| u64::from(place) << 32 | u64::from(slot)).collect();
    packed.sort_unstable();
    packed.into_iter().map(|pair| pair as u32).collect()
}
