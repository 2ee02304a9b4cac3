//! Names of enum values and of union variants.

use super::fields::{claim_held_names, in_order, list_named_places, without_chosen};
use super::ident::IdentKind as _;
use super::variant_facts::list_object_names;
use super::variant_number::{NUMBER_LEVELS, number_content};
use super::{Scope, VariantIdent, Words};
use crate::api::places::looks_like_id;
use crate::api::{
    Const, Enum, EnumKind, EnumValue, GivenName, NameHint, Select, Shape, TextShape, TypeId, Union,
    Variant,
};
use crate::diagnostics::Diagnostics;
use crate::formats::WireClass;
use crate::maps::{HashMap, IndexMap};
use crate::rust::arena::TypeArena;
use crate::rust::naming::{NameRule, NameRules};
use crate::rust::report;
use crate::source::Pointer;

/// The variant that keeps what the document does not name.
const UNKNOWN: &str = "Unknown";

/// Names the values of an enum, in order.
///
/// A name that several values would have belongs to none of them: were it given to one, then
/// to which one would change as the document gets values (`New` beside `new`), and programs
/// would go on to compile with another value.
pub(in crate::rust) fn of_enum(
    list: &Enum,
    rule: &NameRule,
    held: &[Option<String>],
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let mut all: Vec<(usize, &str, Vec<Words>)> = (0..)
        .zip(&list.values)
        .map(|(place, value)| (place, value.wire.as_str(), of_value(value, rule)))
        .collect();
    let mut wanted: HashMap<String, usize> = HashMap::default();
    for (.., candidates) in &all {
        *wanted.entry(plain_name(candidates)).or_default() += 1;
    }
    let is_shared = |candidates: &[Words]| {
        wanted
            .get(&plain_name(candidates))
            .is_some_and(|number| *number > 1)
    };
    // Values alone with their name come first, and the others by what they are, not by where
    // they stand.
    all.sort_by_key(|(_, wire, candidates)| is_shared(candidates).then_some(*wire));
    let candidates = all.into_iter().map(|(place, _, mut candidates)| {
        if is_shared(&candidates) {
            let plain = plain_name(&candidates);
            candidates.retain(|words| VariantIdent::render(words) != plain);
        }
        (place, candidates)
    });
    let chosen = |place: usize| list.values.get(place).and_then(|one| one.given.as_ref());
    let held = without_chosen(held, |place| GivenName::chosen(chosen(place)).is_some());
    claim_all(candidates, &held, origin, diagnostics)
}

/// What a value would be called if it were alone.
fn plain_name(candidates: &[Words]) -> String {
    let first = candidates.iter().find(|words| !words.is_empty());
    first.map(VariantIdent::render).unwrap_or_default()
}

fn of_value(value: &EnumValue, rule: &NameRule) -> Vec<Words> {
    let plain = words_of_value(&rule.mark_kept(&value.wire));
    let named = rule
        .read_name(&value.wire, value.given.as_ref(), 0)
        .preferred;
    let is_blank = value.wire.trim().is_empty() && !value.wire.is_empty();
    let blank = is_blank.then(|| Words::of("blank"));
    let cased = plain.and(letter_case(&value.wire));
    named
        .into_iter()
        .chain([plain.clone(), Words::spelled(&value.wire)])
        .chain(blank)
        .chain([cased, plain.and("value")])
        .collect()
}

