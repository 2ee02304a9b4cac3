//! Path templates.

use crate::api::context::ResolveCx;
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::IndexSet;
use crate::source::Pointer;

/// Names what the key of a path may not hold (OAS 3.1 §4.8.8).
pub(super) fn check_path_template(cx: &mut ResolveCx<'_>, at: &Pointer, path: &str) {
    let (what, becomes) = if path.contains('?') {
        ("a query", "is sent with every call")
    } else if path.contains('#') {
        ("a fragment", "is never sent")
    } else {
        return;
    };
    let message = format!("the path holds {what}, which {becomes}");
    cx.report(Diagnostic::at(Code::PathWithQuery, at, message).on_key());
}

/// The template as it is appended to a server's URL: a fragment, which some
/// authors use to tell equal paths apart, never travels.
pub(super) fn on_the_wire(path: &str) -> String {
    // The pointer of the operation keeps the fragment: it is what tells two such paths apart in
    // findings and in names.
    let end = path.find('#').unwrap_or(path.len());
    path.get(..end).unwrap_or(path).to_owned()
}

/// The variables of a template, each once.
pub(super) fn list_path_variables(path: &str) -> IndexSet<&str> {
    let parts = path.split('{').skip(1);
    let variables = parts.filter_map(|part| part.split_once('}'));
    variables.map(|(name, _)| name).collect()
}
