//! Types of users in the places of schemas and formats: what is generated for them compiles,
//! keeps every value, and sends it.
//!
//! `own_types/types.toml` is what stands under `types` in `bindery.toml`, `own.rs` a module
//! of the program, and `program.rs` the program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::fs;
use std::path::Path;

use bindery::Input;
use bindery::api::{Exclusion, Selection};
use bindery::config::{make_type_table, read_type_options};
use bindery::diagnostics::{Color, Diagnostics, render_findings};
use bindery::emit::GeneratedFiles;
use bindery::rust::{Options, TypeRules};
use support::{Scratch, compile_text_with};

fn read_part(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own_types");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn compile_shop() -> GeneratedFiles {
    let table = toml::from_str(&read_part("types.toml")).unwrap();
    let options = Options {
        types: read_type_options(&table).unwrap().rules,
        ..Options::default()
    };
    let compiled = compile_text_with("shop", &read_part("openapi.yaml"), options);
    assert_eq!(compiled.findings, "");
    compiled.files
}

#[test]
fn types_of_users_are_as_reviewed() {
    insta::assert_snapshot!(compile_shop()["types.rs"]);
}

#[test]
fn types_of_users_are_read_and_sent() {
    let features = ["chrono", "time", "url", "uuid"];
    let mut scratch = Scratch::with_features("own-types", &features);
    scratch.add_module("shop", &compile_shop());
    scratch.add_module("own", &[("mod.rs".to_owned(), read_part("own.rs"))].into());
    let output = scratch.run(&read_part("program.rs"));
    assert!(output.contains("all is as it should be"), "{output}");
}

#[test]
fn what_names_nothing_is_told() {
    let document =
        read_part("openapi.yaml").replace("x-rust-type: crate::own::Sku", "x-rust-type: Sku");
    let document = document.replace(
        "schema:\n              type: object\n              required: [id]",
        "schema:\n              x-rust-type: my_types::Upload\n              type: object\n              required: [id]",
    );
    let table =
        "uid = 'uuid::Uuid'\nreplace.Mony = 'a::Money'\nnewtypes = '*Key'\nderive.Line2 = 'Eq'";
    let options = Options {
        types: read_type_options(&toml::from_str(table).unwrap())
            .unwrap()
            .rules,
        ..Options::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.yaml");
    fs::write(&path, document).unwrap();
    let mut diagnostics = Diagnostics::new();
    let input = Input {
        document: path,
        ..Input::default()
    };
    let compiled = bindery::compile(&input, &options, &mut diagnostics);
    assert!(compiled.is_err());
    let findings = render_findings(&diagnostics, Color::Never);
    insta::assert_snapshot!(findings.replace(&folder.path().display().to_string(), ""));
}

#[test]
fn wrong_rules_are_told() {
    let rules = "uuid = 7\nuri = 'Url'\nipv4 = '&str'\nreplace = 'Money'\nnewtypes = 1\n\
        derive = {Pet = ['a b']}\nattributes = {Pet = ['#[a] #[b]']}\nnumber = 'f32'";
    let faults = read_type_options(&toml::from_str(rules).unwrap()).unwrap_err();
    insta::assert_snapshot!(faults.join("\n"));
    let fault = make_type_table(&["uuid".to_owned()]).unwrap_err();
    insta::assert_snapshot!(fault);
}

#[test]
fn a_command_line_says_the_same() {
    let assignments = [
        "uuid=uuid::Uuid",
        "replace.Money=my_types::Money",
        "newtypes=*Id",
        "newtypes=*Key",
        "derive.*=[\"Eq\", \"Hash\"]",
        "number=decimal",
    ];
    let assigned = make_type_table(&assignments.map(str::to_owned)).unwrap();
    let assigned = read_type_options(&assigned).unwrap();
    let table = "uuid = 'uuid::Uuid'\nreplace.Money = 'my_types::Money'\n\
        newtypes = ['*Id', '*Key']\nderive = {'*' = ['Eq', 'Hash']}\nnumber = 'decimal'";
    let written = read_type_options(&toml::from_str(table).unwrap()).unwrap();
    assert_eq!(assigned, written);
}

#[test]
fn operations_are_chosen_by_methods_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.yaml");
    fs::write(&path, read_part("openapi.yaml")).unwrap();
    let chosen = |selection: Selection| -> Vec<String> {
        let input = Input {
            document: path.clone(),
            selection,
            ..Input::default()
        };
        let compiled = bindery::compile(&input, &Options::default(), &mut Diagnostics::new());
        let files = compiled.unwrap().files;
        let text = files
            .get("operations/untagged.rs")
            .cloned()
            .unwrap_or_default();
        let methods = ["get_order", "put_order", "upload", "delete_invoice"];
        let has = |name: &&str| text.contains(&format!("pub fn {name}("));
        methods.into_iter().filter(has).map(str::to_owned).collect()
    };
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let by_method = Selection {
        operations: list(&["get_order", "putOrder"]),
        ..Selection::default()
    };
    assert_eq!(chosen(by_method), ["get_order", "put_order"]);
    let without = Selection {
        exclude: Exclusion {
            paths: list(&["/orders/*"]),
            operations: list(&["delete_invoice"]),
            ..Exclusion::default()
        },
        ..Selection::default()
    };
    assert_eq!(chosen(without), ["upload"]);
}

#[test]
fn responses_are_made_where_that_is_wanted() {
    let document = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: a, \
        responses: {'200': {description: ok, content: {application/json: {schema: \
        {$ref: '#/components/schemas/A'}}}}}}}}\ncomponents: {schemas: {A: {type: object, required: [b], \
        properties: {b: {type: string}, c: {type: integer}}}}}\n";
    let made = |make_responses| {
        let options = Options {
            types: TypeRules {
                make_responses,
                ..TypeRules::default()
            },
            ..Options::default()
        };
        let types = compile_text_with("made", document, options).files["types.rs"].clone();
        types.contains("pub fn with_b(") && types.contains("pub fn c(mut self")
    };
    assert!(made(true) && !made(false));
}
