//! `bindery types DOCUMENT`: where each type of the code comes from.

use bindery::StageOutput;
use bindery::rust::model::Indexed;
use serde_json::json;

use super::shown::print_shown;
use super::{MessageFormat, RunStatus, TypesArguments, report};

/// Prints each schema that has a type of its own, and that type.
pub(super) fn run_types(arguments: &TypesArguments) -> RunStatus {
    let format = arguments.message_format;
    print_shown(&arguments.shown, None, format, |output| match output {
        StageOutput::Rust(krate) => Some(
            krate
                .index
                .iter()
                .map(|one| print_type_line(one, format))
                .collect(),
        ),
        StageOutput::Source(_)
        | StageOutput::Dialect(_)
        | StageOutput::Api(_)
        | StageOutput::Emit(_) => None,
    })
}

fn print_type_line(indexed: &Indexed, format: MessageFormat) -> String {
    let Indexed {
        schema,
        ident,
        json: travels,
    } = indexed;
    match format {
        MessageFormat::Human | MessageFormat::Sarif => {
            report::print_document_line(&format!("types::{ident}  #{schema}"))
        }
        MessageFormat::Json => {
            let ty = format!("types::{ident}");
            report::json_line(&json!({"schema": schema.as_str(), "type": ty, "json": travels}))
        }
    }
}
