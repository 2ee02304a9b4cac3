//! Alternatives that say nothing but `required`: a rule for the object beside
//! them, no union.

use crate::api::view::{AlternativeGroup, Rules, SchemaNode, View};

/// Whether each alternative only says which properties must be there.
pub(in crate::api::schemas) fn says_only_required(group: &AlternativeGroup) -> bool {
    let speaks = |node: &SchemaNode| !node.view.rules.required.is_empty();
    group.branches.iter().all(says_only_that) && group.branches.iter().any(speaks)
}

fn says_only_that(node: &SchemaNode) -> bool {
    let view = &node.view;
    let rules = &view.rules;
    let repeated = rules.properties.values().all(|node| node.view.is_silent());
    let rest = Rules {
        types: Vec::new(),
        required: Vec::new(),
        properties: crate::maps::IndexMap::default(),
        ..rules.clone()
    };
    view.is_merged() && view.unions.is_empty() && repeated && rest.is_empty()
}

/// Sets of properties of which one must be there whole. Only the first group of
/// a schema is kept; one that allows the empty set says nothing.
pub(in crate::api::schemas) fn required_sets(view: &View) -> Vec<Vec<String>> {
    let group = view.unions.iter().find(|group| says_only_required(group));
    let branches = group.map_or(&[][..], |group| group.branches.as_slice());
    let sets = branches.iter().map(|node| node.view.rules.required.clone());
    let sets: Vec<Vec<String>> = sets.collect();
    // A set without a name is always there, so that the rule says nothing.
    if sets.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    sets
}
