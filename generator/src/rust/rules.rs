//! What the runtime checks before a value is sent.

use super::arena::Arena;
use super::model::Rules;
use crate::api::{Bounds, Shape, TypeId};

/// How deep lists of lists are checked.
const DEEPEST: usize = 8;

/// The constraints of a type, if it has any.
pub(super) fn rules(arena: &Arena, id: TypeId) -> Option<Rules> {
    within(arena, id, DEEPEST)
}

fn within(arena: &Arena, id: TypeId, depth: usize) -> Option<Rules> {
    let depth = depth.checked_sub(1)?;
    let inner = |id: TypeId| within(arena, id, depth).map(Box::new);
    let rules = match arena.bare(id) {
        Shape::Integer(integer) => bounds(&integer.bounds),
        Shape::Number(number) => bounds(&number.bounds),
        Shape::Text(text) => Rules {
            min_length: positive(text.min_length),
            max_length: text.max_length,
            ..Rules::default()
        },
        Shape::List(list) => Rules {
            min_items: positive(list.min_items),
            max_items: list.max_items,
            unique: list.unique,
            item: inner(list.item.id),
            ..Rules::default()
        },
        Shape::Map(map) => Rules {
            min_properties: positive(map.min_properties),
            max_properties: map.max_properties,
            item: inner(map.value.id),
            ..Rules::default()
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => Rules::default(),
    };
    (rules != Rules::default()).then_some(rules)
}

fn positive(least: Option<u64>) -> Option<u64> {
    least.filter(|&least| least > 0)
}

fn bounds(bounds: &Bounds) -> Rules {
    let mut rules = Rules {
        multiple_of: bounds.multiple_of.clone(),
        ..Rules::default()
    };
    if let Some(minimum) = &bounds.minimum {
        let value = Some(minimum.value.clone());
        if minimum.exclusive {
            rules.exclusive_minimum = value
        } else {
            rules.minimum = value
        }
    }
    if let Some(maximum) = &bounds.maximum {
        let value = Some(maximum.value.clone());
        if maximum.exclusive {
            rules.exclusive_maximum = value
        } else {
            rules.maximum = value
        }
    }
    rules
}
