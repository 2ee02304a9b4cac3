//! Rules of `bindery.toml`: one that says for many operations how their pages follow each
//! other.

use crate::api::operation_patterns::OperationPatterns;
use crate::api::types::Pagination;

/// What the user says about pages besides the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRules {
    /// Rules; of those that fit an operation the first counts.
    pub rules: Vec<PageRule>,
    /// Whether what is plain from names and types is inferred.
    pub infer: bool,
}

impl Default for PageRules {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            infer: true,
        }
    }
}

/// How the pages of several operations follow each other. It holds for those that have all
/// that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRule {
    /// The operations that it is meant for.
    pub operations: OperationPatterns,
    /// How their pages follow each other.
    pub pagination: Pagination,
    /// Whether it may fit no operation, as it is meant for other documents too.
    pub shared: bool,
}
