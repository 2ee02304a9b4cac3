//! Any text: it is read and normalised, or refused with findings that can be shown.

#![no_main]

use bindery::diagnostics::{Color, Diagnostics, render_findings};
use bindery::{dialect, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: String| {
    let mut diagnostics = Diagnostics::new();
    let openapi = source::from_text("openapi.yaml", text, &mut diagnostics)
        .and_then(|document| dialect::normalise_document(document, &mut diagnostics));
    assert_eq!(openapi.is_err(), diagnostics.has_errors());
    let _ = render_findings(&diagnostics, Color::Never);
});
