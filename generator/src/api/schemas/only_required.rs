//! Alternatives that only say which properties must be there, and are no types of their own.

use crate::api::view::{AlternativeGroup, Rules, SchemaNode};

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
