//! Small random documents that nobody would write: every one ends, in code or in an error
//! that says where. `bindery-corpus random` tries more of them.

use bindery::diagnostics::{Code, Diagnostics};
use bindery::rust::Options;
use bindery::{api, dialect, run_with_stack, rust, source};

/// A thirtieth of these ended the compiler before its walks had ends.
const COUNT: u64 = 400;

#[test]
fn random_documents_end() {
    for seed in 0..COUNT {
        // a stack that overflows ends the test; this is then the last line
        eprintln!("document {seed}");
        run_with_stack(|| ends(seed));
    }
}

fn ends(seed: u64) {
    let text = bindery_documents::of_seed(seed).to_string();
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        tag_features: true,
        examples: true,
        ..Options::default()
    };
    let all = api::Selection::default();
    let made = source::from_text("random.json", text, &mut diagnostics)
        .and_then(|document| dialect::normalise_document(document, &mut diagnostics))
        .and_then(|openapi| api::resolve_api(&openapi, &all, &mut diagnostics))
        .and_then(|api| {
            assert!(!api::dump_api(&api).is_empty());
            rust::shape_crate(&api, &options, &mut diagnostics)
        })
        .map(|krate| bindery::emit::emit_files(&krate));
    assert_eq!(made.is_err(), diagnostics.has_errors());
    let mut findings = diagnostics.findings().iter();
    assert!(!findings.any(|finding| finding.code == Code::ModelRejected));
}
