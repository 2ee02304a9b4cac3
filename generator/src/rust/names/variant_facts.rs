//! Names for alternatives that the document does not name and that are objects: by what is true
//! of one of them alone.
//!
//! Such a name is never another alternative's: what an alternative that the document gets later
//! has in common with an older one names neither of them. Where an alternative stands in the
//! document says nothing of it, and names none.

use super::variants::name_value_sort;
use super::words::Words;
use crate::api::places::looks_like_id;
use crate::api::{Const, Enum, ObjectField, ObjectShape, Shape, TypeId, Union};
use crate::maps::{HashMap, IndexMap};
use crate::rust::arena::TypeArena;

/// So many words of a name are read at a glance.
const MOST_WORDS: usize = 5;

/// No name has more.
const MANY_WORDS: usize = 8;

/// So many properties of an object are looked at together with others, as all pairs of them are.
const MOST_PAIRED: usize = 12;

/// Of so many properties it is told which of them is always there.
const MOST_TOGETHER: usize = 5;

/// So many properties of objects inside, or values of an enum, are looked at.
const MOST_INNER: usize = 24;

/// Something that is true of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Fact<'a> {
    /// It has a property.
    Has(&'a str),
    /// A property of it has one value.
    Value(&'a str, &'a str),
    /// A property of it is of a sort.
    Sort(&'a str, String),
    /// A property of it is, or is not, always there.
    Always(&'a str, bool),
    /// A property of it has a property or a value.
    Inner(&'a str, &'a str),
    /// It has these properties and no others.
    Only(Vec<&'a str>),
    /// The same, and one of them is, or is not, always there.
    OnlyAlways(Vec<&'a str>, &'a str, bool),
}

impl Fact<'_> {
    fn to_words(&self) -> Words {
        match self {
            Self::Has(name) | Self::Value(_, name) => Words::of(name),
            Self::Sort(name, sort) => Words::of(name).and(sort),
            Self::Always(name, true) => Words::of("required").and(name),
            Self::Always(name, false) => Words::of("optional").and(name),
            Self::Inner(name, inner) => Words::of(name).and(inner),
            Self::Only(names) => join_names(names).and("only"),
            Self::OnlyAlways(names, name, is_required) => {
                let others: Vec<&str> = names.iter().filter(|one| one != &name).copied().collect();
                let first = Self::Always(name, *is_required).to_words();
                first.then(&join_names(&others)).and("only")
            }
        }
    }
}

fn join_names(names: &[&str]) -> Words {
    let names = names.iter();
    names.fold(Words::default(), |all, name| all.and(name))
}

/// Which alternatives of a union what is true of, by their places.
type FactIndex<'a> = HashMap<Fact<'a>, Vec<usize>>;

/// What each alternative may be called that is an object or a list of them, the best first; by
/// their places.
pub(super) fn list_object_names<'a>(
    arena: &'a TypeArena<'a>,
    union: &Union,
) -> IndexMap<usize, Vec<Words>> {
    let mut names = list_names_of(arena, union, |id| match arena.bare(id) {
        Shape::Struct(object) => Some(object),
        _ => None,
    });
    let of_lists = list_names_of(arena, union, |id| match arena.bare(id) {
        Shape::List(list) => match arena.bare(list.item.id) {
            Shape::Struct(object) => Some(object),
            _ => None,
        },
        _ => None,
    });
    let of_lists = of_lists.into_iter();
    names.extend(of_lists.map(|(place, names)| {
        let names = names.iter().map(|name| name.and("list"));
        (place, names.collect())
    }));
    names
}

/// The same of those alternatives that are objects, or of objects, as `find` has it.
fn list_names_of<'a>(
    arena: &'a TypeArena<'a>,
    union: &Union,
    find: impl Fn(TypeId) -> Option<&'a ObjectShape>,
) -> IndexMap<usize, Vec<Words>> {
    let variants = union.variants.iter().enumerate();
    let objects: Vec<(usize, &ObjectShape)> = variants
        .filter_map(|(place, variant)| Some((place, find(variant.ty)?)))
        .collect();
    let facts: Vec<ObjectFacts> = objects
        .iter()
        .map(|(_, object)| ObjectFacts::of(arena, object))
        .collect();
    let mut index = FactIndex::default();
    for ((place, _), facts) in objects.iter().zip(&facts) {
        for fact in facts.list_all() {
            index.entry(fact.clone()).or_default().push(*place);
        }
    }
    let named = objects.iter().zip(&facts);
    let named = named.map(|((place, _), facts)| (*place, facts.list_names(*place, &index)));
    named.collect()
}

/// What is true of one object.
struct ObjectFacts<'a> {
    /// What it is chosen by most often.
    values: Vec<Fact<'a>>,
    /// Its properties, those first that are always there.
    properties: Vec<Fact<'a>>,
    /// What it is as a whole.
    whole: Vec<Fact<'a>>,
    /// What its properties are.
    details: Vec<Fact<'a>>,
}

impl<'a> ObjectFacts<'a> {
    fn of(arena: &'a TypeArena<'a>, object: &'a ObjectShape) -> Self {
        let fields = || object.fields.iter();
        let mut names: Vec<(&str, &ObjectField)> = fields()
            .map(|(name, field)| (name.as_str(), field))
            .collect();
        // The order of the document among those that are alike, as what is added mostly comes last.
        names.sort_by_key(|(_, field)| !field.presence.is_required());
        let values = names.iter().filter_map(|(name, field)| {
            let value = find_one_value(arena.bare(field.ty))?;
            Some(Fact::Value(name, value))
        });
        let properties = names.iter().map(|(name, _)| Fact::Has(name));
        let mut sorted: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        sorted.sort_unstable();
        let few = Some(&sorted).filter(|all| all.len() <= MOST_TOGETHER);
        let together = few.into_iter().flatten().filter_map(|name| {
            let field = object.fields.get(*name)?;
            let is_required = field.presence.is_required();
            Some(Fact::OnlyAlways(sorted.clone(), name, is_required))
        });
        let whole = [Fact::Only(sorted.clone())].into_iter().chain(together);
        let whole: Vec<Fact> = whole.collect();
        let details = names
            .iter()
            .flat_map(|(name, field)| list_details(arena, name, field));
        Self {
            values: values.collect(),
            properties: properties.filter(is_telling).collect(),
            whole,
            details: details.filter(is_telling).collect(),
        }
    }

