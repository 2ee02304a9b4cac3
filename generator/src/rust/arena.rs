//! Looks types up and follows aliases.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{checked_name_pattern, checked_pattern};
use crate::api::{Api, ApiDocs, ApiTypes, NameHint, Selected, Shape, Type, TypeId, TypeUse, Usage};
use crate::maps::IndexMap;
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
    /// What clients hold the names of other properties of objects to.
    binding_patterns: BTreeMap<TypeId, Vec<String>>,
    /// What is behind the aliases of each type, worked out once: a chain of them may be as long
    /// as the document, and all stages ask.
    ends: Vec<TypeUse>,
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
            binding_patterns: api.types.iter().filter_map(binding_patterns_of).collect(),
            ends: find_alias_ends(&api.types),
        }
    }

    /// For each expression of a text, the one that clients check it by; `None` where they
    /// cannot.
    pub(super) fn checked_patterns(&self, id: TypeId) -> &[Option<String>] {
        self.patterns.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What clients hold the names of other properties of an object to that is closed but for
    /// `patternProperties`: none where they cannot for one of its expressions.
    pub(super) fn binding_patterns(&self, id: TypeId) -> &[String] {
        self.binding_patterns.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a type is wanted, and not only here for the sake of names.
    pub(super) fn is_wanted(&self, id: TypeId) -> bool {
        self.selected.has_type(id)
    }

    /// A type of the document, for as long as that is there.
    pub(super) fn known(&self, id: TypeId) -> Option<&'a Type> {
        self.types.get(id)
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
        let itself = TypeUse {
            id,
            nullable: false,
        };
        self.ends.get(id.index()).copied().unwrap_or(itself)
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

/// The expressions for names of an object that has any, if all can be checked: a name that one
/// cannot be checked by may well be right.
fn binding_patterns_of((id, ty): (TypeId, &Type)) -> Option<(TypeId, Vec<String>)> {
    let Shape::Struct(object) = &ty.shape else {
        return None;
    };
    let patterns = object.patterns.iter();
    let checked: Option<Vec<String>> = patterns.map(|one| checked_name_pattern(one)).collect();
    checked
        .filter(|checked| !checked.is_empty())
        .map(|checked| (id, checked))
}

/// For each type the one behind all aliases, each of which is followed once.
fn find_alias_ends(types: &ApiTypes) -> Vec<TypeUse> {
    let mut ends: Vec<Option<TypeUse>> = vec![None; types.len()];
    for (start, _) in types.iter() {
        let mut passed = IndexMap::default();
        let mut at = start;
        let mut end = loop {
            if let Some(Some(known)) = ends.get(at.index()) {
                break *known;
            }
            match types.get(at).map(|ty| &ty.shape) {
                Some(Shape::Alias(target)) if !passed.contains_key(&at) => {
                    passed.insert(at, target.nullable);
                    at = target.id;
                }
                // A type of its own, or an alias of itself, which ends where it begins.
                _ => {
                    break TypeUse {
                        id: at,
                        nullable: false,
                    };
                }
            }
        };
        for (id, nullable) in passed.into_iter().rev() {
            end.nullable |= nullable;
            if let Some(slot) = ends.get_mut(id.index()) {
                *slot = Some(end);
            }
        }
        if let Some(slot) = ends.get_mut(start.index()) {
            slot.get_or_insert(end);
        }
    }
    ends.into_iter().flatten().collect()
}
