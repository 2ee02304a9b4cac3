//! Expands YAML's merge keys (<https://yaml.org/type/merge.html>).

use super::Node;
use crate::maps::IndexMap;

/// Replaces every `<<` whose value is a map or a list of maps by the entries of
/// these; keys that stand beside it win, and earlier maps win over later ones.
pub(super) fn expand_merge_keys(node: &mut Node) {
    match node {
        Node::List(items) => items.iter_mut().for_each(expand_merge_keys),
        Node::Map(map) => {
            // From the inside, so that what is merged has been expanded itself.
            map.values_mut().for_each(expand_merge_keys);
            expand_map(map);
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

fn expand_map(map: &mut IndexMap<Box<str>, Node>) {
    let mergeable = |node: &Node| matches!(node, Node::Map(_));
    let is_merge = match map.get("<<") {
        Some(Node::List(items)) => items.iter().all(mergeable),
        Some(node) => mergeable(node),
        None => false,
    };
    if !is_merge {
        return;
    }
    let sources = match map.shift_remove("<<") {
        Some(Node::List(items)) => items,
        Some(node) => vec![node],
        None => Vec::new(),
    };
    for source in sources {
        if let Node::Map(entries) = source {
            for (key, value) in entries {
                // Not replaced: what stands beside the merge key wins, and so does the earlier of
                // two maps.
                map.entry(key).or_insert(value);
            }
        }
    }
}