    fn list_all(&self) -> impl Iterator<Item = &Fact<'a>> {
        let own = self.values.iter().chain(&self.properties);
        own.chain(&self.whole).chain(&self.details)
    }

    /// What is true of the object at this place alone, in words.
    fn list_names(&self, place: usize, index: &FactIndex<'a>) -> Vec<Words> {
        let is_alone = |fact: &&Fact<'a>| index.get(*fact).is_some_and(|all| all == &[place]);
        // `type: number` is the matter of a schema, and no number.
        let values = self.values.iter().filter(|fact| !says_sort(fact));
        let single = values.chain(&self.properties);
        let single = single.filter(is_alone).map(Fact::to_words);
        let mut names: Vec<Words> = single.collect();
        if !names.is_empty() {
            return names;
        }
        names.extend(self.find_pair(index));
        let whole = self.whole.iter().filter(is_alone);
        let whole = whole.filter(|_| !self.properties.is_empty());
        names.extend(whole.map(Fact::to_words));
        let details = self.details.iter().filter(is_alone);
        names.extend(details.map(Fact::to_words));
        // What can be read comes before what says more, and a number before what nobody can read.
        names.retain(|name| name.len() <= MANY_WORDS);
        names.sort_by_key(|name| name.len() > MOST_WORDS);
        names
    }

    /// Two properties, or values of them, that no other alternative has together.
    fn find_pair(&self, index: &FactIndex<'a>) -> Option<Words> {
        let paired = self.values.iter().chain(&self.properties);
        let paired: Vec<&Fact<'a>> = paired.take(MOST_PAIRED).collect();
        let mut pairs = paired.iter().enumerate().flat_map(|(number, first)| {
            let others = paired.iter().skip(number + 1);
            others.map(move |second| (*first, *second))
        });
        let (first, second) = pairs.find(|(first, second)| {
            let places = |fact: &Fact<'a>| index.get(fact).map_or(&[][..], Vec::as_slice);
            count_common(places(first), places(second)) == 1
        })?;
        Some(first.to_words().then(&second.to_words()))
    }
}

/// How many places are in both of two lists in ascending order; no more than two are counted.
fn count_common(one: &[usize], other: &[usize]) -> usize {
    let (short, long) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    let common = short
        .iter()
        .filter(|place| long.binary_search(place).is_ok());
    common.take(2).count()
}

/// The one text that a property can be, if this is a word.
fn find_one_value(shape: &Shape) -> Option<&str> {
    let value = match shape {
        Shape::Const(Const::Text(text)) => text,
        Shape::Enum(Enum { values, .. }) => match values.as_slice() {
            [value] => &value.wire,
            _ => return None,
        },
        _ => return None,
    };
    let is_word = value.starts_with(|letter: char| letter.is_alphabetic());
    let is_short = Words::of(value).len() <= MOST_WORDS;
    (is_word && is_short).then_some(value)
}

/// Whether a property has a value that says what sort of value something is in JSON.
fn says_sort(fact: &Fact<'_>) -> bool {
    let Fact::Value(_, word) = fact else {
        return false;
    };
    matches!(
        *word,
        "any"
            | "array"
            | "boolean"
            | "integer"
            | "list"
            | "map"
            | "null"
            | "number"
            | "object"
            | "string"
            | "text"
    )
}

/// What a property is, and what is inside of it.
fn list_details<'a>(
    arena: &'a TypeArena<'a>,
    name: &'a str,
    field: &'a ObjectField,
) -> Vec<Fact<'a>> {
    let mut facts = vec![
        Fact::Sort(name, describe_sort(arena, field.ty)),
        Fact::Always(name, field.presence.is_required()),
    ];
    let inner: Vec<&str> = match arena.bare(field.ty) {
        Shape::Struct(object) => object.fields.keys().map(String::as_str).collect(),
        Shape::Enum(list) => list.values.iter().map(|one| one.wire.as_str()).collect(),
        Shape::List(list) => match arena.bare(list.item.id) {
            Shape::Struct(object) => object.fields.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let inner = inner.into_iter().take(MOST_INNER);
    facts.extend(inner.map(|inner| Fact::Inner(name, inner)));
    facts
}

/// What sort of value a property is: the format of a text, what a list is of.
fn describe_sort(arena: &TypeArena<'_>, id: TypeId) -> String {
    match arena.bare(id) {
        Shape::Text(text) => text.format.clone().unwrap_or_else(|| "text".to_owned()),
        Shape::List(list) => format!("{} list", name_value_sort(arena, list.item.id)),
        Shape::Map(map) => format!("{} map", name_value_sort(arena, map.value.id)),
        _ => name_value_sort(arena, id),
    }
}

/// Whether a fact is told in words, and not by what looks like data.
fn is_telling(fact: &Fact<'_>) -> bool {
    match fact {
        Fact::Has(name) | Fact::Sort(name, _) | Fact::Always(name, _) => !looks_like_id(name),
        Fact::Value(name, value) | Fact::Inner(name, value) => {
            !looks_like_id(name) && !looks_like_id(value)
        }
        Fact::Only(_) | Fact::OnlyAlways(..) => true,
    }
}
