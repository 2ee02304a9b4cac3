//! What the documents of a project have changed since a revision.

use std::fs;
use std::path::{Component, Path, PathBuf};

use bindery::compare::{
    ApiVersion, ChangeLevel, Comparison, Verdict, compare_versions, comparison_as_text,
    next_version,
};
use bindery::config::{self, ApiEntry, Project, find_real_path};
use bindery::diagnostics::Diagnostics;
use bindery::lockfile;
use bindery::printable::for_terminal;
use bindery::project::CompileOutcome;
use toml::Table;

use super::{GenerateArguments, RunStatus, report};
use crate::command::Deny;
use crate::command::date::print_utc_date;
use crate::command::revision::{find_repository, show_revision};
use crate::command::temporary::make_temporary_folder;

/// What is known of the changes of a project; nothing, where nobody asks.
#[derive(Default)]
pub(super) struct ProjectVerdict {
    changes: Vec<ApiChange>,
    /// The modules of APIs that the revision has, and `bindery.toml` no longer.
    gone: Vec<String>,
    revision: String,
    /// The version of the package at the revision.
    version: Option<String>,
}

/// What has become of one API.
enum ApiChange {
    /// Nothing that it is made of.
    Same,
    /// The revision does not have it.
    New,
    /// What the revision has cannot be compiled by itself.
    Unknown,
    Compared(Comparison),
}

impl ApiChange {
    /// In a word: the level of the gravest change.
    fn word(&self) -> &'static str {
        match self {
            Self::Same => "none",
            Self::New => "new",
            Self::Unknown => "unknown",
            Self::Compared(comparison) => {
                let levels = comparison.changes.iter().map(|change| change.level());
                levels.min().map_or("none", ChangeLevel::as_str)
            }
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Same => Verdict::Patch,
            Self::New | Self::Unknown => Verdict::Minor,
            Self::Compared(comparison) => comparison.verdict(),
        }
    }
}

impl ProjectVerdict {
    /// A word for each API.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        self.changes.iter().map(ApiChange::word).collect()
    }

    fn verdict(&self) -> Verdict {
        let verdicts = self.changes.iter().map(ApiChange::verdict);
        let gone = self.gone.iter().map(|_| Verdict::Major);
        verdicts.chain(gone).max().unwrap_or(Verdict::Patch)
    }

    /// The verdict on all APIs, which are one package; nothing where all is the same.
    pub(super) fn line(&self) -> String {
        let is_same = |change: &ApiChange| matches!(change, ApiChange::Same);
        if self.changes.iter().all(is_same) && self.gone.is_empty() {
            return String::new();
        }
        let verdict = self.verdict();
        let next = self.version.as_ref();
        let next = next.and_then(|version| {
            let next = next_version(version, verdict)?;
            Some(format!(", next version {next} behind {version}"))
        });
        let next = next.unwrap_or_default();
        let gone = list_gone_apis(&self.gone);
        let line = format!("{gone}since {}: {}{next}", self.revision, verdict.as_str());
        report::print_document_line(&line)
    }
}

/// Compares the documents with those of the revision, where there is a lock or somebody asks.
pub(super) fn judge_project(
    project: &Project,
    outcomes: &[CompileOutcome],
    arguments: &GenerateArguments,
) -> Result<ProjectVerdict, RunStatus> {
    let is_denied = arguments.deny.contains(&Deny::Breaking);
    if project.lock.is_none() && arguments.against.is_none() && !is_denied {
        return Ok(ProjectVerdict::default());
    }
    let is_asked = arguments.against.is_some() || is_denied;
    let revision = arguments
        .against
        .clone()
        .unwrap_or_else(|| "HEAD".to_owned());
    let laid_down = match LaidDownProject::of_revision(&revision, project, outcomes) {
        Ok(laid_down) => laid_down,
        // A folder without git has no past, which is no fault unless somebody asks for it.
        Err(message) if is_asked => return Err(RunStatus::Misused(message)),
        Err(_) => return Ok(ProjectVerdict::default()),
    };
    let today = print_utc_date();
    let mut denied = false;
    let mut changes = Vec::new();
    for entry in &project.apis {
        let change = laid_down.judge_entry(project, entry);
        if let ApiChange::Compared(comparison) = &change {
            let (left, approved) = comparison.without_approved(&entry.approvals, &today);
            if is_denied && left.is_breaking() {
                denied = true;
                tell_denied(&project.name_api(entry), &left, approved);
            }
        }
        changes.push(change);
    }
    let gone = laid_down.list_gone_modules(project);
    if is_denied && !gone.is_empty() {
        denied = true;
        report::print_message(&for_terminal(&list_gone_apis(&gone)));
    }
    if denied {
        return Err(RunStatus::Failed);
    }
    Ok(ProjectVerdict {
        changes,
        gone,
        version: laid_down.version.clone(),
        revision,
    })
}

/// A line for each API that is no longer there: programs that name its module do not compile.
fn list_gone_apis(modules: &[String]) -> String {
    let lines = modules
        .iter()
        .map(|module| format!("source: the API `{module}` is gone from bindery.toml\n"));
    lines.collect()
}

