//! Why a client could not be made.

use std::fmt;

/// Why a client could not be made: one line for each thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    pub(super) title: &'static str,
    pub(super) problems: Vec<String>,
}

impl BuildError {
    /// Everything that is wrong, one entry for each thing.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A document may have an empty title.
        let title = match self.title.trim() {
            "" => "the API",
            title => title,
        };
        write!(out, "the client for {title} cannot be made: ")?;
        out.write_str(&self.problems.join("; "))
    }
}

impl std::error::Error for BuildError {}
