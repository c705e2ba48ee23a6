//! Keys and their index against a model: TanStack's `hashKey` and `partialMatchKey`, written over plain values.
//!
//! The model knows own members only. What JavaScript inherits or adds (an array's `length`) is no member of a key here.

use std::collections::BTreeMap;

use crate::chance::{Chance, seeds};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use querycache::engine::index::KeyIndex;
use querycache::wire::key::{KeyError, Part, canonical, segments};

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Undefined,
    NotANumber,
    /// `null`, a boolean, a number or a string, as its JSON; or an infinity.
    Scalar(String),
    Array(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// As the package writes it for the engine.
    fn text(&self) -> String {
        self.write(&|value| {
            Some(match value {
                Value::Undefined => "u".to_owned(),
                Value::NotANumber => "N".to_owned(),
                Value::Scalar(text) => text.clone(),
                container => container.text(),
            })
        })
    }

    /// `JSON.stringify` with sorted names.
    fn json(&self) -> String {
        self.write(&|value| match value {
            Value::Undefined => None,
            Value::NotANumber => Some("null".to_owned()),
            Value::Scalar(text) if text.ends_with('I') => Some("null".to_owned()),
            Value::Scalar(text) => Some(text.clone()),
            container => Some(container.json()),
        })
    }

    fn write(&self, member: &dyn Fn(&Value) -> Option<String>) -> String {
        match self {
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| member(item).unwrap_or_else(|| "null".to_owned())).collect();
                format!("[{}]", items.join(","))
            }
            Value::Object(members) => {
                let members: Vec<String> = members.iter().filter_map(|(name, value)| Some(format!("{}:{}", quoted(name), member(value)?))).collect();
                format!("{{{}}}", members.join(","))
            }
            scalar => member(scalar).unwrap_or_else(|| "null".to_owned()),
        }
    }

    fn own(&self, name: &str) -> &Value {
        match self {
            Value::Object(members) => members.get(name),
            Value::Array(items) => items.iter().enumerate().find(|(at, _)| at.to_string() == name).map(|(_, item)| item),
            _ => None,
        }
        .unwrap_or(&Value::Undefined)
    }
}

fn quoted(name: &str) -> String {
    let mut out = String::from("\"");
    for character in name.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
    out + "\""
}

/// `partialMatchKey`.
fn partial_match(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Undefined, Value::Undefined) => true,
        (Value::Scalar(a), Value::Scalar(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => b.len() <= a.len() && b.iter().zip(a).all(|(b, a)| partial_match(a, b)),
        (Value::Array(_) | Value::Object(_), Value::Object(b)) => b.iter().all(|(name, b)| partial_match(a.own(name), b)),
        (Value::Object(_), Value::Array(b)) => b.iter().enumerate().all(|(at, b)| partial_match(a.own(&at.to_string()), b)),
        _ => false,
    }
}

const NAMES: [&str; 8] = ["a", "b", "0", "1", "01", "", "\"\\", "\u{1f4a5}"];

fn scalar() -> impl Strategy<Value = Value> {
    let texts = select(vec!["null", "true", "false", "0", "1", "2", "-1.5", "1e+21", "I", "-I"]);
    prop_oneof![
        1 => Just(Value::Undefined),
        1 => Just(Value::NotANumber),
        4 => texts.prop_map(|text| Value::Scalar(text.to_owned())),
        4 => select(NAMES.to_vec()).prop_map(|text| Value::Scalar(quoted(text))),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            btree_map(select(NAMES.to_vec()).prop_map(str::to_owned), inner, 0..3).prop_map(Value::Object),
        ]
    })
}

fn key() -> impl Strategy<Value = Value> {
    vec(value(), 0..4).prop_map(Value::Array)
}

/// The same cases in every run; more of them with `QUERYCACHE_SEEDS`.
fn check<S: Strategy>(strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let more: u32 = std::env::var("QUERYCACHE_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let config = Config { cases: more.saturating_add(500), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&strategy, test) {
        panic!("{error}");
    }
}

