//! Which queries match a key: exact, by prefix, by partial object, at a cost that follows the matches.
//!
//! Keys form a tree of segments. A scalar segment of a filter is looked up in one step; a container segment (`{page: 7}`)
//! matches every sibling that holds its members, found through postings on (parent, name, value), rarest first, each
//! candidate verified by [`Part::matches`].

mod hash;
mod postings;
mod tree;

use crate::wire::key::{KeyError, Part, segments};
use hash::Seed;
use postings::Postings;
use tree::{NONE, ROOT, Tree};

/// The keys of all queries.
pub struct KeyIndex {
    tree: Tree,
    postings: Postings,
    seed: Seed,
}

impl KeyIndex {
    /// An empty index. The seed keeps crafted keys from colliding.
    #[must_use]
    pub fn new(seed: u64) -> KeyIndex {
        KeyIndex { tree: Tree::new(), postings: Postings::default(), seed: Seed::new(seed) }
    }

    /// Enters a query under its key and gives the node to remove it by. A key that has a query keeps it.
    ///
    /// # Errors
    /// [`KeyError`] where `key` is not a key's text; nothing is entered then.
    pub fn insert(&mut self, key: &str, query: u32) -> Result<u32, KeyError> {
        let mut node = ROOT;
        for segment in segments(key)? {
            let hash = self.seed.segment(node, segment);
            node = match self.tree.child(node, segment, hash) {
                Some(child) => child,
                None => {
                    let child = self.tree.add(node, segment, hash);
                    if is_container(segment) {
                        let part = Part::parse(segment)?;
                        self.tree.set_places(child, self.postings.enter(self.seed, node, &part, child));
                    }
                    child
                }
            };
        }
        if self.tree.query(node).is_none() {
            self.tree.set_query(node, query);
        }
        Ok(node)
    }

    /// The query at a node that [`KeyIndex::insert`] gave.
    #[must_use]
    pub fn query(&self, node: u32) -> Option<u32> {
        self.tree.query(node)
    }

    /// Takes out the query at `node`, and every node that then leads nowhere.
    pub fn remove(&mut self, node: u32) {
        self.tree.clear_query(node);
        let mut node = node;
        while node != ROOT && self.tree.is_bare(node) {
            let places = self.tree.take_places(node);
            let tree = &mut self.tree;
            self.postings.leave(&places, |moved, posting, at| tree.move_place(moved, posting, at));
            node = self.tree.remove(node);
        }
    }

    /// Appends every query whose key matches `filter` as TanStack's `partialMatchKey` does, without an order.
    ///
    /// # Errors
    /// [`KeyError`] where `filter` is not a key's text.
    pub fn matches(&self, filter: &str, out: &mut Vec<u32>) -> Result<(), KeyError> {
        let mut front = vec![ROOT];
        for segment in segments(filter)? {
            let mut next = Vec::new();
            if is_container(segment) {
                let part = Part::parse(segment)?;
                for node in front {
                    self.containers(node, &part, &mut next);
                }
            } else if segment != "N" {
                next.extend(front.iter().filter_map(|&node| self.tree.child(node, segment, self.seed.segment(node, segment))));
            }
            front = next;
            if front.is_empty() {
                return Ok(());
            }
        }
        while let Some(node) = front.pop() {
            out.extend(self.tree.query(node));
            self.tree.children(node, |child| front.push(child));
        }
        Ok(())
    }

    fn containers(&self, node: u32, filter: &Part<'_>, out: &mut Vec<u32>) {
        let verify = |child: u32, out: &mut Vec<u32>| {
            let segment = self.tree.segment(child);
            if is_container(segment) && Part::parse(segment).is_ok_and(|part| part.matches(filter)) {
                out.push(child);
            }
        };
        match self.postings.rarest(self.seed, node, filter) {
            Some(candidates) => candidates.iter().filter(|&&child| self.tree.parent(child) == node).for_each(|&child| verify(child, out)),
            // nothing to look up by (`{}`, `{a: {..}}`, `{a: undefined}`): every sibling is a candidate
            None => self.tree.children(node, |child| verify(child, out)),
        }
    }

    /// How many nodes the tree has, its root included.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.tree.len()
    }
}

fn is_container(segment: &str) -> bool {
    segment.starts_with(['[', '{'])
}

const _: () = assert!(NONE > ROOT);
