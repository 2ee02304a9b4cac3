//! Alternatives that say nothing but `required`: a rule for the object beside
//! them, no union.

use crate::api::schemas::only_required::says_only_required;
use crate::api::view::View;

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
