//! Which files references may read: those below folders that the user has named.
//!
//! A document may come from anybody. Without a boundary, its references read any
//! file of the machine that compiles it, and findings and generated code show
//! what stands there.

use std::path::{Path, PathBuf};

use super::parse::{self, Parsed};
use super::{Node, references};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// Folders of files that are none: reading one may never end or tell what no
/// file says.
const DEVICES: [&str; 3] = ["/dev", "/proc", "/sys"];

/// The folders whose files references may read, links resolved.
pub(super) struct Boundary {
    folders: Vec<PathBuf>,
}

impl Boundary {
    /// The boundary of a document: its folder, the current folder where the
    /// document lies below it, and the folders that are named.
    ///
    /// The root of a file system and the user's home are no boundary unless they
    /// are named or hold the document: nobody who runs a command there means that
    /// all of it belongs to the document.
    pub(super) fn around(
        document: &Path,
        named: &[PathBuf],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let real = |folder: &Path| folder.canonicalize().ok();
        // Where the document is a link, its neighbours may be links as well, or lie
        // beside what it leads to.
        let own = [
            real(folder_of(document)),
            real(document).and_then(|file| Some(file.parent()?.to_path_buf())),
        ];
        let mut folders: Vec<PathBuf> = own.into_iter().flatten().collect();
        let holds_document = |current: &PathBuf| {
            let below = folders.iter().any(|folder| folder.starts_with(current));
            below && std::env::home_dir().and_then(|home| real(&home)).as_ref() != Some(current)
        };
        let current = std::env::current_dir().ok().and_then(|path| real(&path));
        // Below the current folder, because projects keep shared parts beside the folder of their
        // documents and run tools from the root.
        folders.extend(current.filter(holds_document));
        // Before the named ones are added: whoever names the root means it.
        folders.retain(|folder| folder.parent().is_some());
        for folder in named {
            match non_empty(folder).canonicalize() {
                Ok(real) if real.is_dir() => folders.push(real),
                Ok(_) | Err(_) => diagnostics.push(no_folder(folder)),
            }
        }
        Self { folders }
    }

    /// Reads the file that a reference leads to, if it lies inside.
    pub(super) fn read(&self, path: &Path) -> Result<Parsed, Vec<Diagnostic>> {
        // Links are resolved before the question is asked, and the resolved path is what is
        // opened: a link inside that leads out is outside.
        let real = match path.canonicalize() {
            Ok(real) if self.contains(&real) => real,
            Err(error) if self.would_contain(path) => {
                return Err(vec![parse::make_unreadable_finding(path, error)]);
            }
            Ok(_) | Err(_) => return Err(vec![make_outside_finding(path)]),
        };
        let parsed = parse::file_at(&real, path).map_err(|errors| {
            let findings = Vec::from(errors);
            let is_unread = |finding: &Diagnostic| finding.code == Code::FileNotFound;
            if is_named_as_part(path) || findings.iter().any(is_unread) {
                findings
            } else {
                vec![no_part(path)]
            }
        })?;
        match parsed.node {
            Node::Map(_) | Node::List(_) | Node::Bool(_) => Ok(parsed),
            // A file of prose, keys or passwords is a YAML text as well.
            Node::Null | Node::Number(_) | Node::String(_) => Err(vec![no_part(path)]),
        }
    }

    /// Whether a file exists and lies inside.
    pub(super) fn holds(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| self.contains(&real))
    }

    fn contains(&self, real: &Path) -> bool {
        let is_device = DEVICES.iter().any(|device| real.starts_with(device));
        !is_device && self.folders.iter().any(|folder| real.starts_with(folder))
    }

    /// Whether the nearest thing above a path that exists lies inside. Findings tell
    /// what is missing there alone, and not what exists elsewhere.
    fn would_contain(&self, path: &Path) -> bool {
        let mut above = path.ancestors().skip(1).map(non_empty);
        let nearest = above.find_map(|folder| folder.canonicalize().ok());
        nearest.is_some_and(|real| self.contains(&real))
    }
}

/// Whether a file calls itself YAML or JSON. A mistake in such a file is an error in a part
/// of the document; any other file that is neither has nothing to do with it.
fn is_named_as_part(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["yaml", "yml", "json"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> &Path {
    non_empty(file.parent().unwrap_or(Path::new("")))
}

/// The path of the current folder is empty where others are relative to it.
fn non_empty(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

fn no_folder(folder: &Path) -> Diagnostic {
    let message = format!("references cannot lead into `{}`", folder.display());
    Diagnostic::new(
        Code::FileNotFound,
        Place::File(folder.to_owned()),
        format!("{message}: there is no such folder"),
    )
    .help("give `--allow-refs` (in `bindery.toml`: `allow-refs`) a folder that exists")
}

fn make_outside_finding(path: &Path) -> Diagnostic {
    let message = format!(
        "`{}` is not read: it lies outside of the folders that references may read",
        path.display()
    );
    Diagnostic::new(
        Code::OutsideReference,
        Place::File(path.to_owned()),
        message,
    )
    .help(format!(
        "if the file belongs to the document, pass `--allow-refs {}`, or name the folder \
         in `bindery.toml` (`allow-refs`)",
        folder_of(&references::normalise_path(path)).display()
    ))
}

fn no_part(path: &Path) -> Diagnostic {
    let message = format!("`{}` holds no part of an OpenAPI document", path.display());
    Diagnostic::new(
        Code::ForeignReference,
        Place::File(path.to_owned()),
        message,
    )
}
