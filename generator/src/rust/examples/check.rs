//! Compares an example with the form that a type demands.

use serde_json::{Map, Value};

use super::text_form::{expected_form, has_form};
use crate::api::{
    Const, EnumKind, ObjectField, ObjectShape, OtherProperties, Presence, Select, Shape, TypeUse,
    Union,
};
use crate::limits::MOST_CHECKED_VALUES;
use crate::rust::arena::TypeArena;

/// Whole numbers from here on are none that a document's reader keeps.
const VAST: f64 = 1e18;

/// Why an example is not a value of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rust) struct Misfit {
    /// Where in the example, as a JSON path: `$.items[0].at`.
    pub(in crate::rust) path: String,
    pub(in crate::rust) expected: &'static str,
    pub(in crate::rust) found: &'static str,
}

impl Misfit {
    fn new(expected: &'static str, found: &'static str) -> Self {
        Self {
            path: String::new(),
            expected,
            found,
        }
    }

    fn below(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

/// One example's check.
pub(super) struct Check<'a> {
    arena: &'a TypeArena<'a>,
    /// Whether it is a whole response: then what the schema requires must be there. Examples of
    /// schemas are often parts, or what is sent.
    is_answer: bool,
    steps: usize,
}

impl<'a> Check<'a> {
    pub(super) fn of_schema(arena: &'a TypeArena<'a>) -> Self {
        Self {
            arena,
            is_answer: false,
            steps: 0,
        }
    }

    pub(super) fn of_answer(arena: &'a TypeArena<'a>) -> Self {
        Self {
            is_answer: true,
            ..Self::of_schema(arena)
        }
    }

    /// Why a value is not of a type, as reading it strictly would say.
    pub(super) fn find_misfit(&mut self, place: TypeUse, value: &Value) -> Option<Misfit> {
        self.steps += 1;
        if self.steps > MOST_CHECKED_VALUES || (value.is_null() && self.arena.is_nullable(place)) {
            return None;
        }
        let of_kind =
            |is_kind: bool, expected| (!is_kind).then(|| Misfit::new(expected, kind_of(value)));
        match self.arena.bare(place.id) {
            Shape::Any | Shape::Never | Shape::Alias(_) => None,
            Shape::Null => of_kind(value.is_null(), "null"),
            Shape::Boolean => of_kind(value.is_boolean(), "a boolean"),
            Shape::Integer(_) => of_kind(is_whole(value) || is_vast(value), "a whole number"),
            Shape::Number(_) => of_kind(value.is_number() || is_vast(value), "a number"),
            Shape::Text(text) => match value {
                Value::String(written) if has_form(text, written) => None,
                Value::String(_) => Some(Misfit::new(expected_form(text), "another text")),
                _ => of_kind(is_text(value), "a text"),
            },
            Shape::Enum(list) => match list.kind {
                EnumKind::Text => of_kind(is_text(value), "a text"),
                EnumKind::Integer => of_kind(is_whole(value), "a whole number"),
            },
            Shape::Const(constant) => of_kind(is_constant(constant, value), "a constant"),
            Shape::Struct(object) => match value {
                Value::Object(members) => self.find_in_object(object, members),
                _ => of_kind(false, "an object"),
            },
            Shape::Map(map) => match value {
                Value::Object(members) => self.find_in_members(map.value, members.iter()),
                _ => of_kind(false, "an object"),
            },
            Shape::List(list) => match value {
                Value::Array(items) => self.find_in_items(|_| Some(list.item), items),
                _ => of_kind(false, "an array"),
            },
            Shape::Tuple(tuple) => match value {
                Value::Array(items) => {
                    self.find_in_items(|index| tuple.items.get(index).copied(), items)
                }
                _ => of_kind(false, "an array"),
            },
            Shape::Union(union) => self.find_in_union(union, value),
        }
    }

