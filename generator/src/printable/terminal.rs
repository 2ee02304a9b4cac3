//! Text of a document on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::letters::is_hidden;

/// The text with everything that a terminal would obey, or that changes the direction of
/// what it shows, as an escape of Rust: no title is set, nothing is hidden or recoloured.
/// Line feeds and tabs stay.
///
/// ```
/// assert_eq!(bindery::printable::for_terminal("a\u{1b}[2J"), "a\\u{1b}[2J");
/// ```
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    escape_terminal_text(text, &[], |letter, out| out.extend(letter.escape_unicode()))
}

/// As [`for_terminal`], for text that has colours of our own: escape characters stay, so
/// that those of documents must be gone from it.
pub(crate) fn for_styled_terminal(text: &str) -> Cow<'_, str> {
    escape_terminal_text(text, &['\u{1b}'], |letter, out| {
        out.extend(letter.escape_unicode())
    })
}

/// As [`for_terminal`], for text that is JSON: hidden letters, which can only stand inside
/// of strings there, become JSON's escapes.
pub fn json_for_terminal(json: &str) -> Cow<'_, str> {
    escape_terminal_text(json, &[], |letter, out| {
        // all hidden letters are in the basic plane, so one escape is enough
        let _ = write!(out, "\\u{:04x}", u32::from(letter));
    })
}

fn escape_terminal_text<'t>(
    text: &'t str,
    kept: &[char],
    escape: impl Fn(char, &mut String),
) -> Cow<'t, str> {
    let stays = |letter: char| letter == '\n' || letter == '\t' || kept.contains(&letter);
    let obeyed = |letter: char| is_hidden(letter) && !stays(letter);
    if !text.contains(obeyed) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if obeyed(letter) {
            escape(letter, &mut out);
        } else {
            out.push(letter);
        }
    }
    out.into()
}
