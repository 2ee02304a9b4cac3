//! Names of enum values and of union variants.

use super::fields::in_order;
use super::scope::{INCOMPLETE, measure_name_distance};
use super::{Scope, VariantIdent, Words};
use crate::api::{
    Const, Enum, EnumKind, EnumValue, NameHint, ObjectShape, Select, Shape, TextShape, TypeId,
    Union, Variant,
};
use crate::diagnostics::Diagnostics;
use crate::formats::WireClass;
use crate::rust::arena::TypeArena;
use crate::rust::naming::NameRule;
use crate::rust::report;
use crate::source::Pointer;

/// The variant that keeps what the document does not name.
const UNKNOWN: &str = "Unknown";

/// Names the values of an enum, in order.
pub(in crate::rust) fn of_enum(
    list: &Enum,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let values = &list.values;
    // `$open` leaves its name to `open`; `open` and `Open` are equally near
    let is_whole = |value: &EnumValue| {
        let name = value.name.as_deref().unwrap_or(&value.wire);
        measure_name_distance::<VariantIdent>(name) < INCOMPLETE
    };
    // Only two ranks here, as values are data: which of two equally near ones comes first, the
    // document says.
    let (whole, others): (Vec<_>, Vec<_>) =
        (0..).zip(values).partition(|(_, value)| is_whole(value));
    let all = whole.into_iter().chain(others);
    let candidates = all.map(|(position, value)| (position, of_value(value, position)));
    claim_all(candidates, origin, diagnostics)
}

fn of_value(value: &EnumValue, position: usize) -> Vec<Words> {
    let plain = Words::of_value(&value.wire, position);
    let named = value.name.as_deref().map(Words::of);
    let is_blank = value.wire.trim().is_empty() && !value.wire.is_empty();
    let blank = is_blank.then(|| Words::of("blank"));
    let cased = plain.and(letter_case(&value.wire));
    named
        .into_iter()
        .chain([plain, Words::spelled(&value.wire)])
        .chain(blank)
        .chain([cased])
        .collect()
}

/// How a value is written, for values that differ in case only.
fn letter_case(text: &str) -> &'static str {
    if !text.chars().any(char::is_alphabetic) {
        return "";
    }
    if text.chars().any(char::is_lowercase) {
        if text.chars().any(char::is_uppercase) {
            "mixed case"
        } else {
            "lowercase"
        }
    } else {
        "uppercase"
    }
}

/// Names the variants of a union, in order.
pub(super) fn name_union_variants(
    arena: &TypeArena,
    union: &Union,
    rule: &NameRule,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let candidates = union
        .variants
        .iter()
        .enumerate()
        .map(|(position, variant)| {
            let mut candidates = of_variant(arena, &union.select, rule, variant);
            candidates.extend(short_hint(rule, variant));
            candidates.extend(variant.hint.as_deref().map(Words::of));
            candidates.extend(name_variant_details(arena, union, variant));
            candidates.extend(variant.keys.first().map(|key| Words::of(key)));
            candidates.push(Words::of("variant").numbered(position + 1));
            (position, candidates)
        });
    claim_all(candidates, origin, diagnostics)
}

/// The one tag that chooses a variant says best what it is; then what the
/// document calls it; then what sort of value it holds.
fn of_variant(
    arena: &TypeArena,
    select: &Select,
    rule: &NameRule,
    variant: &Variant,
) -> Vec<Words> {
    let hint = short_hint(rule, variant);
    let by_tag = match (select, variant.tags.as_slice()) {
        (Select::Tag { .. }, [tag]) if tag.starts_with(char::is_alphabetic) => Some(Words::of(tag)),
        (Select::Tag { .. }, [tag, ..]) if hint.is_none() => Some(Words::of(tag)),
        (Select::Tag { .. } | Select::JsonType | Select::Keys(_) | Select::First, _) => None,
    };
    let by_key = match select {
        Select::Keys(_) => variant.keys.first().map(|key| Words::of(key)),
        Select::Tag { .. } | Select::JsonType | Select::First => None,
    };
    let by_sort = Words::of(&name_value_sort(arena.bare(variant.ty)));
    by_tag
        .into_iter()
        .chain(hint)
        .chain(by_key)
        .chain([by_sort])
        .collect()
}

