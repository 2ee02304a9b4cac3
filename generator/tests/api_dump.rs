//! Small documents, one construct each, named after the conformance list where an
//! entry has a name there: what the `api` stage makes of them, as text, with
//! every finding of that stage.
//!
//! `tests/api/NAME.yaml` holds parts of a document; `schemas` stands for
//! `components: {schemas: …}`, and what is missing is filled in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

use std::path::Path;

use bindery::diagnostics::{Diagnostic, Diagnostics, Place};
use bindery::{api, dialect, source};
use serde_json::{Map, Value, json};

/// The whole document of a fixture.
fn document(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    let mut parts: Map<String, Value> =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if let Some(schemas) = parts.remove("schemas") {
        parts.insert("components".to_owned(), json!({ "schemas": schemas }));
    }
    let fill = |parts: &mut Map<String, Value>, key: &str, value: Value| {
        parts.entry(key).or_insert(value);
    };
    fill(&mut parts, "openapi", json!("3.1.0"));
    fill(
        &mut parts,
        "info",
        json!({"title": "Fixture", "version": "1"}),
    );
    fill(&mut parts, "paths", json!({}));
    Value::Object(parts)
}

fn place(place: &Place) -> String {
    match place {
        Place::Node(pointer) | Place::NodeIn(_, pointer) => format!("#{pointer}"),
        other => format!("{other:?}"),
    }
}

fn line(finding: &Diagnostic) -> String {
    let at = finding.place.as_ref().map(place).unwrap_or_default();
    let mut line = format!("{} {at}: {}", finding.code.as_str(), finding.message);
    for (other, text) in &finding.labels {
        line += &format!("\n  {}: {text}", place(other));
    }
    if let Some(help) = &finding.help {
        line += &format!("\n  help: {help}");
    }
    line
}

/// The API as text, or nothing when there were errors; then the findings.
fn resolved(document: &Value) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let document = source::read_document(&path, &[], &[], &mut diagnostics).unwrap();
    let openapi = dialect::normalise_document(document, &mut diagnostics)
        .unwrap_or_else(|_| panic!("{:?}", diagnostics.findings()));
    let before = diagnostics.findings().len();
    let api = api::resolve_api(&openapi, &api::Selection::default(), &mut diagnostics);
    let mut text = api.as_ref().map(api::dump_api).unwrap_or_default();
    for finding in &diagnostics.findings()[before..] {
        text += &line(finding);
        text.push('\n');
    }
    text
}

#[test]
fn apis_are_as_reviewed() {
    insta::glob!("api/*.yaml", |path| {
        insta::assert_snapshot!(resolved(&document(path)));
    });
}

/// The same document gives the same text, whatever the hash seeds are.
#[test]
fn resolving_is_deterministic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/di-06-family.yaml");
    let document = document(&path);
    let first = resolved(&document);
    for _ in 0..8 {
        assert_eq!(resolved(&document), first);
    }
}

fn of_schemas(schemas: Value) -> String {
    resolved(&json!({
        "openapi": "3.1.0",
        "info": {"title": "Made", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }))
}

/// References do not nest, so a chain of them may be longer than any document is
/// deep.
#[test]
fn long_chains_of_references_need_no_stack() {
    let mut schemas = Map::new();
    for index in 0..5_000 {
        let next = format!("#/components/schemas/S{}", index + 1);
        schemas.insert(format!("S{index}"), json!({ "$ref": next }));
    }
    schemas.insert("S5000".to_owned(), json!({"type": "string"}));
    let text = of_schemas(schemas.into());
    assert!(text.contains("type S0\n  at /components/schemas/S0\n  alias of S1\n"));
}

/// Nor does `allOf`.
#[test]
fn long_chains_of_all_of_need_no_stack() {
    let mut schemas = Map::new();
    for index in 0..100 {
        let next = format!("#/components/schemas/S{}", index + 1);
        let own = json!({"properties": {format!("p{index}"): {"type": "string"}}});
        schemas.insert(format!("S{index}"), json!({"allOf": [{"$ref": next}, own]}));
    }
    schemas.insert(
        "S100".to_owned(),
        json!({"type": "object", "properties": {"end": {"type": "string"}}}),
    );
    let text = of_schemas(schemas.into());
    let first = text.split("\ntype ").nth(1).unwrap();
    assert!(
        first.contains("    p0: ") && first.contains("    p99: ") && first.contains("    end: ")
    );
}

/// Unions that meet themselves through `allOf` would grow without end.
#[test]
fn unions_within_their_own_branches_end() {
    let branch = |name: &str| json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {name: {"type": "string"}}}]});
    let text = of_schemas(json!({
        "A": {
            "type": "object",
            "properties": {"a": {"$ref": "#/components/schemas/A"}},
            "oneOf": [branch("x"), branch("y"), branch("z")],
        },
    }));
    assert!(text.contains("type A"));
    assert!(
        text.lines().count() < 2_000,
        "{} lines",
        text.lines().count()
    );
}

/// Schemas as deep as the reader lets them be.
#[test]
fn depth_needs_little_stack() {
    let mut schema = json!({"type": "string"});
    for level in 0..30 {
        schema = match level % 3 {
            0 => json!({"type": "object", "properties": {"p": schema}}),
            1 => json!({"type": "array", "items": schema}),
            _ => json!({"oneOf": [schema, {"type": "integer"}]}),
        };
    }
    assert!(of_schemas(json!({"Deep": schema})).contains("type Deep"));
}
