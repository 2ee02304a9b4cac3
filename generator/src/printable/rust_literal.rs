//! Literals of Rust.

use std::fmt;

/// A string literal of Rust, quotes included.
///
/// ```
/// use bindery::printable::StringLiteral;
///
/// assert_eq!(StringLiteral::new("a\"b\u{202E}").to_string(), r#""a\"b\u{202e}""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringLiteral(String);

impl StringLiteral {
    /// A literal of the text.
    pub fn new(text: &str) -> Self {
        let plain = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        Self(if text.bytes().all(plain) {
            format!("\"{text}\"")
        } else {
            proc_macro2::Literal::string(text).to_string()
        })
    }

    /// The source of the literal.
    pub(crate) fn into_source(self) -> String {
        self.0
    }
}

impl fmt::Display for StringLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A whole number of Rust, with its sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegerLiteral(String);

impl IntegerLiteral {
    /// A literal of the digits; 0 where there are none. Everything that is not a digit is
    /// dropped, except a sign at the start.
    pub fn new(digits: &str) -> Self {
        let sign = if digits.starts_with('-') { "-" } else { "" };
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        Self(if digits.is_empty() {
            "0".to_owned()
        } else {
            format!("{sign}{digits}")
        })
    }

    /// The source of the literal.
    pub(crate) fn into_source(self) -> String {
        self.0
    }
}

impl fmt::Display for IntegerLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
