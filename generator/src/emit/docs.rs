//! Attributes: documentation, deprecation, allowed lints.

use super::syntax::SourceText;
use crate::printable::DocLine;
use crate::rust::model::{Allow, Extras, ItemDocs};

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

/// Columns of an attribute on one line.
const WIDTH: usize = 100;

/// Derived traits, and the attributes of users.
pub(super) fn emit_derives(traits: &str, extras: &Extras) -> Vec<SourceText<'static>> {
    let derives = extras.derives.iter().map(String::as_str);
    let all: Vec<&str> = std::iter::once(traits).chain(derives).collect();
    let all = all.join(", ");
    let derive = match format!("#[derive({all})]") {
        short if short.len() <= WIDTH => short,
        _ => format!("#[derive(\n    {all},\n)]"),
    };
    let attributes = extras.attributes.iter().map(|one| one.to_string().into());
    [derive.into()].into_iter().chain(attributes).collect()
}

/// Documentation, and below it some attributes around those that allow lints.
pub(super) fn emit_attributes(
    docs: &ItemDocs,
    before: Vec<SourceText<'static>>,
    allows: &[Allow],
    behind: &[&'static str],
) -> Vec<SourceText<'static>> {
    let fixed = |lines: &[&'static str]| lines.iter().map(|line| SourceText::from(*line)).collect();
    let groups: [Vec<SourceText>; 4] = [
        self::emit_docs(docs),
        before,
        self::emit_allowed_lints(allows),
        fixed(behind),
    ];
    groups.into_iter().flatten().collect()
}
