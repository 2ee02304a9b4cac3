//! The model is what serde would make of the same tree.

use openapiv3::OpenAPI;
use serde::Deserialize;

use super::super::{normalise_tree, version};
use crate::diagnostics::Diagnostics;
use crate::source::{self, Node};

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

/// A tree without what the model has no field for, and would misread.
fn without_beyond(node: Node) -> Node {
    match node {
        Node::Map(mut map) => {
            let refers = matches!(map.get("$ref"), Some(Node::String(_)));
            if refers && map.len() > 1 {
                map.shift_remove("$ref");
            }
            if matches!(map.get("type"), Some(Node::List(_))) {
                map.shift_remove("type");
            }
            let is_digits =
                |key: &str, value: &Node| DIGITS.contains(&key) && matches!(value, Node::String(_));
            map.retain(|key, value| !is_digits(key, value));
            if map.get("in") == Some(&Node::from("querystring")) {
                map.insert("in".into(), Node::from("query"));
            }
            if map.get("style") == Some(&Node::from("cookie")) {
                map.shift_remove("style");
            }
            let entries = map.into_iter().map(|(key, value)| {
                if IS_DATA.contains(&&*key) || key.starts_with("x-") {
                    return (key, value);
                }
                // the schema `false`
                let is_never = value == Node::Bool(false) && !IS_BOOLEAN.contains(&&*key);
                let value = if is_never { Node::empty_map() } else { value };
                (key, without_beyond(value))
            });
            Node::Map(entries.collect())
        }
        Node::List(items) => Node::List(items.into_iter().map(without_beyond).collect()),
        scalar => scalar,
    }
}

/// Keys under which digits stand as text.
const DIGITS: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

/// Keys under which data stands, not a part of the document.
const IS_DATA: [&str; 5] = ["const", "default", "enum", "example", "value"];

/// Keys under which `false` is no schema.
const IS_BOOLEAN: [&str; 10] = [
    "additionalProperties",
    "allowEmptyValue",
    "allowReserved",
    "deprecated",
    "explode",
    "nullable",
    "readOnly",
    "required",
    "uniqueItems",
    "writeOnly",
];

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
        let Ok(mut document) = source::read_document(&path, &[], &[], &mut diagnostics) else {
            continue;
        };
        let Ok(version) = version::read_document_version(&document.root) else {
            continue;
        };
        let Some(tree) = normalise_tree(&mut document, version, &mut diagnostics) else {
            continue;
        };
        let known = without_beyond(tree.clone());
        let expected = OpenAPI::deserialize(&known).map_err(|error| error.to_string());
        let found = super::read_normalised_model(tree).map_err(|error| error.to_string());
        let found = found.map(|found| found.openapi);
        assert_eq!(found, expected, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 40, "only {compared} documents");
}
