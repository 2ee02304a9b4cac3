//! Telling variants apart by the value of one property.

use std::collections::{HashMap, HashSet};

use super::leaves;
use crate::api::context::{Arena, Tagged};
use crate::api::types::{Const, Enum, Field, Presence, Select, Shape, TypeId, Union};

/// The union by its discriminator, if every variant has a value.
///
/// A value belongs to the variant that the mapping gives it to; else to the one
/// whose property has it as its constant; else to the only one whose property
/// lists it; else to the component of that name, unless its property rules the
/// name out.
pub(super) fn explicit(arena: &Arena, union: &Union, tagged: &Tagged) -> Option<Union> {
    let mut union = union.clone();
    let constants: Vec<Option<Vec<String>>> = union
        .variants
        .iter()
        .map(|variant| constants(arena, variant.ty, &tagged.property, |_| true))
        .collect();
    let mut claims = Claims::of_mapping(&union);
    for (index, values) in constants.iter().enumerate() {
        if let Some([value]) = values.as_deref() {
            claims.claim(value, index);
        }
    }
    for (value, index) in unique(&constants) {
        claims.claim(&value, index);
    }
    for (index, name) in tagged.names.iter().enumerate() {
        let values = constants.get(index).and_then(Option::as_ref);
        if let Some(name) = name
            && values.is_none_or(|values| values.contains(name))
        {
            claims.claim(name, index);
        }
    }
    for (index, variant) in union.variants.iter_mut().enumerate() {
        variant.tags = claims.of(index);
    }
    if union.variants.iter().any(|variant| variant.tags.is_empty()) {
        return None;
    }
    union.select = Select::Tag {
        property: tagged.property.clone(),
    };
    Some(union)
}

/// Which variant each value belongs to, in the order of the claims.
struct Claims {
    owners: indexmap::IndexMap<String, usize>,
}

impl Claims {
    fn of_mapping(union: &Union) -> Self {
        let mut claims = Self {
            owners: indexmap::IndexMap::new(),
        };
        for (index, variant) in union.variants.iter().enumerate() {
            for tag in &variant.tags {
                claims.claim(tag, index);
            }
        }
        claims
    }

    fn claim(&mut self, value: &str, index: usize) {
        self.owners.entry(value.to_owned()).or_insert(index);
    }

    fn of(&self, index: usize) -> Vec<String> {
        let own = self.owners.iter().filter(|(_, owner)| **owner == index);
        own.map(|(value, _)| value.clone()).collect()
    }
}

/// Values that only one variant lists.
fn unique(constants: &[Option<Vec<String>>]) -> Vec<(String, usize)> {
    let mut owners: HashMap<&String, Vec<usize>> = HashMap::new();
    for (index, values) in constants.iter().enumerate() {
        for value in values.iter().flatten() {
            owners.entry(value).or_default().push(index);
        }
    }
    let mut unique = Vec::new();
    for (index, values) in constants.iter().enumerate() {
        for value in values.iter().flatten() {
            if owners.get(value).is_some_and(|owners| owners.len() == 1) {
                unique.push((value.clone(), index));
            }
        }
    }
    unique
}

/// The union by a property that has constants of its own in each variant:
/// first one that is always there, else one that may be absent.
pub(super) fn inferred(arena: &Arena, union: &Union) -> Option<Union> {
    by_property(arena, union, is_required).or_else(|| by_property(arena, union, |_| true))
}

fn is_required(field: &Field) -> bool {
    match field.presence {
        Presence::Required | Presence::RequiredNullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    }
}

fn by_property(arena: &Arena, union: &Union, counts: fn(&Field) -> bool) -> Option<Union> {
    let first = leaves::of(arena, union.variants.first()?.ty);
    let Shape::Struct(object) = arena.shape(*first.first()?) else {
        return None;
    };
    object.fields.keys().find_map(|property| {
        let mut tagged = union.clone();
        let mut taken: HashSet<String> = HashSet::new();
        for variant in &mut tagged.variants {
            let values = constants(arena, variant.ty, property, counts)?;
            if !values.iter().all(|value| taken.insert(value.clone())) {
                return None;
            }
            variant.tags = values;
        }
        tagged.select = Select::Tag {
            property: property.clone(),
        };
        Some(tagged)
    })
}

/// The constants that a property can have in a variant; `None` when it may have
/// others, or is not in every object that the variant can be.
fn constants(
    arena: &Arena,
    id: TypeId,
    property: &str,
    counts: fn(&Field) -> bool,
) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for leaf in leaves::of(arena, id) {
        let Shape::Struct(object) = arena.shape(leaf) else {
            return None;
        };
        let field = object.fields.get(property).filter(|field| counts(field))?;
        for value in of_shape(arena.shape(arena.resolved(field.ty)))? {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    (!values.is_empty()).then_some(values)
}

fn of_shape(shape: &Shape) -> Option<Vec<String>> {
    match shape {
        Shape::Const(Const::Text(text) | Const::Integer(text)) => Some(vec![text.clone()]),
        Shape::Const(Const::Boolean(truth)) => Some(vec![truth.to_string()]),
        Shape::Enum(Enum { values, .. }) => {
            Some(values.iter().map(|value| value.wire.clone()).collect())
        }
        _ => None,
    }
}
