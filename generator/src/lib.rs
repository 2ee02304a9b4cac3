//! **bindery** compiles OpenAPI 3.0 and 3.1 documents into typed Rust client
//! crates.
//!
//! The compiler is a chain of immutable values, one folder per stage; each stage
//! has one vocabulary and knows nothing of the later ones. [`compile`] shows the
//! whole chain.

pub mod api;
pub mod diagnostics;
pub mod dialect;
pub mod emit;
pub mod rust;
pub mod source;

use std::path::Path;

use diagnostics::Diagnostics;

/// Compiles one document into the files of one API.
///
/// Returns `None` exactly when `diagnostics` holds an error.
pub fn compile(
    document: &Path,
    overlays: &[&Path],
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Option<emit::Files> {
    let document = source::read(document, overlays, diagnostics)?;
    let openapi = dialect::normalise(&document, diagnostics)?;
    let api = api::resolve(&openapi, diagnostics)?;
    let krate = rust::shape(&api, options, diagnostics)?;
    Some(emit::files(&krate))
}
