//! Small documents, one construct each: what is generated for them is compared
//! with snapshots, compiled, and run.
//!
//! `tests/fixtures/NAME.yaml` holds a `document`, or only its `schemas`, and
//! `values`: texts that are decoded as a type of the document, encoded, and
//! compared as JSON. A value with `error` has to be refused, with that text in
//! the message.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_yaml::Value;
use support::{Scratch, compile_text};

/// What stands above the schemas of a fixture.
const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Fixture, version: '1'}\npaths: {}\n";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    document: Option<Value>,
    #[serde(default)]
    schemas: Value,
    #[serde(default)]
    values: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    r#type: String,
    json: String,
    error: Option<String>,
}

fn fixture(path: &Path) -> Fixture {
    let text = std::fs::read_to_string(path).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Fixture {
    fn document(&self) -> String {
        match &self.document {
            Some(document) => serde_yaml::to_string(document).unwrap(),
            None => {
                let schemas = BTreeMap::from([("schemas", &self.schemas)]);
                let components = BTreeMap::from([("components", schemas)]);
                HEAD.to_owned() + &serde_yaml::to_string(&components).unwrap()
            }
        }
    }
}

fn name(path: &Path) -> String {
    path.file_stem()
        .unwrap()
        .to_string_lossy()
        .replace('-', "_")
}

/// What users read of the generated code, and every finding.
#[test]
fn generated_code_is_as_reviewed() {
    insta::glob!("fixtures/*.yaml", |path| {
        let fixture = fixture(path);
        let compiled = compile_text(&name(path), &fixture.document());
        let shown = compiled
            .files
            .iter()
            .filter(|(file, _)| !file.starts_with("client"));
        let mut text = compiled.findings;
        for (file, content) in shown {
            write!(text, "\n// ==== {file}\n{content}").unwrap();
        }
        insta::assert_snapshot!(text);
    });
}

/// One crate with a module for each fixture and a program that checks all values.
#[test]
fn generated_code_compiles_and_keeps_every_value() {
    let mut scratch = Scratch::new("fixtures");
    let mut checks = String::new();
    for path in support::documents("tests/fixtures") {
        let fixture = fixture(&path);
        let name = name(&path);
        scratch.add_module(&name, &compile_text(&name, &fixture.document()).files);
        for case in &fixture.values {
            checks += &check(&name, case);
        }
    }
    let output = scratch.run(&program(&checks));
    assert!(output.contains("all values kept"), "{output}");
}

fn check(module: &str, case: &Case) -> String {
    let Case {
        r#type,
        json,
        error,
    } = case;
    format!("    check::<{module}::types::{type}>({json:?}, {error:?});\n")
}

fn program(checks: &str) -> String {
    include_str!("support/values.rs.txt").replace("/* checks */", checks)
}
