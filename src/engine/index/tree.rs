//! The tree of segments. Children are an intrusive list, so walking a subtree needs no map; finding one child does.

use super::postings::Place;
use crate::engine::fixed_map::FixedMap;

pub const ROOT: u32 = 0;
pub const NONE: u32 = u32::MAX;

struct Node {
    parent: u32,
    first: u32,
    next: u32,
    previous: u32,
    query: u32,
    /// the next node whose (parent, segment) hash is the same
    chain: u32,
    hash: u64,
    segment: Box<str>,
    places: Box<[Place]>,
}

pub struct Tree {
    // invariant: every link leads to a node in use, or is NONE
    nodes: Vec<Node>,
    free: Vec<u32>,
    by_hash: FixedMap<u64, u32>,
}

impl Tree {
    pub fn new() -> Tree {
        let root =
            Node { parent: NONE, first: NONE, next: NONE, previous: NONE, query: NONE, chain: NONE, hash: 0, segment: "".into(), places: Box::default() };
        Tree { nodes: vec![root], free: Vec::new(), by_hash: FixedMap::default() }
    }

    pub fn child(&self, parent: u32, segment: &str, hash: u64) -> Option<u32> {
        let mut at = *self.by_hash.get(&hash)?;
        while let Some(node) = self.nodes.get(at as usize) {
            if node.parent == parent && *node.segment == *segment {
                return Some(at);
            }
            at = node.chain;
        }
        None
    }

    pub fn add(&mut self, parent: u32, segment: &str, hash: u64) -> u32 {
        let id = self.free.pop().unwrap_or(self.nodes.len() as u32);
        let next = std::mem::replace(&mut self.nodes[parent as usize].first, id);
        if let Some(sibling) = self.nodes.get_mut(next as usize) {
            sibling.previous = id;
        }
        let chain = self.by_hash.insert(hash, id).unwrap_or(NONE);
        let node = Node { parent, first: NONE, next, previous: NONE, query: NONE, chain, hash, segment: segment.into(), places: Box::default() };
        match self.nodes.get_mut(id as usize) {
            Some(place) => *place = node,
            None => self.nodes.push(node),
        }
        id
    }

    /// Removes a node without children and gives its parent.
    pub fn remove(&mut self, id: u32) -> u32 {
        let Node { parent, next, previous, chain, hash, .. } = self.nodes[id as usize];
        match self.nodes.get_mut(previous as usize) {
            Some(sibling) => sibling.next = next,
            None => self.nodes[parent as usize].first = next,
        }
        if let Some(sibling) = self.nodes.get_mut(next as usize) {
            sibling.previous = previous;
        }
        self.unchain(id, hash, chain);
        self.nodes[id as usize].segment = Box::default();
        self.free.push(id);
        parent
    }

    fn unchain(&mut self, id: u32, hash: u64, chain: u32) {
        let Some(head) = self.by_hash.get_mut(&hash) else { return };
        if *head == id {
            if chain == NONE {
                self.by_hash.remove(&hash);
            } else {
                *head = chain;
            }
            return;
        }
        let mut at = *head;
        while let Some(node) = self.nodes.get_mut(at as usize) {
            if node.chain == id {
                node.chain = chain;
                return;
            }
            at = node.chain;
        }
    }

    /// Whether nothing hangs on the node: no query, no child.
    pub fn is_bare(&self, id: u32) -> bool {
        let node = &self.nodes[id as usize];
        node.query == NONE && node.first == NONE
    }

    pub fn children(&self, id: u32, mut each: impl FnMut(u32)) {
        let mut at = self.nodes[id as usize].first;
        while let Some(node) = self.nodes.get(at as usize) {
            each(at);
            at = node.next;
        }
    }

    pub fn parent(&self, id: u32) -> u32 {
        self.nodes[id as usize].parent
    }

    pub fn segment(&self, id: u32) -> &str {
        &self.nodes[id as usize].segment
    }

    pub fn query(&self, id: u32) -> Option<u32> {
        let query = self.nodes[id as usize].query;
        (query != NONE).then_some(query)
    }

    pub fn set_query(&mut self, id: u32, query: u32) {
        self.nodes[id as usize].query = query;
    }

    pub fn clear_query(&mut self, id: u32) {
        self.set_query(id, NONE);
    }

    pub fn set_places(&mut self, id: u32, places: Box<[Place]>) {
        self.nodes[id as usize].places = places;
    }

    pub fn take_places(&mut self, id: u32) -> Box<[Place]> {
        std::mem::take(&mut self.nodes[id as usize].places)
    }

    pub fn move_place(&mut self, id: u32, posting: u32, at: u32) {
        if let Some(place) = self.nodes[id as usize].places.iter_mut().find(|place| place.posting == posting) {
            place.at = at;
        }
    }

    pub fn len(&self) -> usize {
        self.nodes.len() - self.free.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_whose_hashes_collide_are_told_apart_whichever_goes_first() {
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut tree = Tree::new();
            let texts = ["1", "2", "3"];
            let nodes = texts.map(|text| tree.add(ROOT, text, 7));
            for (gone, at) in order.into_iter().enumerate() {
                assert_eq!(tree.child(ROOT, texts[at], 7), Some(nodes[at]));
                tree.remove(nodes[at]);
                assert_eq!(tree.child(ROOT, texts[at], 7), None);
                for left in &order[gone + 1..] {
                    assert_eq!(tree.child(ROOT, texts[*left], 7), Some(nodes[*left]));
                }
            }
            assert!(tree.is_bare(ROOT) && tree.by_hash.is_empty());
        }
    }
}
