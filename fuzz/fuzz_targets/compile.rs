//! Any text through the whole compiler.

#![no_main]

use bindery::diagnostics::{Code, Diagnostics};
use bindery::rust::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: String| {
    let mut diagnostics = Diagnostics::new();
    let options = Options::default();
    let compiled = bindery::compile_text("openapi.yaml", text, &options, &mut diagnostics);
    assert_eq!(compiled.is_err(), diagnostics.has_errors());
    let rejected = |code| code == Code::ModelRejected;
    assert!(
        !diagnostics
            .findings()
            .iter()
            .any(|finding| rejected(finding.code))
    );
});