/// What the document calls a variant, mostly the name of a schema.
fn short_hint(rule: &NameRule, variant: &Variant) -> Option<Words> {
    let hint = variant.hint.as_deref();
    hint.map(|hint| Words::of(rule.shorten(hint)))
}

/// What tells a variant from others that hold the same sort of value: what a list or a map
/// is of, the format of a text, the first property that no other variant has.
fn name_variant_details(arena: &TypeArena, union: &Union, variant: &Variant) -> Option<Words> {
    match arena.bare(variant.ty) {
        Shape::List(list) => Some(inner_words(arena, list.item.id).and("list")),
        Shape::Map(map) => Some(inner_words(arena, map.value.id).and("map")),
        Shape::Text(text) => text.format.as_deref().map(Words::of),
        Shape::Enum(list) => Some(Words::of("known").and(match list.kind {
            EnumKind::Text => "text",
            EnumKind::Integer => "integer",
        })),
        Shape::Struct(object) => {
            let others = union.variants.iter().filter(|other| *other != variant);
            let others: Vec<&ObjectShape> = others
                .filter_map(|other| match arena.bare(other.ty) {
                    Shape::Struct(object) => Some(object),
                    _ => None,
                })
                .collect();
            let is_own = |name: &&String| !others.iter().any(|one| one.fields.contains_key(*name));
            object
                .fields
                .keys()
                .find(is_own)
                .map(|name| Words::of(name))
        }
        _ => None,
    }
}

/// What a list or a map is of.
fn inner_words(arena: &TypeArena, id: TypeId) -> Words {
    match &arena.get(id).hint {
        NameHint::Component(name) | NameHint::Chosen(name) => Words::of(name),
        _ => match arena.bare(id) {
            Shape::List(list) => inner_words_of_list(arena, list.item.id),
            shape => Words::of(&name_value_sort(shape)),
        },
    }
}

/// What a list inside of another one is called.
fn inner_words_of_list(arena: &TypeArena, item: TypeId) -> Words {
    match &arena.get(item).hint {
        NameHint::Component(name) | NameHint::Chosen(name) => Words::of(name).and("list"),
        _ => Words::of(&name_value_sort(arena.bare(item))).and("list"),
    }
}

/// What sort of value a type holds, in a word.
fn name_value_sort(shape: &Shape) -> String {
    let word = match shape {
        Shape::Any => "any",
        Shape::Never => "never",
        Shape::Null => "null",
        Shape::Boolean => "boolean",
        Shape::Integer(_) => "integer",
        Shape::Number(_) => "number",
        Shape::Text(text) => sort_of_text(text),
        Shape::Enum(Enum {
            kind: EnumKind::Text | EnumKind::Integer,
            ..
        }) => "known",
        Shape::Const(Const::Text(text) | Const::Integer(text)) => return text.clone(),
        Shape::Const(Const::Boolean(value)) => return value.to_string(),
        Shape::Struct(_) => "object",
        Shape::Map(_) => "map",
        Shape::List(_) => "list",
        Shape::Tuple(_) => "tuple",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "value",
    };
    word.to_owned()
}

fn sort_of_text(text: &TextShape) -> &'static str {
    match text.class() {
        WireClass::Timestamp => "timestamp",
        WireClass::Date => "date",
        _ => "text",
    }
}

fn claim_all(
    all: impl Iterator<Item = (usize, Vec<Words>)>,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let mut scope = Scope::<VariantIdent>::reserving(&[UNKNOWN]);
    let mut names = Vec::new();
    for (place, mut candidates) in all {
        candidates.retain(|words| !words.is_empty());
        let claim = scope.claim(&candidates);
        if claim.numbered {
            report::report_numbered_name(origin, "variant", claim.ident.as_str(), diagnostics);
        }
        names.push((place, claim.ident));
    }
    in_order(names)
}
