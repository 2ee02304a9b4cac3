//! `bindery types DOCUMENT`: where each type of the code comes from.

use bindery::diagnostics::Diagnostics;
use bindery::rust::model::Indexed;
use serde_json::json;

use super::{MessageFormat, Status, TypesArguments, chain, report};

/// Prints each schema that has a type of its own, and that type.
pub(super) fn run(arguments: &TypesArguments) -> Status {
    let mut diagnostics = Diagnostics::new();
    let input = arguments.input.of(&arguments.document);
    let krate = chain::shaped(&input, &mut diagnostics);
    let index = krate.map(|krate| krate.index);
    report::findings(&diagnostics, arguments.message_format);
    for Indexed {
        schema,
        ident,
        json: travels,
    } in index.iter().flatten()
    {
        match arguments.message_format {
            MessageFormat::Human => report::line(&format!("types::{ident}  #{schema}")),
            MessageFormat::Json => {
                let ty = format!("types::{ident}");
                let line = json!({"schema": schema.as_str(), "type": ty, "json": travels});
                report::json_line(&line);
            }
        }
    }
    Status::of(index.is_some())
}
