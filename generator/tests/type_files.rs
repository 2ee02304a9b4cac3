//! Documents with many types have several files of types, and a new type changes only the
//! one that it is in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::collections::BTreeSet;

use bindery::emit::GeneratedFiles;
use serde_json::{Value, json};
use support::{Scratch, compile_text};

/// A document with so many schemas, the last of which are left out: structs that refer to
/// each other and hold schemas without names, enums, unions, and one that hides `String`.
fn document(schemas: usize) -> String {
    let reference = |index: usize| json!({"$ref": format!("#/components/schemas/Type{index}")});
    let schema = |index: usize| match index % 4 {
        0 => json!({"type": "string", "enum": ["a", "b"]}),
        1 => json!({"oneOf": [reference(index - 1), {"type": "integer"}]}),
        // Equal ones without a name become one type, and aliases of it in other files.
        _ => json!({"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string"},
            "before": reference(index - 1),
            "inside": {"type": "object", "required": ["x", "y"],
                "properties": {"x": {"type": "string"}, "y": {"type": "string"}}},
        }}),
    };
    let named = (0..schemas).map(|index| (format!("Type{index}"), schema(index)));
    let mut all: serde_json::Map<String, Value> = named.collect();
    all.insert(
        "String".to_owned(),
        json!({"type": "object", "properties": {"text": {"type": "string"}}}),
    );
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Many", "version": "1"},
        "paths": {"/a": {"put": {"operationId": "put", "requestBody": {"required": true,
            "content": {"application/json": {"schema": reference(schemas - schemas % 4 - 1)}}},
            "responses": {"200": {
            "description": "ok",
            "content": {"application/json": {"schema": reference(2)}},
        }}}}},
        "components": {"schemas": all},
    })
    .to_string()
}

fn files(schemas: usize) -> GeneratedFiles {
    compile_text("many", &document(schemas)).files
}

/// Paths of the files of types, and how they are read and written.
fn paths(files: &GeneratedFiles) -> BTreeSet<&str> {
    let paths = files.keys().map(String::as_str);
    paths
        .filter(|path| path.starts_with("types") || path.starts_with("wire"))
        .collect()
}

#[test]
fn small_documents_have_one_file_and_large_ones_several() {
    assert_eq!(paths(&files(20)), BTreeSet::from(["types.rs", "wire.rs"]));
    let several = files(200);
    let parts = (0..8).flat_map(|part| {
        [
            format!("types/part{part}.rs"),
            format!("wire/part{part}.rs"),
        ]
    });
    let parts: Vec<String> = parts.collect();
    let mut expected: BTreeSet<&str> = parts.iter().map(String::as_str).collect();
    expected.extend(["types/mod.rs", "wire/mod.rs"]);
    assert_eq!(paths(&several), expected);
    assert_eq!(paths(&files(1_000)).len(), 2 * 65);
}

#[test]
fn a_new_type_changes_only_its_own_file() {
    for schemas in [200, 1_000] {
        let (before, after) = (files(schemas), files(schemas + 1));
        let changed = after
            .iter()
            .filter(|(path, text)| before.get(*path) != Some(*text));
        let changed: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
        assert!(before.keys().all(|path| after.contains_key(path)));
        // The new type is an enum: it is defined in one file, and read in another one.
        assert!(
            matches!(changed.as_slice(), [types, wire] if types.strip_prefix("types") == wire.strip_prefix("wire")),
            "{changed:?}"
        );
    }
}

#[test]
fn several_files_compile_without_warnings() {
    let mut scratch = Scratch::new("type_files");
    scratch.add_module("eight", &files(200));
    let output = scratch
        .run("fn main() { let _: Option<eight::types::String> = None; println!(\"done\"); }");
    assert!(output.contains("done"), "{output}");
}
