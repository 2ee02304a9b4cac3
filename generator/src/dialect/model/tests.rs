//! The model is what serde would make of the same tree.

use openapiv3::OpenAPI;
use serde::Deserialize;

use super::super::{tree, version};
use crate::diagnostics::Diagnostics;
use crate::source;

/// Every document of the folder, also below it.
fn documents(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let below = paths.flat_map(|path| match path.is_dir() {
        true => documents(&path),
        false => vec![path],
    });
    below
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "json"))
        })
        .collect()
}

#[test]
fn it_is_what_serde_makes_of_the_tree() {
    let folders = [
        "tests/dialect",
        "tests/diagnostics",
        "tests/features",
        "tests/fixtures",
        "tests/found",
        "tests/api",
        "../specs",
    ];
    let mut compared = 0;
    for path in folders.iter().flat_map(|folder| documents(folder.as_ref())) {
        let mut diagnostics = Diagnostics::new();
        let Ok(mut document) = source::read(&path, &[], &[], &mut diagnostics) else {
            continue;
        };
        let Ok(version) = version::of(&document.root) else {
            continue;
        };
        let Some(tree) = tree(&mut document, version, &mut diagnostics) else {
            continue;
        };
        let expected = OpenAPI::deserialize(&tree).map_err(|error| error.to_string());
        let found = super::openapi(tree).map_err(|error| error.to_string());
        assert_eq!(found, expected, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 40, "only {compared} documents");
}
