//! What the runtime checks before a value is sent.

use super::arena::Arena;
use super::model::Rule;
use crate::api::{Bound, Bounds, List, Map, Shape, Text, TypeId};

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
        Shape::Text(text) => lengths(text),
        Shape::List(list) => items(list).chain(each(list.item.id)).collect(),
        Shape::Map(map) => members(map).chain(each(map.value.id)).collect(),
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
    let lower = bounds.minimum.as_ref();
    let upper = bounds.maximum.as_ref();
    let divisor = bounds.multiple_of.clone();
    lower
        .map(|bound| bounded(bound, Rule::Minimum, Rule::ExclusiveMinimum))
        .into_iter()
        .chain(upper.map(|bound| bounded(bound, Rule::Maximum, Rule::ExclusiveMaximum)))
        .chain(divisor.map(Rule::MultipleOf))
        .collect()
}

fn bounded(bound: &Bound, inclusive: fn(String) -> Rule, exclusive: fn(String) -> Rule) -> Rule {
    let rule = if bound.exclusive {
        exclusive
    } else {
        inclusive
    };
    rule(bound.value.clone())
}

fn lengths(text: &Text) -> Vec<Rule> {
    let least = positive(text.min_length).map(Rule::MinLength);
    let most = text.max_length.map(Rule::MaxLength);
    least.into_iter().chain(most).collect()
}

fn items(list: &List) -> impl Iterator<Item = Rule> {
    let least = positive(list.min_items).map(Rule::MinItems);
    let most = list.max_items.map(Rule::MaxItems);
    let unique = list.unique.then_some(Rule::UniqueItems);
    least.into_iter().chain(most).chain(unique)
}

fn members(map: &Map) -> impl Iterator<Item = Rule> {
    let least = positive(map.min_properties).map(Rule::MinProperties);
    let most = map.max_properties.map(Rule::MaxProperties);
    least.into_iter().chain(most)
}

fn positive(least: Option<u64>) -> Option<u64> {
    least.filter(|&least| least > 0)
}
