//! A document cannot write Rust, TOML, HTML, or what a terminal obeys.
//!
//! Every text that the grammar knows is hostile, in all versions; what comes out is read
//! by the tokenisers of those who read it after us.

mod crates;
mod payloads;
mod tokens;

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::dialect::specimen::make_specimen;
use crate::emit::{GeneratedFiles, PackageFacts, Runtime, package_files};
use crate::rust::{Options, Root};
use crate::{Compiled, compile_text};

use payloads::{MARKER, payloads};

/// The versions, each with the name of its module in the crate that is compiled.
const VERSIONS: [(&str, &str); 3] = [("3.0", "v30"), ("3.1", "v31"), ("3.2", "v32")];

/// A document whose texts are all hostile. `shift` moves the kinds on by one place each,
/// so that over all shifts each place has each of them.
fn document(version: &str, shift: usize) -> String {
    let payloads = payloads();
    let mut places = 0;
    let mut text = |_: &str| {
        places += 1;
        let payload = &payloads[(places + shift) % payloads.len()];
        // texts that are equal would be one name
        payload.replacen(MARKER, &format!("{MARKER}{places} {MARKER}"), 1)
    };
    make_specimen(version, &mut text).to_string()
}

fn options(root: Root) -> Options {
    Options {
        source: format!("a\n{MARKER}!();\n[dependencies.{MARKER}]\n#.json"),
        crate_name: "hostile".to_owned(),
        feature: Some(format!("a\"))] {MARKER}!();\n")),
        tag_features: root == Root::Library,
        examples: true,
        root,
        ..Options::default()
    }
}

fn compiled(version: &str, shift: usize, root: Root) -> Compiled {
    let mut diagnostics = Diagnostics::new();
    let text = document(version, shift);
    let compiled = compile_text("hostile.json", text, &options(root), &mut diagnostics);
    compiled.unwrap_or_else(|_| {
        let color = crate::diagnostics::Color::Never;
        panic!(
            "{}",
            crate::diagnostics::render_findings(&diagnostics, color)
        )
    })
}

#[test]
fn the_document_has_every_field_of_the_grammar() {
    let text = document("3.2", 0);
    let document: Value = serde_json::from_str(&text).unwrap();
    let slots = count(&document);
    assert!(slots > 2000, "{slots}");
    let compiled = compiled("3.2", 0, Root::Module);
    let made = (compiled.operations, compiled.types);
    assert!(made.0 >= 4 && made.1 > 80, "{made:?}");
    // what the document says is in the code, so that its absence proves something
    let code: String = compiled.files.values().map(String::as_str).collect();
    let marks = code.matches(MARKER).count();
    assert!(marks > 1000, "{marks}");
}

fn count(value: &Value) -> usize {
    match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        Value::String(text) => usize::from(text.contains(MARKER)),
        _ => 0,
    }
}

#[test]
fn a_document_of_3_0_writes_no_token() {
    writes_no_token("3.0");
}

#[test]
fn a_document_of_3_1_writes_no_token() {
    writes_no_token("3.1");
}

#[test]
fn a_document_of_3_2_writes_no_token() {
    writes_no_token("3.2");
}

fn writes_no_token(version: &str) {
    for shift in 0..payloads().len() {
        let compiled = compiled(version, shift, Root::Library);
        let (title, features) = (&compiled.title, &compiled.features);
        let facts = PackageFacts::new(Runtime::Version("0.1.0".to_owned()));
        let options = options(Root::Library);
        let files = package_files(compiled.files, title, features, &[], &options, &facts);
        let faults = faults(&files);
        assert!(faults.is_empty(), "{version}, {shift}: {faults:#?}");
    }
}

fn faults(files: &GeneratedFiles) -> Vec<String> {
    let of = |(path, text): (&String, &String)| {
        let faults = if path.ends_with(".toml") {
            tokens::foreign_toml(text)
        } else if path.ends_with(".md") {
            tokens::foreign_markdown(text)
        } else {
            tokens::foreign_rust(text)
        };
        let named = faults.into_iter().map(|fault| format!("{path}: {fault}"));
        named.chain(tokens::foreign_path(path)).collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

#[test]
fn a_foreign_token_is_seen() {
    let code =
        format!("// @generated\n\n/// {MARKER}\n#[derive(Debug)]\npub struct A;\n{MARKER}!();");
    assert_eq!(tokens::foreign_rust(&code).len(), 1);
    let code = "// @generated\n\nmacro_rules! a { () => {} }\nprintln!();";
    assert_eq!(tokens::foreign_rust(code).len(), 2);
    assert_eq!(
        tokens::foreign_toml("[package]\nname = \"a\"\n[patch.x]\n").len(),
        1
    );
    let page =
        format!("<p title='x'>{MARKER}</p><script src=\"a\"></script><a href='https://{MARKER}'>");
    assert_eq!(crates::foreign_html(&page), [] as [String; 0]);
    let quoted = format!("<meta content=\" onload={MARKER}\">");
    assert_eq!(crates::foreign_html(&quoted), [] as [String; 0]);
    for bad in [
        format!("<script>{MARKER}</script>"),
        format!("<img src=x onerror={MARKER}>"),
        format!("<a href=\"javascript:{MARKER}\">"),
        format!("<iframe src='//{MARKER}'>"),
    ] {
        assert_eq!(crates::foreign_html(&bad).len(), 1, "{bad}");
    }
}

#[test]
fn crates_of_hostile_documents_compile_and_run_nothing() {
    let mut modules = GeneratedFiles::new();
    for (version, module) in VERSIONS {
        for (path, text) in compiled(version, 0, Root::Module).files {
            modules.insert(format!("src/{module}/{path}"), text);
        }
    }
    let root = VERSIONS.map(|(_, module)| format!("pub mod {module};\n"));
    modules.insert("src/lib.rs".to_owned(), root.concat());
    crates::judge(&modules);
}
