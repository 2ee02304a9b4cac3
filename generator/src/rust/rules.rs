//! What the runtime checks before a value is sent.

use super::arena::Arena;
use super::model::Rule;
use crate::api::{Bound, Bounds, Shape, TypeId};

/// How deep lists of lists are checked.
const DEEPEST: usize = 8;

/// The constraints of a type.
pub(super) fn rules(arena: &Arena, id: TypeId) -> Vec<Rule> {
    within(arena, id, DEEPEST)
}

fn within(arena: &Arena, id: TypeId, depth: usize) -> Vec<Rule> {
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    let each = |id: TypeId| {
        let rules = within(arena, id, depth);
        (!rules.is_empty()).then_some(Rule::Each(rules))
    };
    match arena.bare(id) {
        Shape::Integer(integer) => bounds(&integer.bounds),
        Shape::Number(number) => bounds(&number.bounds),
        Shape::Text(text) => said([
            positive(text.min_length).map(Rule::MinLength),
            text.max_length.map(Rule::MaxLength),
        ]),
        Shape::List(list) => said([
            positive(list.min_items).map(Rule::MinItems),
            list.max_items.map(Rule::MaxItems),
            list.unique.then_some(Rule::UniqueItems),
            each(list.item.id),
        ]),
        Shape::Map(map) => said([
            positive(map.min_properties).map(Rule::MinProperties),
            map.max_properties.map(Rule::MaxProperties),
            each(map.value.id),
        ]),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => Vec::new(),
    }
}

fn bounds(bounds: &Bounds) -> Vec<Rule> {
    let (lower, upper) = (bounds.minimum.as_ref(), bounds.maximum.as_ref());
    said([
        lower.map(|bound| bounded(bound, Rule::Minimum, Rule::ExclusiveMinimum)),
        upper.map(|bound| bounded(bound, Rule::Maximum, Rule::ExclusiveMaximum)),
        bounds.multiple_of.clone().map(Rule::MultipleOf),
    ])
}

fn bounded(bound: &Bound, inclusive: fn(String) -> Rule, exclusive: fn(String) -> Rule) -> Rule {
    let rule = if bound.exclusive {
        exclusive
    } else {
        inclusive
    };
    rule(bound.value.clone())
}

/// Those that the document has.
fn said<const N: usize>(rules: [Option<Rule>; N]) -> Vec<Rule> {
    rules.into_iter().flatten().collect()
}

fn positive(least: Option<u64>) -> Option<u64> {
    least.filter(|&least| least > 0)
}
