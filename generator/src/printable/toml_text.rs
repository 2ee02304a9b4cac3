//! Strings and keys of TOML.

use std::fmt;
use std::fmt::Write as _;

use super::letters::is_hidden;

/// A basic string of TOML 1.0, quotes included.
///
/// ```
/// use bindery::printable::TomlString;
///
/// assert_eq!(TomlString::new("a\"\n[b]").to_string(), r#""a\"\u000A[b]""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlString(String);

impl TomlString {
    /// A string of the text.
    pub fn new(text: &str) -> Self {
        let mut quoted = String::from("\"");
        for letter in text.chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                letter if is_hidden(letter) => {
                    let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
                }
                letter => quoted.push(letter),
            }
        }
        quoted.push('"');
        Self(quoted)
    }
}

impl fmt::Display for TomlString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key of TOML 1.0: bare where it may be, else a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlKey(String);

impl TomlKey {
    /// A key of the text.
    pub fn new(text: &str) -> Self {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        Self(if !text.is_empty() && text.chars().all(is_bare) {
            text.to_owned()
        } else {
            TomlString::new(text).0
        })
    }
}

impl fmt::Display for TomlKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
