//! Crates whose tags are features compile with any of them on or off.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::path::Path;

use bindery::Input;
use bindery::diagnostics::Diagnostics;
use bindery::emit::{PackageFacts, Runtime};
use bindery::rust::{Options, Root};

#[test]
fn any_set_of_tags_compiles_without_warnings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = write_crate(&root.join("tests/features/shop.yaml"), "features").scratch;
    for features in [
        "",
        "orders",
        "customers",
        "stock",
        "orders,stock",
        "unused-types",
    ] {
        scratch.lint(&["--no-default-features", "--features", features]);
    }
    scratch.lint(&[]);
}

/// Forty tags, of which 33 reach `Many` and 32 reach `Fewer`; both refer to `Inner`.
fn describe_many_tags() -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for tag in 0..40 {
        let [many, fewer] = [(33, "Many"), (32, "Fewer")].map(|(count, name)| match tag < count {
            true => format!("$ref: '#/components/schemas/{name}'"),
            false => "type: string".to_owned(),
        });
        text.push_str(&format!(
            "  /p{tag}: {{get: {{operationId: o{tag}, tags: [t{tag}], responses: {{'200': \
             {{description: d, content: {{application/json: {{schema: {{type: object, \
             properties: {{own{tag}: {{type: string}}, many: {{{many}}}, fewer: {{{fewer}}}}}}}}}}}}}}}}}}}\n"
        ));
    }
    text + "components:\n  schemas:\n"
        + "    Many: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}}}\n"
        + "    Fewer: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}}}\n"
        + "    Inner: {type: object, properties: {text: {type: string}}}\n"
}

#[test]
fn what_many_tags_share_is_always_compiled() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("many.yaml");
    std::fs::write(&document, describe_many_tags()).unwrap();
    let written = write_crate(&document, "many-tags");
    let types = &written.types;
    let has_feature = |name: &str| {
        let (before, _) = types.split_once(&format!("pub struct {name} ")).unwrap();
        let item = before.rsplit("\n\n").next().unwrap();
        item.contains("#[cfg(feature")
    };
    assert_eq!(
        ["Many", "Fewer", "Inner"].map(has_feature),
        [false, true, false]
    );
    for features in ["", "t0", "t32", "t39"] {
        let chosen = ["--no-default-features", "--features", features];
        written.scratch.lint(&chosen);
    }
}

/// A crate with a feature for each tag, on disk, and its types.
struct WrittenCrate {
    scratch: support::Scratch,
    types: String,
}

fn write_crate(document: &Path, name: &str) -> WrittenCrate {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let input = Input {
        document: document.to_owned(),
        ..Input::default()
    };
    let options = Options {
        crate_name: format!("scratch-{name}"),
        root: Root::Library,
        tag_features: true,
        ..Options::default()
    };
    let facts = PackageFacts::new(Runtime::Path(root.join("../runtime")));
    let compiled = bindery::compile_crate(&input, &options, &facts, &mut Diagnostics::new());
    let mut files = compiled.unwrap().files;
    let manifest = files.get_mut("Cargo.toml").unwrap();
    // A transport is long to compile and changes nothing here.
    *manifest = manifest.replace("\"reqwest\", \"rustls\", ", "") + "\n[workspace]\n";
    WrittenCrate {
        types: files.get("src/types.rs").unwrap().clone(),
        scratch: support::Scratch::of_files(name, &files),
    }
}
