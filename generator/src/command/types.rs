//! `bindery types DOCUMENT`: where each type of the code comes from.

use bindery::Input;
use bindery::diagnostics::Diagnostics;
use bindery::rust::model::Indexed;
use bindery::rust::{self, Options};
use bindery::{api, dialect, source};
use serde_json::json;

use super::{MessageFormat, Status, TypesArguments, report};

/// Prints each schema that has a type of its own, and that type.
pub(super) fn run(arguments: &TypesArguments) -> Status {
    let mut diagnostics = Diagnostics::new();
    let input = arguments.input.of(&arguments.document);
    let index = bindery::with_room(|| index(&input, &mut diagnostics)).flatten();
    report::findings(&diagnostics, arguments.message_format);
    for Indexed {
        schema,
        ident,
        json: travels,
    } in index.iter().flatten()
    {
        match arguments.message_format {
            MessageFormat::Human => println!("types::{ident}  #{schema}"),
            MessageFormat::Json => {
                let ty = format!("types::{ident}");
                let line = json!({"schema": schema.as_str(), "type": ty, "json": travels});
                println!("{line}");
            }
        }
    }
    Status::of(index.is_some())
}

/// The chain of [`bindery::compile`] up to the names.
fn index(input: &Input, diagnostics: &mut Diagnostics) -> Option<Vec<Indexed>> {
    let document = source::read(&input.document, &input.overlays, diagnostics)?;
    let openapi = dialect::normalise(&document, diagnostics)?;
    let api = api::resolve(&openapi, &input.selection, diagnostics)?;
    Some(rust::shape(&api, &Options::default(), diagnostics)?.index)
}
