//! The fallback for too many combinations of alternatives: one object with the
//! properties of all of them.

use indexmap::map::Entry;

use crate::api::context::ResolveCx;
use crate::api::schemas::unevaluated::is_evaluated_elsewhere;
use crate::api::schemas::{by_type, merge_whole_schema, object};
use crate::api::types::{Shape, TypeId};
use crate::api::view::{Additional, AlternativeGroup, SchemaNode, View};

/// An object that has what stands beside the alternatives and, each optional,
/// what any of them has. Properties that differ between alternatives may hold
/// anything.
pub(super) fn read_superset_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    view: &View,
    groups: &[AlternativeGroup],
) -> Shape {
    let mut rules = view.rules.clone();
    if is_evaluated_elsewhere(view) {
        rules.additional = Additional::Allowed;
    }
    for branch in groups.iter().flat_map(|group| &group.branches) {
        let branch = merge_whole_schema(cx, branch);
        for (name, node) in &branch.rules.properties {
            match rules.properties.entry(name.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(node.clone());
                }
                // Whichever of the two were taken, values of the other could not be read.
                Entry::Occupied(mut entry) if entry.get() != node => {
                    entry.insert(SchemaNode::new(node.at.clone(), View::default()));
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
        return object::read_object_shape(cx, id, &merged);
    }
    let at = cx
        .arena
        .get(id)
        .map(|ty| ty.origin.clone())
        .unwrap_or_default();
    by_type(cx, id, &SchemaNode::new(at, View::default()), &merged)
}
