//! Telling variants apart by the properties that must be there.

use std::cmp::Reverse;

use crate::api::context::Arena;
use crate::api::passes::leaves;
use crate::api::types::{Presence, Select, Shape, TypeId, Union, Variant};
use crate::maps::HashSet;

/// What a variant says of its properties.
struct Known {
    /// Those that are always there.
    required: Vec<String>,
    /// All that it names; `None` when any may be there.
    declared: Option<HashSet<String>>,
}

/// More variants than this are not ordered: it costs the square of their number,
/// and required properties hardly tell that many apart.
const MOST: usize = 64;

/// The union by required properties, if its variants can be put into an order in
/// which those of each tell it from all later ones. The last may require nothing:
/// it is what is left.
pub(super) fn distinct(arena: &Arena, union: &Union) -> Option<Union> {
    if union.variants.len() > MOST {
        return None;
    }
    let mut open = Vec::new();
    for variant in &union.variants {
        open.push((known(arena, variant.ty)?, variant.clone()));
    }
    let common: HashSet<String> = common(open.iter().map(|(known, _)| &known.required))
        .into_iter()
        .collect();
    for (known, variant) in &mut open {
        let telling = known.required.iter().filter(|name| !common.contains(*name));
        variant.keys = telling.cloned().collect();
    }
    // The most specific first, as far as the others let it.
    open.sort_by_key(|(known, variant)| (known.declared.is_none(), Reverse(variant.keys.len())));
    let mut variants = Vec::new();
    while !open.is_empty() {
        let next = (0..open.len()).find(|index| is_told(&open, *index))?;
        let (_, variant) = open.remove(next);
        variants.push(variant);
    }
    Some(Union {
        select: Select::Keys,
        variants,
    })
}

/// Whether the keys of one variant tell it from all others that are left.
fn is_told(open: &[(Known, Variant)], index: usize) -> bool {
    let Some((_, variant)) = open.get(index) else {
        return false;
    };
    let mut others = open.iter().enumerate().filter(|(other, _)| *other != index);
    others.all(|(_, (known, _))| tells(&variant.keys, known))
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
fn known(arena: &Arena, id: TypeId) -> Option<Known> {
    let mut all: Vec<Known> = Vec::new();
    for leaf in leaves::of(arena, id) {
        all.push(known_leaf(arena.shape(leaf))?);
    }
    let required = common(all.iter().map(|known| &known.required));
    let declared: Option<Vec<HashSet<String>>> =
        all.into_iter().map(|known| known.declared).collect();
    Some(Known {
        required,
        declared: declared.map(|lists| lists.into_iter().flatten().collect()),
    })
}

fn known_leaf(shape: &Shape) -> Option<Known> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let required = fields.filter(|(_, field)| match field.presence {
                Presence::Required | Presence::RequiredNullable => true,
                Presence::Optional | Presence::OptionalNullable => false,
            });
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
