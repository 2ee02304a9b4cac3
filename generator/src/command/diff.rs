//! `bindery diff OLD NEW`, where the old one may be a lock.

use std::path::{Path, PathBuf};

use bindery::Input;
use bindery::compare::{
    ApiVersion, Change, Comparison, compare_versions, compare_with_lock, comparison_as_json,
    comparison_as_markdown, comparison_as_text,
};
use bindery::diagnostics::{Diagnostics, locate_pointers};
use bindery::lockfile::{Lockfile, parse_lockfile};
use bindery::printable::for_terminal;
use bindery::rust::{LockedApi, Options};

use super::date::print_utc_date;
use super::revision::show_revision;
use super::shown::settle_shown_input;
use super::temporary::make_temporary_folder;
use super::{
    AllowChange, DenyChange, DiffArguments, DiffFormat, InputArguments, MessageFormat, RunStatus,
    ShownArguments, report,
};

/// Prints what differs between two versions of a document.
pub(super) fn run_diff(arguments: &DiffArguments) -> RunStatus {
    match compare_documents(arguments) {
        Ok(status) | Err(status) => status,
    }
}

fn compare_documents(arguments: &DiffArguments) -> Result<RunStatus, RunStatus> {
    let sides = [&arguments.old, &arguments.new].map(|text| DiffSide::parse(text));
    let [old, new] = &sides;
    let mut diagnostics = Diagnostics::new();
    let shown = ShownArguments {
        document: new.path.clone(),
        input: InputArguments::default(),
        config: arguments.config.clone(),
        module: arguments.module.clone(),
        no_config: arguments.no_config,
    };
    let settled = settle_shown_input(&shown, &mut diagnostics).inspect_err(|_| {
        report::report_findings(&diagnostics, MessageFormat::Human);
    })?;
    let (input, options) = (&settled.input, &settled.options);
    let (comparison, old_places, new_places) = if old.is_lock() {
        let held = choose_held_names(old.read_lock()?, options)?;
        let options = Options {
            locked: Some(held.clone()),
            ..options.clone()
        };
        let (version, places) = new.read(input, &options)?;
        let comparison = compare_with_lock(&held, &version);
        (comparison, SideDiagnostics::none(), places)
    } else {
        let (old_version, old_places) = old.read(input, options)?;
        let (new_version, new_places) = new.read(input, options)?;
        let comparison = compare_versions(&old_version, &new_version);
        (comparison, old_places, new_places)
    };
    let text = print_comparison(arguments, &comparison, &old_places, &new_places);
    let printed = report::print_output(&for_terminal(&text));
    // What is approved is told, and fails nothing.
    let (left, _) = comparison.without_approved(&settled.approvals, &print_utc_date());
    let is_denied = arguments.deny == Some(DenyChange::Breaking) && left.is_breaking();
    let is_silent = arguments.allow != Some(AllowChange::Silent) && left.is_silent();
    Ok(if is_denied || is_silent {
        RunStatus::Failed
    } else {
        printed
    })
}

fn print_comparison(
    arguments: &DiffArguments,
    comparison: &Comparison,
    old: &SideDiagnostics,
    new: &SideDiagnostics,
) -> String {
    let version = arguments.current.as_deref();
    if let DiffFormat::Markdown = arguments.format {
        return comparison_as_markdown(comparison, version);
    }
    // All at once, because each file is read for it.
    let old = old.locate(comparison, |change| change.old_place.as_ref());
    let new = new.locate(comparison, |change| change.new_place.as_ref());
    let locate = |is_new: bool, pointer: &bindery::source::Pointer| {
        let places = if is_new { &new } else { &old };
        let found = places.get(pointer.as_str()).cloned();
        found.unwrap_or_else(|| format!("#{pointer}"))
    };
    if let DiffFormat::Json = arguments.format {
        let json = comparison_as_json(comparison, version, locate);
        return report::json_line(&json);
    }
    comparison_as_text(comparison, version, locate)
}

/// The names of the API that is compared: the only one, or the one that bindery.toml says.
fn choose_held_names(lockfile: Lockfile, options: &Options) -> Result<LockedApi, RunStatus> {
    let mut apis = lockfile.apis;
    let module = options.module.join("::");
    if let Some(held) = apis.remove(&module).or(apis.remove(&options.crate_name)) {
        return Ok(held);
    }
    let modules: Vec<String> = apis.keys().map(|name| format!("`{name}`")).collect();
    let mut held = apis.into_values();
    match (held.next(), held.next()) {
        (Some(held), None) => Ok(held),
        (None, _) => Err(RunStatus::Misused(
            "the lock holds no names; `bindery generate` writes them".to_owned(),
        )),
        (Some(_), Some(_)) => Err(RunStatus::Misused(format!(
            "the lock holds names of {}, and no bindery.toml says which of them the document is; \
             say where it is with --config",
            modules.join(", ")
        ))),
    }
}

