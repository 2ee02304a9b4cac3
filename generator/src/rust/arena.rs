//! Looks types up and follows aliases.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::checked_pattern;
use crate::api::{Api, ApiDocs, ApiTypes, NameHint, Selected, Shape, Type, TypeId, TypeUse, Usage};
use crate::source::Pointer;

/// The types of an API. Total: an id that is not there is any value.
#[derive(Debug)]
pub(super) struct TypeArena<'a> {
    types: &'a ApiTypes,
    selected: &'a Selected,
    any: Type,
    /// What clients check texts by, worked out once: expressions are compiled for it, and a
    /// type may be used in many places.
    patterns: BTreeMap<TypeId, Vec<Option<String>>>,
}

impl<'a> TypeArena<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let any = Type {
            origin: Pointer::root(),
            hint: NameHint::Component("any".to_owned()),
            suggested: None,
            docs: ApiDocs::default(),
            shape: Shape::Any,
            usage: Usage::default(),
            rust_type: None,
        };
        Self {
            // Not a copy: `Arena` only adds a type for ids that are not there, so that no lookup
            // of this stage can fail.
            types: &api.types,
            selected: &api.selected,
            any,
            patterns: api.types.iter().filter_map(patterns_of).collect(),
        }
    }

    /// For each expression of a text, the one that clients check it by; `None` where they
    /// cannot.
    pub(super) fn checked_patterns(&self, id: TypeId) -> &[Option<String>] {
        self.patterns.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a type is wanted, and not only here for the sake of names.
    pub(super) fn is_wanted(&self, id: TypeId) -> bool {
        self.selected.has_type(id)
    }

    pub(super) fn get(&self, id: TypeId) -> &Type {
        self.types.get(id).unwrap_or(&self.any)
    }

    pub(super) fn shape(&self, id: TypeId) -> &Shape {
        &self.get(id).shape
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, &'a Type)> + use<'a> {
        self.types.iter()
    }

    /// The type behind all aliases, and whether one of them allows null. An
    /// alias of itself ends where it begins.
    pub(super) fn behind(&self, id: TypeId) -> TypeUse {
        let mut found = TypeUse {
            id,
            nullable: false,
        };
        for _ in 0..=self.types.len() {
            match self.shape(found.id) {
                Shape::Alias(target) => {
                    found = TypeUse {
                        id: target.id,
                        nullable: found.nullable || target.nullable,
                    };
                }
                _ => break,
            }
        }
        found
    }

    /// The type that stands for another one without a name of its own where that is a copy of
    /// it.
    pub(super) fn shown(&self, id: TypeId) -> TypeId {
        let mut shown = id;
        for _ in 0..=self.types.len() {
            let ty = self.get(shown);
            match &ty.shape {
                Shape::Alias(target) if ty.hint.is_inline() && !target.nullable => {
                    shown = target.id;
                }
                _ => break,
            }
        }
        shown
    }

    /// The shape behind all aliases.
    pub(super) fn bare(&self, id: TypeId) -> &Shape {
        self.shape(self.behind(id).id)
    }

    /// What a value of a type can be: the types behind aliases and unions.
    pub(super) fn leaves(&self, id: TypeId) -> Vec<TypeId> {
        let mut leaves = Vec::new();
        let mut passed = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let id = self.behind(id).id;
            if !passed.insert(id) {
                continue;
            }
            match self.shape(id) {
                Shape::Union(union) => {
                    open.extend(union.variants.iter().rev().map(|variant| variant.ty));
                }
                _ => leaves.push(id),
            }
        }
        leaves
    }

    /// Whether null is allowed where the type is used.
    pub(super) fn is_nullable(&self, place: TypeUse) -> bool {
        place.nullable || self.behind(place.id).nullable
    }

    /// Whether union variants hold the type in a box: its size grows with the
    /// document.
    pub(super) fn is_large(&self, id: TypeId) -> bool {
        matches!(self.bare(id), Shape::Struct(_) | Shape::Union(_))
    }

    /// Whether Rust tells the type from all others by its name.
    pub(super) fn is_nominal(&self, id: TypeId) -> bool {
        match self.shape(id) {
            Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) => true,
            Shape::Text(text) => text.time_format.is_some(),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Const(_)
            | Shape::Map(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Alias(_) => false,
        }
    }
}

/// The checked expressions of a type that has any.
fn patterns_of((id, ty): (TypeId, &Type)) -> Option<(TypeId, Vec<Option<String>>)> {
    let Shape::Text(text) = &ty.shape else {
        return None;
    };
    let patterns = text.patterns.iter();
    let checked: Vec<Option<String>> = patterns
        .map(|pattern| checked_pattern(pattern, &ty.docs))
        .collect();
    (!checked.is_empty()).then_some((id, checked))
}
