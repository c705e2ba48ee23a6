//! The text of a query key, as the JavaScript side writes it and the engine reads it.
//!
//! It is JSON with sorted object keys and four more literals, because partial matching tells apart what JSON does not:
//! `u` (undefined, a function, a symbol), `N` (NaN), `I` and `-I` (the infinities). [`canonical`] folds them back to
//! JSON, which gives TanStack's `hashKey`.

use std::fmt;

/// Deeper keys are refused, so that no input can exhaust the stack.
pub const MAX_DEPTH: usize = 64;

/// A part of a key, borrowed from its text.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// A string with its quotes, a number, `true`, `false`, `null`, `u`, `N`, `I` or `-I`: equal texts are equal values.
    Scalar(&'a str),
    /// `[..]`
    Array(Vec<Part<'a>>),
    /// `{..}`: names with their quotes, in the order of the text.
    Object(Vec<(&'a str, Part<'a>)>),
}

/// What the text of a key or a segment cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Not the grammar of this module, at this byte.
    Malformed(usize),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// The whole key is not an array.
    NotAnArray,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyError::Malformed(_) => "the key's text is malformed",
            KeyError::TooDeep => "the key is nested too deeply",
            KeyError::NotAnArray => "a query key is an array",
        })
    }
}

impl std::error::Error for KeyError {}

impl<'a> Part<'a> {
    /// Reads one part; the whole text must be used up.
    ///
    /// # Errors
    /// [`KeyError`] where the text is not in the grammar.
    pub fn parse(text: &'a str) -> Result<Part<'a>, KeyError> {
        let mut reader = Reader { text, at: 0 };
        let part = reader.part(0)?;
        if reader.at == text.len() { Ok(part) } else { Err(KeyError::Malformed(reader.at)) }
    }

    /// Whether a query whose part is `self` matches a filter whose part is `filter`: TanStack's `partialMatchKey`.
    /// Scalars are equal (NaN never), containers match when every member of the filter matches the member of the same
    /// name or index; a member that is undefined matches a missing one, unless it makes an array longer.
    #[must_use]
    pub fn matches(&self, filter: &Part<'_>) -> bool {
        match filter {
            Part::Scalar(wanted) => matches!(self, Part::Scalar(mine) if mine == wanted && *mine != "N"),
            Part::Array(items) => {
                !matches!(self, Part::Scalar(_))
                    && !matches!(self, Part::Array(mine) if mine.len() < items.len())
                    && items.iter().enumerate().all(|(at, item)| self.member_at(at).map_or(item.is_undefined(), |mine| mine.matches(item)))
            }
            Part::Object(members) => {
                !matches!(self, Part::Scalar(_))
                    && members.iter().all(|(name, value)| self.member(name).map_or(value.is_undefined(), |mine| mine.matches(value)))
            }
        }
    }

    fn is_undefined(&self) -> bool {
        matches!(self, Part::Scalar("u"))
    }

    fn member(&self, quoted: &str) -> Option<&Part<'a>> {
        match self {
            Part::Object(members) => members.iter().find(|(name, _)| *name == quoted).map(|(_, value)| value),
            Part::Array(items) => {
                let digits = quoted.trim_matches('"');
                let at: usize = digits.parse().ok()?;
                // "01" and "+1" are other names than "1"
                let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
                if plain { items.get(at) } else { None }
            }
            Part::Scalar(_) => None,
        }
    }

    fn member_at(&self, at: usize) -> Option<&Part<'a>> {
        match self {
            Part::Array(items) => items.get(at),
            Part::Object(members) => members
                .iter()
                .find(|(name, _)| name.trim_matches('"').parse() == Ok(at) && name.len() == at.checked_ilog10().unwrap_or(0) as usize + 3)
                .map(|(_, value)| value),
            Part::Scalar(_) => None,
        }
    }

    /// The members of a container that an index can hold: name (an array's index as a quoted number) and scalar value.
    pub fn scalars(&self, mut each: impl FnMut(Name<'a>, &'a str)) {
        match self {
            Part::Object(members) => {
                for (name, value) in members {
                    if let Part::Scalar(text) = value {
                        each(Name::Quoted(name), text);
                    }
                }
            }
            Part::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    if let Part::Scalar(text) = item {
                        each(Name::Index(at as u32), text);
                    }
                }
            }
            Part::Scalar(_) => {}
        }
    }
}

/// The name of a container's member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'a> {
    /// An object's, with its quotes.
    Quoted(&'a str),
    /// An array's.
    Index(u32),
}

/// The segments of a key: the texts of the members of its outermost array.
///
/// # Errors
/// [`KeyError`] where the text is not in the grammar or not an array.
pub fn segments(text: &str) -> Result<Vec<&str>, KeyError> {
    let mut reader = Reader { text, at: 0 };
    if reader.peek() != Some(b'[') {
        return Err(KeyError::NotAnArray);
    }
    let mut out = Vec::new();
    reader.list(b']', |reader| {
        let from = reader.at;
        reader.part(1)?;
        out.push(&text[from..reader.at]);
        Ok(())
    })?;
    if reader.at == text.len() { Ok(out) } else { Err(KeyError::Malformed(reader.at)) }
}

