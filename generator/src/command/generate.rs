//! `bindery generate`.

mod document;

use std::path::{Path, PathBuf};

use bindery::config::{self, Project};
use bindery::diagnostics::Diagnostics;
use bindery::emit::Files;
use bindery::output;
use bindery::project::{self, Outcome, Summary};

use super::{GenerateArguments, Status, report, table};

/// Compiles one document, or all of the nearest `bindery.toml`.
pub(super) fn run(arguments: &GenerateArguments) -> Status {
    match (&arguments.document, &arguments.output) {
        (Some(document), Some(folder)) => document::run(document, folder, arguments),
        _ => project(arguments),
    }
}

fn project(arguments: &GenerateArguments) -> Status {
    let mut diagnostics = Diagnostics::new();
    let start = std::env::current_dir().unwrap_or_default();
    let project = config::find(&start, &mut diagnostics)
        .and_then(|file| config::read(&shorten_path(&file, &start), &mut diagnostics));
    report::findings(&diagnostics, arguments.message_format);
    project.map_or_else(Status::from, |project| compile(&project, arguments))
}

/// Paths below the current folder read better without it.
pub(super) fn shorten_path(file: &Path, start: &Path) -> PathBuf {
    file.strip_prefix(start).unwrap_or(file).to_path_buf()
}

fn compile(project: &Project, arguments: &GenerateArguments) -> Status {
    if !recover(&project.output, arguments) {
        return Status::Failed;
    }
    // All are compiled before any is refused, so that one run tells of all mistakes.
    let outcomes: Vec<Outcome> = project
        .apis
        .iter()
        .map(|entry| {
            report::progress("Compiling", &entry.input.document);
            let outcome = project::compile_entry(project, entry);
            report::findings(&outcome.diagnostics, arguments.message_format);
            outcome
        })
        .collect();
    if !outcomes
        .iter()
        .all(|outcome| report::passes(&outcome.diagnostics, arguments.deny))
    {
        return Status::Failed;
    }
    match project::assemble(project, outcomes) {
        Ok(client) => deliver(&project.output, &client.files, &client.summaries, arguments),
        Err(reported) => reported.into(),
    }
}

/// Puts back what an earlier run has left half done; `--check` changes nothing. Whether the
/// run may go on.
fn recover(folder: &Path, arguments: &GenerateArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let is_recovered = arguments.check || output::recover_folder(folder, &mut diagnostics).is_ok();
    report::findings(&diagnostics, arguments.message_format);
    is_recovered
}

/// Writes the files and tells what they are, or with `--check` lists how the disk
/// differs from them.
fn deliver(
    folder: &Path,
    files: &Files,
    summaries: &[Summary],
    arguments: &GenerateArguments,
) -> Status {
    let mut diagnostics = Diagnostics::new();
    let plan = output::plan(folder, files, &mut diagnostics);
    let plan = plan.ok();
    let plan = plan.filter(|_| report::passes(&diagnostics, arguments.deny));
    let (fresh, told) = match plan {
        Some(plan) if arguments.check => {
            let is_unfinished = output::is_unfinished(folder);
            let unfinished = is_unfinished.then(|| {
                let folder = folder.display();
                report::line(&format!(
                    "{folder} holds a run that was ended before its end"
                ))
            });
            let difference =
                |(path, what): (&Path, &str)| report::line(&format!("{} {what}", path.display()));
            let differences = plan.differences().map(difference);
            (
                plan.is_empty() && !is_unfinished,
                differences.chain(unfinished).collect(),
            )
        }
        Some(_) => {
            // another run may have written since
            diagnostics = Diagnostics::new();
            match output::write_files(folder, files, None, &mut diagnostics) {
                Ok(()) => (true, table::format_table(summaries)),
                Err(_) => (false, String::new()),
            }
        }
        None => (false, String::new()),
    };
    report::findings(&diagnostics, arguments.message_format);
    let printed = report::print(&told);
    if fresh { printed } else { Status::Failed }
}
