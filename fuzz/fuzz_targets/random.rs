//! Small documents with few names, in which everything may refer to everything, through
//! the whole compiler. `bindery-corpus random` makes the same ones from numbers.

#![no_main]

use bindery::diagnostics::{Code, Diagnostics};
use bindery::rust::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let text = bindery_documents::of_bytes(input).to_string();
    let mut diagnostics = Diagnostics::new();
    let options = Options::default();
    let compiled = bindery::compile_text("openapi.json", text, &options, &mut diagnostics);
    assert_eq!(compiled.is_err(), diagnostics.has_errors());
    let rejected = |code| code == Code::ModelRejected;
    assert!(
        !diagnostics
            .findings()
            .iter()
            .any(|finding| rejected(finding.code))
    );
});
