//! Which operations of a document are wanted.
//!
//! Takes the operations that were found, marks those that are wanted, before any
//! of them is read: what is not wanted reports nothing.

use super::context::ResolveCx;
use super::operations::FoundOperation;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Pointer;
use crate::suggest::nearest_name;

/// Which operations are wanted: those that one of the lists names. When all lists
/// are empty, every operation is.
///
/// With a selection, types that no wanted operation reaches are left out too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags, as operations name them.
    pub tags: Vec<String>,
    /// Paths as the document writes them; with a `*` at the end, all paths that
    /// start so.
    pub paths: Vec<String>,
    /// Operations, by their `operationId`s, by names that overlays chose, or by the methods that
    /// these become.
    pub operations: Vec<String>,
    /// What is not wanted all the same.
    pub exclude: Exclusion,
}

/// Which operations are not wanted: those that one of the lists names, as a [`Selection`] does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exclusion {
    /// Tags.
    pub tags: Vec<String>,
    /// Paths.
    pub paths: Vec<String>,
    /// Operations.
    pub operations: Vec<String>,
}

impl Exclusion {
    fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}

impl Selection {
    /// Whether every operation is wanted.
    pub fn is_everything(&self) -> bool {
        self.names_nothing() && self.exclude.is_empty()
    }

    fn names_nothing(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }

    fn wants(&self, found: &FoundOperation<'_>) -> bool {
        let is_named =
            self.names_nothing() || is_listed(found, &self.tags, &self.paths, &self.operations);
        let not = &self.exclude;
        is_named && !is_listed(found, &not.tags, &not.paths, &not.operations)
    }
}

/// Whether one of the lists names an operation.
fn is_listed(
    found: &FoundOperation<'_>,
    tags: &[String],
    paths: &[String],
    operations: &[String],
) -> bool {
    let mut names = found.names();
    found.tags().any(|tag| contains_name(tags, tag))
        || names.any(|name| {
            operations
                .iter()
                .any(|wanted| is_operation_name(wanted, name))
        })
        || paths.iter().any(|path| covers_path(path, found.path()))
}

/// Whether a name of the selection is that of an operation, or of the method that the operation
/// becomes: `getInvoice` and `get_invoice`, `issues/list` and `issues_list`.
fn is_operation_name(wanted: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    wanted == name
        // Methods have no capitals: what has some is an `operationId` that is misspelt.
        || (!wanted.contains(char::is_uppercase) && letters(wanted) == letters(name))
}

/// Marks what is wanted, and reports each name that matches nothing.
pub(super) fn mark_selected_operations(
    cx: &mut ResolveCx<'_>,
    selection: &Selection,
    found: &mut [FoundOperation<'_>],
) {
    report_unmatched(cx, selection, found);
    for found in found {
        found.wanted = selection.wants(found);
    }
}

fn contains_name(names: &[String], name: &str) -> bool {
    names.iter().any(|other| other == name)
}

/// Whether a path of the selection names a path of the document.
fn covers_path(wanted: &str, path: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == wanted,
    }
}

fn report_unmatched(cx: &mut ResolveCx<'_>, selection: &Selection, found: &[FoundOperation<'_>]) {
    let tags: Vec<&str> = found.iter().flat_map(FoundOperation::tags).collect();
    let ids: Vec<&str> = found.iter().flat_map(FoundOperation::names).collect();
    let paths: Vec<&str> = found.iter().map(FoundOperation::path).collect();
    let same = |wanted: &str, name: &str| wanted == name;
    let not = &selection.exclude;
    for names in [&selection.tags, &not.tags] {
        report_unmatched_names(cx, "operation has the tag", names, &tags, same);
    }
    for names in [&selection.operations, &not.operations] {
        let what = "operation has the operationId";
        report_unmatched_names(cx, what, names, &ids, is_operation_name);
    }
    for names in [&selection.paths, &not.paths] {
        report_unmatched_names(cx, "operation has the path", names, &paths, covers_path);
    }
}

fn report_unmatched_names(
    cx: &mut ResolveCx<'_>,
    what: &str,
    wanted: &[String],
    known: &[&str],
    matches: fn(&str, &str) -> bool,
) {
    for name in wanted {
        if !known.iter().any(|other| matches(name, other)) {
            let paths = Pointer::root().join("paths");
            let message = format!("no {what} `{name}`, which the selection names");
            let mut finding = Diagnostic::at(Code::NothingSelected, &paths, message);
            finding.place = Some(Place::Node(paths));
            cx.report(finding.help(propose_similar_names(name, known)));
        }
    }
}

/// What to do about a name that is not there.
fn propose_similar_names(wanted: &str, known: &[&str]) -> String {
    match nearest_name(wanted, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "take the name out of the selection, or correct it".to_owned(),
    }
}
