//! What bindery writes is as `rustfmt` would have it, so that nobody's formatter changes
//! generated files.
//!
//! `rustfmt` comes with the toolchain; where it is missing, the tests are skipped with a
//! message, and so is that over documents of real APIs where they are not beside this
//! repository.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::emit::GeneratedFiles;
use serde_json::json;
use serde_yaml::Value;
use support::{compile_text, fixture_document};

/// Documents of real APIs of which a sample is compiled.
const CORPUS: &str = "../../shared/corpus/documents.tar.xz";

/// Every which document of the corpus is taken.
const STEP: usize = 4;

/// Bytes of the largest document that is taken: larger ones take minutes in builds that
/// are not optimised, and have no constructs of their own.
const LARGEST: u64 = 400_000;

#[test]
fn generated_code_of_small_documents_is_formatted() {
    let documents = support::documents("tests/fixtures");
    check(documents.iter().map(|path| compiled(path)));
}

#[test]
fn generated_code_of_real_apis_is_formatted() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS);
    if !archive.exists() {
        eprintln!("skipped: there is no {}", archive.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar")
        .arg("-xJf")
        .arg(&archive)
        .current_dir(folder.path())
        .status();
    assert!(
        unpacked.unwrap().success(),
        "tar does not unpack the archive"
    );
    let mut documents = files_below(folder.path());
    documents.retain(|path| path.metadata().unwrap().len() <= LARGEST);
    documents.sort();
    let sample: Vec<&PathBuf> = documents.iter().step_by(STEP).collect();
    assert!(sample.len() > 10, "{sample:?}");
    check(sample.into_iter().map(|path| compiled(path)));
}

/// All files below a folder that look like documents.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.extension() {
            _ if path.is_dir() => files_below(&path),
            Some(extension) if extension == "json" || extension == "yaml" => vec![path],
            Some(_) | None => Vec::new(),
        })
        .collect()
}

fn compiled(path: &Path) -> GeneratedFiles {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy();
    compile_text(&name, &whole_document(text)).files
}

/// Fixtures hold a document with other things, or its schemas alone.
fn whole_document(text: String) -> String {
    let value: Value = serde_yaml::from_str(&text).unwrap_or_default();
    match (value.get("document"), value.get("schemas")) {
        (None, None) => text,
        (document, schemas) => fixture_document(document, schemas.unwrap_or(&Value::Null)),
    }
}

/// Names of every length that real documents have, in all places that have names: each
/// line that bindery breaks is somewhere just short enough, and somewhere just too long.
#[test]
fn lines_of_every_length_are_formatted() {
    let documents = [1..20, 20..40, 40..60];
    check(documents.into_iter().enumerate().map(|(index, lengths)| {
        let document = document_of_lengths(lengths);
        compile_text(&format!("lengths{index}"), &document.to_string()).files
    }));
}

/// A document whose names have these lengths.
fn document_of_lengths(lengths: std::ops::Range<usize>) -> serde_json::Value {
    let names: Vec<String> = lengths.map(|length| "a".repeat(length)).collect();
    let schemas = names.iter().flat_map(|name| schemas_called(name));
    let paths = names.iter().flat_map(|name| paths_called(name));
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Lengths", "version": "1"},
        "paths": paths.collect::<serde_json::Map<_, _>>(),
        "components": {
            "schemas": schemas.collect::<serde_json::Map<_, _>>(),
            "securitySchemes": {"oauth": {"type": "oauth2", "flows": {"clientCredentials": {
                "tokenUrl": "https://token.test", "scopes": {}
            }}}},
        },
    })
}

