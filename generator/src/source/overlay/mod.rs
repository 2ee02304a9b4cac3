//! Applies overlays (OpenAPI Overlay Specification 1.0 and 1.1) to a document's tree.
//!
//! Stricter than the specification in one point: an action whose target matches
//! nothing is an error, so that corrections expire loudly.

mod actions;
mod change;
mod extends;
mod mirror;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;

use serde_json_path::JsonPath;

use super::{Document, Pointer, parse};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

use actions::{Action, Effect};
use change::{Merged, OverlayChange, OverlayRoom};
use mirror::Mirror;

/// Applies one overlay; its file joins the document's files.
pub(super) fn apply_overlay(document: &mut Document, path: &Path, diagnostics: &mut Diagnostics) {
    document.files.push(path.to_owned());
    let overlay = match parse::parse_file(path) {
        Ok(parsed) => {
            diagnostics.extend(parsed.repairs);
            document.origins.record_format(path, parsed.format);
            parsed.node
        }
        // The whole overlay or nothing of it: half of a correction may be worse than none.
        Err(errors) => {
            diagnostics.errors(errors);
            return;
        }
    };
    diagnostics.extend(extends::check_overlay_target(
        &overlay,
        path,
        &document.path,
    ));
    match actions::read_overlay_actions(&overlay, path) {
        Ok(actions) => perform_all(document, path, &actions, diagnostics),
        Err(findings) => diagnostics.extend(findings),
    }
}

/// Performs the actions in their order; each sees what those before it did.
fn perform_all(
    document: &mut Document,
    path: &Path,
    actions: &[Action<'_>],
    diagnostics: &mut Diagnostics,
) {
    let mut mirror = Mirror::of(&document.root);
    let mut room = OverlayRoom::default();
    let mut changed = Vec::new();
    for (index, action) in actions.iter().enumerate() {
        // Nobody looks at what the last action has changed.
        if let Some(before) = index.checked_sub(1).and_then(|index| actions.get(index)) {
            match before.effect {
                Effect::Remove => mirror.remove(&changed),
                Effect::Update(_) | Effect::Copy(_) => mirror.renew(&document.root, &changed),
            }
        }
        changed = perform_action(document, &mirror, path, action, &mut room, diagnostics);
    }
}

/// Performs one action on every node that its target selects. Gives these nodes, as they
/// stood before.
fn perform_action(
    document: &mut Document,
    mirror: &Mirror,
    path: &Path,
    action: &Action<'_>,
    room: &mut OverlayRoom,
    diagnostics: &mut Diagnostics,
) -> Vec<Pointer> {
    let found = mirror.select(&action.target);
    if found.is_empty() {
        diagnostics.push(no_match(path, action, mirror.value()));
    }
    let merged = match &action.effect {
        Effect::Remove => Ok(None),
        Effect::Update(update) => {
            let place = action.place.join("update");
            let update = Cow::Borrowed(*update);
            Ok(Some(Merged::new(update, path.to_owned(), place)))
        }
        Effect::Copy(from) => find_copied(document, mirror, from).map(Some),
    };
    let merged = match merged {
        Ok(merged) => merged,
        Err(why) => {
            let place = Place::NodeIn(path.to_owned(), action.place.join("copy"));
            let finding = Diagnostic::new(Code::InvalidOverlay, place, why);
            diagnostics.push(finding.help(actions::HELP));
            return Vec::new();
        }
    };
    let mut change = OverlayChange {
        root: &mut document.root,
        origins: &mut document.origins,
        room,
    };
    // From the end, so that removing an item leaves the places before it.
    for pointer in found.iter().rev() {
        let done = match &merged {
            None => change.remove(pointer),
            Some(merged) => change.update(pointer, merged),
        };
        if let Err(why) = done {
            let place = Place::NodeIn(path.to_owned(), action.place.clone());
            let finding = Diagnostic::new(Code::InvalidOverlay, place, why);
            diagnostics.push(finding.help(actions::HELP));
        }
    }
    found
}

/// What a `copy` merges: one node, which no action may choose by chance.
fn find_copied(
    document: &Document,
    mirror: &Mirror,
    from: &JsonPath,
) -> Result<Merged<'static>, String> {
    let found = mirror.select(from);
    let [one] = found.as_slice() else {
        let count = found.len();
        return Err(format!(
            "`copy` should select one node, but selects {count}"
        ));
    };
    let node = document.root.at(one).cloned();
    let node = node.ok_or("`copy` selects a node that is not there")?;
    let (file, place) = document.origins.find(one);
    Ok(Merged::new(Cow::Owned(node), file, place))
}

fn no_match(path: &Path, action: &Action<'_>, value: &serde_json::Value) -> Diagnostic {
    let place = Place::NodeIn(path.to_owned(), action.place.join("target"));
    let finding = Diagnostic::new(
        Code::OverlayNoMatch,
        place,
        format!("the overlay's target `{}` matches nothing", action.written),
    );
    let finding = match longest_match(action.written, value) {
        Some(matching) => finding.note(format!("`{matching}` still matches")),
        None => finding,
    };
    finding.help(
        "when the document no longer needs the correction, remove the action; \
         else adapt its target",
    )
}

/// The longest start of a target that matches something.
fn longest_match<'t>(target: &'t str, value: &serde_json::Value) -> Option<&'t str> {
    target
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '.' | '['))
        .filter_map(|(at, _)| target.get(..at))
        .find(|start| {
            serde_json_path::JsonPath::parse(start).is_ok_and(|path| !path.query(value).is_empty())
        })
}
