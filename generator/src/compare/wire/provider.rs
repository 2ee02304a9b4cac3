//! Calls that the provider makes: webhooks and callbacks.
//!
//! What they send is read by programs as answers are, and what programs answer is sent as requests
//! are. They are compared whether or not a client has types for them.

use super::{Direction, WireWalk, follow_aliases};
use crate::api::{Api, ObjectField, Shape};
use crate::compare::{Change, ChangeKind};
use crate::maps::HashMap;

/// Compares what the provider sends, and what it takes for an answer.
pub(in crate::compare) fn compare_provider_calls(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let (before, after) = (list_sent_properties(old), list_sent_properties(new));
    let trail = |name: &str| format!("webhook {name}");
    for call in &old.provider_calls {
        let name = call.name.as_str();
        if !new.provider_calls.iter().any(|one| one.name == name) {
            let place = before.get(name).map(|sent| &sent.origin);
            let change = Change::new(ChangeKind::ProviderCallGone, trail(name));
            changes.push(change.places(place, None));
        }
    }
    for call in &new.provider_calls {
        let name = call.name.as_str();
        if !old.provider_calls.iter().any(|one| one.name == name) {
            let place = after.get(name).map(|sent| &sent.origin);
            let change = Change::new(ChangeKind::ProviderCallAdded, trail(name));
            changes.push(change.places(None, place));
        }
    }
    let mut walk = WireWalk::new(old, new, changes);
    for call in &old.provider_calls {
        let name = call.name.as_str();
        if let (Some(before), Some(after)) = (before.get(name), after.get(name)) {
            walk.push(before.ty, after.ty, Direction::Response, trail(name));
        }
        let same = new.provider_calls.iter().find(|one| one.name == name);
        let replies = call.reply.zip(same.and_then(|one| one.reply));
        if let Some((before, after)) = replies {
            walk.push(
                before,
                after,
                Direction::Request,
                format!("{} reply", trail(name)),
            );
        }
    }
    walk.compare_queued();
}

/// What the provider sends, by the names of its calls.
fn list_sent_properties(api: &Api) -> HashMap<&str, &ObjectField> {
    let calls = api.provider_calls.iter().filter_map(|call| {
        let ty = follow_aliases(api, call.sent)?;
        match &ty.shape {
            Shape::Struct(object) => Some((call.name.as_str(), object.fields.values().next()?)),
            _ => None,
        }
    });
    calls.collect()
}
