//! What a crate of its own is besides its code.

use std::path::PathBuf;

/// Where the runtime comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// From the registry, by version requirement.
    Version(String),
    /// From a folder.
    Path(PathBuf),
}

/// What the manifest of a new crate says besides what follows from the document.
#[derive(Debug, Clone, PartialEq)]
pub struct PackageFacts {
    /// Where the runtime comes from.
    pub runtime: Runtime,
    /// Lines of `[package]`, by key: values of TOML, in place of what would stand there.
    pub lines: Vec<(String, toml::Value)>,
}

impl PackageFacts {
    /// Nothing besides the runtime.
    pub fn new(runtime: Runtime) -> Self {
        Self {
            runtime,
            lines: Vec::new(),
        }
    }
}
