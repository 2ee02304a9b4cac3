//! Documents that fuzzing found: every one ends, in code or in an error that says
//! where, and none in a panic.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use bindery::diagnostics::{Color, Diagnostics, render};
use bindery::rust::Options;

#[test]
fn what_was_found_ends() {
    insta::glob!("found/*", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut diagnostics = Diagnostics::new();
        let options = Options::default();
        let compiled = bindery::compile_text(&name, text, &options, &mut diagnostics);
        assert_eq!(compiled.is_err(), diagnostics.has_errors(), "{name}");
        let shown = render(&diagnostics, Color::Never);
        assert!(!shown.is_empty() || compiled.is_ok(), "{name}");
    });
}
