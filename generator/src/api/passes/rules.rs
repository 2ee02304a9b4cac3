//! Rules of `bindery.toml` that have had no effect.

use crate::api::context::ResolveCx;
use crate::api::operation_patterns::OperationPatterns;
use crate::api::types::Operation;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Pointer;

/// Reports a rule that no operation follows, with the first operation that it is meant for and
/// the reason why that one does not.
pub(super) fn report_idle_rule(
    cx: &mut ResolveCx<'_>,
    subject: &str,
    patterns: &OperationPatterns,
    misfit: Option<(&Operation, String)>,
) {
    let does = match misfit {
        None => "names",
        Some(_) => "fits",
    };
    let message = format!("the rule of {subject} for `{patterns}` {does} no operation");
    let paths = Pointer::root().join("paths");
    let mut finding = Diagnostic::at(Code::NothingSelected, &paths, message);
    finding.place = Some(Place::Node(paths));
    let note = misfit.map(|(first, why)| format!("`{} {}`: {why}", first.method, first.path));
    finding.notes.extend(note);
    let help = "write `operations` as `GET /v1/*` or as an operationId; `*` is any text";
    cx.report(finding.help(help));
}
