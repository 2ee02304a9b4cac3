//! One value of a JSON or YAML file.

use indexmap::IndexMap;

/// A value as it was written: order kept, digits kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON text.
    Number(Box<str>),
    /// Text.
    String(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// A map with text keys, in the order of the file.
    Map(IndexMap<Box<str>, Node>),
}
