//! What the runtime checks before a value is sent.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::arena::TypeArena;
use super::model::Rule;
use crate::api::{
    Bound, Bounds, Const, EnumKind, JsonType, ObjectShape, OtherProperties, Shape, TypeId, Union,
};
use crate::limits::{MOST_CHECKED_LEVELS, MOST_CHECKED_TYPES};

/// The constraints of a type.
pub(super) fn list_type_rules(arena: &TypeArena, id: TypeId) -> Vec<Rule> {
    let left = Cell::new(MOST_CHECKED_TYPES);
    let room = Room {
        depth: MOST_CHECKED_LEVELS,
        left: &left,
    };
    list_nested_rules(arena, id, room)
}

/// How far the types inside a value are still looked at.
#[derive(Clone, Copy)]
struct Room<'r> {
    depth: usize,
    left: &'r Cell<usize>,
}

impl Room<'_> {
    /// The room inside of the next type.
    fn inside(self) -> Option<Self> {
        self.left.set(self.left.get().checked_sub(1)?);
        let depth = self.depth.checked_sub(1)?;
        Some(Self { depth, ..self })
    }
}

fn list_nested_rules(arena: &TypeArena, id: TypeId, room: Room<'_>) -> Vec<Rule> {
    let Some(room) = room.inside() else {
        return Vec::new();
    };
    let each = |id: TypeId| {
        let rules = list_nested_rules(arena, id, room);
        (!rules.is_empty()).then_some(Rule::Each(rules))
    };
    match arena.bare(id) {
        Shape::Integer(integer) => list_bound_rules(&integer.bounds),
        Shape::Number(number) => list_bound_rules(&number.bounds),
        Shape::Text(text) => list_stated_rules([
            keep_positive_count(text.min_length).map(Rule::MinLength),
            text.max_length.map(Rule::MaxLength),
        ])
        .into_iter()
        .chain(list_pattern_rules(arena, arena.behind(id).id))
        .collect(),
        Shape::List(list) => list_stated_rules([
            keep_positive_count(list.min_items).map(Rule::MinItems),
            list.max_items.map(Rule::MaxItems),
            list.unique.then_some(Rule::UniqueItems),
            each(list.item.id),
        ]),
        Shape::Map(map) => list_stated_rules([
            keep_positive_count(map.min_properties).map(Rule::MinProperties),
            map.max_properties.map(Rule::MaxProperties),
            each(map.value.id),
        ]),
        Shape::Const(constant) => vec![Rule::Const(json_of_constant(constant))],
        Shape::Tuple(tuple) => {
            let items = tuple
                .items
                .iter()
                .map(|item| list_nested_rules(arena, item.id, room));
            let items: Vec<Vec<Rule>> = items.collect();
            let says_any = items.iter().any(|rules| !rules.is_empty());
            list_stated_rules([says_any.then_some(Rule::Positions(items))])
        }
        Shape::Union(union) => rules_of_alternatives(arena, union, room),
        // Structs check themselves, wherever they stand; enums stay open.
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Enum(_)
        | Shape::Struct(_)
        | Shape::Alias(_) => Vec::new(),
    }
}

fn list_pattern_rules(arena: &TypeArena, id: TypeId) -> impl Iterator<Item = Rule> {
    let checked = arena.checked_patterns(id).iter().flatten();
    checked.cloned().map(Rule::Pattern)
}

/// The constraints of an object as a whole.
pub(super) fn rules_of_object(object: &ObjectShape) -> Vec<Rule> {
    list_stated_rules([
        keep_positive_count(object.min_properties).map(Rule::MinProperties),
        object.max_properties.map(Rule::MaxProperties),
    ])
}

/// The constraints of the values that an object does not name.
pub(super) fn rules_of_rest(arena: &TypeArena, object: &ObjectShape) -> Vec<Rule> {
    match object.rest {
        OtherProperties::Of(place) => list_type_rules(arena, place.id),
        OtherProperties::Any | OtherProperties::Closed => Vec::new(),
    }
}

