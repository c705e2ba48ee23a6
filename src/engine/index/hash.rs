//! Seeded hashes of segments and members. Equality is always checked after them.

use crate::wire::key::Name;

/// The secret that makes hashes unpredictable to whoever writes keys.
#[derive(Clone, Copy)]
pub struct Seed(u64);

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Seed {
    pub fn new(seed: u64) -> Seed {
        Seed(seed ^ MIX)
    }

    /// A segment below `parent`.
    pub fn segment(self, parent: u32, text: &str) -> u64 {
        finish(bytes(self.0 ^ u64::from(parent).wrapping_mul(MIX), text.as_bytes()))
    }

    /// A member of a container segment below `parent`.
    pub fn member(self, parent: u32, name: Name<'_>, value: &str) -> u64 {
        let start = !self.0 ^ u64::from(parent).wrapping_mul(MIX);
        let named = match name {
            Name::Quoted(text) => bytes(start, text.as_bytes()),
            // as the quoted number, since `{0: 'a'}` matches `['a']`
            Name::Index(at) => {
                let mut digits = [b'"'; 12];
                let mut from = digits.len() - 1;
                let mut rest = at;
                loop {
                    from -= 1;
                    digits[from] = b'0' + (rest % 10) as u8;
                    rest /= 10;
                    if rest == 0 {
                        break;
                    }
                }
                bytes(start, &digits[from - 1..])
            }
        };
        finish(bytes(named, value.as_bytes()))
    }
}

fn bytes(start: u64, data: &[u8]) -> u64 {
    let mut hash = start ^ (data.len() as u64);
    for chunk in data.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(MIX);
    }
    hash
}

fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_hashes_as_its_quoted_number() {
        let seed = Seed::new(7);
        for at in [0, 9, 10, 4_294_967_295] {
            assert_eq!(seed.member(1, Name::Index(at), "x"), seed.member(1, Name::Quoted(&format!("\"{at}\"")), "x"));
        }
        assert_ne!(seed.segment(1, "\"a\""), Seed::new(8).segment(1, "\"a\""));
    }
}
