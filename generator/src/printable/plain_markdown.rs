//! Text inside Markdown files.

use std::fmt;

use super::letters::fold_to_one_line;

/// A text as CommonMark shows it, letter for letter: one line, without markup and without
/// letters that nobody would see.
///
/// ```
/// use bindery::printable::PlainMarkdown;
///
/// let text = PlainMarkdown::new("a*b*\n\u{202E}c");
/// assert_eq!(text.to_string(), r"a\*b\* c");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainMarkdown(String);

impl PlainMarkdown {
    /// The text with a backslash before whatever could be markup (CommonMark 0.31 §2.4). What
    /// stands in ordinary names and URLs is none where it comes after another letter.
    pub fn new(text: &str) -> Self {
        let mut plain = String::new();
        for letter in fold_to_one_line(text).chars() {
            if letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | '-' | '/' | ':') {
                plain.push('\\');
            }
            plain.push(letter);
        }
        Self(plain)
    }
}

impl fmt::Display for PlainMarkdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
