//! Attributes that users want above generated types.

use std::fmt;

use syn::Attribute;
use syn::parse::Parser as _;

use super::is_line_break;

/// One attribute on one line.
///
/// ```
/// use bindery::printable::RustAttribute;
///
/// let attribute = RustAttribute::parse("#[serde(default)]").unwrap();
/// assert_eq!(attribute.to_string(), "#[serde(default)]");
/// assert!(RustAttribute::parse("#[a] struct B;").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustAttribute(String);

impl RustAttribute {
    /// Reads an attribute; `None` for a text that is not an attribute, is more than one, or
    /// has several lines.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let read = Attribute::parse_outer.parse_str(text).ok()?;
        // A comment may hide what follows it, and is an attribute to the parser of Rust.
        let is_one = read.len() == 1 && text.starts_with("#[") && text.ends_with(']');
        (is_one && !text.contains(is_line_break)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for RustAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
