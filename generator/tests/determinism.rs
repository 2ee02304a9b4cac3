//! The same input gives the same bytes, wherever it lies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

use std::path::Path;

use bindery::diagnostics::Diagnostics;
use bindery::emit::GeneratedFiles;
use bindery::{config, project};

/// Compiles this repository's own project from a copy in another folder.
fn compiled(folder: &Path) -> GeneratedFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    std::fs::copy(root.join("bindery.toml"), folder.join("bindery.toml")).unwrap();
    for entry in std::fs::read_dir(root.join("specs")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.join("specs").join(entry.file_name())).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let read = config::read_project(&folder.join("bindery.toml"), &mut diagnostics).unwrap();
    let entries = read.apis.iter();
    let outcomes = entries
        .map(|entry| project::compile_entry(&read, entry))
        .collect();
    project::assemble_client(&read, outcomes).unwrap().files
}

#[test]
fn twice_the_same_bytes_in_any_folder() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = compiled(one.path());
    let second = compiled(&other.path().join("another/place"));
    assert!(first.len() > 10, "{:?}", first.keys());
    assert_eq!(first, second);
}
