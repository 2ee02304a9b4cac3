//! Telling variants apart by the properties that must be there.

use std::cmp::Reverse;

use crate::api::context::Arena;
use crate::api::passes::leaves;
use crate::api::types::{Select, Shape, TypeId, Union, Usage};
use crate::maps::HashSet;

/// What a variant says of its properties.
struct Known {
    /// Those that are always there.
    required: Vec<String>,
    /// All that it names; `None` when any may be there.
    declared: Option<HashSet<String>>,
}

/// A variant that has no place in the order yet.
struct Open {
    place: usize,
    /// What it says of its properties, for each way that the union travels.
    ways: Vec<(Known, Vec<String>)>,
}

/// More variants than this are not ordered: it costs the square of their number,
/// and required properties hardly tell that many apart.
const MOST: usize = 64;

/// The union by required properties, if its variants can be put into an order in
/// which those of each tell it from all later ones, in answers and in requests. The last
/// may require nothing: it is what is left.
pub(super) fn distinct(arena: &Arena, union: &Union, usage: Usage) -> Option<Union> {
    if union.variants.len() > MOST {
        return None;
    }
    let ways: Vec<Vec<(Known, Vec<String>)>> = ways(usage)
        .into_iter()
        .map(|way| telling(arena, union, way))
        .collect::<Option<_>>()?;
    let mut open: Vec<Open> = (0..union.variants.len())
        .map(|place| Open {
            place,
            ways: Vec::new(),
        })
        .collect();
    for way in ways {
        for (variant, known) in open.iter_mut().zip(way) {
            variant.ways.push(known);
        }
    }
    let mut union = union.clone();
    for (variant, known) in union.variants.iter_mut().zip(&open) {
        // What tells it in one way only is left out for the other one later.
        let keys = known.ways.iter().flat_map(|(_, keys)| keys);
        let keys: HashSet<&String> = keys.collect();
        let required = self::known(arena, variant.ty, Usage::default())?.required;
        variant.keys = required
            .into_iter()
            .filter(|name| keys.contains(name))
            .collect();
    }
    union.select = Select::Keys(ordered(open)?);
    Some(union)
}

/// Each way that a union travels by itself. One that no operation reaches has one way, in
/// which all that is required is there.
fn ways(usage: Usage) -> Vec<Usage> {
    let all = [
        Usage {
            response: false,
            ..usage
        },
        Usage {
            request: false,
            ..usage
        },
    ];
    let used = all.into_iter().filter(|way| way.request || way.response);
    let used: Vec<Usage> = used.collect();
    if used.is_empty() { vec![usage] } else { used }
}

/// Leaves of the keys of each variant those that are always there.
pub(in crate::api::passes) fn keep(arena: &Arena, union: &mut Union, usage: Usage) {
    for variant in &mut union.variants {
        if let Some(known) = known(arena, variant.ty, usage) {
            variant.keys.retain(|key| known.required.contains(key));
        }
    }
}

/// What each variant says, and what it requires that not all of them do.
fn telling(arena: &Arena, union: &Union, usage: Usage) -> Option<Vec<(Known, Vec<String>)>> {
    let all = union.variants.iter();
    let all: Vec<Known> = all
        .map(|variant| known(arena, variant.ty, usage))
        .collect::<Option<_>>()?;
    let common = common(all.iter().map(|known| &known.required));
    let common: HashSet<String> = common.into_iter().collect();
    let telling = all.into_iter().map(|known| {
        let keys = known.required.iter().filter(|name| !common.contains(*name));
        let keys = keys.cloned().collect();
        (known, keys)
    });
    Some(telling.collect())
}

/// The order in which variants are looked for: the most specific first, as far as the
/// others let it.
fn ordered(mut open: Vec<Open>) -> Option<Vec<usize>> {
    open.sort_by_key(|variant| {
        let first = variant.ways.first();
        let is_open = first.is_some_and(|(known, _)| known.declared.is_none());
        (is_open, Reverse(first.map_or(0, |(_, keys)| keys.len())))
    });
    let mut order = Vec::new();
    while !open.is_empty() {
        let next = (0..open.len()).find(|index| is_told(&open, *index))?;
        order.push(open.remove(next).place);
    }
    Some(order)
}

/// Whether the keys of one variant tell it from all others that are left, whichever way
/// they travel.
fn is_told(open: &[Open], index: usize) -> bool {
    let Some(variant) = open.get(index) else {
        return false;
    };
    let mut others = open.iter().enumerate().filter(|(other, _)| *other != index);
    others.all(|(_, other)| {
        let mut ways = variant.ways.iter().zip(&other.ways);
        ways.all(|((_, keys), (other, _))| tells(keys, other))
    })
}

/// Whether a value of the later variant never has all of `keys`.
fn tells(keys: &[String], later: &Known) -> bool {
    match &later.declared {
        Some(declared) => keys.iter().any(|key| !declared.contains(key)),
        // A map may hold any key, but is only met when nothing else is.
        None => !keys.is_empty(),
    }
}

/// What is known of all objects that a variant can be: required in each of them,
/// declared in any of them.
fn known(arena: &Arena, id: TypeId, usage: Usage) -> Option<Known> {
    let mut all: Vec<Known> = Vec::new();
    for leaf in leaves::of(arena, id) {
        all.push(known_leaf(arena.shape(leaf), usage)?);
    }
    let required = common(all.iter().map(|known| &known.required));
    let declared: Option<Vec<HashSet<String>>> =
        all.into_iter().map(|known| known.declared).collect();
    Some(Known {
        required,
        declared: declared.map(|lists| lists.into_iter().flatten().collect()),
    })
}

fn known_leaf(shape: &Shape, usage: Usage) -> Option<Known> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let required = fields.filter(|(_, field)| field.is_always_there(usage));
            Some(Known {
                required: required.map(|(name, _)| name.clone()).collect(),
                declared: Some(object.fields.keys().cloned().collect()),
            })
        }
        Shape::Map(_) => Some(Known {
            required: Vec::new(),
            declared: None,
        }),
        _ => None,
    }
}

/// The names that all lists hold.
fn common<'k>(mut lists: impl Iterator<Item = &'k Vec<String>>) -> Vec<String> {
    let mut common = lists.next().cloned().unwrap_or_default();
    for list in lists {
        let list: HashSet<&String> = list.iter().collect();
        common.retain(|name| list.contains(name));
    }
    common
}
