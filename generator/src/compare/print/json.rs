//! A comparison for programs.

use serde_json::{Value, json};

use crate::compare::{Comparison, next_version};
use crate::source::Pointer;

/// Writes a comparison as JSON: verdict, next version, what was not compared, and each change
/// with its code, level, places, and how it was and is. `locate` is as for
/// [`comparison_as_text`](super::comparison_as_text).
pub fn comparison_as_json(
    comparison: &Comparison,
    version: Option<&str>,
    mut locate: impl FnMut(bool, &Pointer) -> String,
) -> Value {
    let verdict = comparison.verdict();
    let mut changes = Vec::new();
    for change in &comparison.changes {
        let old = change.old_place.as_ref().map(|place| locate(false, place));
        let new = change.new_place.as_ref().map(|place| locate(true, place));
        changes.push(json!({
            "code": change.kind.as_str(),
            "level": change.level().as_str(),
            "title": change.kind.title(),
            "subject": change.subject,
            "old": old,
            "new": new,
            "before": change.before,
            "after": change.after,
            "now": change.advice,
        }));
    }
    json!({
        "verdict": verdict.as_str(),
        "next": version.and_then(|version| next_version(version, verdict)),
        "changes": changes,
        "unknown": comparison.unknown,
    })
}
