//! Telling variants apart by the value of one property.

use super::kinds;
use crate::api::context::{Arena, Tagged};
use crate::api::passes::leaves;
use crate::api::types::{Const, Enum, Field, Presence, Select, Shape, TagType, TypeId, Union};
use crate::maps::{HashMap, HashSet};

/// The union by its discriminator, if every variant has a value.
///
/// A value belongs to the variant that the mapping gives it to; else to the one
/// whose property has it as its constant; else to the component of that name,
/// unless its property rules the name out; else to the only one whose property
/// lists it. A component that is left without any value keeps its name.
pub(super) fn explicit(arena: &Arena, union: &Union, tagged: &Tagged) -> Option<Union> {
    let constants: Vec<Option<Vec<String>>> = union
        .variants
        .iter()
        .map(|variant| constants(arena, variant.ty, &tagged.property, |_| true))
        .collect();
    let mut claims = Claims::of_mapping(union);
    for (index, values) in constants.iter().enumerate() {
        if let Some([value]) = values.as_deref() {
            claims.claim(value, index);
        }
    }
    claims.names(tagged, |index, name| {
        let values = constants.get(index).and_then(Option::as_ref);
        values.is_none_or(|values| values.contains(name))
    });
    let bare: Vec<usize> = claims.without(union.variants.len());
    for (value, index) in unique(&constants) {
        if bare.contains(&index) {
            claims.claim(&value, index);
        }
    }
    let bare: Vec<usize> = claims.without(union.variants.len());
    claims.names(tagged, |index, _| {
        let values = constants.get(index).and_then(Option::as_ref);
        bare.contains(&index) && values.is_none_or(|values| values.len() > 1)
    });
    claims.applied(arena, union, &tagged.property)
}

/// Which variant each value belongs to, in the order of the claims.
struct Claims {
    owners: crate::maps::IndexMap<String, usize>,
}

impl Claims {
    fn of_mapping(union: &Union) -> Self {
        let mut claims = Self {
            owners: crate::maps::IndexMap::default(),
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

    /// Claims the names of components, where `may` lets it.
    fn names(&mut self, tagged: &Tagged, may: impl Fn(usize, &String) -> bool) {
        for (index, name) in tagged.names.iter().enumerate() {
            if let Some(name) = name.as_ref().filter(|name| may(index, name)) {
                self.claim(name, index);
            }
        }
    }

    /// Variants without any value.
    fn without(&self, count: usize) -> Vec<usize> {
        let empty = |index: &usize| self.of(*index).is_empty();
        (0..count).filter(empty).collect()
    }

    /// The union with the claims as tags, if every variant has one.
    fn applied(&self, arena: &Arena, union: &Union, property: &str) -> Option<Union> {
        let mut union = union.clone();
        for (index, variant) in union.variants.iter_mut().enumerate() {
            variant.tags = self.of(index);
            if variant.tags.is_empty() {
                return None;
            }
        }
        union.select = Select::Tag {
            property: property.to_owned(),
            of: tag_type(arena, &union, property),
        };
        Some(union)
    }

    fn of(&self, index: usize) -> Vec<String> {
        let own = self.owners.iter().filter(|(_, owner)| **owner == index);
        own.map(|(value, _)| value.clone()).collect()
    }
}

/// Values that only one variant lists.
fn unique(constants: &[Option<Vec<String>>]) -> Vec<(String, usize)> {
    let mut owners: HashMap<&String, Vec<usize>> = HashMap::default();
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
        let mut taken: HashSet<String> = HashSet::default();
        for variant in &mut tagged.variants {
            let values = constants(arena, variant.ty, property, counts)?;
            if !values.iter().all(|value| taken.insert(value.clone())) {
                return None;
            }
            variant.tags = values;
        }
        tagged.select = Select::Tag {
            property: property.clone(),
            of: tag_type(arena, union, property),
        };
        Some(tagged)
    })
}

/// The type of a property that all objects have, with a value of one type that is
/// never null.
pub(super) fn tag_type(arena: &Arena, union: &Union, property: &str) -> Option<TagType> {
    let variants = union.variants.iter();
    let leaves = variants.flat_map(|variant| leaves::of(arena, variant.ty));
    let mut found: Option<TagType> = None;
    for leaf in leaves {
        let Shape::Struct(object) = arena.shape(leaf) else {
            return None;
        };
        let field = object.fields.get(property)?;
        let kinds = kinds::of(arena, field.ty);
        let [json_type] = *kinds.as_slice() else {
            return None;
        };
        let required = match field.presence {
            Presence::Required => true,
            Presence::Optional => false,
            Presence::RequiredNullable | Presence::OptionalNullable => return None,
        };
        if found.is_some_and(|found| found.json_type != json_type) {
            return None;
        }
        let required = required && found.is_none_or(|found| found.required);
        found = Some(TagType {
            json_type,
            required,
        });
    }
    found
}

/// A property whose constants tell groups of variants apart.
pub(super) struct Shared {
    pub(super) property: String,
    /// The places of the members of each group.
    pub(super) groups: Vec<Vec<usize>>,
    /// The values of each group.
    pub(super) tags: Vec<Vec<String>>,
}

/// The property that has constants in every variant and the most groups of
/// variants with values of their own, more than one; the discriminator's first.
pub(super) fn shared(arena: &Arena, union: &Union, explicit: Option<&str>) -> Option<Shared> {
    let by_explicit = explicit.and_then(|property| groups(arena, union, property));
    if by_explicit.is_some() {
        return by_explicit;
    }
    let first = leaves::of(arena, union.variants.first()?.ty);
    let Shape::Struct(object) = arena.shape(*first.first()?) else {
        return None;
    };
    let properties = object.fields.keys();
    let found = properties.filter_map(|property| groups(arena, union, property));
    found.rev().max_by_key(|shared| shared.groups.len())
}

fn groups(arena: &Arena, union: &Union, property: &str) -> Option<Shared> {
    let mut shared = Shared {
        property: property.to_owned(),
        groups: Vec::new(),
        tags: Vec::new(),
    };
    for (place, variant) in union.variants.iter().enumerate() {
        let values = constants(arena, variant.ty, property, |_| true)?;
        shared.add(place, values);
    }
    (shared.groups.len() > 1).then_some(shared)
}

impl Shared {
    /// Adds a variant, and joins all groups that share a value with it.
    fn add(&mut self, place: usize, values: Vec<String>) {
        let mut places = vec![place];
        let mut tags = values;
        let mut position = self.groups.len();
        for index in (0..self.groups.len()).rev() {
            let meets = |known: &Vec<String>| known.iter().any(|tag| tags.contains(tag));
            if self.tags.get(index).is_some_and(meets) {
                places.extend(self.groups.remove(index));
                for tag in self.tags.remove(index) {
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                position = index;
            }
        }
        places.sort_unstable();
        let position = position.min(self.groups.len());
        self.groups.insert(position, places);
        self.tags.insert(position, tags);
    }
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