/// One schema of each kind.
fn schemas_called(name: &str) -> Vec<(String, serde_json::Value)> {
    let text = json!({"type": "string", "minLength": 1, "maxLength": 2000});
    let open = json!({
        "type": "object",
        "required": [name],
        "properties": {
            name: text,
            "map": {"type": "object", "maxProperties": 5, "additionalProperties": text},
            "list": {"type": "array", "minItems": 2, "items": {"type": "string", "pattern": name}},
            "other": {"type": ["string", "null"], "format": "date"},
        },
    });
    let closed = json!({
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "closed"}, name: {"$ref": format!("#/components/schemas/{name}Open")}},
        "additionalProperties": false,
    });
    let member = |tag: &str| {
        json!({
            "type": "object",
            "required": ["kind", "shared"],
            "properties": {"kind": {"const": tag}, "shared": {"type": "object", "additionalProperties": {"type": "string"}}, name: text},
        })
    };
    let reference = |kind: &str| json!({"$ref": format!("#/components/schemas/{name}{kind}")});
    vec![
        (format!("{name}Open"), open),
        (format!("{name}Closed"), closed),
        (format!("{name}One"), member("one")),
        (format!("{name}Two"), member("two")),
        (
            format!("{name}Enum"),
            json!({"type": "string", "enum": [name, "other"]}),
        ),
        (
            format!("{name}Tagged"),
            json!({
                "oneOf": [reference("One"), reference("Two")],
                "discriminator": {"propertyName": "kind", "mapping": {
                    "one": format!("#/components/schemas/{name}One"),
                    "two": format!("#/components/schemas/{name}Two"),
                }},
            }),
        ),
        (
            format!("{name}Keys"),
            json!({"anyOf": [reference("Open"), reference("Two")]}),
        ),
        (
            format!("{name}Kinds"),
            json!({"oneOf": [{"type": "integer"}, reference("Open")]}),
        ),
    ]
}

/// A few operations.
fn paths_called(name: &str) -> Vec<(String, serde_json::Value)> {
    let answer = |kind: &str| {
        json!({
            "description": name,
            "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}{kind}")}}},
            "headers": {format!("X-{name}"): {"schema": {"type": "array", "items": {"type": "string"}}}},
        })
    };
    let tags = ["const", "prefix_items", "v10", "v2", "prefixed"];
    let tag = tags.get(name.chars().count() % tags.len()).unwrap();
    let parameter = |name: &str, required: bool| {
        json!({
            "name": name, "in": "query", "required": required,
            "schema": {"type": "array", "maxItems": 9, "items": {"type": "string", "minLength": 3}},
        })
    };
    let scopes = ["collaborator", "owner", name];
    let twice = [scopes, scopes].concat();
    let body = json!({"required": true, "content": {"application/json": {"schema": {
        "type": "object", "maxProperties": 5, "additionalProperties": {"type": "string", "maxLength": 2000},
    }}}});
    let operation = |id: String, security: serde_json::Value| {
        json!({
            "operationId": id,
            "tags": [tag],
            "parameters": [parameter(name, true), parameter("other", false)],
            "requestBody": body,
            "responses": {"200": answer("Open"), "400": answer("Closed"), "404": answer("Tagged")},
            "security": security,
        })
    };
    vec![(
        format!("/{name}"),
        json!({
            "post": operation(name.to_owned(), json!([{"oauth": scopes}])),
            "put": operation(format!("{name}Again"), json!([{"oauth": scopes}, {"oauth": ["owner"]}, {}])),
            "patch": operation(format!("{name}Patch"), json!([{"oauth": twice}])),
        }),
    )]
}

/// Writes the files of each document into a folder, and looks at all of them at once.
fn check(crates: impl Iterator<Item = GeneratedFiles>) {
    let folder = tempfile::tempdir().unwrap();
    let mut roots = Vec::new();
    for (index, files) in crates.enumerate() {
        for (file, text) in files {
            let path = folder.path().join(format!("api{index}")).join(&file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            if file == "mod.rs" {
                roots.push(path);
            }
        }
    }
    // `rustfmt` follows the modules that a file declares.
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--color", "never"])
        .args(&roots)
        .current_dir(folder.path())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no rustfmt");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
}
