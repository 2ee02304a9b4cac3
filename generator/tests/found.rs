//! Documents that fuzzing found: every one ends, in code or in an error that says
//! where, and none in a panic.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use bindery::diagnostics::{Color, Diagnostics, render_findings};
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
        let shown = render_findings(&diagnostics, Color::Never);
        assert!(!shown.is_empty() || compiled.is_ok(), "{name}");
    });
}

/// A document whose schemas hold each other: the last of them the first, if it is a circle.
fn chain(length: usize, is_circle: bool, wrap: fn(&str) -> String) -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n".to_owned();
    text.push_str("components:\n  schemas:\n");
    for index in 0..length {
        let next = if index + 1 == length && !is_circle {
            "{type: string}".to_owned()
        } else {
            let next = (index + 1) % length;
            wrap(&format!("{{$ref: '#/components/schemas/A{next}'}}"))
        };
        text.push_str(&format!(
            "    A{index}: {{type: object, properties: {{inner: {next}}}}}\n"
        ));
    }
    text
}

/// rustc takes no type that holds others more than 128 deep (E0320), whether by value, in
/// lists or in boxes.
#[test]
fn chains_of_types_that_rustc_does_not_take_are_cut() {
    let plain = |next: &str| next.to_owned();
    let list = |next: &str| format!("{{type: array, items: {next}}}");
    let cuts = |text: String| {
        let mut diagnostics = Diagnostics::new();
        let options = Options::default();
        bindery::compile_text("chain.yaml", text, &options, &mut diagnostics).unwrap();
        let findings = diagnostics.findings().iter();
        findings.filter(|one| one.code.as_str() == "W0315").count()
    };
    assert_eq!(cuts(chain(90, false, plain)), 0);
    assert_eq!(cuts(chain(45, false, list)), 0);
    assert_eq!(cuts(chain(45, true, plain)), 0);
    assert!(cuts(chain(130, false, plain)) > 0);
    assert!(cuts(chain(70, false, list)) > 0);
    assert!(cuts(chain(70, true, plain)) > 0);
}