/// Prints the changes that fail the run.
fn tell_denied(module: &str, comparison: &Comparison, approved: usize) {
    let is_grave = |level| level <= ChangeLevel::Source;
    let changes = comparison.changes.iter();
    let changes = changes.filter(|change| is_grave(change.level())).cloned();
    let grave = Comparison {
        changes: changes.collect(),
        unknown: None,
    };
    let text = comparison_as_text(&grave, None, |_, pointer| format!("#{pointer}"));
    let approved = if approved > 0 {
        format!("{approved} more are approved in bindery.toml\n")
    } else {
        String::new()
    };
    report::print_message(&for_terminal(&format!("{module}:\n{text}{approved}")));
}

/// The files of a revision, in a folder that goes with it.
struct LaidDownProject {
    folder: PathBuf,
    project: Option<Project>,
    /// Whether all of them are as they are now.
    is_same: bool,
    /// The version of the package.
    version: Option<String>,
}

impl LaidDownProject {
    fn of_revision(
        revision: &str,
        project: &Project,
        outcomes: &[CompileOutcome],
    ) -> Result<Self, String> {
        let root = find_repository(&project.folder)?;
        let below = |file: &Path| find_below(&root, file);
        let name = project.file.file_name().unwrap_or_default();
        let config = below(&project.folder.join(name)).unwrap_or_default();
        let show = |file: &str| show_revision(&root, &format!("{revision}:{file}"));
        let config_text = show(&config)?;
        let manifest = below(&project.folder.join("Cargo.toml"));
        let folder = make_temporary_folder().map_err(|error| error.to_string())?;
        let mut laid_down = Self {
            folder,
            project: None,
            is_same: fs::read(&project.file).is_ok_and(|text| text == config_text),
            version: manifest.and_then(|file| read_package_version(&show(&file).ok()?)),
        };
        let files = list_read_files(project, outcomes);
        // What lies outside of the repository has no past that git could tell.
        let files = files.iter().map(|file| below(file));
        let Some(files) = files.collect::<Option<Vec<_>>>() else {
            laid_down.is_same = false;
            return Ok(laid_down);
        };
        for file in files {
            let now = fs::read(root.join(&file)).ok();
            let bytes = show(&file).ok();
            laid_down.is_same &= now == bytes;
            if let Some(bytes) = bytes {
                laid_down
                    .write(&file, &bytes)
                    .map_err(|error| error.to_string())?;
            }
        }
        let written = laid_down.write(&config, &config_text);
        written.map_err(|error| error.to_string())?;
        let config = laid_down.folder.join(config);
        laid_down.project = config::read_project(&config, &mut Diagnostics::new()).ok();
        Ok(laid_down)
    }

    fn write(&self, file: &str, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        fs::write(path, bytes)
    }

    /// What programs call the APIs of the revision whose modules no entry has any more.
    fn list_gone_modules(&self, project: &Project) -> Vec<String> {
        let is_gone = |old: &ApiEntry| !project.apis.iter().any(|entry| entry.module == old.module);
        let before = self.project.iter();
        let gone = before.flat_map(|before| {
            let gone = before.apis.iter().filter(|old| is_gone(old));
            gone.map(|old| before.name_api(old).to_owned())
        });
        gone.collect()
    }

    fn judge_entry(&self, project: &Project, entry: &ApiEntry) -> ApiChange {
        if self.is_same {
            return ApiChange::Same;
        }
        let Some(before) = &self.project else {
            return ApiChange::Unknown;
        };
        let mut entries = before.apis.iter();
        let Some(old) = entries.find(|old| old.module == entry.module) else {
            return ApiChange::New;
        };
        let read = |project: &Project, entry: &ApiEntry| {
            let options = project.options(entry);
            bindery::read_version(&entry.input, &options, &mut Diagnostics::new())
        };
        let versions: (Result<ApiVersion, _>, Result<ApiVersion, _>) =
            (read(before, old), read(project, entry));
        match versions {
            (Ok(old), Ok(new)) => ApiChange::Compared(compare_versions(&old, &new)),
            _ => ApiChange::Unknown,
        }
    }
}

impl Drop for LaidDownProject {
    fn drop(&mut self) {
        // Nobody is left to be told, and what is left is in the folder for such things.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What the clients of a project are made of, besides `bindery.toml`.
fn list_read_files(project: &Project, outcomes: &[CompileOutcome]) -> Vec<PathBuf> {
    let compiled = outcomes
        .iter()
        .filter_map(|outcome| outcome.compiled.as_ref().ok());
    let reached = compiled.flat_map(|(compiled, _)| &compiled.reached);
    let overlays = project.apis.iter().flat_map(|entry| &entry.input.overlays);
    let documents = project.apis.iter().map(|entry| &entry.input.document);
    let lock = project.folder.join(lockfile::FILE_NAME);
    let files = reached.chain(overlays).chain(documents).chain([&lock]);
    files.cloned().collect()
}

/// The path of a file below the repository's folder, as git has it. The file need not be there.
fn find_below(root: &Path, file: &Path) -> Option<String> {
    let file = find_real_path(file)?;
    let below = file.strip_prefix(root).ok()?;
    let steps = below.components().map(|step| match step {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let steps: Vec<&str> = steps.collect::<Option<_>>()?;
    Some(steps.join("/"))
}

/// The version of a manifest, or of its workspace.
fn read_package_version(manifest: &[u8]) -> Option<String> {
    let manifest: Table = toml::from_str(std::str::from_utf8(manifest).ok()?).ok()?;
    let version = |table: &Table| Some(table.get("package")?.get("version")?.as_str()?.to_owned());
    let workspace = manifest.get("workspace").and_then(|table| table.as_table());
    version(&manifest).or_else(|| version(workspace?))
}
