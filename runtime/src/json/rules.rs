//! What a document demands of values besides their type, and how it is told
//! when a value breaks it.
//!
//! Data only: [`check`](super::check()) does the work.

use std::fmt;

use super::path::{self, Segment};

/// Constraints of a schema, as far as they are checked before sending.
///
/// Numbers are the digits of the document, so that nothing is rounded.
/// Patterns are not among them: the document's dialect of regular expressions
/// is not Rust's.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// `minimum`: the smallest number.
    pub minimum: Option<&'static str>,
    /// `maximum`: the largest number.
    pub maximum: Option<&'static str>,
    /// `exclusiveMinimum`: numbers are larger than this.
    pub exclusive_minimum: Option<&'static str>,
    /// `exclusiveMaximum`: numbers are smaller than this.
    pub exclusive_maximum: Option<&'static str>,
    /// `multipleOf`: numbers divided by this are whole.
    pub multiple_of: Option<&'static str>,
    /// `minLength`: fewest characters (Unicode scalar values) of a string.
    pub min_length: Option<u64>,
    /// `maxLength`: most characters of a string.
    pub max_length: Option<u64>,
    /// `minItems`: fewest items of an array.
    pub min_items: Option<u64>,
    /// `maxItems`: most items of an array.
    pub max_items: Option<u64>,
    /// `uniqueItems`: no two items of an array are equal.
    pub unique: bool,
    /// `minProperties`: fewest members of an object.
    pub min_properties: Option<u64>,
    /// `maxProperties`: most members of an object.
    pub max_properties: Option<u64>,
    /// What is demanded of each item of an array, or of each value of a map.
    pub item: Option<&'static Rules>,
}

impl Rules {
    /// No constraint at all; the base of every other.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
        unique: false,
        min_properties: None,
        max_properties: None,
        item: None,
    };
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
    /// A violation of the value at hand; callers above add the way to it.
    pub(crate) fn here(message: String) -> Self {
        Self {
            path: "$".to_owned(),
            message,
        }
    }

    /// Moves the violation from a member or item into what holds it.
    pub(crate) fn move_into(&mut self, segment: &Segment) {
        let mut path = "$".to_owned();
        path::push(&mut path, segment);
        self.path.replace_range(..1, &path);
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
