//! What a document demands of values besides their type, and how it is told
//! when a value breaks it.
//!
//! Data only: [`check`](super::check()) does the work.

use std::fmt;

use super::path::{self, Segment};
use crate::secrets::Secrets;

/// A constraint of a schema that is checked before sending. What belongs to
/// values of another JSON type says nothing (JSON Schema 2020-12, Validation §6).
///
/// Numbers are the digits of the document, so that nothing is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// `minimum`: the smallest number.
    Minimum(&'static str),
    /// `maximum`: the largest number.
    Maximum(&'static str),
    /// `exclusiveMinimum`: numbers are larger than this.
    ExclusiveMinimum(&'static str),
    /// `exclusiveMaximum`: numbers are smaller than this.
    ExclusiveMaximum(&'static str),
    /// `multipleOf`: numbers divided by this are whole.
    MultipleOf(&'static str),
    /// `minLength`: fewest characters (Unicode scalar values) of a string.
    MinLength(u64),
    /// `maxLength`: most characters of a string.
    MaxLength(u64),
    /// `pattern`: what a string matches somewhere. The expression is the document's,
    /// written for `regex-lite`.
    Pattern(&'static str),
    /// `const`: the only value, as JSON text.
    Const(&'static str),
    /// `minItems`: fewest items of an array.
    MinItems(u64),
    /// `maxItems`: most items of an array.
    MaxItems(u64),
    /// `uniqueItems`: no two items of an array are equal.
    UniqueItems,
    /// `minProperties`: fewest members of an object.
    MinProperties(u64),
    /// `maxProperties`: most members of an object.
    MaxProperties(u64),
    /// What is demanded of each item of an array, or of each value of a map.
    Each(&'static [Rule]),
    /// What is demanded of the items of a tuple, by position.
    Positions(&'static [&'static [Rule]]),
    /// At least one of these lists holds: the demands of alternatives that have the same
    /// JSON type.
    AnyOf(&'static [&'static [Rule]]),
}

/// A value that breaks what the document demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where the value stands, as a JSON path: `$.filter.ids[3]`.
    pub path: String,
    /// What is wrong with it: `must be at most 100, not 250`.
    pub message: String,
}

impl Violation {
    /// Without secrets in its texts.
    pub(crate) fn masked(self, secrets: &Secrets) -> Self {
        Self {
            path: secrets.mask(&self.path).into_owned(),
            message: secrets.mask(&self.message).into_owned(),
        }
    }

    /// A violation of the value at hand; callers above add the way to it.
    pub(crate) fn here(message: String) -> Self {
        Self {
            path: "$".to_owned(),
            message,
        }
    }

    /// Moves the violation from a member or item into what holds it.
    pub(crate) fn move_into(&mut self, segment: &Segment) {
        path::prepend_segment(&mut self.path, segment);
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, message } = self;
        match path.strip_prefix('$').unwrap_or(path) {
            "" => write!(out, "the value {message}"),
            inside => {
                let name = inside.strip_prefix('.').unwrap_or(inside);
                write!(out, "`{name}` {message}")
            }
        }
    }
}