/// A rule says nothing of values of another JSON type, so that those of alternatives of
/// different types hold side by side. Of alternatives of one type, one has to hold.
fn rules_of_alternatives(arena: &TypeArena, union: &Union, room: Room<'_>) -> Vec<Rule> {
    let mut by_type = RulesByType::new();
    // Where one alternative takes anything nothing can be checked at all, and no rule is said.
    let is_said = collect_rules(arena, union, room, &mut by_type);
    let lists = is_said.map(|()| by_type.into_values().flat_map(one_of_lists));
    lists.into_iter().flatten().collect()
}

/// The constraints of each alternative of a JSON type.
type RulesByType = BTreeMap<JsonType, Vec<Vec<Rule>>>;

/// Unions inside of the union are alternatives, too. `None` where one of them takes
/// anything, or is nested too deep.
fn collect_rules(
    arena: &TypeArena,
    union: &Union,
    room: Room<'_>,
    by_type: &mut RulesByType,
) -> Option<()> {
    for variant in &union.variants {
        let shape = arena.bare(variant.ty);
        if let Shape::Union(inner) = shape {
            collect_rules(arena, inner, room.inside()?, by_type)?;
        } else {
            let rules = list_nested_rules(arena, variant.ty, room);
            by_type.entry(json_type(shape)?).or_default().push(rules);
        }
    }
    Some(())
}

fn one_of_lists(mut lists: Vec<Vec<Rule>>) -> Vec<Rule> {
    match lists.as_mut_slice() {
        [only] => std::mem::take(only),
        several if several.iter().any(Vec::is_empty) => Vec::new(),
        _ => vec![Rule::AnyOf(lists)],
    }
}

/// The JSON type of all values; `None` where they have several.
fn json_type(shape: &Shape) -> Option<JsonType> {
    match shape {
        Shape::Boolean | Shape::Const(Const::Boolean(_)) => Some(JsonType::Boolean),
        Shape::Integer(_) | Shape::Number(_) | Shape::Const(Const::Integer(_)) => {
            Some(JsonType::Number)
        }
        Shape::Text(_) | Shape::Const(Const::Text(_)) => Some(JsonType::String),
        Shape::Enum(list) => Some(match list.kind {
            EnumKind::Text => JsonType::String,
            EnumKind::Integer => JsonType::Number,
        }),
        Shape::List(_) | Shape::Tuple(_) => Some(JsonType::Array),
        Shape::Struct(_) | Shape::Map(_) => Some(JsonType::Object),
        Shape::Any | Shape::Never | Shape::Null | Shape::Union(_) | Shape::Alias(_) => None,
    }
}

fn json_of_constant(constant: &Const) -> String {
    match constant {
        Const::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Const::Integer(digits) => digits.clone(),
        Const::Boolean(value) => value.to_string(),
    }
}

fn list_bound_rules(bounds: &Bounds) -> Vec<Rule> {
    let (lower, upper) = (bounds.minimum.as_ref(), bounds.maximum.as_ref());
    list_stated_rules([
        lower.map(|bound| make_bound_rule(bound, Rule::Minimum, Rule::ExclusiveMinimum)),
        upper.map(|bound| make_bound_rule(bound, Rule::Maximum, Rule::ExclusiveMaximum)),
        bounds.multiple_of.clone().map(Rule::MultipleOf),
    ])
}

fn make_bound_rule(
    bound: &Bound,
    inclusive: fn(String) -> Rule,
    exclusive: fn(String) -> Rule,
) -> Rule {
    let rule = if bound.exclusive {
        exclusive
    } else {
        inclusive
    };
    rule(bound.value.clone())
}

/// Those that the document has.
fn list_stated_rules<const N: usize>(rules: [Option<Rule>; N]) -> Vec<Rule> {
    rules.into_iter().flatten().collect()
}

fn keep_positive_count(least: Option<u64>) -> Option<u64> {
    least.filter(|&least| least > 0)
}
