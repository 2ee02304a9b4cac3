//! `bindery dump --stage STAGE DOCUMENT`.

use bindery::StageOutput;
use bindery::emit::GeneratedFiles;
use bindery::{api, printable};
use serde::{Deserialize, Serialize};

use super::shown::print_shown;
use super::{DumpArguments, MessageFormat, RunStatus, Stage};

/// Prints what a stage makes of a document.
pub(super) fn run_dump(arguments: &DumpArguments) -> RunStatus {
    let wanted = arguments.stage;
    print_shown(&arguments.shown, None, MessageFormat::Human, |output| {
        (stage_of(&output) == wanted).then(|| describe_stage(output))
    })
}

fn stage_of(output: &StageOutput<'_>) -> Stage {
    match output {
        StageOutput::Source(_) => Stage::Source,
        StageOutput::Dialect(_) => Stage::Dialect,
        StageOutput::Api(_) => Stage::Api,
        StageOutput::Rust(_) => Stage::Rust,
        StageOutput::Emit(_) => Stage::Emit,
    }
}

fn describe_stage(output: StageOutput<'_>) -> String {
    match output {
        StageOutput::Source(document) => {
            // keys of a tree keep their order in a value of JSON
            let root = serde_json::Value::deserialize(&document.root).unwrap_or_default();
            json_text(&root)
        }
        StageOutput::Dialect(openapi) => json_text(openapi),
        StageOutput::Api(api) => plain_text(&api::dump_api(api)),
        StageOutput::Rust(krate) => plain_text(&format!("{krate:#?}")),
        StageOutput::Emit(files) => plain_text(&join_files(files)),
    }
}

fn json_text(value: &impl Serialize) -> String {
    // a tree whose keys are texts is always JSON
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{}\n", printable::json_for_terminal(&text))
}

fn plain_text(text: &str) -> String {
    format!("{}\n", printable::for_terminal(text.trim_end()))
}

/// All files one after the other, each under its name.
fn join_files(files: &GeneratedFiles) -> String {
    files
        .iter()
        .map(|(name, text)| format!("// ==== {name}\n{text}\n"))
        .collect()
}
