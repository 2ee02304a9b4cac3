//! Arrays: lists of one type, and tuples with a type for each position.

use super::{see_through, type_inside};
use crate::api::context::ResolveCx;
use crate::api::types::{HintStep, ListShape, Shape, Tuple, TypeId};
use crate::api::view::{Rules, SchemaNode, View};

/// `type: array`.
pub(super) fn read_array_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    rules: &Rules,
) -> Shape {
    if rules.prefix_items.is_empty() {
        read_list_shape(cx, id, node, rules)
    } else if is_exact(rules) {
        read_tuple_shape(cx, id, rules)
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

fn read_tuple_shape(cx: &mut ResolveCx<'_>, id: TypeId, rules: &Rules) -> Shape {
    let mut items = Vec::new();
    for (index, item) in rules.prefix_items.iter().enumerate() {
        let item = see_through(cx, item);
        items.push(type_inside(cx, id, HintStep::Position(index), &item));
    }
    Shape::Tuple(Tuple { items })
}

/// A prefix that more items may follow: when all are of one type, a list of it;
/// else a list of anything.
fn open_tuple(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode, rules: &Rules) -> Shape {
    let mut kinds: Vec<&SchemaNode> = rules.prefix_items.iter().chain(&rules.items).collect();
    kinds.dedup();
    let item = match (kinds.as_slice(), &rules.items) {
        ([one], Some(_)) => (*one).clone(),
        _ => {
            // No Rust type has a fixed start and an open end; a list of anything loses no value.
            super::report_unsupported_schema(
                cx,
                &node.at,
                "`prefixItems` of an array of no fixed length",
            );
            SchemaNode::new(node.at.join("items"), View::default())
        }
    };
    list_of(cx, id, &item, rules)
}

fn read_list_shape(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode, rules: &Rules) -> Shape {
    match &rules.items {
        Some(item) => list_of(cx, id, item, rules),
        None => {
            let item = SchemaNode::new(node.at.join("items"), View::default());
            list_of(cx, id, &item, rules)
        }
    }
}

fn list_of(cx: &mut ResolveCx<'_>, id: TypeId, item: &SchemaNode, rules: &Rules) -> Shape {
    let item = see_through(cx, item);
    let item = type_inside(cx, id, HintStep::Item, &item);
    Shape::List(ListShape {
        item,
        min_items: rules.min_items,
        max_items: rules.max_items,
        unique: rules.unique,
    })
}
