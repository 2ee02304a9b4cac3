//! What the compiler has to say: findings with a stable code, a place and a way
//! out.

mod code;
mod formats;
mod groups;
mod locate;
mod render;
mod reported;
mod sarif;

pub use code::Code;
pub use formats::{json_lines, list_finding_lines};
pub use locate::{TextSpan, find_text_spans, locate_places, locate_pointers};
pub use render::{Color, render_findings};
pub(crate) use reported::Errors;
pub use reported::Reported;
pub use sarif::{list_sarif_results, make_sarif_log};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::place::text::FileText;
use crate::place::{Origins, Pointer};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document compiles; something was repaired or left out.
    Warning,
    /// The document cannot be compiled.
    Error,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A node of the document that is being compiled.
    Node(Pointer),
    /// A node of another file.
    NodeIn(PathBuf, Pointer),
    /// A line and column of a file, both from 1.
    Position(PathBuf, usize, usize),
    /// A file as a whole.
    File(PathBuf),
}

impl Place {
    /// The file, if it is known.
    fn file(&self) -> Option<&Path> {
        match self {
            Self::Node(_) => None,
            Self::NodeIn(file, _) | Self::Position(file, ..) | Self::File(file) => Some(file),
        }
    }
}

/// Which part of a node a finding is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The value where it is a scalar, else the key.
    #[default]
    Node,
    /// The key.
    Key,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence without a full stop, as in rustc.
    pub message: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// Which part of the node at the place is meant.
    pub focus: Focus,
    /// Other places that belong to it, each with a few words.
    pub labels: Vec<(Place, String)>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding with the code's own severity.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: Some(place),
            focus: Focus::Node,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A finding at a node of the document that is being compiled.
    pub fn at(code: Code, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(code, Place::Node(pointer.clone()), message)
    }

    /// Says that the finding is about the key of its place.
    #[must_use]
    pub fn on_key(mut self) -> Self {
        self.focus = Focus::Key;
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push((place, text.into()));
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// Collects findings; stages go on after reporting, and stop at their end.
#[derive(Debug, Default)]
pub struct Diagnostics {
    findings: Vec<Diagnostic>,
    origins: Option<Origins>,
    /// Files that nobody named but references of the document.
    referenced: BTreeSet<PathBuf>,
    /// What files are called that go by another name.
    names: BTreeMap<PathBuf, PathBuf>,
    /// Documents that are no files.
    texts: BTreeMap<PathBuf, Arc<FileText>>,
}

impl Diagnostics {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a finding. Nodes of the document at hand are followed to the file
    /// they came from.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        // At once, not when it is shown: `relate` is called again by later stages, and a place
        // means what it meant when the finding was made.
        if let Some(origins) = &self.origins {
            let places = diagnostic.labels.iter_mut().map(|(place, _)| place);
            for place in diagnostic.place.iter_mut().chain(places) {
                if let Place::Node(pointer) = place {
                    let (file, pointer) = origins.find(pointer);
                    *place = Place::NodeIn(file, pointer);
                }
            }
        }
        self.findings.push(diagnostic);
    }

    /// Says what a file is called in findings: one that holds what came through a pipe has a
    /// name that nobody knows.
    pub fn show_file_as(&mut self, file: impl Into<PathBuf>, name: impl Into<PathBuf>) {
        self.names.insert(file.into(), name.into());
    }

    /// The errors among the findings, with all that is known of their places.
    #[must_use]
    pub fn without_warnings(&self) -> Self {
        let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
        Self {
            findings: self.findings.iter().filter(is_error).cloned().collect(),
            origins: self.origins.clone(),
            referenced: self.referenced.clone(),
            names: self.names.clone(),
            texts: self.texts.clone(),
        }
    }

    /// Reports several findings.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics
            .into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
    }

    /// Takes over where the parts of another form of the same document came from.
    pub(crate) fn take_origins(&mut self, other: Self) {
        self.origins = other.origins.or(self.origins.take());
    }

    /// Says which document the nodes of later findings belong to.
    pub(crate) fn relate(&mut self, origins: Origins) {
        self.origins = Some(origins);
    }

    /// Keeps the text of a document that is no file, for excerpts of it.
    pub(crate) fn keep_text(&mut self, text: FileText) {
        self.texts.insert(text.path.clone(), Arc::new(text));
    }

    /// Names files that were read because references lead to them.
    pub(crate) fn add_referenced<'f>(&mut self, files: impl IntoIterator<Item = &'f PathBuf>) {
        self.referenced.extend(files.into_iter().cloned());
    }

    /// The files of which no excerpt may be shown: a reference leads to them, and
    /// something in them is not as in OpenAPI documents. They may be something else,
    /// with secrets in it, and findings end up in logs.
    fn withheld(&self) -> BTreeSet<&Path> {
        let is_doubtful = |finding: &&Diagnostic| finding.code.is_doubtful();
        let doubtful = self.findings.iter().filter(is_doubtful);
        doubtful
            .filter_map(|finding| finding.place.as_ref()?.file())
            .filter(|file| self.referenced.contains(*file))
            .collect()
    }

    /// All findings in the order in which they were made.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}
