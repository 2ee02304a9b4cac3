//! Positions of JSON, from a scanner of its own.
//!
//! YAML parsers are no help: a surrogate pair such as `\ud83d\ude00` is fine in
//! JSON and an error in YAML, and keys may be longer than YAML allows.

use std::ops::Range;

use super::Tracker;

/// Feeds the tokens of a text to the tracker. The text has passed, or has just
/// failed, a real parser; so nothing is checked here.
pub(super) fn walk(text: &str, tracker: &mut Tracker<'_>) {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => tracker.open(start..at, *byte == b'{'),
            b'}' | b']' => tracker.close(),
            b'"' => {
                at = end_of_string(text, at);
                // what stands in a string matters in keys alone
                if tracker.expects_key() {
                    tracker.scalar(&unquoted(text, start..at), start..at);
                } else {
                    tracker.scalar("", start..at);
                }
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => {}
            _ => {
                at = end_of_word(text, at);
                tracker.scalar("", start..at);
            }
        }
    }
}

/// The numbers of a JSON text in order, as they are written.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *text.as_bytes().get(at)?;
            let start = at;
            at += 1;
            if byte == b'"' {
                at = end_of_string(text, at);
            } else if byte == b'-' || byte.is_ascii_digit() {
                at = end_of_word(text, at);
                return text.get(start..at);
            }
        }
    })
}

/// The byte after the quote that ends a string, from the byte after the first.
fn end_of_string(text: &str, mut at: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// The byte after a number, `true`, `false` or `null`.
fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let len = rest.iter().position(|byte| {
        matches!(
            byte,
            b',' | b':' | b'}' | b']' | b'"' | b' ' | b'\t' | b'\n' | b'\r'
        )
    });
    at + len.unwrap_or(rest.len())
}

/// A string's value; what is not valid JSON counts as it stands.
fn unquoted(text: &str, range: Range<usize>) -> String {
    let raw = text.get(range).unwrap_or_default();
    serde_json::from_str(raw).unwrap_or_else(|_| raw.trim_matches('"').to_owned())
}
