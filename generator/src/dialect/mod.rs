//! Normalises a document of any version: [`Document`] → `openapiv3::OpenAPI`.

use crate::diagnostics::Diagnostics;
use crate::source::Document;

/// Normalises a document. `None` exactly when an error was reported.
pub fn normalise(
    _document: &Document,
    _diagnostics: &mut Diagnostics,
) -> Option<openapiv3::OpenAPI> {
    None
}
