//! Rules for types that users give.

use std::collections::BTreeMap;

use crate::printable::{RustAttribute, RustPath};

/// Which types of Rust stand for what the document describes, and what is written above
/// those that bindery makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeRules {
    /// By format: what becomes of texts and numbers that have it.
    pub formats: BTreeMap<String, RustPath>,
    /// By schema, named as in the document or as in Rust: what stands for it.
    pub replace: BTreeMap<String, RustPath>,
    /// Which named texts and whole numbers are types of their own, by patterns of the
    /// names of their schemas.
    pub newtypes: Vec<String>,
    /// By patterns of names: what is derived besides. `Eq`, `Hash`, `Ord` and `Copy` only
    /// where all that a type holds has them.
    pub derive: Vec<(String, Vec<RustPath>)>,
    /// Whether types that only responses hold have constructors and setters, for tests.
    pub make_responses: bool,
    /// Properties that `Debug` does not show: `Login.pin`, `*.card_number`.
    pub secrets: Vec<String>,
    /// By patterns of names: attributes above definitions.
    pub attributes: Vec<(String, Vec<RustAttribute>)>,
}
