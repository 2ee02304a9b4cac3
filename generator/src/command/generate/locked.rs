//! Runs with a `bindery.lock`.

use bindery::config::Project;
use bindery::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use bindery::lockfile::{self, print_lockfile};
use bindery::output;
use bindery::project::{LockText, ProjectClient};

use super::verdict::ProjectVerdict;
use super::{GenerateArguments, RunStatus, deliver_files, report};

/// Delivers the files and the lock.
pub(super) fn deliver_project(
    project: &Project,
    client: &ProjectClient,
    verdicts: &ProjectVerdict,
    arguments: &GenerateArguments,
) -> RunStatus {
    let changed = client.lock.as_ref();
    let changed = changed.filter(|lock| !output::is_lock_text_current(&lock.file, &lock.text));
    if arguments.locked
        && let Some(status) = refuse_unlocked(project, changed, arguments)
    {
        return status;
    }
    let delivered = deliver_files(
        &project.output,
        &client.files,
        &client.summaries,
        verdicts,
        arguments,
    );
    match (changed, &delivered) {
        (Some(lock), _) if arguments.check => {
            let line = format!("{} differs", lock.file.display());
            report::print_output(&report::print_document_line(&line));
            RunStatus::Failed
        }
        (Some(lock), RunStatus::Done) => {
            let mut diagnostics = Diagnostics::new();
            let written = output::write_lock_text(&lock.file, &lock.text, None, &mut diagnostics);
            report::report_findings(&diagnostics, arguments.message_format);
            written.map_or_else(RunStatus::from, |()| delivered)
        }
        _ => delivered,
    }
}

/// Fails where `--locked` finds no lock, or one that would change.
fn refuse_unlocked(
    project: &Project,
    changed: Option<&LockText>,
    arguments: &GenerateArguments,
) -> Option<RunStatus> {
    let (file, message) = match (&project.lock, changed) {
        (None, _) => (
            project.folder.join(lockfile::FILE_NAME),
            "there is no lock".to_owned(),
        ),
        (Some(_), None) => return None,
        (Some(lock), Some(changed)) => {
            let old = print_lockfile(&lock.names);
            let is_new = |line: &&str| !old.lines().any(|other| other == *line);
            let first = changed.text.lines().find(is_new);
            let more = first.map(|line| format!(", first by `{line}`"));
            let more = more.unwrap_or_default();
            (lock.file.clone(), format!("the lock would change{more}"))
        }
    };
    let mut diagnostics = Diagnostics::new();
    let finding = Diagnostic::new(Code::LockOutdated, Place::File(file), message)
        .help("run `bindery generate` without `--locked`, and commit the lock");
    diagnostics.push(finding);
    report::report_findings(&diagnostics, arguments.message_format);
    Some(RunStatus::Failed)
}
