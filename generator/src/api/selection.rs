//! Which operations of a document are wanted.
//!
//! Takes the operations that were found, marks those that are wanted, before any
//! of them is read: what is not wanted reports nothing.

use super::context::Cx;
use super::operations::Found;
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
    /// `operationId`s.
    pub operations: Vec<String>,
}

impl Selection {
    /// Whether every operation is wanted.
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }

    fn wants(&self, found: &Found<'_>) -> bool {
        self.is_everything()
            || found.tags().any(|tag| contains(&self.tags, tag))
            || found.id().is_some_and(|id| contains(&self.operations, id))
            || self.paths.iter().any(|path| covers(path, found.path()))
    }
}

/// Marks what is wanted, and reports each name that matches nothing.
pub(super) fn mark(cx: &mut Cx<'_>, selection: &Selection, found: &mut [Found<'_>]) {
    report_unmatched(cx, selection, found);
    for found in found {
        found.wanted = selection.wants(found);
    }
}

fn contains(names: &[String], name: &str) -> bool {
    names.iter().any(|other| other == name)
}

/// Whether a path of the selection names a path of the document.
fn covers(wanted: &str, path: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == wanted,
    }
}

fn report_unmatched(cx: &mut Cx<'_>, selection: &Selection, found: &[Found<'_>]) {
    let tags: Vec<&str> = found.iter().flat_map(Found::tags).collect();
    let ids: Vec<&str> = found.iter().filter_map(Found::id).collect();
    let paths: Vec<&str> = found.iter().map(Found::path).collect();
    let same = |wanted: &str, name: &str| wanted == name;
    unmatched(cx, "operation has the tag", &selection.tags, &tags, same);
    unmatched(
        cx,
        "operation has the operationId",
        &selection.operations,
        &ids,
        same,
    );
    unmatched(
        cx,
        "operation has the path",
        &selection.paths,
        &paths,
        covers,
    );
}

fn unmatched(
    cx: &mut Cx<'_>,
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
            cx.report(finding.help(proposal(name, known)));
        }
    }
}

/// What to do about a name that is not there.
fn proposal(wanted: &str, known: &[&str]) -> String {
    match nearest_name(wanted, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "take the name out of the selection, or correct it".to_owned(),
    }
}
