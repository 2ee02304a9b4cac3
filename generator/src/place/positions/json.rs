//! Positions of JSON, from a scanner of its own.
//!
//! YAML parsers are no help: a surrogate pair such as `\ud83d\ude00` is fine in
//! JSON and an error in YAML, and keys may be longer than YAML allows.

use std::ops::Range;

use super::super::tokens::{Token, is_json_number, split_json_tokens};
use super::Tracker;

/// Feeds the tokens of a text to the tracker. The text has passed, or has just
/// failed, a real parser; so nothing is checked here.
pub(super) fn walk_json_tokens(text: &str, tracker: &mut Tracker<'_>) {
    for (token, range) in split_json_tokens(text) {
        match token {
            Token::Open(is_map) => tracker.open(range, is_map),
            Token::Close => tracker.close(),
            // what stands in a text matters in keys alone
            Token::Text if tracker.expects_key() => {
                tracker.scalar(&unquote_json_text(text, range.clone()), range);
            }
            Token::Text | Token::Word => tracker.scalar("", range),
            Token::Comma | Token::Colon | Token::Comment => {}
        }
    }
}

/// The numbers of a JSON text in order, as they are written.
pub(crate) fn list_json_numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = split_json_tokens(text).filter(|(token, _)| *token == Token::Word);
    words.filter_map(|(_, range)| text.get(range).filter(|word| is_json_number(word)))
}

/// A string's value; what is not valid JSON counts as it stands.
fn unquote_json_text(text: &str, range: Range<usize>) -> String {
    let raw = text.get(range).unwrap_or_default();
    serde_json::from_str(raw).unwrap_or_else(|_| raw.trim_matches('"').to_owned())
}
