//! Patterns by which rules of `bindery.toml` name many operations.

use std::fmt;

use super::types::Operation;
use crate::wildcard::fits_wildcard;

/// Patterns of which an operation matches one: `GET /v1/*`, `* /v1/search`, or an `operationId`
/// such as `list*`. A `*` stands for any text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationPatterns(pub Vec<String>);

impl OperationPatterns {
    /// Whether they name an operation.
    pub(in crate::api) fn names(&self, operation: &Operation) -> bool {
        let mut patterns = self.0.iter();
        patterns.any(|pattern| match pattern.split_once(' ') {
            Some((method, path)) => {
                fits_wildcard(&method.to_uppercase(), &operation.method)
                    && fits_wildcard(path.trim(), &operation.path)
            }
            None => fits_wildcard(pattern, &operation.id),
        })
    }
}

impl fmt::Display for OperationPatterns {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join("`, `"))
    }
}
