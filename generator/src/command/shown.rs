//! What `dump`, `types` and `operations` show: a document as `bindery.toml` has it, where
//! that lists it, so that they show what `bindery generate` writes.

use std::path::Path;

use bindery::compare::Approval;
use bindery::config::{self, ApiEntry, Project};
use bindery::diagnostics::Diagnostics;
use bindery::rust::{ClientGrouping, Options};
use bindery::{Input, StageOutput};

use super::generate::shorten_path;
use super::given::GivenDocument;
use super::{MessageFormat, RunStatus, ShownArguments, report};

/// Compiles a document up to the stage at which `describe` gives a text, and prints that.
/// `clients` takes the place of what `bindery.toml` says of them.
pub(super) fn print_shown(
    arguments: &ShownArguments,
    clients: Option<ClientGrouping>,
    format: MessageFormat,
    describe: impl FnMut(StageOutput<'_>) -> Option<String> + Send,
) -> RunStatus {
    let given = match GivenDocument::take(&arguments.document) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let mut diagnostics = Diagnostics::new();
    given.name_in(&mut diagnostics);
    let settled = settle_given_input(arguments, &given, &mut diagnostics);
    let shown = settled.and_then(
        |ShownInput {
             input, mut options, ..
         }| {
            if let Some(clients) = clients {
                options.clients = clients;
            }
            let shown = bindery::show_stage(&input, &options, &mut diagnostics, describe);
            Ok(shown?.unwrap_or_default())
        },
    );
    report::report_findings(&diagnostics, format);
    match shown {
        Ok(text) => report::print_output(&text),
        Err(status) => status,
    }
}

/// What is compiled, and how, of a document that may have come as a stream.
pub(super) fn settle_given_input(
    arguments: &ShownArguments,
    given: &GivenDocument,
    diagnostics: &mut Diagnostics,
) -> Result<ShownInput, RunStatus> {
    let mut settled = settle_shown_input(arguments, diagnostics)?;
    // The file of a project goes by the path that `bindery.toml` has.
    if given.path() != arguments.document {
        settled.input.document = given.path().to_path_buf();
    }
    Ok(settled)
}

/// What is compiled, and how.
pub(super) struct ShownInput {
    pub(super) input: Input,
    pub(super) options: Options,
    /// Changes that `bindery.toml` approves.
    pub(super) approvals: Vec<Approval>,
}

/// Finds out what is compiled, and how.
pub(super) fn settle_shown_input(
    arguments: &ShownArguments,
    diagnostics: &mut Diagnostics,
) -> Result<ShownInput, RunStatus> {
    let current = std::env::current_dir().unwrap_or_default();
    let document = current.join(&arguments.document);
    // that of the document counts where one's own does not know it
    let beside = document.parent().unwrap_or(&current);
    let nearest = |start: &Path| config::find_nearest(start).filter(|_| !arguments.no_config);
    let files = match &arguments.config {
        Some(file) => [Some(file.clone()), None],
        None => [nearest(&current), nearest(beside)],
    };
    for file in files {
        let Some(file) = file else {
            continue;
        };
        let project = config::read_project(&shorten_path(&file, &current), diagnostics)?;
        let entries = config::find_entries(&project, &document);
        if let Some(entry) = choose_entry(&entries, arguments)? {
            report::print_progress("Reading", &project.file);
            return Ok(settings_of(&project, entry, arguments));
        }
    }
    match &arguments.module {
        Some(module) => Err(RunStatus::Misused(format!(
            "no bindery.toml lists the document as `{module}`"
        ))),
        None => Ok(ShownInput {
            input: arguments.input.of(&arguments.document),
            options: Options::default(),
            approvals: Vec::new(),
        }),
    }
}

/// The one entry that is meant, if any is.
fn choose_entry<'e>(
    entries: &[&'e ApiEntry],
    arguments: &ShownArguments,
) -> Result<Option<&'e ApiEntry>, RunStatus> {
    let module_of = |entry: &ApiEntry| entry.module.join("::");
    if let Some(module) = &arguments.module {
        let mut named = entries.iter().filter(|entry| module_of(entry) == *module);
        return Ok(named.next().copied());
    }
    match entries {
        [] => Ok(None),
        [entry] => Ok(Some(*entry)),
        several => {
            let modules: Vec<String> = several.iter().map(|entry| module_of(entry)).collect();
            Err(RunStatus::Misused(format!(
                "bindery.toml lists the document as {}; choose one of them with --module",
                modules.join(", ")
            )))
        }
    }
}

/// The settings of an entry. What the command line says takes the place of what stands
/// there; folders that references may read are added.
fn settings_of(project: &Project, entry: &ApiEntry, arguments: &ShownArguments) -> ShownInput {
    let options = project.options(entry);
    let asked = arguments.input.of(Path::new(""));
    let mut input = entry.input.clone();
    if !asked.overlays.is_empty() {
        input.overlays = asked.overlays;
    }
    if !asked.selection.is_everything() {
        input.selection = asked.selection;
    }
    input.allow_refs.extend(asked.allow_refs);
    input.webhooks |= asked.webhooks;
    ShownInput {
        input,
        options,
        approvals: entry.approvals.clone(),
    }
}
