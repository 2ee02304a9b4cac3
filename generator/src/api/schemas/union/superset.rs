//! The fallback for too many combinations of alternatives: one object with the
//! properties of all of them.

use indexmap::map::Entry;

use crate::api::context::Cx;
use crate::api::schemas::unevaluated::is_evaluated_elsewhere;
use crate::api::schemas::{by_type, object, whole};
use crate::api::types::{Shape, TypeId};
use crate::api::view::{Additional, Group, Node, View};

/// An object that has what stands beside the alternatives and, each optional,
/// what any of them has. Properties that differ between alternatives may hold
/// anything.
pub(super) fn shape(cx: &mut Cx<'_>, id: TypeId, view: &View, groups: &[Group]) -> Shape {
    let mut rules = view.rules.clone();
    if is_evaluated_elsewhere(view) {
        rules.additional = Additional::Allowed;
    }
    for branch in groups.iter().flat_map(|group| &group.branches) {
        let branch = whole(cx, branch);
        for (name, node) in &branch.rules.properties {
            match rules.properties.entry(name.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(node.clone());
                }
                // Whichever of the two were taken, values of the other could not be read.
                Entry::Occupied(mut entry) if entry.get() != node => {
                    entry.insert(Node::new(node.at.clone(), View::default()));
                }
                Entry::Occupied(_) => {}
            }
        }
    }
    let merged = View {
        rules,
        ..View::default()
    };
    if merged.rules.speaks_of_objects() {
        return object::shape(cx, id, &merged);
    }
    let at = cx
        .arena
        .get(id)
        .map(|ty| ty.origin.clone())
        .unwrap_or_default();
    by_type(cx, id, &Node::new(at, View::default()), &merged)
}
