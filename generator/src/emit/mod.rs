//! Prints a crate: [`Crate`] → files of text. Decides nothing.

use std::collections::BTreeMap;

use crate::rust::Crate;

/// Files by their path relative to the API's folder, with `/` between parts.
pub type Files = BTreeMap<String, String>;

/// Prints all files.
pub fn files(_krate: &Crate) -> Files {
    Files::new()
}