/// Words of a value; of one that has none, the numbers of its letters, as where it stands may
/// change.
fn words_of_value(wire: &str) -> Words {
    let words = Words::of(wire);
    if !words.is_empty() || wire.trim().is_empty() {
        return Words::of_value(wire, 0);
    }
    let letters = wire
        .chars()
        .map(|letter| format!("u{:x}", u32::from(letter)));
    letters.fold(Words::default(), |all, letter| all.and(&letter))
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

/// Names the variants of a union of this name, in order.
///
/// By what the document calls them, which stays when tags are added, dropped or changed; by the tag
/// that chooses them; else by what they are. Then a name that several would have belongs to none of
/// them, wherever they stand.
pub(in crate::rust) fn name_union_variants(
    arena: &TypeArena,
    union: &Union,
    name: &Words,
    rules: &NameRules,
    held: &[Option<String>],
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let mut all: Vec<(u8, usize, Vec<Words>)> = Vec::new();
    let mut unnamed: Vec<(usize, Vec<Words>)> = Vec::new();
    let plain = PlainNames::of(arena, union);
    for (position, variant) in union.variants.iter().enumerate() {
        let chosen = GivenName::chosen(variant.given.as_ref()).map(Words::of);
        let hint = short_hint(arena, rules, variant);
        let short = hint.as_ref().map(|hint| hint.apart_from(name));
        let rank = match &chosen {
            Some(_) => 0,
            // What is called so as it stands comes before what only is without the union's
            // words.
            None if short == hint => 1,
            None => 2,
        };
        let named = chosen.into_iter().chain(short).chain(hint);
        let mut candidates: Vec<Words> = named.collect();
        candidates.extend(name_by_tag(&union.select, variant, &rules.variants));
        let by_content = plain.list_names(arena, position, variant);
        if candidates.is_empty() {
            unnamed.push((position, by_content));
        } else {
            candidates.extend(by_content);
            all.push((rank, position, candidates));
        }
    }
    all.sort_by_key(|(rank, ..)| *rank);
    drop_contested(&mut unnamed);
    number_last_names(arena, union, &mut unnamed);
    let named = all
        .into_iter()
        .map(|(_, position, candidates)| (position, candidates));
    let chosen = |place: usize| union.variants.get(place).and_then(|one| one.given.as_ref());
    let held = without_chosen(held, |place| GivenName::chosen(chosen(place)).is_some());
    claim_all(named.chain(unnamed), &held, origin, diagnostics)
}

/// Takes names away that several want most.
fn drop_contested(all: &mut [(usize, Vec<Words>)]) {
    loop {
        let wanted = count_wanted(all);
        let mut is_settled = true;
        for (_, names) in all.iter_mut() {
            // The last one is what a number is put behind.
            let is_contested = wanted.get(&plain_name(names)).is_some_and(|one| *one > 1);
            if is_contested && names.len() > 1 {
                names.remove(0);
                is_settled = false;
            }
        }
        // Each round takes a name off a list, so that it ends.
        if is_settled {
            return;
        }
    }
}

/// Gives numbers to those that have no other name left: each its own, as one that counts would go
/// over to a neighbour that comes before.
fn number_last_names(arena: &TypeArena, union: &Union, all: &mut [(usize, Vec<Words>)]) {
    let mut plain: HashMap<usize, Words> = HashMap::default();
    for levels in NUMBER_LEVELS {
        let wanted = count_wanted(all);
        for (place, names) in all.iter_mut() {
            let is_contested = wanted.get(&plain_name(names)).is_some_and(|one| *one > 1);
            if let (true, [name], Some(variant)) =
                (is_contested, names.as_slice(), union.variants.get(*place))
            {
                let name = plain.entry(*place).or_insert_with(|| name.clone());
                *names = vec![name.numbered(number_content(arena, variant.ty, levels))];
            }
        }
    }
}

/// How many want each name most.
fn count_wanted(all: &[(usize, Vec<Words>)]) -> HashMap<String, usize> {
    let mut wanted: HashMap<String, usize> = HashMap::default();
    for (_, names) in all {
        *wanted.entry(plain_name(names)).or_default() += 1;
    }
    wanted
}

/// The tag that chooses a variant, if it is a word.
fn name_by_tag(select: &Select, variant: &Variant, rule: &NameRule) -> Option<Words> {
    match (select.of_objects(), variant.tags.as_slice()) {
        (Select::Tag { .. }, [tag, ..]) if !looks_like_id(tag) => {
            Some(rule.split(&rule.rewrite(tag)))
        }
        (
            Select::Tag { .. }
            | Select::JsonType
            | Select::ObjectsBy(_)
            | Select::Keys(_)
            | Select::First,
            _,
        ) => None,
    }
}

/// What the document calls a variant, mostly the name of a schema.
fn short_hint(arena: &TypeArena, rules: &NameRules, variant: &Variant) -> Option<Words> {
    let component = || arena.get(variant.ty).hint.key();
    let hint = variant.hint.as_deref().or_else(component)?;
    let hint = rules.schemas.rewrite(hint);
    let hint = rules.variants.rewrite(&hint).into_owned();
    let kept = rules.schemas.mark_kept(&hint);
    Some(rules.variants.split(&kept))
}

/// What variants are called that the document does not name.
struct PlainNames {
    /// How many variants hold the same sort of value.
    sorts: HashMap<String, usize>,
    /// Of objects, what is true of one of them alone.
    objects: IndexMap<usize, Vec<Words>>,
}

impl PlainNames {
    fn of(arena: &TypeArena, union: &Union) -> Self {
        let mut sorts: HashMap<String, usize> = HashMap::default();
        for variant in &union.variants {
            *sorts.entry(name_value_sort(arena, variant.ty)).or_default() += 1;
        }
        let objects = list_object_names(arena, union);
        Self { sorts, objects }
    }

    /// What a variant is called by what it is, the best first.
    fn list_names(&self, arena: &TypeArena, place: usize, variant: &Variant) -> Vec<Words> {
        let sort = name_value_sort(arena, variant.ty);
        let is_alone = self.sorts.get(&sort) == Some(&1);
        let by_sort = Words::of(&sort);
        let mut names: Vec<Words> = Vec::new();
        if is_alone && variant.keys.is_empty() {
            names.push(by_sort.clone());
        }
        let by_facts = self.objects.get(&place).into_iter().flatten().cloned();
        let details = name_variant_details(arena, variant);
        match arena.bare(variant.ty) {
            Shape::Struct(_) => names.extend(by_facts.chain(details)),
            _ => names.extend(details.into_iter().chain(by_facts)),
        }
        names.extend(
            variant
                .keys
                .iter()
                .find(|key| !looks_like_id(key))
                .map(|key| Words::of(key)),
        );
        names.push(by_sort);
        names.retain(|words| !words.is_empty());
        names
    }
}

/// What tells a variant from others that hold the same sort of value: what a list or a map
/// is of, the format of a text.
fn name_variant_details(arena: &TypeArena, variant: &Variant) -> Option<Words> {
    match arena.bare(variant.ty) {
        Shape::List(list) => Some(inner_words(arena, list.item.id).and("list")),
        Shape::Map(map) => Some(inner_words(arena, map.value.id).and("map")),
        Shape::Text(text) => text.format.as_deref().map(Words::of),
        Shape::Enum(list) => Some(Words::of("known").and(match list.kind {
            EnumKind::Text => "text",
            EnumKind::Integer => "integer",
        })),
        _ => None,
    }
}

/// What a list or a map is of.
fn inner_words(arena: &TypeArena, id: TypeId) -> Words {
    match &arena.get(id).hint {
        NameHint::Component(name) | NameHint::Chosen(name) => Words::of(name),
        _ => match arena.bare(id) {
            Shape::List(list) => inner_words_of_list(arena, list.item.id),
            _ => Words::of(&name_value_sort(arena, id)),
        },
    }
}

/// What a list inside of another one is called.
fn inner_words_of_list(arena: &TypeArena, item: TypeId) -> Words {
    match &arena.get(item).hint {
        NameHint::Component(name) | NameHint::Chosen(name) => Words::of(name).and("list"),
        _ => Words::of(&name_value_sort(arena, item)).and("list"),
    }
}

/// What sort of value a type holds, in a word; of a union that is no more than two sorts, in
/// both.
pub(in crate::rust) fn name_value_sort(arena: &TypeArena, id: TypeId) -> String {
    let mut sorts: Vec<String> = Vec::new();
    for leaf in arena.leaves(id) {
        let sort = name_shape_sort(arena.shape(leaf));
        if !sorts.contains(&sort) {
            sorts.push(sort);
        }
    }
    match sorts.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        _ => name_shape_sort(arena.bare(id)),
    }
}

