//! Reads one file: path → text → [`Node`].
//!
//! Decides between JSON and YAML. Knows nothing of references and overlays.

use std::path::Path;

use super::Node;
use super::json::read_json;
use super::yaml::read_yaml;
use crate::diagnostics::{Code, Diagnostic, Errors, Place};
use crate::place::text::{FileFormat, FileText, describe_io_error};

/// What was read of a file.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// Its tree; aliases and merge keys are expanded.
    pub node: Node,
    /// How it was read: not as its name says where it is nearly one format and by name the
    /// other.
    pub format: FileFormat,
    /// What had to be repaired so that it could be read.
    pub repairs: Vec<Diagnostic>,
}

/// Reads a file.
pub(crate) fn parse_file(path: &Path) -> Result<Parsed, Errors> {
    file_at(path, path)
}

/// Reads the file `place`, which goes by `path` in findings.
pub(super) fn file_at(place: &Path, path: &Path) -> Result<Parsed, Errors> {
    parse_tree(&FileText::read_at(place, path).map_err(|why| not_found(path, &why))?)
}

/// The finding for a file that the system does not give.
pub(super) fn make_unreadable_finding(path: &Path, error: std::io::Error) -> Diagnostic {
    not_found(path, &describe_io_error(error))
}

fn not_found(path: &Path, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be read: {why}", path.display());
    Diagnostic::new(Code::FileNotFound, Place::File(path.to_owned()), message)
        .help("give the path of a file, from the folder that bindery runs in")
}

/// Reads a text.
pub(crate) fn parse_tree(source: &FileText) -> Result<Parsed, Errors> {
    match source.format {
        FileFormat::Json => read_json(source),
        FileFormat::Yaml => read_yaml(source),
    }
}
