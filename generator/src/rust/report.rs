//! Findings of this stage.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;

/// A name that only a number made unique.
pub(super) fn numbered(origin: &Pointer, what: &str, name: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the {what} `{name}` has a number because its name is taken");
    let finding = Diagnostic::at(Code::NumberedName, origin, message)
        .note("names with numbers change when the document changes order")
        .help("choose a name with `x-bindery-name` in an overlay");
    diagnostics.push(finding);
}

/// A body that is offered in more media types than the method takes.
pub(super) fn other_media_types(
    origin: &Pointer,
    taken: &[String],
    others: &[String],
    diagnostics: &mut Diagnostics,
) {
    let message = format!(
        "the method sends {} only, not {}",
        quoted(taken),
        quoted(others)
    );
    diagnostics.push(Diagnostic::at(Code::OtherMediaTypes, origin, message));
}

/// A body that is handled as bytes.
pub(super) fn bytes_body(origin: &Pointer, media_type: &str, diagnostics: &mut Diagnostics) {
    let message = format!("a body of `{media_type}` is handled as plain bytes");
    diagnostics.push(Diagnostic::at(Code::BytesBody, origin, message));
}

/// A declared pagination that does not fit.
pub(super) fn unfit_pagination(origin: &Pointer, reason: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the pagination does not fit the operation: {reason}");
    diagnostics.push(Diagnostic::at(Code::UnfitPagination, origin, message));
}

/// A regular expression that clients do not check.
pub(super) fn unchecked_pattern(origin: &Pointer, pattern: &str, diagnostics: &mut Diagnostics) {
    let message = format!("texts are sent without a check of `{pattern}`");
    let finding = Diagnostic::at(Code::UncheckedPattern, origin, message).help(
        "write it without look-around and references to groups, so that its own examples match",
    );
    diagnostics.push(finding);
}

fn quoted(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
