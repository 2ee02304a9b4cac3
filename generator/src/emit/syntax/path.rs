//! Paths.

use std::fmt;

use super::SourceText;

/// A path to an item.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Path<'a>(SourceText<'a>);

impl<'a> Path<'a> {
    /// A path from its text.
    pub(in crate::emit) fn new(text: impl Into<SourceText<'a>>) -> Self {
        Self(text.into())
    }

    /// The path to something inside.
    pub(in crate::emit) fn to(&self, name: &str) -> Path<'static> {
        Path::new(format!("{}::{name}", self.0))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'a> From<Path<'a>> for SourceText<'a> {
    fn from(path: Path<'a>) -> Self {
        path.0
    }
}
