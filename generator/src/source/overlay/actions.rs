//! Reads the actions of an overlay.

use std::path::Path;

use serde_json_path::JsonPath;

use super::super::{Node, Pointer};
use crate::diagnostics::{Code, Diagnostic, Place};

/// Where the form of an overlay is shown.
pub(super) const HELP: &str = "`bindery explain E0107` shows what an overlay looks like";

/// One action.
pub(super) struct Action<'o> {
    /// The nodes that it changes.
    pub target: JsonPath,
    /// The target as it is written.
    pub written: &'o str,
    /// What it does to them.
    pub effect: Effect<'o>,
    /// Where it stands.
    pub place: Pointer,
}

/// What an action does.
pub(super) enum Effect<'o> {
    /// Takes the node away.
    Remove,
    /// Merges a value into the node.
    Update(&'o Node),
    /// Merges into the node what another one holds, which this selects (Overlay 1.1 §4.4.3).
    Copy(JsonPath),
}

/// Findings of one overlay.
struct Report<'o> {
    path: &'o Path,
    findings: Vec<Diagnostic>,
}

impl Report<'_> {
    fn invalid(&mut self, place: &Pointer, message: impl Into<String>) {
        let finding = self.finding(place, message);
        self.findings.push(finding);
    }

    fn finding(&self, place: &Pointer, message: impl Into<String>) -> Diagnostic {
        let place = Place::NodeIn(self.path.to_owned(), place.clone());
        Diagnostic::new(Code::InvalidOverlay, place, message).help(HELP)
    }

    /// Reports keys that mean nothing: a misspelt `updates` would silently change
    /// nothing.
    fn unknown_keys(&mut self, node: &Node, known: &[&str], place: &Pointer) {
        for key in node.as_map().into_iter().flatten().map(|(key, _)| key) {
            if !known.contains(&&**key) && !key.starts_with("x-") {
                let known = known.join(", ");
                let message = format!("an overlay has no `{key}` here; known are {known}");
                let finding = self.finding(&place.join(key), message).on_key();
                self.findings.push(finding);
            }
        }
    }
}

/// Reads an overlay, or says everything that is wrong with it.
pub(super) fn read_overlay_actions<'o>(
    overlay: &'o Node,
    path: &'o Path,
) -> Result<Vec<Action<'o>>, Vec<Diagnostic>> {
    let mut report = Report {
        path,
        findings: Vec::new(),
    };
    let root = Pointer::root();
    check_overlay_version(overlay, &mut report);
    report.unknown_keys(overlay, &["overlay", "info", "extends", "actions"], &root);
    let place = root.join("actions");
    let actions = match overlay.get("actions") {
        Some(Node::List(items)) if !items.is_empty() => items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| read_overlay_action(item, place.join(index), &mut report))
            .collect(),
        Some(_) => {
            report.invalid(
                &place,
                "`actions` should be a list with at least one action",
            );
            Vec::new()
        }
        None => {
            report.invalid(&root, "the overlay has no `actions`");
            Vec::new()
        }
    };
    if report.findings.is_empty() {
        Ok(actions)
    } else {
        Err(report.findings)
    }
}

fn check_overlay_version(overlay: &Node, report: &mut Report<'_>) {
    match overlay.get("overlay") {
        Some(Node::String(version) | Node::Number(version)) if version.starts_with("1.") => {}
        Some(_) => report.invalid(
            &Pointer::root().join("overlay"),
            "the version of the overlay should be 1.0.0",
        ),
        None => report.invalid(
            &Pointer::root(),
            "this is no overlay: it does not start with `overlay: 1.0.0`",
        ),
    }
}

fn read_overlay_action<'o>(
    item: &'o Node,
    place: Pointer,
    report: &mut Report<'_>,
) -> Option<Action<'o>> {
    if item.as_map().is_none() {
        report.invalid(
            &place,
            format!("an action should be a map, but is {}", item.kind()),
        );
        return None;
    }
    report.unknown_keys(
        item,
        &["target", "description", "update", "copy", "remove"],
        &place,
    );
    let effect = read_action_effect(item, &place, report);
    let Some(written) = item.get("target").and_then(Node::as_str) else {
        report.invalid(&place, "the action has no `target`");
        return None;
    };
    let target = parse_path(written, &place.join("target"), report)?;
    Some(Action {
        target,
        written,
        effect: effect?,
        place,
    })
}

/// `remove: true` counts more than `update` and `copy`, and `update` more than `copy`
/// (Overlay 1.0 §4.4.3.1, 1.1 §4.4.3).
fn read_action_effect<'o>(
    item: &'o Node,
    place: &Pointer,
    report: &mut Report<'_>,
) -> Option<Effect<'o>> {
    match item.get("remove") {
        // `remove` wins over what stands beside it: the specification says so, and nothing is left
        // to change.
        Some(Node::Bool(true)) => return Some(Effect::Remove),
        Some(Node::Bool(false)) | None => {}
        Some(other) => {
            let message = format!("`remove` should be a boolean, but is {}", other.kind());
            report.invalid(&place.join("remove"), message);
            return None;
        }
    }
    match (item.get("update"), item.get("copy")) {
        (Some(update), _) => Some(Effect::Update(update)),
        (None, Some(copy)) => read_copied_path(copy, &place.join("copy"), report).map(Effect::Copy),
        (None, None) => {
            report.invalid(
                place,
                "the action has neither `update` nor `copy` nor `remove: true`",
            );
            None
        }
    }
}

fn read_copied_path(copy: &Node, place: &Pointer, report: &mut Report<'_>) -> Option<JsonPath> {
    let Some(written) = copy.as_str() else {
        let message = format!("`copy` should be a JSONPath, but is {}", copy.kind());
        report.invalid(place, message);
        return None;
    };
    parse_path(written, place, report)
}

fn parse_path(written: &str, place: &Pointer, report: &mut Report<'_>) -> Option<JsonPath> {
    let parsed = JsonPath::parse(written);
    parsed
        .map_err(|error| {
            let message = format!("`{written}` is no JSONPath: {}", error.message());
            report.invalid(place, message);
        })
        .ok()
}