#[test]
fn the_canonical_text_is_tanstacks_hash() {
    check(key(), |key| {
        prop_assert_eq!(canonical(&key.text()), Ok(key.json()));
        Ok(())
    });
}

#[test]
fn equal_hashes_are_equal_canonical_texts() {
    check((key(), key()), |(a, b)| {
        prop_assert_eq!(canonical(&a.text()) == canonical(&b.text()), a.json() == b.json());
        Ok(())
    });
}

#[test]
fn the_segments_are_the_texts_of_the_members() {
    check(vec(value(), 0..4), |members| {
        let texts: Vec<String> = members.iter().map(Value::text).collect();
        let key = Value::Array(members).text();
        prop_assert_eq!(segments(&key), Ok(texts.iter().map(String::as_str).collect()));
        Ok(())
    });
}

#[test]
fn parts_match_as_partial_match_key_says() {
    check((value(), value()), |(a, b)| {
        let (a_text, b_text) = (a.text(), b.text());
        let matches = Part::parse(&a_text).expect("a text").matches(&Part::parse(&b_text).expect("a text"));
        prop_assert_eq!(matches, partial_match(&a, &b), "{} against {}", a_text, b_text);
        Ok(())
    });
}

/// Whole keys and parts of their members, so that filters match often.
fn weakened(key: &Value, keep: &[bool]) -> Value {
    let mut keep = keep.iter().copied().cycle();
    let mut kept = || keep.next().unwrap_or(true);
    match key {
        Value::Array(items) => {
            let shorter = items.len() - usize::from(!items.is_empty() && !kept());
            Value::Array(
                items[..shorter]
                    .iter()
                    .map(|item| match item {
                        Value::Object(members) => Value::Object(members.iter().filter(|_| kept()).map(|(name, value)| (name.clone(), value.clone())).collect()),
                        other => other.clone(),
                    })
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

#[test]
fn the_index_finds_what_a_scan_finds_and_leaves_nothing_behind() {
    let filters = vec((any::<Index>(), vec(any::<bool>(), 6), proptest::option::of(key())), 1..8);
    let steps = vec((any::<Index>(), 0..5_u8), 1..60);
    check((vec(key(), 1..20), filters, steps, any::<u64>()), |(keys, filters, steps, seed)| {
        let everything = Value::Array(vec![]);
        let filters: Vec<Value> =
            filters.into_iter().map(|(from, keep, other)| other.unwrap_or_else(|| weakened(from.get(&keys), &keep))).chain([everything]).collect();
        let mut index = KeyIndex::new(seed);
        let mut held: BTreeMap<String, (u32, u32, Value)> = BTreeMap::new();
        for (query, (at, kind)) in (0..).zip(steps) {
            let key = at.get(&keys);
            match held.remove(&key.text()) {
                Some((_, node, _)) if kind < 3 => index.remove(node),
                Some(kept) => drop(held.insert(key.text(), kept)),
                None => {
                    let node = index.insert(&key.text(), query).expect("a key");
                    held.insert(key.text(), (query, node, key.clone()));
                }
            }
            for filter in &filters {
                let mut found = Vec::new();
                index.matches(&filter.text(), &mut found).expect("a key");
                found.sort_unstable();
                let mut wanted: Vec<u32> = held.values().filter(|(_, _, key)| partial_match(key, filter)).map(|&(query, ..)| query).collect();
                wanted.sort_unstable();
                prop_assert_eq!(found, wanted, "{}", filter.text());
            }
        }
        for (_, node, _) in held.values() {
            index.remove(*node);
        }
        prop_assert_eq!(index.nodes(), 1);
        Ok(())
    });
}

/// Filters of pages of one list share most of their members, so their inverted lists are long and move a lot.
#[test]
fn lists_that_many_keys_share_survive_coming_and_going() {
    let member = |chance: &mut Chance| format!(r#"{{"a":{},"b":{},"c":[{}]}}"#, chance.below(4), chance.below(3), chance.below(2));
    for seed in seeds(20) {
        let mut chance = Chance::new(seed);
        let mut index = KeyIndex::new(seed);
        let mut held: Vec<(String, u32, u32)> = Vec::new();
        for query in 0..300 {
            if held.len() > 10 && chance.is(1, 2) {
                let (_, _, node) = held.swap_remove(chance.below(held.len()));
                index.remove(node);
            } else {
                let key = format!(r#"["deals",{},{}]"#, member(&mut chance), chance.below(5));
                if held.iter().all(|(other, ..)| *other != key) {
                    let node = index.insert(&key, query).expect("a key");
                    held.push((key, query, node));
                }
            }
            let filter = format!(r#"["deals",{{"a":{},"b":{}}}]"#, chance.below(4), chance.below(3));
            let wanted_part = filter.trim_end_matches("}]");
            let mut wanted: Vec<u32> = held.iter().filter(|(key, ..)| key.starts_with(wanted_part)).map(|&(_, query, _)| query).collect();
            let mut found = Vec::new();
            index.matches(&filter, &mut found).expect("a key");
            wanted.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, wanted, "QUERYCACHE_SEED={seed}: {filter}");
        }
        held.iter().for_each(|&(_, _, node)| index.remove(node));
        assert_eq!(index.nodes(), 1);
    }
}

fn survives(text: &str) -> Result<(), TestCaseError> {
    let parts = segments(text);
    if let Ok(part) = Part::parse(text) {
        prop_assert!(canonical(text).is_ok());
        prop_assert_eq!(parts.is_ok(), text.starts_with('['));
        let _ = part.matches(&part);
    }
    let mut index = KeyIndex::new(1);
    let node = index.insert(text, 7);
    prop_assert_eq!(node.is_ok(), parts.is_ok());
    let mut found = Vec::new();
    prop_assert_eq!(index.matches(text, &mut found).is_ok(), parts.is_ok());
    if let Ok(node) = node {
        index.remove(node);
    }
    prop_assert_eq!(index.nodes(), 1, "a refused key leaves nothing behind");
    Ok(())
}

#[test]
fn any_text_is_read_or_refused() {
    check(any::<String>(), |text| survives(&text));
    check("\\[[\\[\\]{}\",:\\\\uNI0\\-é ]{0,24}", |text| survives(&text));
}

#[test]
fn a_damaged_key_is_read_or_refused() {
    let damage = (any::<Index>(), 0..3usize, select("[]{}\",:\\uNI-0aé\u{0}".chars().collect::<Vec<_>>()));
    check((key(), vec(damage, 1..4)), |(key, damages)| {
        let mut characters: Vec<char> = key.text().chars().collect();
        for (at, kind, character) in damages {
            let at = at.index(characters.len() + 1);
            match kind {
                0 => characters.insert(at, character),
                1 => drop(characters.splice(at..(at + 1).min(characters.len()), [character])),
                _ => characters.truncate(at),
            }
        }
        survives(&characters.into_iter().collect::<String>())
    });
}

#[test]
fn depth_is_bounded_and_length_is_not() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(segments(&nested(65)).is_ok());
    assert_eq!(segments(&nested(66)), Err(KeyError::TooDeep));
    assert_eq!(segments(&nested(1_000_000)), Err(KeyError::TooDeep));
    let wide = format!("[{}1]", "1,".repeat(100_000));
    assert_eq!(segments(&wide).map(|members| members.len()), Ok(100_001));
    let mut index = KeyIndex::new(1);
    let node = index.insert(&wide, 1).expect("a key");
    index.remove(node);
    assert_eq!(index.nodes(), 1);
}

#[test]
fn a_scalar_that_no_member_holds_has_no_match() {
    let mut index = KeyIndex::new(1);
    for (query, key) in ["[1]", r#"["1"]"#, "[[1]]", "[N]", "[u]", "[null]"].into_iter().enumerate() {
        index.insert(key, query as u32).expect("a key");
    }
    let choose = |filter: &str| {
        let mut found = Vec::new();
        index.matches(filter, &mut found).expect("a key");
        found
    };
    assert_eq!(choose("[1]"), [0]);
    assert_eq!(choose(r#"["1"]"#), [1]);
    assert_eq!(choose("[N]"), []);
    assert_eq!(choose("[u]"), [4]);
    assert_eq!(choose("[null]"), [5]);
}
