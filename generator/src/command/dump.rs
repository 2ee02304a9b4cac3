//! `bindery dump --stage STAGE DOCUMENT`.

use std::path::{Path, PathBuf};

use bindery::diagnostics::Diagnostics;
use bindery::rust::Options;
use bindery::{api, dialect, emit, rust, source};
use serde::Deserialize;

use super::{DumpArguments, MessageFormat, Stage, Status, report};

/// Prints what a stage makes of a document.
pub(super) fn run(arguments: &DumpArguments) -> Status {
    let overlays: Vec<&Path> = arguments.overlay.iter().map(PathBuf::as_path).collect();
    let mut diagnostics = Diagnostics::new();
    let text = text(
        arguments.stage,
        &arguments.document,
        &overlays,
        &mut diagnostics,
    );
    report::findings(&diagnostics, MessageFormat::Human);
    if let Some(text) = &text {
        println!("{}", text.trim_end());
    }
    Status::of(text.is_some())
}

/// The chain of [`bindery::compile`], stopped after a stage.
fn text(
    stage: Stage,
    document: &Path,
    overlays: &[&Path],
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let document = source::read(document, overlays, diagnostics)?;
    if stage == Stage::Source {
        let root = serde_json::Value::deserialize(&document.root).ok()?;
        return serde_json::to_string_pretty(&root).ok();
    }
    let openapi = dialect::normalise(&document, diagnostics)?;
    if stage == Stage::Dialect {
        return serde_json::to_string_pretty(&openapi).ok();
    }
    let api = api::resolve(&openapi, diagnostics)?;
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
