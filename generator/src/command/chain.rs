//! The chain of [`bindery::compile`] up to the names.

use bindery::Input;
use bindery::diagnostics::Diagnostics;
use bindery::rust::model::Crate;
use bindery::rust::{self, Options};
use bindery::{api, dialect};

/// What the code will be.
pub(super) fn shaped(input: &Input, diagnostics: &mut Diagnostics) -> Option<Crate> {
    bindery::with_room(|| {
        let document = bindery::read_input(input, diagnostics)?;
        let openapi = dialect::normalise(document, diagnostics)?;
        let api = api::resolve(&openapi, &input.selection, diagnostics)?;
        rust::shape(&api, &Options::default(), diagnostics)
    })
    .flatten()
}
