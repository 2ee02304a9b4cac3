//! Numbers and text with their bounds.

use crate::formats::{WireClass, classify_text};

/// A whole number.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub struct Integer {
    /// `format` as written, for instance `int64`.
    pub format: Option<String>,
    /// Bounds.
    pub bounds: Bounds,
}

/// Any number.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub struct NumberShape {
    /// `format` as written, for instance `double` or `decimal`.
    pub format: Option<String>,
    /// Bounds.
    pub bounds: Bounds,
    /// Whether whole numbers of any length stand beside it (`integer` and `number`), of
    /// which no digit may be lost.
    pub keeps_digits: bool,
}

/// Bounds of a number, each as the text of the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bounds {
    /// Smallest value.
    pub minimum: Option<Bound>,
    /// Largest value.
    pub maximum: Option<Bound>,
    /// The value is a multiple of this.
    pub multiple_of: Option<String>,
}

/// One bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number as JSON text.
    pub value: String,
    /// Whether the bound itself is outside.
    pub exclusive: bool,
}

/// Text.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub struct TextShape {
    /// `format` as written, for instance `date-time`.
    pub format: Option<String>,
    /// `contentEncoding` (`base64`, `base64url`), or what `format: byte` means.
    pub encoding: Option<String>,
    /// A date-time pattern in `strftime` letters (`x-bindery-format`).
    pub time_format: Option<String>,
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Regular expressions, all of which it matches: of `allOf`, each member may bring one.
    pub patterns: Vec<String>,
}

impl TextShape {
    /// What it travels as, but for `time_format`.
    pub fn class(&self) -> WireClass {
        classify_text(self.encoding.as_deref(), self.format.as_deref())
    }

    /// Whether it is read as something else than the text itself, so that not
    /// every text is one of these.
    pub fn is_strict(&self) -> bool {
        self.time_format.is_some() || !self.class().is_lossless_text()
    }
}
