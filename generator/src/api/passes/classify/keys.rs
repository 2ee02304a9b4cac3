//! Telling variants apart by the properties that must be there.

use crate::api::context::Arena;
use crate::api::passes::leaves;
use crate::api::types::{Presence, Select, Shape, TypeId, Union};

/// What a variant says of its properties.
struct Known {
    /// Those that are always there.
    required: Vec<String>,
    /// All that it names; `None` when any may be there.
    declared: Option<Vec<String>>,
}

/// The union by required properties, if they tell each variant from all later
/// ones; variants that require more come first. The last may require nothing:
/// it is what is left.
pub(super) fn distinct(arena: &Arena, union: &Union) -> Option<Union> {
    let mut entries = Vec::new();
    for variant in &union.variants {
        entries.push((known(arena, variant.ty)?, variant.clone()));
    }
    entries.sort_by_key(|(known, _)| (known.declared.is_none(), usize::MAX - known.required.len()));
    let common = common(entries.iter().map(|(known, _)| &known.required));
    for (known, variant) in &mut entries {
        let telling = known.required.iter().filter(|name| !common.contains(name));
        variant.keys = telling.cloned().collect();
    }
    let told = |index: usize| {
        let (earlier, later) = entries.split_at(index + 1);
        let keys = earlier.last().map(|(_, variant)| &variant.keys);
        keys.is_some_and(|keys| later.iter().all(|(known, _)| tells(keys, known)))
    };
    let last = entries.len().checked_sub(1)?;
    if !(0..last).all(told) {
        return None;
    }
    Some(Union {
        select: Select::Keys,
        variants: entries.into_iter().map(|(_, variant)| variant).collect(),
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
fn known(arena: &Arena, id: TypeId) -> Option<Known> {
    let mut all: Vec<Known> = Vec::new();
    for leaf in leaves::of(arena, id) {
        all.push(known_leaf(arena.shape(leaf))?);
    }
    let required = common(all.iter().map(|known| &known.required));
    let declared: Option<Vec<Vec<String>>> = all.into_iter().map(|known| known.declared).collect();
    Some(Known {
        required,
        declared: declared.map(|lists| lists.concat()),
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
        common.retain(|name| list.contains(name));
    }
    common
}
