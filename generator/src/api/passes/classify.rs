//! Finds how the variants of each union are told apart.
//!
//! In this order, the first that fits:
//! 1. [`Select::Tag`], by the discriminator, else by a property that has a
//!    constant of its own in each variant;
//! 2. [`Select::JsonType`], when no two variants share a JSON type. When several
//!    are objects and all others are not, the objects become a union of their
//!    own, provided that it need not be guessed;
//! 3. [`Select::Keys`], when each variant requires properties that tell it apart
//!    from those after it; the variants are reordered, those with the most
//!    required properties first;
//! 4. [`Select::First`], with a warning.

use super::super::context::Tagged;
use crate::api::context::{Arena, Cx};
use crate::api::types::{
    Docs, JsonType, NameHint, Select, Shape, Step, Type, TypeId, Union, Usage, Variant,
};
use crate::diagnostics::{Code, Diagnostic};

mod keys;
mod kinds;
mod leaves;
mod tag;

/// Classifies all unions.
pub(super) fn all(cx: &mut Cx<'_>) {
    for id in cx.arena.ids() {
        let Shape::Union(union) = cx.arena.shape(id) else {
            continue;
        };
        let mut union = union.clone();
        drop_itself(&cx.arena, id, &mut union);
        let shape = classify(cx, id, union);
        if let Some(ty) = cx.arena.get_mut(id) {
            ty.shape = shape;
        }
    }
}

/// A union that is one of its own variants says nothing new by that.
fn drop_itself(arena: &Arena, id: TypeId, union: &mut Union) {
    union
        .variants
        .retain(|variant| arena.resolved(variant.ty) != id);
}

fn classify(cx: &mut Cx<'_>, id: TypeId, union: Union) -> Shape {
    let tagged = cx.arena.tagged.get(&id).cloned();
    if let Some(shape) = flat(cx, &union, tagged.as_ref()) {
        return Shape::Union(shape);
    }
    if let Some(shape) = nested(cx, id, &union, tagged.as_ref()) {
        return Shape::Union(shape);
    }
    ambiguous(cx, id);
    Shape::Union(union)
}

/// All ways that need no type besides.
fn flat(cx: &mut Cx<'_>, union: &Union, tagged: Option<&Tagged>) -> Option<Union> {
    let arena = &cx.arena;
    let explicit = tagged.and_then(|tagged| tag::explicit(arena, union, tagged));
    if let (Some(tagged), None) = (tagged, &explicit) {
        let message = format!(
            "the discriminator `{}` does not reach every alternative",
            tagged.property
        );
        let finding = Diagnostic::at(Code::DiscriminatorMapping, &tagged.at, message);
        cx.report_once(tagged.at.as_str(), finding);
    }
    let arena = &cx.arena;
    explicit
        .or_else(|| tag::inferred(arena, union))
        .or_else(|| kinds::disjoint(arena, union))
        .or_else(|| keys::distinct(arena, union))
}

/// Objects among other types become a union of their own.
fn nested(cx: &mut Cx<'_>, id: TypeId, union: &Union, tagged: Option<&Tagged>) -> Option<Union> {
    let object = [JsonType::Object];
    let is_object = |variant: &Variant| kinds::of(&cx.arena, variant.ty) == object;
    let places: Vec<usize> = (0..)
        .zip(&union.variants)
        .filter(|(_, variant)| is_object(variant))
        .map(|(index, _): (usize, _)| index)
        .collect();
    let first = *places.first()?;
    if places.len() < 2 || places.len() == union.variants.len() {
        return None;
    }
    let (objects, others) = split(union, &places);
    let tagged = tagged.map(|tagged| Tagged {
        names: places
            .iter()
            .filter_map(|place| tagged.names.get(*place).cloned())
            .collect(),
        ..tagged.clone()
    });
    let inner = flat(cx, &objects, tagged.as_ref())?;
    let ty = add(cx, id, first, inner);
    let mut outer = others;
    let place = first.min(outer.variants.len());
    outer.variants.insert(place, variant(ty));
    kinds::disjoint(&cx.arena, &outer)
}

/// Variants at some places, and the rest.
fn split(union: &Union, places: &[usize]) -> (Union, Union) {
    let part = |wanted: bool| Union {
        select: Select::First,
        variants: (0..)
            .zip(&union.variants)
            .filter(|(index, _): &(usize, _)| places.contains(index) == wanted)
            .map(|(_, variant)| variant.clone())
            .collect(),
    };
    (part(true), part(false))
}

fn add(cx: &mut Cx<'_>, id: TypeId, index: usize, inner: Union) -> TypeId {
    let origin = cx
        .arena
        .get(id)
        .map(|ty| ty.origin.clone())
        .unwrap_or_default();
    cx.arena.add(Type {
        origin,
        hint: NameHint::Inside(id, Step::Variant(index, None)),
        docs: Docs::default(),
        shape: Shape::Union(inner),
        usage: Usage::default(),
    })
}

fn variant(ty: TypeId) -> Variant {
    Variant {
        ty,
        hint: None,
        docs: Docs::default(),
        tags: Vec::new(),
        json_types: Vec::new(),
        keys: Vec::new(),
    }
}

fn ambiguous(cx: &mut Cx<'_>, id: TypeId) {
    let Some(origin) = cx.arena.get(id).map(|ty| ty.origin.clone()) else {
        return;
    };
    let message = "nothing tells the alternatives apart; the first that decodes is taken";
    let finding = Diagnostic::at(Code::AmbiguousUnion, &origin, message)
        .help("give each alternative a required property with a constant of its own");
    cx.report_once(origin.as_str(), finding);
}
