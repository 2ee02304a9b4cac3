//! Documents of every version in the one form that the later stages read.
//!
//! Each folder of `tests/dialect/` holds a document; its snapshot is the
//! normalised document with the findings.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use bindery::diagnostics::{Diagnostics, lines};
use bindery::{dialect, source};

#[test]
fn documents_are_normalised() {
    insta::glob!("dialect/*/openapi.yaml", |path| {
        let folder = path.parent().unwrap().file_name().unwrap();
        let path = format!("tests/dialect/{}/openapi.yaml", folder.to_string_lossy());
        let mut diagnostics = Diagnostics::new();
        let document = source::read(path.as_ref(), &[], &mut diagnostics).unwrap();
        let openapi = dialect::normalise(&document, &mut diagnostics).unwrap();
        let findings: Vec<_> = lines(&diagnostics)
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
