//! Small documents, one construct each: what is generated for them is compared
//! with snapshots, compiled, and run.
//!
//! `tests/fixtures/NAME.yaml` holds a `document`, or only its `schemas`, and
//! `values`: texts that are decoded as a type of the document, encoded, and
//! compared as JSON. A value with `is` has to hold that text as `Debug` shows it; one
//! with `error` has to be refused, with that text in the message.
//!
//! `clients` is what `bindery.toml` may say of them: `by-tag` or `by-path`.
//!
//! `calls` are made with the generated client to a server on this machine:
//!
//! - `call`: what follows `client.`, in Rust;
//! - `python`: the same for openapi-python-client; see `python.rs`;
//! - `sent`: the request that has to arrive, less what all requests have, with `B` for
//!   the boundary of parts;
//! - `refused`: what the error has to hold of a call that must not be sent;
//! - `answer`: what the server answers, else a bare `204`;
//! - `then`, `gives`: an expression of the result, and what it has to be as
//!   `Debug` shows it.
//!
//! `mocked` is Rust that is run with a `client` whose transport is `mock`, a
//! `bindery_runtime::testing::Mock`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use bindery::rust::{ClientGrouping, Options};
use serde::Deserialize;
use serde_yaml::Value;
use support::{CompiledText, Scratch, compile_text_with, fixture_document};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    document: Option<Value>,
    #[serde(default)]
    schemas: Value,
    clients: Option<String>,
    #[serde(default)]
    values: Vec<Case>,
    #[serde(default)]
    calls: Vec<Call>,
    mocked: Option<String>,
}

#[derive(Deserialize)]
struct Case {
    r#type: String,
    json: String,
    is: Option<String>,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    call: String,
    /// The same in Python, for `tests/python.rs`.
    #[serde(rename = "python")]
    _python: Option<serde::de::IgnoredAny>,
    sent: Option<String>,
    refused: Option<String>,
    answer: Option<String>,
    then: Option<String>,
    gives: Option<String>,
}

fn fixture(path: &Path) -> Fixture {
    let text = std::fs::read_to_string(path).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Fixture {
    fn document(&self) -> String {
        fixture_document(self.document.as_ref(), &self.schemas)
    }

    fn compile(&self, name: &str) -> CompiledText {
        let clients = match self.clients.as_deref() {
            None => ClientGrouping::Flat,
            Some("by-tag") => ClientGrouping::ByTag,
            Some("by-path") => ClientGrouping::ByPath,
            Some(other) => panic!("{name}: `clients: {other}`"),
        };
        let options = Options {
            clients,
            ..Options::default()
        };
        compile_text_with(name, &self.document(), options)
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
        let compiled = fixture.compile(&name(path));
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

/// One crate with a module for each fixture and a program that checks all values
/// and makes all calls.
#[test]
fn generated_code_compiles_keeps_every_value_and_calls() {
    let mut scratch = Scratch::new("fixtures");
    let (mut checks, mut calls) = (String::new(), String::new());
    for path in support::documents("tests/fixtures") {
        let fixture = fixture(&path);
        let name = name(&path);
        scratch.add_module(&name, &fixture.compile(&name).files);
        for case in &fixture.values {
            checks += &check(&name, case);
        }
        if !fixture.calls.is_empty() {
            calls += &block(&name, &fixture.calls.iter().map(call).collect::<String>());
        }
        if let Some(mocked) = &fixture.mocked {
            calls += &block(&name, &format!("{MOCK}{mocked}"));
        }
    }
    let output = scratch.run(&program(&checks, &calls));
    assert!(output.contains("all is as it should be"), "{output}");
}

fn check(module: &str, case: &Case) -> String {
    let Case {
        r#type,
        json,
        is,
        error,
    } = case;
    format!("    check::<{module}::types::{type}>({json:?}, {is:?}, {error:?});\n")
}

/// What stands before mocked calls.
const MOCK: &str = "let mock = bindery_runtime::testing::Mock::new();\n\
    let client = Client::builder().base_url(\"https://mock.example\");\n\
    let client = client.transport(mock.clone()).build().unwrap();\n";

/// The calls of one fixture, with its names in scope.
fn block(module: &str, calls: &str) -> String {
    format!(
        "    {{\n        #[allow(unused_imports)]\n        \
         use {module}::*;\n        \
         #[allow(unused_imports)]\n        \
         use {module}::{{Client, operations::*, types::*}};\n{calls}    }}\n"
    )
}

fn call(case: &Call) -> String {
    let Call {
        call,
        _python: _,
        sent,
        refused,
        answer,
        then,
        gives,
    } = case;
    let then = then.as_deref().unwrap_or("result.map(drop)");
    format!(
        "        server.call({call:?}, {answer:?}, async |url| {{\n            \
         let client = Client::builder().base_url(url).build().unwrap();\n            \
         let result = client.{call}.retries(0).with_response().await;\n            \
         let refused = result.as_ref().err().map(std::string::ToString::to_string);\n            \
         (refused, format!(\"{{:?}}\", {then}))\n        \
         }}, Expected {{ sent: {sent:?}, refused: {refused:?}, gives: {gives:?} }}).await;\n"
    )
}

fn program(checks: &str, calls: &str) -> String {
    let program = include_str!("support/program.rs.txt");
    program
        .replace("/* checks */", checks)
        .replace("/* calls */", calls)
}
