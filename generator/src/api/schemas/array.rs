//! Arrays: lists of one type, and tuples with a type for each position.

use super::{see_through, type_inside};
use crate::api::context::Cx;
use crate::api::types::{List, Shape, Step, Tuple, TypeId};
use crate::api::view::{Node, Rules, View};

/// `type: array`.
pub(super) fn shape(cx: &mut Cx<'_>, id: TypeId, node: &Node, rules: &Rules) -> Shape {
    if rules.prefix_items.is_empty() {
        list(cx, id, node, rules)
    } else if is_exact(rules) {
        tuple(cx, id, rules)
    } else {
        open_tuple(cx, id, node, rules)
    }
}

/// Whether an array has no items after its prefix (`items: false`, or no more items
/// allowed than the prefix has), and does not say that it may have fewer.
fn is_exact(rules: &Rules) -> bool {
    let count = u64::try_from(rules.prefix_items.len()).ok();
    let closed = rules
        .items
        .as_ref()
        .is_some_and(|items| items.view.rules.never);
    let ends = closed || rules.max_items.is_some() && rules.max_items <= count;
    // A tuple in Rust has all of its positions. Where the document allows fewer it is a list, or
    // values that are right could not be read.
    ends && (rules.min_items.is_none() || rules.min_items >= count)
}

fn tuple(cx: &mut Cx<'_>, id: TypeId, rules: &Rules) -> Shape {
    let mut items = Vec::new();
    for (index, item) in rules.prefix_items.iter().enumerate() {
        let item = see_through(cx, item);
        items.push(type_inside(cx, id, Step::Position(index), &item));
    }
    Shape::Tuple(Tuple { items })
}

/// A prefix that more items may follow: when all are of one type, a list of it;
/// else a list of anything.
fn open_tuple(cx: &mut Cx<'_>, id: TypeId, node: &Node, rules: &Rules) -> Shape {
    let mut kinds: Vec<&Node> = rules.prefix_items.iter().chain(&rules.items).collect();
    kinds.dedup();
    let item = match (kinds.as_slice(), &rules.items) {
        ([one], Some(_)) => (*one).clone(),
        _ => {
            // No Rust type has a fixed start and an open end; a list of anything loses no value.
            super::unsupported(cx, &node.at, "`prefixItems` of an array of no fixed length");
            Node::new(node.at.join("items"), View::default())
        }
    };
    list_of(cx, id, &item, rules)
}

fn list(cx: &mut Cx<'_>, id: TypeId, node: &Node, rules: &Rules) -> Shape {
    match &rules.items {
        Some(item) => list_of(cx, id, item, rules),
        None => {
            let item = Node::new(node.at.join("items"), View::default());
            list_of(cx, id, &item, rules)
        }
    }
}

fn list_of(cx: &mut Cx<'_>, id: TypeId, item: &Node, rules: &Rules) -> Shape {
    let item = see_through(cx, item);
    let item = type_inside(cx, id, Step::Item, &item);
    Shape::List(List {
        item,
        min_items: rules.min_items,
        max_items: rules.max_items,
        unique: rules.unique,
    })
}
