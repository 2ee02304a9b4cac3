//! Reads `bindery.toml`: which documents, with which overlays, become which
//! modules.
//!
//! Takes a path, gives a [`Project`]. Knows nothing of documents themselves.

mod approvals;
mod file;
mod name_rules;
mod names;
mod operation_rules;
mod place;
mod runtime_folder;
mod tables;
mod types;

use std::path::{Path, PathBuf};

use crate::Input;
use crate::compare::Approval;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::lockfile::{self, Lockfile};
use crate::rust::{
    ClientGrouping, NameRules, NumberType, Options, PackageFacts, Root, Strictness, TypeRules,
};

pub use names::wrong_crate_name;
pub use runtime_folder::{choose_runtime_folder, find_real_path, find_relative_path};
pub use types::{TypeOptions, make_type_table, read_type_options};

/// Name of the configuration file.
pub const FILE_NAME: &str = "bindery.toml";

/// The folder of a crate that holds the runtime, where it comes from no registry.
pub const INLINE_RUNTIME: &str = "runtime";

/// What `bindery.toml` describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The configuration file.
    pub file: PathBuf,
    /// The folder that all paths in it are relative to.
    pub folder: PathBuf,
    /// Folder that the client is written to.
    pub output: PathBuf,
    /// Name of the package that the client belongs to, for its user agent.
    pub package: String,
    /// The names that earlier runs have given, where they are kept.
    pub lock: Option<ProjectLock>,
    /// What makes a crate of the one API, where it is none within a crate.
    pub whole_crate: Option<WholeCrate>,
    /// APIs in the order of the file.
    pub apis: Vec<ApiEntry>,
}

/// A crate that bindery writes with its manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeCrate {
    /// What its manifest says.
    pub facts: PackageFacts,
    /// Whether each tag is a Cargo feature.
    pub tag_features: bool,
    /// Whether the runtime is a package inside of it, in the folder [`INLINE_RUNTIME`].
    pub inline_runtime: bool,
}

/// The lock of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectLock {
    /// The file, which may not be there yet.
    pub file: PathBuf,
    /// What it holds.
    pub names: Lockfile,
}

/// One API of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiEntry {
    /// The document, its overlays, and what is wanted of it.
    pub input: Input,
    /// Module path of the client, for instance `["gcore", "waap"]`.
    pub module: Vec<String>,
    /// Cargo feature that the module depends on.
    pub feature: Option<String>,
    /// Which client has which operations.
    pub clients: ClientGrouping,
    /// Whether there are types alone, and no client.
    pub types_only: bool,
    /// What `type: number` becomes.
    pub number: NumberType,
    /// Which types stand for what the document describes.
    pub types: TypeRules,
    /// How names of the document become names of Rust.
    pub names: NameRules,
    /// Where responses must keep to the document.
    pub strictness: Strictness,
    /// Whether the document's examples of responses are written for tests.
    pub examples: bool,
    /// Changes of the document that somebody has approved.
    pub approvals: Vec<Approval>,
}

impl Project {
    /// What an API is called: its module, or the crate that it is.
    pub fn name_api(&self, entry: &ApiEntry) -> String {
        match &self.whole_crate {
            None => entry.module.join("::"),
            Some(_) => self.package.clone(),
        }
    }

    /// The compiler's options for an API of this project.
    pub fn options(&self, entry: &ApiEntry) -> Options {
        let document = &entry.input.document;
        // The same text on every machine, as it stands in the generated files.
        let document = document.strip_prefix(&self.folder).unwrap_or(document);
        // Where the document lies is not the crate's business.
        let name = document.file_name().filter(|_| self.whole_crate.is_some());
        let document = name.map_or(document, Path::new);
        Options {
            source: document.display().to_string().replace('\\', "/"),
            module: entry.module.clone(),
            crate_name: self.package.clone(),
            feature: entry.feature.clone(),
            clients: entry.clients,
            types_only: entry.types_only,
            number: entry.number,
            types: entry.types.clone(),
            names: entry.names.clone(),
            locked: self.lock.as_ref().map(|lock| {
                let names = lock.names.apis.get(&self.name_api(entry));
                names.cloned().unwrap_or_default()
            }),
            strictness: entry.strictness.clone(),
            examples: entry.examples,
            root: match &self.whole_crate {
                None => Root::Module,
                Some(_) => Root::Library,
            },
            // The features of a larger crate are its author's.
            tag_features: self
                .whole_crate
                .as_ref()
                .is_some_and(|one| one.tag_features),
        }
    }
}

/// The entries of a project that a document has; more than one where it is compiled into
/// several modules. Links count as what they lead to.
pub fn find_entries<'p>(project: &'p Project, document: &Path) -> Vec<&'p ApiEntry> {
    let real = |path: &Path| path.canonicalize().ok();
    let wanted = real(document);
    let is_it = |entry: &&ApiEntry| wanted.is_some() && real(&entry.input.document) == wanted;
    project.apis.iter().filter(is_it).collect()
}

/// The `bindery.toml` in `start` or the nearest folder above it, if there is any.
pub fn find_nearest(start: &Path) -> Option<PathBuf> {
    let mut files = start.ancestors().map(|folder| folder.join(FILE_NAME));
    files.find(|file| file.is_file())
}

/// Finds `bindery.toml` in `start` or the nearest folder above it.
///
/// # Errors
///
/// If there is none.
pub fn find_project_file(start: &Path, diagnostics: &mut Diagnostics) -> Result<PathBuf, Reported> {
    find_nearest(start).ok_or_else(|| {
        let message = format!("there is no `{FILE_NAME}` in this folder or in one above it");
        let place = Place::File(start.to_path_buf());
        let finding = Diagnostic::new(Code::ConfigNotFound, place, message).help(
            "write one, or compile one document with `bindery generate DOCUMENT --output DIR`; \
             `bindery explain E0501` shows a file",
        );
        diagnostics.error(finding)
    })
}

/// Reads a project.
///
/// # Errors
///
/// If the file cannot be read, or does not describe one.
pub fn read_project(file: &Path, diagnostics: &mut Diagnostics) -> Result<Project, Reported> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let place = Place::File(file.to_path_buf());
        let message = format!("the configuration cannot be read: {error}");
        diagnostics.error(Diagnostic::new(Code::ConfigNotFound, place, message))
    })?;
    let (mut project, wants_lock) = file::parse_project(file, &text, diagnostics)?;
    project.lock = read_project_lock(&project.folder, wants_lock, diagnostics)?;
    Ok(project)
}

/// Reads the lock beside `bindery.toml`. Without a word about it there, it is kept where it is
/// there already.
fn read_project_lock(
    folder: &Path,
    wanted: Option<bool>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<ProjectLock>, Reported> {
    if wanted == Some(false) {
        return Ok(None);
    }
    let file = folder.join(lockfile::FILE_NAME);
    let names = lockfile::read_lockfile(&file, diagnostics)?;
    let empty = (wanted == Some(true)).then(Lockfile::default);
    Ok(names.or(empty).map(|names| ProjectLock { file, names }))
}
