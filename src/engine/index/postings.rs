//! Inverted lists: (parent, name, value) -> the container segments below that parent that hold this member.

use super::super::fixed_map::FixedMap;
use super::hash::Seed;
use crate::engine::slab::Slab;
use crate::wire::key::Part;

/// Where a node stands in one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub posting: u32,
    pub at: u32,
}

struct Posting {
    hash: u64,
    nodes: Vec<u32>,
}

/// All lists. Two members whose hashes collide share a list; candidates are verified by the caller.
#[derive(Default)]
pub struct Postings {
    lists: Slab<Posting>,
    by_hash: FixedMap<u64, u32>,
}

impl Postings {
    /// Enters `node`, whose segment is `part` below `parent`, under each of its scalar members.
    pub fn enter(&mut self, seed: Seed, parent: u32, part: &Part<'_>, node: u32) -> Box<[Place]> {
        let mut places: Vec<Place> = Vec::new();
        part.scalars(|name, value| {
            // `undefined` in a filter matches a missing member, NaN never matches: no list helps with either
            if matches!(value, "u" | "N") {
                return;
            }
            let hash = seed.member(parent, name, value);
            let posting = *self.by_hash.entry(hash).or_insert_with(|| self.lists.insert(Posting { hash, nodes: Vec::new() }));
            if let Some(list) = self.lists.get_mut(posting)
                && list.nodes.last() != Some(&node)
            {
                places.push(Place { posting, at: list.nodes.len() as u32 });
                list.nodes.push(node);
            }
        });
        places.into_boxed_slice()
    }

    /// Takes a node out of its lists; `moved(node, posting, at)` tells which other node took its place there.
    pub fn leave(&mut self, places: &[Place], mut moved: impl FnMut(u32, u32, u32)) {
        for place in places {
            let Some(list) = self.lists.get_mut(place.posting) else { continue };
            if (place.at as usize) < list.nodes.len() {
                list.nodes.swap_remove(place.at as usize);
            }
            if let Some(&node) = list.nodes.get(place.at as usize) {
                moved(node, place.posting, place.at);
            }
            if list.nodes.is_empty() {
                self.by_hash.remove(&list.hash);
                self.lists.remove(place.posting);
            }
        }
    }

    /// The shortest list that every match of `filter` below `parent` must be in; none where `filter` has no member to
    /// look up by.
    pub fn rarest(&self, seed: Seed, parent: u32, filter: &Part<'_>) -> Option<&[u32]> {
        let mut best: Option<&[u32]> = None;
        filter.scalars(|name, value| {
            let found: &[u32] = match value {
                "u" => return,
                "N" => &[],
                _ => {
                    let posting = self.by_hash.get(&seed.member(parent, name, value));
                    posting.and_then(|&posting| self.lists.get(posting)).map_or(&[], |list| &list.nodes)
                }
            };
            if best.is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        });
        best
    }
}
