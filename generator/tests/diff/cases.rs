//! The folders of edits, and what is told of each.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};

use bindery::Input;
use bindery::compare::{ApiVersion, Comparison, comparison_as_text};
use bindery::diagnostics::{Diagnostics, locate_pointers};
use bindery::rust::Options;

/// All folders.
pub(crate) fn list_cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("tests/diff").unwrap();
    let mut cases: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// Compiles a document as far as it is compared.
pub(crate) fn read_version(document: &Path, options: &Options) -> (ApiVersion, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let input = Input {
        document: document.to_path_buf(),
        ..Input::default()
    };
    let version = bindery::read_version(&input, options, &mut diagnostics);
    let Ok(version) = version else {
        panic!("{}: {:?}", document.display(), diagnostics.findings());
    };
    (version, diagnostics)
}

/// What `bindery diff` prints.
pub(crate) fn print_comparison(
    comparison: &Comparison,
    old: &Diagnostics,
    new: &Diagnostics,
) -> String {
    comparison_as_text(comparison, Some("1.4.0"), |is_new, pointer| {
        let places = if is_new { new } else { old };
        let found = locate_pointers(places, &[pointer]).remove(0);
        found.rsplit('/').next().unwrap().to_owned()
    })
}
