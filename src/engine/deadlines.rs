//! All deadlines of one clock in one heap, so that the client needs one timer.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Whose deadline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A query, by slot.
    Query(u32),
    /// A mutation, by slot.
    Mutation(u32),
    /// The reads that wait for resumed mutations.
    Reads,
}

#[derive(PartialEq)]
struct Due {
    at: f64,
    owner: Owner,
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    // the earliest is the greatest: BinaryHeap gives the greatest first
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.total_cmp(&self.at).then_with(|| other.owner.cmp(&self.owner))
    }
}

/// The deadlines of one clock. An owner arms at most one at a time for each moment: a later one is only written down
/// by the owner and looked at when the earlier one fires, so moving a deadline back costs nothing.
#[derive(Default)]
pub struct Deadlines {
    heap: BinaryHeap<Due>,
}

impl Deadlines {
    /// Wakes `owner` at `at`. A moment that never comes is left out.
    pub fn arm(&mut self, at: f64, owner: Owner) {
        if at < f64::INFINITY {
            self.heap.push(Due { at, owner });
        }
    }

    /// The next owner whose deadline is `now` or earlier, and that deadline.
    pub fn pop_due(&mut self, now: f64) -> Option<(f64, Owner)> {
        if self.heap.peek()?.at > now {
            return None;
        }
        self.heap.pop().map(|due| (due.at, due.owner))
    }

    /// The earliest deadline.
    #[must_use]
    pub fn next(&self) -> Option<f64> {
        self.heap.peek().map(|due| due.at)
    }

    /// How many deadlines are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Drops the deadlines that nobody expects any more.
    pub fn retain(&mut self, mut expected: impl FnMut(f64, Owner) -> bool) {
        self.heap.retain(|due| expected(due.at, due.owner));
    }

    /// Every owner with a deadline, perhaps more than once, each deadline dropped: for a clock that stepped back.
    pub fn drain(&mut self) -> impl Iterator<Item = Owner> + use<> {
        std::mem::take(&mut self.heap).into_vec().into_iter().map(|due| due.owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_comes_first_and_never_is_not_kept() {
        let mut deadlines = Deadlines::default();
        deadlines.arm(f64::INFINITY, Owner::Query(9));
        deadlines.arm(5.0, Owner::Query(1));
        deadlines.arm(3.0, Owner::Mutation(2));
        assert_eq!(deadlines.next(), Some(3.0));
        assert_eq!(deadlines.pop_due(4.0), Some((3.0, Owner::Mutation(2))));
        assert_eq!(deadlines.pop_due(4.0), None);
        assert_eq!(deadlines.drain().collect::<Vec<_>>(), [Owner::Query(1)]);
        assert_eq!(deadlines.next(), None);
        deadlines.arm(1.0, Owner::Query(1));
        deadlines.arm(2.0, Owner::Query(2));
        deadlines.retain(|_, owner| owner == Owner::Query(2));
        assert_eq!((deadlines.len(), deadlines.next()), (1, Some(2.0)));
    }
}