/// One of the two documents.
struct DiffSide {
    /// The revision that git has it in; else it is a file.
    revision: Option<String>,
    path: PathBuf,
}

/// What a document was read with, by which its places are found.
struct SideDiagnostics {
    diagnostics: Diagnostics,
    /// The file of a revision, which has to be there until places are found.
    laid_down: Option<LaidDown>,
}

impl SideDiagnostics {
    /// Of a side that has no places.
    fn none() -> Self {
        Self {
            diagnostics: Diagnostics::new(),
            laid_down: None,
        }
    }

    fn locate<'c>(
        &self,
        comparison: &'c Comparison,
        place: impl Fn(&'c Change) -> Option<&'c bindery::source::Pointer>,
    ) -> std::collections::BTreeMap<&'c str, String> {
        let pointers: Vec<_> = comparison.changes.iter().filter_map(place).collect();
        let found = locate_pointers(&self.diagnostics, &pointers).into_iter();
        let found = found.map(|text| match &self.laid_down {
            Some(laid_down) => {
                text.replacen(&laid_down.file.display().to_string(), &laid_down.shown, 1)
            }
            None => text,
        });
        pointers
            .iter()
            .map(|pointer| pointer.as_str())
            .zip(found)
            .collect()
    }
}

impl DiffSide {
    /// A file with a colon in its name is a file.
    fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some((revision, path)) if !Path::new(text).exists() && revision.len() > 1 => Self {
                revision: Some(revision.to_owned()),
                path: PathBuf::from(path),
            },
            _ => Self {
                revision: None,
                path: PathBuf::from(text),
            },
        }
    }

    /// Whether it is a `bindery.lock`, under whatever name.
    fn is_lock(&self) -> bool {
        self.path.extension().is_some_and(|end| end == "lock")
    }

    fn read_lock(&self) -> Result<Lockfile, RunStatus> {
        let shown = match &self.revision {
            Some(revision) => PathBuf::from(format!("{revision}:{}", self.path.display())),
            None => self.path.clone(),
        };
        let text = match &self.revision {
            Some(_) => {
                let bytes = show_revision(Path::new("."), &shown.display().to_string());
                String::from_utf8_lossy(&bytes.map_err(RunStatus::Misused)?).into_owned()
            }
            None => std::fs::read_to_string(&self.path).map_err(|error| {
                let message = format!("`{}` cannot be read: {error}", shown.display());
                RunStatus::Misused(message)
            })?,
        };
        let mut diagnostics = Diagnostics::new();
        parse_lockfile(&shown, &text, &mut diagnostics).map_err(|reported| {
            report::report_findings(&diagnostics, MessageFormat::Human);
            reported.into()
        })
    }

    fn read(
        &self,
        input: &Input,
        options: &Options,
    ) -> Result<(ApiVersion, SideDiagnostics), RunStatus> {
        match &self.revision {
            Some(revision) => {
                let shown = format!("{revision}:{}", self.path.display());
                let laid_down = LaidDown::of_revision(shown, &self.path)?;
                read_side(input, options, &laid_down.file.clone(), Some(laid_down))
            }
            None => read_side(input, options, &self.path, None),
        }
    }
}

fn read_side(
    input: &Input,
    options: &Options,
    document: &Path,
    laid_down: Option<LaidDown>,
) -> Result<(ApiVersion, SideDiagnostics), RunStatus> {
    let input = Input {
        document: document.to_path_buf(),
        ..input.clone()
    };
    let mut diagnostics = Diagnostics::new();
    match bindery::read_version(&input, options, &mut diagnostics) {
        Ok(version) => {
            let read = SideDiagnostics {
                diagnostics,
                laid_down,
            };
            Ok((version, read))
        }
        Err(reported) => {
            report::report_findings(&diagnostics, MessageFormat::Human);
            Err(reported.into())
        }
    }
}

/// What git has of a document, in a folder that goes with it.
struct LaidDown {
    folder: PathBuf,
    file: PathBuf,
    /// As the user wrote it.
    shown: String,
}

impl LaidDown {
    fn of_revision(shown: String, path: &Path) -> Result<Self, RunStatus> {
        let bytes = show_revision(Path::new("."), &shown).map_err(RunStatus::Misused)?;
        let folder = make_temporary_folder().map_err(|error| {
            RunStatus::Misused(format!("no temporary folder can be made: {error}"))
        })?;
        let file = folder.join(path.file_name().unwrap_or(path.as_os_str()));
        let laid_down = Self {
            folder,
            file,
            shown,
        };
        std::fs::write(&laid_down.file, &bytes).map_err(|error| {
            RunStatus::Misused(format!("{}: {error}", laid_down.file.display()))
        })?;
        Ok(laid_down)
    }
}

impl Drop for LaidDown {
    fn drop(&mut self) {
        // Nobody is left to be told, and what is left is in the folder for such things.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
