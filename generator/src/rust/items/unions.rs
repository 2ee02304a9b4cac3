//! One of several types.

use super::{docs, enums, make_named_type};
use crate::api::{JsonType, Select, TypeId, Union, Variant};
use crate::maps::HashMap;
use crate::rust::cx::ShapeCx;
use crate::rust::model::{
    Attempt, Extras, HeldFrom, KindArm, Pick, TagKind, Ty, UnionItem, UnionVariant, VariantFrom,
};
use crate::rust::names::{TypeIdent, VariantIdent};

/// Shapes a union.
pub(super) fn shape_union(cx: &ShapeCx, id: TypeId, ident: TypeIdent, union: &Union) -> UnionItem {
    let idents = cx.names.variants(id);
    let variants: Vec<UnionVariant> = union
        .variants
        .iter()
        .zip(idents)
        .map(|(branch, ident)| shape_union_variant(cx, id, union, branch, ident))
        .collect();
    UnionItem {
        docs: super::type_docs(cx, &ident, cx.arena.get(id)),
        allows: enums::allow_repeated_names(&ident, idents),
        extras: Extras::default(),
        pick: choose_variant_pick(cx, union, &union.select),
        froms: list_variant_conversions(cx, id, &ident, union, idents),
        getters: Vec::new(),
        variants,
        ident,
    }
}

fn shape_union_variant(
    cx: &ShapeCx,
    id: TypeId,
    union: &Union,
    branch: &Variant,
    ident: &VariantIdent,
) -> UnionVariant {
    let ty = cx.ty(branch.ty);
    let mut writer = docs::Writer::default();
    writer.docs(ident.as_str(), &branch.docs);
    UnionVariant {
        ident: ident.clone(),
        docs: writer.finish(
            branch.docs.deprecated,
            &describe_union_fallback(branch, ident),
        ),
        // All structs and unions, not only recursive ones: whether a variant is boxed must not
        // change when a property is added to it somewhere.
        ty: if is_variant_boxed(cx, id, branch) {
            Ty::Box(Box::new(ty))
        } else {
            ty
        },
        added_tag: union
            .select
            .tag_property()
            .map(str::to_owned)
            .zip(branch.added_tag.clone()),
    }
}

fn is_variant_boxed(cx: &ShapeCx, union: TypeId, branch: &Variant) -> bool {
    let is_large = cx.arena.is_large(branch.ty);
    cx.boxes.has_variant_boxed(union, branch.ty, is_large)
}

/// The tags of a variant, or what the document calls it, where its name does not say so.
fn describe_union_fallback(branch: &Variant, ident: &VariantIdent) -> String {
    let tags: Vec<String> = branch
        .tags
        .iter()
        .filter(|tag| branch.tags.len() > 1 || !docs::repeats_name(tag, ident.as_str()))
        .filter_map(|tag| Some(docs::make_code_span(tag)?.to_string()))
        .collect();
    let hint = branch.hint.as_deref();
    let hint = hint.filter(|hint| !docs::repeats_name(hint, ident.as_str()));
    match (tags.as_slice(), hint.and_then(docs::make_code_span)) {
        ([], _) if !branch.tags.is_empty() => String::new(),
        ([], Some(hint)) => hint.to_string(),
        ([], None) => String::new(),
        (tags, _) => tags.join(" or "),
    }
}

/// How variants are told apart by what the document says, of which `select` may be a part.
fn choose_variant_pick(cx: &ShapeCx, union: &Union, select: &Select) -> Pick {
    let indexed = || union.variants.iter().enumerate();
    let arms = |is_wanted: fn(&Variant) -> bool| {
        let wanted = indexed().filter(|(_, branch)| is_wanted(branch));
        let arms = wanted.map(|(variant, branch)| make_kind_arm(variant, branch));
        arms.collect()
    };
    match select {
        Select::Tag { property, of } => Pick::Tag {
            property: property.clone(),
            kind: of.map(|of| TagKind {
                name: name_json_kind(of.json_type),
                required: of.required,
            }),
            tags: indexed()
                .flat_map(|(index, branch)| branch.tags.iter().map(move |tag| (tag.clone(), index)))
                .collect(),
            rest: union.variants.iter().position(|branch| branch.takes_rest),
        },
        Select::JsonType => Pick::Kind {
            arms: arms(|_| true),
            objects: None,
        },
        Select::ObjectsBy(objects) => Pick::Kind {
            arms: arms(|branch| !branch.json_types.contains(&JsonType::Object)),
            objects: Some(Box::new(choose_variant_pick(cx, union, objects))),
        },
        Select::Keys(order) => {
            let keys = |place: &usize| Some((union.variants.get(*place)?.keys.clone(), *place));
            Pick::Keys(order.iter().filter_map(keys).collect())
        }
        Select::First => {
            let attempts = indexed().map(|(variant, branch)| Attempt {
                variant,
                takes_any: cx
                    .arena
                    .bare(branch.ty)
                    .accepts_any_value(|id| cx.arena.bare(id)),
            });
            let mut attempts: Vec<Attempt> = attempts.collect();
            attempts.sort_by_key(|attempt| attempt.takes_any);
            Pick::First(attempts)
        }
    }
}

fn make_kind_arm(variant: usize, branch: &Variant) -> KindArm {
    let kinds = branch
        .json_types
        .iter()
        .map(|&json_type| name_json_kind(json_type))
        .collect();
    KindArm { kinds, variant }
}

/// What the runtime calls a JSON type.
fn name_json_kind(json_type: JsonType) -> &'static str {
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
fn list_variant_conversions(
    cx: &ShapeCx,
    id: TypeId,
    ident: &TypeIdent,
    union: &Union,
    idents: &[VariantIdent],
) -> Vec<VariantFrom> {
    let bare: Vec<Ty> = union
        .variants
        .iter()
        .map(|branch| cx.without_aliases(branch.ty))
        .collect();
    let mut counts: HashMap<&Ty, usize> = HashMap::default();
    for ty in &bare {
        *counts.entry(ty).or_default() += 1;
    }
    let is_missing = |ty: &Ty| !counts.contains_key(ty);
    let own = make_named_type(ident);
    let is_unique = |ty: &Ty| counts.get(ty) == Some(&1);
    let unique = union
        .variants
        .iter()
        .zip(idents)
        .zip(&bare)
        .filter(|(_, ty)| is_unique(ty) && **ty != own);
    let was_made = cx.names.held(id).is_some_and(|held| held.is_sent);
    let is_made = cx.arena.get(id).usage.request || was_made;
    let conversions = unique.flat_map(|((branch, variant), bare)| {
        let of = |ty, made| VariantFrom {
            ty,
            variant: variant.clone(),
            made,
        };
        let same = match is_variant_boxed(cx, id, branch) {
            true => HeldFrom::Boxed,
            false => HeldFrom::Same,
        };
        // What literals are where nothing else is said; only where programs make values.
        let literal = match bare {
            _ if !is_made => None,
            Ty::String => Some(of(Ty::Str, HeldFrom::Borrowed)),
            Ty::I64 if is_missing(&Ty::I32) => Some(of(Ty::I32, HeldFrom::Wider)),
            _ => None,
        };
        [of(cx.ty(branch.ty), same)].into_iter().chain(literal)
    });
    conversions.collect()
}