fn name_shape_sort(shape: &Shape) -> String {
    let word = match shape {
        Shape::Any => "any",
        Shape::Never => "never",
        Shape::Null => "null",
        Shape::Boolean => "boolean",
        Shape::Integer(_) => "integer",
        Shape::Number(_) => "number",
        Shape::Text(text) => sort_of_text(text),
        // As what it is in JSON: a text that gets an `enum` is the same variant.
        Shape::Enum(list) => match list.kind {
            EnumKind::Text => "text",
            EnumKind::Integer => "integer",
        },
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

/// Names in the order of `all`, behind those that an earlier run has given; such names behind the
/// last place are of what is gone.
fn claim_all(
    all: impl Iterator<Item = (usize, Vec<Words>)>,
    held: &[Option<String>],
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<VariantIdent> {
    let mut scope = Scope::<VariantIdent>::reserving(&[UNKNOWN]);
    let mut names = claim_held_names(&mut scope, held);
    let named = list_named_places(&names);
    let mut count = 0;
    for (place, mut candidates) in all {
        count += 1;
        if named.contains(&place) {
            continue;
        }
        candidates.retain(|words| !words.is_empty());
        let claim = scope.claim(&candidates);
        if claim.numbered {
            report::report_numbered_name(origin, "variant", claim.ident.as_str(), diagnostics);
        }
        names.push((place, claim.ident));
    }
    names.retain(|(place, _)| *place < count);
    in_order(names)
}
