//! One of several types.

use super::{docs, enums, named};
use crate::api::{JsonType, Select, Shape, TypeId, Union, Variant};
use crate::rust::cx::Cx;
use crate::rust::model::{
    Attempt, KindArm, Pick, TagKind, Ty, UnionItem, UnionVariant, VariantFrom,
};
use crate::rust::names::{TypeIdent, VariantIdent};

/// Shapes a union.
pub(super) fn of_schema(cx: &Cx, id: TypeId, ident: TypeIdent, union: &Union) -> UnionItem {
    let idents = cx.names.variants(id);
    let variants: Vec<UnionVariant> = union
        .variants
        .iter()
        .zip(idents)
        .map(|(branch, ident)| variant(cx, union, branch, ident))
        .collect();
    UnionItem {
        docs: super::type_docs(cx, &ident, cx.arena.get(id)),
        allows: enums::repeats(&ident, idents),
        pick: pick(cx, union),
        froms: froms(cx, &ident, union, idents),
        getters: Vec::new(),
        variants,
        ident,
    }
}

fn variant(cx: &Cx, union: &Union, branch: &Variant, ident: &VariantIdent) -> UnionVariant {
    let ty = cx.ty(branch.ty);
    let mut writer = docs::Writer::default();
    writer.docs(ident.as_str(), &branch.docs);
    UnionVariant {
        ident: ident.clone(),
        docs: writer.finish(branch.docs.deprecated, &fallback(branch, ident)),
        // All structs and unions, not only recursive ones: whether a variant is boxed must not
        // change when a property is added to it somewhere.
        ty: if cx.arena.is_large(branch.ty) {
            Ty::Box(Box::new(ty))
        } else {
            ty
        },
        added_tag: match &union.select {
            Select::Tag { property, .. } => {
                branch.added_tag.clone().map(|tag| (property.clone(), tag))
            }
            Select::JsonType | Select::Keys(_) | Select::First => None,
        },
    }
}

/// The tags of a variant, or what the document calls it, where its name does not say so.
fn fallback(branch: &Variant, ident: &VariantIdent) -> String {
    let tags: Vec<String> = branch
        .tags
        .iter()
        .filter(|tag| branch.tags.len() > 1 || !docs::repeats_name(tag, ident.as_str()))
        .filter_map(|tag| Some(docs::code(tag)?.to_string()))
        .collect();
    let hint = branch.hint.as_deref();
    let hint = hint.filter(|hint| !docs::repeats_name(hint, ident.as_str()));
    match (tags.as_slice(), hint.and_then(docs::code)) {
        ([], _) if !branch.tags.is_empty() => String::new(),
        ([], Some(hint)) => hint.to_string(),
        ([], None) => String::new(),
        (tags, _) => tags.join(" or "),
    }
}

fn pick(cx: &Cx, union: &Union) -> Pick {
    let indexed = || union.variants.iter().enumerate();
    match &union.select {
        Select::Tag { property, of } => Pick::Tag {
            property: property.clone(),
            kind: of.map(|of| TagKind {
                name: kind(of.json_type),
                required: of.required,
            }),
            tags: indexed()
                .flat_map(|(index, branch)| branch.tags.iter().map(move |tag| (tag.clone(), index)))
                .collect(),
        },
        Select::JsonType => Pick::Kind(
            indexed()
                .map(|(variant, branch)| arm(variant, branch))
                .collect(),
        ),
        Select::Keys(order) => {
            let keys = |place: &usize| Some((union.variants.get(*place)?.keys.clone(), *place));
            Pick::Keys(order.iter().filter_map(keys).collect())
        }
        Select::First => {
            let attempts = indexed().map(|(variant, branch)| Attempt {
                variant,
                takes_any: takes_any(cx, branch),
            });
            let mut attempts: Vec<Attempt> = attempts.collect();
            attempts.sort_by_key(|attempt| attempt.takes_any);
            Pick::First(attempts)
        }
    }
}

fn takes_any(cx: &Cx, branch: &Variant) -> bool {
    match cx.arena.bare(branch.ty) {
        Shape::Any => true,
        Shape::Map(map) => *cx.arena.bare(map.value.id) == Shape::Any,
        _ => false,
    }
}

fn arm(variant: usize, branch: &Variant) -> KindArm {
    let kinds = branch
        .json_types
        .iter()
        .map(|&json_type| kind(json_type))
        .collect();
    KindArm { kinds, variant }
}

/// What the runtime calls a JSON type.
fn kind(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Boolean => "Bool",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Array => "Array",
        JsonType::Object => "Object",
    }
}

/// Conversions from what only one variant holds. Two aliases of one type are
/// one type to Rust.
fn froms(cx: &Cx, ident: &TypeIdent, union: &Union, idents: &[VariantIdent]) -> Vec<VariantFrom> {
    let bare: Vec<Ty> = union
        .variants
        .iter()
        .map(|branch| cx.without_aliases(branch.ty))
        .collect();
    let own = named(ident);
    let is_unique = |ty: &Ty| bare.iter().filter(|other| *other == ty).count() == 1;
    union
        .variants
        .iter()
        .zip(idents)
        .zip(&bare)
        .filter(|(_, ty)| is_unique(ty) && **ty != own)
        .map(|((branch, variant), _)| VariantFrom {
            ty: cx.ty(branch.ty),
            variant: variant.clone(),
            boxed: cx.arena.is_large(branch.ty),
        })
        .collect()
}
