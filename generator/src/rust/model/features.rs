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
