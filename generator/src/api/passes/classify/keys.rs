//! Telling variants apart by the properties that must be there.

use std::cmp::Reverse;

use crate::api::context::ArenaBuilder;
use crate::api::passes::leaves;
use crate::api::types::{Select, Shape, TypeId, Union, Usage};
use crate::limits::MOST_ORDERED_VARIANTS;
use crate::maps::HashSet;

/// What a variant says of its properties.
struct KnownKeys {
    /// Those that are always there.
    required: Vec<String>,
    /// All that it names; `None` when any may be there.
    declared: Option<HashSet<String>>,
}

/// A variant that has no place in the order yet.
struct Open {
    place: usize,
    /// What it says of its properties, for each way that the union travels.
    ways: Vec<(KnownKeys, Vec<String>)>,
}

/// The union by required properties, if its variants can be put into an order in
/// which those of each tell it from all later ones, in responses and in requests. The last
/// may require nothing: it is what is left.
pub(super) fn classify_by_required_keys(
    arena: &ArenaBuilder,
    union: &Union,
    usage: Usage,
) -> Option<Union> {
    if union.variants.len() > MOST_ORDERED_VARIANTS {
        return None;
    }
    let ways: Vec<Vec<(KnownKeys, Vec<String>)>> = list_union_usages(usage)
        .into_iter()
        .map(|way| list_telling_keys(arena, union, way))
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
        let required = self::collect_known_keys(arena, variant.ty, Usage::default())?.required;
        variant.keys = required
            .into_iter()
            .filter(|name| keys.contains(name))
            .collect();
    }
    union.select = Select::Keys(order_by_specificity(open)?);
    Some(union)
}

/// Each way that a union travels by itself. One that no operation reaches has one way, in
/// which all that is required is there.
fn list_union_usages(usage: Usage) -> Vec<Usage> {
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
pub(in crate::api::passes) fn drop_common_keys(
    arena: &ArenaBuilder,
    union: &mut Union,
    usage: Usage,
) {
    for variant in &mut union.variants {
        if let Some(known) = collect_known_keys(arena, variant.ty, usage) {
            variant.keys.retain(|key| known.required.contains(key));
        }
    }
}

/// What each variant says, and what it requires that not all of them do.
fn list_telling_keys(
    arena: &ArenaBuilder,
    union: &Union,
    usage: Usage,
) -> Option<Vec<(KnownKeys, Vec<String>)>> {
    let all = union.variants.iter();
    let all: Vec<KnownKeys> = all
        .map(|variant| collect_known_keys(arena, variant.ty, usage))
        .collect::<Option<_>>()?;
    let common = intersect_names(all.iter().map(|known| &known.required));
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
fn order_by_specificity(mut open: Vec<Open>) -> Option<Vec<usize>> {
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
        ways.all(|((_, keys), (other, _))| tells_apart_by_keys(keys, other))
    })
}

/// Whether a value of the later variant never has all of `keys`.
fn tells_apart_by_keys(keys: &[String], later: &KnownKeys) -> bool {
    match &later.declared {
        Some(declared) => keys.iter().any(|key| !declared.contains(key)),
        // A map may hold any key, but is only met when nothing else is.
        None => !keys.is_empty(),
    }
}

/// What is known of all objects that a variant can be: required in each of them,
/// declared in any of them.
fn collect_known_keys(arena: &ArenaBuilder, id: TypeId, usage: Usage) -> Option<KnownKeys> {
    let mut all: Vec<KnownKeys> = Vec::new();
    for leaf in leaves::list_leaf_types(arena, id) {
        all.push(known_leaf(arena.shape(leaf), usage)?);
    }
    let required = intersect_names(all.iter().map(|known| &known.required));
    let declared: Option<Vec<HashSet<String>>> =
        all.into_iter().map(|known| known.declared).collect();
    Some(KnownKeys {
        required,
        declared: declared.map(|lists| lists.into_iter().flatten().collect()),
    })
}

fn known_leaf(shape: &Shape, usage: Usage) -> Option<KnownKeys> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let required = fields.filter(|(_, field)| field.is_always_there(usage));
            Some(KnownKeys {
                required: required.map(|(name, _)| name.clone()).collect(),
                declared: Some(object.fields.keys().cloned().collect()),
            })
        }
        Shape::Map(_) => Some(KnownKeys {
            required: Vec::new(),
            declared: None,
        }),
        _ => None,
    }
}

/// The names that all lists hold.
fn intersect_names<'k>(mut lists: impl Iterator<Item = &'k Vec<String>>) -> Vec<String> {
    let mut common = lists.next().cloned().unwrap_or_default();
    for list in lists {
        let list: HashSet<&String> = list.iter().collect();
        common.retain(|name| list.contains(name));
    }
    common
}
