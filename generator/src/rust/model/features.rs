//! Cargo features.

use std::fmt;

/// The name of a feature: letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureName(pub(in crate::rust) String);

impl FeatureName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether people turn it on, and not only other features.
    pub fn is_public(&self) -> bool {
        !self.0.starts_with('_')
    }
}

impl fmt::Display for FeatureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A feature of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: FeatureName,
    /// The features that it turns on.
    pub enables: Vec<FeatureName>,
}

/// The features of the runtime that a crate passes on, what is said of them, and whether they
/// are on by default.
pub const PASSED_ON: [(&str, &str, bool); 12] = [
    ("reqwest", "the transport, and its TLS", true),
    ("rustls", "", true),
    ("native-tls", "", false),
    ("http2", "", false),
    ("gzip", "", false),
    ("blocking", "calls for programs that are not async", false),
    ("tracing", "a span for each call", false),
    (
        "oauth",
        "tokens for users who sign in, by a browser or another device",
        false,
    ),
    ("tower", "services of tower as transports", false),
    (
        "webhooks",
        "calls of the API to you: their signatures are checked",
        false,
    ),
    ("serde", "serde's traits on all types", false),
    (
        "testing",
        "transports for tests: answers by rules and by the document's examples",
        false,
    ),
];
