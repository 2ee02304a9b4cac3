//! `bindery generate`.

mod crate_config;
mod document;
mod inline_runtime;
mod locked;
mod verdict;

use std::path::{Path, PathBuf};

use bindery::config::{self, Project};
use bindery::diagnostics::{Code, Diagnostics};
use bindery::emit::GeneratedFiles;
use bindery::output;
use bindery::project::{self, CompileOutcome, Summary};
use bindery::rust::LockedApi;

use verdict::ProjectVerdict;

use super::{GenerateArguments, MessageFormat, RunStatus, report, table};

/// Compiles one document, or all of the nearest `bindery.toml`.
pub(super) fn run_generate(arguments: &GenerateArguments) -> RunStatus {
    match (&arguments.document, &arguments.output) {
        (Some(document), Some(folder)) => document::generate_document(document, folder, arguments),
        _ => generate_project(arguments),
    }
}

fn generate_project(arguments: &GenerateArguments) -> RunStatus {
    let mut diagnostics = Diagnostics::new();
    let start = std::env::current_dir().unwrap_or_default();
    let file = match &arguments.config {
        Some(file) => Ok(file.clone()),
        None => config::find_project_file(&start, &mut diagnostics),
    };
    let project =
        file.and_then(|file| config::read_project(&shorten_path(&file, &start), &mut diagnostics));
    let project = project.map(|project| match arguments.precise {
        true => forget_held_precision(project),
        false => project,
    });
    report::report_findings(&diagnostics, arguments.message_format);
    show_sample_config(&diagnostics, arguments.message_format);
    project.map_or_else(RunStatus::from, |project| {
        compile_project(&project, arguments)
    })
}

/// The project without what its lock holds of how much values say.
fn forget_held_precision(mut project: Project) -> Project {
    let apis = project
        .lock
        .iter_mut()
        .flat_map(|lock| lock.names.apis.values_mut());
    apis.for_each(LockedApi::forget_precision);
    project
}

/// Whoever has no configuration is shown one that can be copied.
fn show_sample_config(diagnostics: &Diagnostics, format: MessageFormat) {
    let missing = Code::ConfigNotFound;
    let is_missing = diagnostics.findings().iter().any(|it| it.code == missing);
    let sample = missing.explanation().split("```").nth(1);
    let sample = sample.and_then(|block| block.strip_prefix("toml\n"));
    if let (true, MessageFormat::Human, Some(sample)) = (is_missing, format, sample) {
        let lines = sample.lines();
        let lines = lines.map(|line| format!("{}\n", format!("    {line}").trim_end()));
        let lines: String = lines.collect();
        report::print_message(&format!("A `{}`:\n\n{lines}\n", config::FILE_NAME));
    }
}

/// Paths below the current folder read better without it.
pub(super) fn shorten_path(file: &Path, start: &Path) -> PathBuf {
    file.strip_prefix(start).unwrap_or(file).to_path_buf()
}

fn compile_project(project: &Project, arguments: &GenerateArguments) -> RunStatus {
    if !recover_unfinished_run(&project.output, arguments) {
        return RunStatus::Failed;
    }
    // All are compiled before any is refused, so that one run tells of all mistakes.
    let outcomes: Vec<CompileOutcome> = project
        .apis
        .iter()
        .map(|entry| {
            report::print_progress("Compiling", &entry.input.document);
            let outcome = project::compile_entry(project, entry);
            print_reached_files(&outcome);
            report::report_findings(&outcome.diagnostics, arguments.message_format);
            outcome
        })
        .collect();
    let verdicts = match verdict::judge_project(project, &outcomes, arguments) {
        Ok(verdicts) => verdicts,
        Err(status) => return status,
    };
    if !outcomes
        .iter()
        .all(|outcome| report::findings_pass(&outcome.diagnostics, &arguments.deny))
    {
        return RunStatus::Failed;
    }
    let delivered = match project::assemble_client(project, outcomes) {
        Ok(client) => locked::deliver_project(project, &client, &verdicts, arguments),
        Err(reported) => return reported.into(),
    };
    let whole_crate = project.whole_crate.as_ref();
    let is_inline = whole_crate.is_some_and(|whole_crate| whole_crate.inline_runtime);
    match delivered {
        RunStatus::Done if is_inline => inline_runtime::deliver_runtime(&project.output, arguments),
        delivered => delivered,
    }
}

/// What the lock holds, and how to take what the documents say.
fn describe_held_values(summaries: &[Summary]) -> String {
    let held: usize = summaries.iter().map(|summary| summary.held).sum();
    let told = match held {
        0 => return String::new(),
        1 => "1 value otherwise than the document says".to_owned(),
        _ => format!("{held} values otherwise than the documents say"),
    };
    report::print_document_line(&format!(
        "the lock holds {told}; `bindery generate --precise` takes what is said"
    ))
}

/// Names every file that was read, where somebody asks for it.
fn print_reached_files(outcome: &CompileOutcome) {
    if let Ok((compiled, _)) = &outcome.compiled {
        report::print_files("Read", compiled.reached.iter().map(PathBuf::as_path));
    }
}

/// Puts back what an earlier run has left half done; `--check` changes nothing. Whether the
/// run may go on.
fn recover_unfinished_run(folder: &Path, arguments: &GenerateArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let is_recovered = arguments.check || output::recover_folder(folder, &mut diagnostics).is_ok();
    report::report_findings(&diagnostics, arguments.message_format);
    is_recovered
}

/// Writes the files and tells what they are, or with `--check` lists how the disk
/// differs from them.
fn deliver_files(
    folder: &Path,
    files: &GeneratedFiles,
    summaries: &[Summary],
    verdicts: &ProjectVerdict,
    arguments: &GenerateArguments,
) -> RunStatus {
    let mut diagnostics = Diagnostics::new();
    let plan = output::plan_output(folder, files, &mut diagnostics);
    let plan = plan.ok();
    let plan = plan.filter(|_| report::findings_pass(&diagnostics, &arguments.deny));
    let (fresh, told) = match plan {
        Some(plan) if arguments.check => {
            let is_unfinished = output::is_unfinished(folder);
            let unfinished = is_unfinished.then(|| {
                let folder = folder.display();
                report::print_document_line(&format!(
                    "{folder} holds a run that was ended before its end"
                ))
            });
            let difference = |(path, what): (&Path, &str)| {
                report::print_document_line(&format!("{} {what}", path.display()))
            };
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
                Ok(()) if report::is_quiet() => (true, String::new()),
                Ok(()) => (
                    true,
                    table::format_table(summaries, &verdicts.columns())
                        + &verdicts.line()
                        + &describe_held_values(summaries),
                ),
                Err(_) => (false, String::new()),
            }
        }
        None => (false, String::new()),
    };
    report::report_findings(&diagnostics, arguments.message_format);
    let printed = report::print_output(&told);
    if fresh { printed } else { RunStatus::Failed }
}
