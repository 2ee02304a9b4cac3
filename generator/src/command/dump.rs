//! `bindery dump --stage STAGE DOCUMENT`.

use bindery::Input;
use bindery::diagnostics::Diagnostics;
use bindery::rust::Options;
use bindery::{api, dialect, emit, rust};
use serde::Deserialize;

use super::{DumpArguments, MessageFormat, Stage, Status, report};

/// Prints what a stage makes of a document.
pub(super) fn run(arguments: &DumpArguments) -> Status {
    let mut diagnostics = Diagnostics::new();
    let input = arguments.input.of(&arguments.document);
    let text = bindery::with_room(|| text(arguments.stage, &input, &mut diagnostics)).flatten();
    report::findings(&diagnostics, MessageFormat::Human);
    if let Some(text) = text.as_deref().map(str::trim_end) {
        match arguments.stage {
            Stage::Source | Stage::Dialect => report::json_line(&text),
            Stage::Api | Stage::Rust | Stage::Emit => report::line(text),
        }
    }
    Status::of(text.is_some())
}

/// The chain of [`bindery::compile`], stopped after a stage.
fn text(stage: Stage, input: &Input, diagnostics: &mut Diagnostics) -> Option<String> {
    let document = bindery::read_input(input, diagnostics)?;
    if stage == Stage::Source {
        let root = serde_json::Value::deserialize(&document.root).ok()?;
        return serde_json::to_string_pretty(&root).ok();
    }
    let openapi = dialect::normalise(document, diagnostics)?;
    if stage == Stage::Dialect {
        return serde_json::to_string_pretty(&openapi).ok();
    }
    let api = api::resolve(&openapi, &input.selection, diagnostics)?;
    if stage == Stage::Api {
        return Some(api::dump(&api));
    }
    let krate = rust::shape(&api, &Options::default(), diagnostics)?;
    if stage == Stage::Rust {
        return Some(format!("{krate:#?}"));
    }
    Some(joined(&emit::files(&krate)))
}

/// All files one after the other, each under its name.
fn joined(files: &emit::Files) -> String {
    files
        .iter()
        .map(|(name, text)| format!("// ==== {name}\n{text}\n"))
        .collect()
}
