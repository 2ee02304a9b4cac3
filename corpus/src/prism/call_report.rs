//! What the driver says of one call, and what Prism holds against it.

use serde::Deserialize;
use serde_json::Value;

/// What the driver says of one call.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CallReport {
    pub(super) request: String,
    pub(super) refused: Option<String>,
    pub(super) untyped: Option<String>,
    pub(super) failed: Option<String>,
    pub(super) status: String,
    pub(super) violations: Option<String>,
    pub(super) answer: String,
    pub(super) unread: Option<String>,
}

/// Something that Prism holds against a request.
#[derive(Debug, Deserialize)]
pub(super) struct Violation {
    /// Such as `query`, and then the way to the value.
    pub(super) location: Vec<Value>,
    /// `Error`, or less.
    #[serde(default)]
    pub(super) severity: String,
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
}
