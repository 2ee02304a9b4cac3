//! Properties whose value follows from the type: a union finds each of its
//! variants by one value of a property, so whoever makes the variant need not
//! say it again.

use std::collections::BTreeMap;

use super::arena::TypeArena;
use crate::api::{Shape, TypeId, Variant};

/// Values of properties by the type that has them.
#[derive(Debug)]
pub(super) struct Tags<'a> {
    /// The one value; `None` where unions differ.
    values: BTreeMap<(TypeId, &'a str), Option<&'a str>>,
    /// What each union takes for the type; `None` for one that takes any other value for it.
    taken: BTreeMap<(TypeId, &'a str), Vec<Option<&'a [String]>>>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(arena: &'a TypeArena) -> Self {
        let mut values = BTreeMap::new();
        let mut taken: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, _) in arena.iter() {
            let Shape::Union(union) = arena.shape(id) else {
                continue;
            };
            let Some(property) = union.select.tag_property() else {
                continue;
            };
            for variant in union.variants.iter().filter(|one| !one.tags.is_empty()) {
                let key = (arena.behind(variant.ty).id, property);
                // What takes all other objects has any value, so that it is kept.
                let value = value_of(arena, variant, property).filter(|_| !variant.takes_rest);
                let tags = (!variant.takes_rest).then_some(variant.tags.as_slice());
                taken.entry(key).or_default().push(tags);
                values
                    .entry(key)
                    .and_modify(|known| {
                        if *known != value {
                            *known = None;
                        }
                    })
                    .or_insert(value);
            }
        }
        Self { values, taken }
    }

    /// The one value that a property of a type has.
    pub(super) fn of(&self, id: TypeId, property: &str) -> Option<&'a str> {
        self.values.get(&(id, property)).copied().flatten()
    }

    /// Whether all unions take a type for what it is by this value of a property.
    pub(super) fn take(&self, id: TypeId, property: &str, value: &str) -> bool {
        let taken = self.taken.get(&(id, property));
        let takes =
            |tags: &Option<&[String]>| tags.is_some_and(|tags| tags.iter().any(|tag| tag == value));
        taken.is_some_and(|unions| unions.iter().all(takes))
    }
}

/// The value that a variant is sent with: its only one; of several the one that is the
/// property's default; of a value and the schema's name, which may stand for it, the value.
fn value_of<'a>(arena: &'a TypeArena, variant: &'a Variant, property: &str) -> Option<&'a str> {
    let tags = variant.tags.as_slice();
    let default = || {
        let Shape::Struct(object) = arena.bare(variant.ty) else {
            return None;
        };
        let default = object.fields.get(property)?.docs.default.as_deref()?;
        // A default that is no text is the tag of no alternative.
        let default: String = serde_json::from_str(default).ok()?;
        let is_default = |tag: &&String| **tag == default;
        tags.iter().find(is_default)
    };
    match tags {
        [only] => Some(only),
        // The implicit name is only there for servers that send it; what the mapping or a constant
        // says is what the document's author would send.
        [value, name] if Some(name) == variant.hint.as_ref() => {
            default().or(Some(value)).map(String::as_str)
        }
        _ => default().map(String::as_str),
    }
}
