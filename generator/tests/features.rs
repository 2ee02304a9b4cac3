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
    let input = Input {
        document: root.join("tests/features/shop.yaml"),
        ..Input::default()
    };
    let options = Options {
        crate_name: "scratch-features".to_owned(),
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
    let scratch = support::Scratch::of_files("features", &files);
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
