//! Reads `bindery.toml`: which documents, with which overlays, become which
//! modules.
//!
//! Takes a path, gives a [`Project`]. Knows nothing of documents themselves.

mod file;
mod names;
mod pages;

use std::path::{Path, PathBuf};

use crate::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::rust::{NameRules, NumberType, Options, Root, Strictness};

pub use names::wrong_crate_name;

/// Name of the configuration file.
pub const FILE_NAME: &str = "bindery.toml";

/// What `bindery.toml` describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The configuration file.
    pub file: PathBuf,
    /// The folder that all paths in it are relative to.
    pub folder: PathBuf,
    /// Folder that the client is written to.
    pub output: PathBuf,
    /// Name of the package that the client belongs to, for its user agent.
    pub package: String,
    /// APIs in the order of the file.
    pub apis: Vec<ApiEntry>,
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
    /// What `type: number` becomes.
    pub number: NumberType,
    /// How names of the document become names of Rust.
    pub names: NameRules,
    /// Where answers must keep to the document.
    pub strictness: Strictness,
    /// Whether the document's examples of answers are written for tests.
    pub examples: bool,
}

impl Project {
    /// The compiler's options for an API of this project.
    pub fn options(&self, entry: &ApiEntry) -> Options {
        let document = &entry.input.document;
        // The same text on every machine, as it stands in the generated files.
        let document = document.strip_prefix(&self.folder).unwrap_or(document);
        Options {
            source: document.display().to_string().replace('\\', "/"),
            module: entry.module.clone(),
            crate_name: self.package.clone(),
            feature: entry.feature.clone(),
            number: entry.number,
            names: entry.names.clone(),
            strictness: entry.strictness.clone(),
            examples: entry.examples,
            root: Root::Module,
            // The features of a larger crate are its author's.
            tag_features: false,
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
    file::parse_project(file, &text, diagnostics)
}
