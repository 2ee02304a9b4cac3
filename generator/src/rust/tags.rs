//! Properties whose value follows from the type: a union finds each of its
//! variants by one value of a property, so whoever makes the variant need not
//! say it again.

use std::collections::BTreeMap;

use super::arena::Arena;
use crate::api::{Select, Shape, TypeId};

/// The value of a property by the type that has it; `None` where unions differ.
#[derive(Debug)]
pub(super) struct Tags<'a>(BTreeMap<(TypeId, &'a str), Option<&'a str>>);

impl<'a> Tags<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        let mut tags = BTreeMap::new();
        for (id, _) in arena.iter() {
            let Shape::Union(union) = arena.shape(id) else {
                continue;
            };
            let Select::Tag { property, .. } = &union.select else {
                continue;
            };
            for variant in &union.variants {
                let key = (arena.behind(variant.ty).id, property.as_str());
                let value = match variant.tags.as_slice() {
                    [only] => Some(only.as_str()),
                    _ => None,
                };
                tags.entry(key)
                    .and_modify(|known| {
                        if *known != value {
                            *known = None;
                        }
                    })
                    .or_insert(value);
            }
        }
        Self(tags)
    }

    /// The one value that a property of a type has.
    pub(super) fn of(&self, id: TypeId, property: &str) -> Option<&'a str> {
        self.0.get(&(id, property)).copied().flatten()
    }
}
