//! Finds the ways to places in a text by one walk: whoever notes a place need only know
//! its offset, and reading costs nothing for it.

use super::Reader;
use super::path::{self, Segment};
use super::scan::measure_plain_text;

/// The way to a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Way(Vec<Segment>);

impl Way {
    /// The way to a member of it.
    pub(crate) fn member(mut self, name: &str) -> Self {
        self.0.push(Segment::member(name.to_owned()));
        self
    }

    /// How many steps it has.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// As a JSON path: `$.items[3].price`.
    pub(crate) fn path(&self) -> String {
        let mut path = "$".to_owned();
        for segment in &self.0 {
            path::push_segment(&mut path, segment);
        }
        path
    }

    /// As a JSON path of all items: `$.items[].price`.
    pub(crate) fn pattern(&self) -> String {
        let mut path = "$".to_owned();
        for segment in &self.0 {
            match segment {
                Segment::Index(_) => path.push_str("[]"),
                Segment::Name(_) => path::push_segment(&mut path, segment),
            }
        }
        path
    }
}

/// The ways to the values that begin at `offsets`, which rise; `text` is JSON.
pub(crate) fn find_paths(text: &str, offsets: &[usize]) -> Vec<Way> {
    let mut walk = Walk {
        text,
        at: 0,
        steps: Vec::new(),
        before_name: false,
    };
    let mut ways: Vec<Way> = Vec::new();
    while let Some(wanted) = offsets.get(ways.len()) {
        match walk.find_value() {
            Some(found) if found < *wanted => walk.pass_value(),
            // The place, or for want of it the end.
            Some(_) | None => ways.push(walk.way()),
        }
    }
    ways
}

/// A walk over the values of a text, in their order.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    steps: Vec<WalkStep<'t>>,
    before_name: bool,
}

/// Where the walk is in an array or object.
enum WalkStep<'t> {
    Item(usize),
    /// The name with its quotes.
    Member(&'t str),
}

impl<'t> Walk<'t> {
    /// Goes to where the next value begins, which may be here.
    fn find_value(&mut self) -> Option<usize> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b',' => match self.steps.last_mut() {
                    Some(WalkStep::Item(index)) => *index += 1,
                    Some(WalkStep::Member(_)) | None => self.before_name = true,
                },
                b'}' | b']' => {
                    self.before_name = false;
                    self.steps.pop();
                }
                b'"' if self.before_name => {
                    let end = self.end_of_string();
                    let name = self.text.get(self.at..end).unwrap_or_default();
                    if let Some(step) = self.steps.last_mut() {
                        *step = WalkStep::Member(name);
                    }
                    self.before_name = false;
                    self.at = end;
                    continue;
                }
                b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                    return Some(self.at);
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Goes past the value that begins here, or into it.
    fn pass_value(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest.first() {
            Some(b'{') => {
                self.steps.push(WalkStep::Member(""));
                self.before_name = true;
                self.at += 1;
            }
            Some(b'[') => {
                self.steps.push(WalkStep::Item(0));
                self.at += 1;
            }
            Some(b'"') => self.at = self.end_of_string(),
            _ => {
                let is_behind = |byte: &u8| byte.is_ascii_whitespace() || b",]}".contains(byte);
                let length = rest.iter().position(is_behind);
                self.at += length.unwrap_or(rest.len());
            }
        }
    }

    /// Where the string ends that begins here.
    fn end_of_string(&self) -> usize {
        let mut end = self.at + 1;
        loop {
            let rest = self.text.as_bytes().get(end..).unwrap_or_default();
            end += measure_plain_text(rest);
            match self.text.as_bytes().get(end) {
                Some(b'"') => return end + 1,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
                None => return self.text.len(),
            }
        }
    }

    /// The way to this place.
    fn way(&self) -> Way {
        let segment = |step: &WalkStep<'_>| match step {
            WalkStep::Item(index) => Segment::Index(*index),
            WalkStep::Member(name) => {
                let name = Reader::new(name).string().unwrap_or_default();
                Segment::member(name.into_owned())
            }
        };
        Way(self.steps.iter().map(segment).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::find_paths;

    #[test]
    fn ways_lead_to_where_values_begin() {
        let text = r#" {"a":[1, "x,]}\"", {"b" : null}], "\u0063":{}, "d e":[[]] }"#;
        let places = [
            "{\"a\"", "[1", "1", "\"x", "{\"b\"", "null", "{}", "[[", "[]",
        ];
        let offsets: Vec<usize> = places.iter().filter_map(|place| text.find(place)).collect();
        let ways = find_paths(text, &offsets);
        let paths: Vec<String> = ways.iter().map(super::Way::path).collect();
        let expected = [
            "$",
            "$.a",
            "$.a[0]",
            "$.a[1]",
            "$.a[2]",
            "$.a[2].b",
            "$.c",
            "$[\"d e\"]",
            "$[\"d e\"][0]",
        ];
        assert_eq!(paths, expected);
        assert_eq!(
            ways.last().map(super::Way::pattern).as_deref(),
            Some("$[\"d e\"][]")
        );
    }
}
