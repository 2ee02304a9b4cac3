//! Documents of every version in the one form that the later stages read.
//!
//! Each folder of `tests/dialect/` holds a document; its snapshot is the
//! normalised document with the findings.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use bindery::diagnostics::{Diagnostics, list_finding_lines};
use bindery::{dialect, source};

#[test]
fn documents_are_normalised() {
    insta::glob!("dialect/*/openapi.yaml", |path| {
        let folder = path.parent().unwrap().file_name().unwrap();
        let path = format!("tests/dialect/{}/openapi.yaml", folder.to_string_lossy());
        let mut diagnostics = Diagnostics::new();
        let document = source::read_document(path.as_ref(), &[], &[], &mut diagnostics).unwrap();
        let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
        let findings: Vec<_> = list_finding_lines(&diagnostics)
            .into_iter()
            .map(|(_, line)| line)
            .collect();
        insta::assert_snapshot!(format!(
            "{}\n\n{}",
            findings.join("\n"),
            serde_json::to_string_pretty(&openapi).unwrap()
        ));
    });
}

/// OP-05: patch numbers never matter; Swagger 2.0 is raised; other documents are refused by name.
#[test]
fn versions_are_read_or_refused() {
    let cases = [
        ("openapi: 3.0.0", None),
        ("openapi: 3.0.4", None),
        ("openapi: 3.1.2", None),
        ("openapi: 3.2.0", None),
        ("openapi: 3.0.99-rc1", None),
        ("openapi: '3.1'", None),
        ("openapi: 3.0", Some("W0202")),
        ("openapi: 3.3.0", Some("E0203")),
        ("openapi: 4.0.0", Some("E0203")),
        ("openapi: [3]", Some("E0203")),
        ("openapi: 2.0", Some("E0202")),
        ("swagger: '2.0'", None),
        ("swagger: '3.0'", Some("E0201")),
        ("swaggerVersion: '1.2'", Some("E0202")),
        ("title: nothing", Some("E0201")),
    ];
    for (first_line, expected) in cases {
        let text =
            format!("{first_line}\ninfo: {{ title: Pets, version: '1' }}\npaths: {{ /: {{}} }}\n");
        let mut diagnostics = Diagnostics::new();
        let openapi = source::from_text("openapi.yaml", text, &mut diagnostics)
            .and_then(|document| dialect::normalise_document(document, &mut diagnostics));
        let found = diagnostics.findings().first();
        assert_eq!(
            found.map(|finding| finding.code.as_str()),
            expected,
            "{first_line}"
        );
        let is_refused = expected.is_some_and(|code| code.starts_with('E'));
        assert_eq!(openapi.is_err(), is_refused, "{first_line}");
    }
}
