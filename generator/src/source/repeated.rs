//! Keys that stand twice in one map.
//!
//! RFC 8259 (§4) leaves open which of the two counts in JSON; all readers take the last
//! one. YAML (1.2.2, §3.2.1.1) forbids it, and so do the tools with which authors look at
//! their documents; other readers take the first or the last. So there only equal values
//! leave nothing open.

use super::Pointer;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::maps::{HashMap, IndexMap};
use crate::place::lines::LineIndex;
use crate::place::positions::{self, NodeSpot};
use crate::place::text::{FileFormat, FileText};

/// Every key that stands twice, with both places.
pub(super) fn report_repeated_keys(source: &FileText, code: Code) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, NodeSpot> = HashMap::default();
    let mut found: IndexMap<String, (NodeSpot, NodeSpot)> = IndexMap::default();
    positions::walk_positions(&source.text, source.format, &mut |path, spot| {
        if let Some(first) = seen.insert(path.to_owned(), spot.clone())
            // What stands inside a repeated key is repeated with it, and told by the outer one.
            && !positions::list_pointer_ancestors(path).any(|outer| found.contains_key(outer))
        {
            found.insert(path.to_owned(), (first, spot.clone()));
        }
    });
    let lines = LineIndex::of(&source.text);
    found
        .into_iter()
        .map(|(path, spots)| report_key(source, code, &lines, &Pointer::from_text(path), &spots))
        .collect()
}

fn report_key(
    source: &FileText,
    code: Code,
    lines: &LineIndex<'_>,
    pointer: &Pointer,
    (first, second): &(NodeSpot, NodeSpot),
) -> Diagnostic {
    let place = |spot: &NodeSpot| {
        let start = spot.key.as_ref().unwrap_or(&spot.value).start;
        let (line, column) = lines.line_and_column(start);
        Place::Position(source.path.clone(), line, column)
    };
    let (counts, help) = match (code, source.format) {
        (Code::RepeatedKey, FileFormat::Json) => (
            "; the last one counts",
            "remove or rename one of the two; readers of JSON take the last one",
        ),
        (Code::RepeatedKey, FileFormat::Yaml) => (", with equal values", "remove one of the two"),
        _ => (
            "",
            "remove or rename one of the two; which one counts is not defined",
        ),
    };
    let key = pointer.last().unwrap_or_default();
    let message = format!("the key `{key}` stands twice in one map{counts}");
    Diagnostic::new(code, place(second), message)
        .label(place(first), "first here")
        .help(help)
}