    fn find_in_object(
        &mut self,
        object: &ObjectShape,
        members: &Map<String, Value>,
    ) -> Option<Misfit> {
        let is_missing = |(name, field): &(&String, &ObjectField)| {
            field.presence.is_required() && !field.write_only && !members.contains_key(*name)
        };
        let mut fields = object.fields.iter();
        if let Some((name, _)) = fields.find(is_missing).filter(|_| self.is_answer) {
            return Some(Misfit::new("a required property", "nothing").below(&step_to(name)));
        }
        for (name, value) in members {
            let place = match (object.fields.get(name), object.rest) {
                // A null of what may be absent counts as absent.
                (Some(field), _) => TypeUse {
                    id: field.ty,
                    nullable: field.presence != Presence::Required,
                },
                // A name that matches no expression has a value of any kind, as no client reads it.
                (None, OtherProperties::Of(place)) if object.patterns.is_empty() => place,
                (None, OtherProperties::Of(_)) => continue,
                (None, OtherProperties::Any | OtherProperties::Closed) => continue,
            };
            if let Some(misfit) = self.find_misfit(place, value) {
                return Some(misfit.below(&step_to(name)));
            }
        }
        None
    }

    fn find_in_members<'v>(
        &mut self,
        place: TypeUse,
        mut members: impl Iterator<Item = (&'v String, &'v Value)>,
    ) -> Option<Misfit> {
        members.find_map(|(name, value)| {
            let misfit = self.find_misfit(place, value)?;
            Some(misfit.below(&step_to(name)))
        })
    }

    fn find_in_items(
        &mut self,
        place: impl Fn(usize) -> Option<TypeUse>,
        items: &[Value],
    ) -> Option<Misfit> {
        items.iter().enumerate().find_map(|(index, item)| {
            let misfit = self.find_misfit(place(index)?, item)?;
            Some(misfit.below(&format!("[{index}]")))
        })
    }

    /// By a tag, the alternative that it names; else any. Unknown tags are kept as they come.
    fn find_in_union(&mut self, union: &Union, value: &Value) -> Option<Misfit> {
        let place = |id| TypeUse {
            id,
            nullable: false,
        };
        let property = union.select.tag_property();
        if matches!(union.select, Select::Tag { .. }) && !value.is_object() {
            return Some(Misfit::new("an object", kind_of(value)));
        }
        if let (Some(property), Value::Object(members)) = (property, value) {
            let tag = match members.get(property) {
                Some(Value::String(tag)) => tag.clone(),
                Some(other) => other.to_string(),
                None if union.variants.iter().any(|one| one.takes_rest) => String::new(),
                None if self.is_answer => {
                    let misfit =
                        Misfit::new("the property that tells alternatives apart", "nothing");
                    return Some(misfit.below(&step_to(property)));
                }
                None => return None,
            };
            let all = || union.variants.iter();
            let tagged = all().find(|variant| variant.tags.contains(&tag));
            let variant = tagged.or_else(|| all().find(|variant| variant.takes_rest))?;
            return self.find_misfit(place(variant.ty), value);
        }
        let mut first = None;
        for variant in &union.variants {
            let misfit = self.find_misfit(place(variant.ty), value)?;
            first.get_or_insert(misfit);
        }
        match union.variants.len() {
            0 => None,
            1 => first,
            _ => Some(Misfit::new("one of several alternatives", kind_of(value))),
        }
    }
}

/// A whole number, also where it is written `1.0`.
fn is_whole(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    // Numbers of any length are whole, too.
    number.as_f64().is_none_or(|number| number.fract() == 0.0)
}

/// A number beyond what programs can hold: reading the document has made a text of it.
fn is_vast(value: &Value) -> bool {
    let Value::String(text) = value else {
        return false;
    };
    // Not words such as `Infinity`, which Rust reads as well.
    let is_written = text.bytes().all(|byte| b"0123456789+-.eE".contains(&byte));
    let number = text.parse::<f64>();
    is_written && number.is_ok_and(|number| number.is_infinite() || number.abs() >= VAST)
}

/// A number or a boolean that was not put into quotes is a text to the author.
fn is_text(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn is_constant(constant: &Const, value: &Value) -> bool {
    match (constant, value) {
        (Const::Text(text), Value::String(written)) => text == written,
        (Const::Boolean(expected), Value::Bool(found)) => expected == found,
        (Const::Integer(digits), Value::Number(number)) => number.to_string() == *digits,
        _ => false,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn step_to(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match !name.is_empty() && name.bytes().all(is_plain) {
        true => format!(".{name}"),
        false => format!("[{name:?}]"),
    }
}
