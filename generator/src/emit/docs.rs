//! Attributes: documentation, deprecation, allowed lints.

use super::syntax::Text;
use crate::printable::DocLine;
use crate::rust::model::{Allow, Docs};

/// Documentation, and whether it is deprecated.
pub(super) fn docs(docs: &Docs) -> Vec<Text<'static>> {
    let lines = docs.lines.iter().map(|line| commented("///", line).into());
    let deprecated = docs.deprecated.then_some("#[deprecated]".into());
    lines.chain(deprecated).collect()
}

/// A line of documentation behind its slashes.
pub(super) fn commented(slashes: &str, line: &DocLine) -> String {
    match line.as_str() {
        "" => slashes.to_owned(),
        text => format!("{slashes} {text}"),
    }
}

/// Allowed lints, with their reasons.
pub(super) fn allows(allows: &[Allow]) -> Vec<Text<'static>> {
    let line = |allow: &Allow| {
        let (lint, reason) = (allow.lint(), allow.reason());
        format!("#[allow(clippy::{lint}, reason = \"{reason}\")]").into()
    };
    allows.iter().map(line).collect()
}

/// Documentation, and below it some attributes around those that allow lints.
pub(super) fn attributes(
    docs: &Docs,
    before: &[&'static str],
    allows: &[Allow],
    behind: &[&'static str],
) -> Vec<Text<'static>> {
    let fixed = |lines: &[&'static str]| lines.iter().map(|line| Text::from(*line)).collect();
    let groups: [Vec<Text>; 4] = [
        self::docs(docs),
        fixed(before),
        self::allows(allows),
        fixed(behind),
    ];
    groups.into_iter().flatten().collect()
}