/// The key as JSON: TanStack's `hashKey` of it.
///
/// # Errors
/// [`KeyError`] where the text is not in the grammar.
pub fn canonical(text: &str) -> Result<String, KeyError> {
    let mut out = String::with_capacity(text.len());
    write_canonical(&Part::parse(text)?, &mut out);
    Ok(out)
}

fn write_canonical(part: &Part<'_>, out: &mut String) {
    match part {
        Part::Scalar("u" | "N" | "I" | "-I") => out.push_str("null"),
        Part::Scalar(text) => out.push_str(text),
        Part::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        Part::Object(members) => {
            out.push('{');
            let mut first = true;
            for (name, value) in members.iter().filter(|(_, value)| !value.is_undefined()) {
                if !first {
                    out.push(',');
                }
                first = false;
                out.push_str(name);
                out.push(':');
                write_canonical(value, out);
            }
            out.push('}');
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fail<T>(&self) -> Result<T, KeyError> {
        Err(KeyError::Malformed(self.at))
    }

    fn part(&mut self, depth: usize) -> Result<Part<'a>, KeyError> {
        if depth > MAX_DEPTH {
            return Err(KeyError::TooDeep);
        }
        match self.peek() {
            Some(b'[') => {
                let mut items = Vec::new();
                self.list(b']', |reader| {
                    items.push(reader.part(depth + 1)?);
                    Ok(())
                })?;
                Ok(Part::Array(items))
            }
            Some(b'{') => {
                let mut members = Vec::new();
                self.list(b'}', |reader| {
                    let name = reader.string()?;
                    if reader.peek() != Some(b':') {
                        return reader.fail();
                    }
                    reader.at += 1;
                    members.push((name, reader.part(depth + 1)?));
                    Ok(())
                })?;
                Ok(Part::Object(members))
            }
            Some(b'"') => Ok(Part::Scalar(self.string()?)),
            Some(_) => self.word(),
            None => self.fail(),
        }
    }

    /// A bracketed list with commas; the reader stands on the opening bracket.
    fn list(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Result<(), KeyError>) -> Result<(), KeyError> {
        self.at += 1;
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b) if b == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.fail(),
            }
        }
    }

    fn string(&mut self) -> Result<&'a str, KeyError> {
        let from = self.at;
        if self.peek() != Some(b'"') {
            return self.fail();
        }
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') if self.at + 1 < self.text.len() && self.text.is_char_boundary(self.at + 2) => self.at += 2,
                Some(b) if b != b'\\' => self.at += 1,
                _ => return self.fail(),
            }
        }
        self.at += 1;
        Ok(&self.text[from..self.at])
    }

    fn word(&mut self) -> Result<Part<'a>, KeyError> {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) {
            self.at += 1;
        }
        if self.at == from { self.fail() } else { Ok(Part::Scalar(&self.text[from..self.at])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(key: &str, filter: &str) -> bool {
        Part::parse(key).unwrap().matches(&Part::parse(filter).unwrap())
    }

    #[test]
    fn a_filter_object_matches_by_its_own_members() {
        assert!(matches(r#"{"page":7,"status":"x"}"#, r#"{"page":7}"#));
        assert!(!matches(r#"{"page":7}"#, r#"{"page":7,"status":"x"}"#));
        assert!(matches(r#"{"page":7}"#, r#"{"page":7,"status":u}"#));
        assert!(!matches(r#"{"page":null}"#, r#"{"page":u}"#));
        assert!(!matches("N", "N"));
        assert!(matches(r#"["a","b"]"#, r#"["a"]"#));
        assert!(!matches(r#"["a"]"#, r#"["a",u]"#));
        assert!(matches(r#"["a"]"#, r#"{"0":"a","1":u}"#));
        assert!(matches(r#"{"0":"a"}"#, r#"["a"]"#));
        assert!(matches(r#"{"a":1}"#, "{}"));
        assert!(!matches("1", "{}"));
    }

    #[test]
    fn canonical_text_is_json() {
        assert_eq!(canonical(r#"["a",u,N,-I,{"x":u,"y":[u,1.5e+21]}]"#).unwrap(), r#"["a",null,null,null,{"y":[null,1.5e+21]}]"#);
    }

    #[test]
    fn malformed_text_is_refused_without_a_panic() {
        for text in ["", "[", "[1", "[1,", "{", r#"{"a""#, r#"{"a":"#, "\"", "\"\\", "\"\\é", "[1]]", "{1:2}", " 1", "é"] {
            assert!(Part::parse(text).is_err(), "{text}");
            assert!(segments(text).is_err(), "{text}");
        }
        let deep = "[".repeat(10_000);
        assert_eq!(Part::parse(&deep), Err(KeyError::TooDeep));
        assert_eq!(segments("1"), Err(KeyError::NotAnArray));
        assert_eq!(segments(r#"["a",{"b":[1,2]},3]"#).unwrap(), ["\"a\"", "{\"b\":[1,2]}", "3"]);
    }
}
