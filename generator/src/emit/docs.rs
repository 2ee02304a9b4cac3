//! Attributes: documentation, deprecation, allowed lints.

use super::syntax::SourceText;
use crate::printable::DocLine;
use crate::rust::model::{Allow, ItemDocs};

/// Documentation, and whether it is deprecated.
pub(super) fn emit_docs(docs: &ItemDocs) -> Vec<SourceText<'static>> {
    let lines = docs
        .lines
        .iter()
        .map(|line| print_doc_comment("///", line).into());
    let deprecated = docs.deprecated.then_some("#[deprecated]".into());
    lines.chain(deprecated).collect()
}

/// A line of documentation behind its slashes.
pub(super) fn print_doc_comment(slashes: &str, line: &DocLine) -> String {
    match line.as_str() {
        "" => slashes.to_owned(),
        text => format!("{slashes} {text}"),
    }
}

/// Allowed lints, with their reasons.
pub(super) fn emit_allowed_lints(allows: &[Allow]) -> Vec<SourceText<'static>> {
    let line = |allow: &Allow| {
        let (lint, reason) = (allow.lint(), allow.reason());
        format!("#[allow(clippy::{lint}, reason = \"{reason}\")]").into()
    };
    allows.iter().map(line).collect()
}

/// Documentation, and below it some attributes around those that allow lints.
pub(super) fn emit_attributes(
    docs: &ItemDocs,
    before: &[&'static str],
    allows: &[Allow],
    behind: &[&'static str],
) -> Vec<SourceText<'static>> {
    let fixed = |lines: &[&'static str]| lines.iter().map(|line| SourceText::from(*line)).collect();
    let groups: [Vec<SourceText>; 4] = [
        self::emit_docs(docs),
        fixed(before),
        self::emit_allowed_lints(allows),
        fixed(behind),
    ];
    groups.into_iter().flatten().collect()
}
