//! Texts and numbers of which a lock holds how much they say.

use std::fmt;

use super::super::arena::TypeArena;
use super::super::cx::{choose_integer_type, choose_number_type, type_of};
use super::super::model::{Builtin, Ty};
use super::super::options::Options;
use crate::api::{Const, EnumKind, Shape, TypeId};

/// What a document said of a text or a number of which Rust knew nothing closer: a `String`, an
/// `i64`, a `u64` or an `f64`. What the document says and not what Rust made of it, so that
/// options may change the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedScalar {
    /// Of which type of JSON it was.
    pub kind: ScalarKind,
    /// Its `format`.
    pub format: Option<String>,
}

/// Types of JSON that formats make something closer of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// `type: string`
    Text,
    /// `type: integer`
    Integer,
    /// `type: number`
    Number,
}

impl ScalarKind {
    /// All of them.
    const ALL: [Self; 3] = [Self::Text, Self::Integer, Self::Number];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
        }
    }
}

impl LockedScalar {
    /// Reads `text`, `integer/int64`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, format) = match text.split_once('/') {
            Some((kind, format)) => (kind, Some(format.to_owned())),
            None => (text, None),
        };
        let kind = ScalarKind::ALL
            .into_iter()
            .find(|one| one.as_str() == kind)?;
        Some(Self { kind, format })
    }

    /// What is said of a shape that becomes a type into which others of its kind fit.
    pub(in crate::rust) fn of_loose(shape: &Shape, options: &Options) -> Option<Self> {
        let is_loose = matches!(
            choose_locked_type(shape, options),
            Some(Ty::String | Ty::I64 | Ty::U64 | Ty::F64)
        );
        let (kind, format) = match shape {
            Shape::Text(text) => (
                ScalarKind::Text,
                text.encoding.as_ref().or(text.format.as_ref()),
            ),
            Shape::Integer(integer) => (ScalarKind::Integer, integer.format.as_ref()),
            Shape::Number(number) => (ScalarKind::Number, number.format.as_ref()),
            // Which value it is, the type does not say.
            Shape::Const(Const::Text(_)) => (ScalarKind::Text, None),
            Shape::Const(Const::Integer(_)) => (ScalarKind::Integer, None),
            _ => return None,
        };
        is_loose.then(|| Self {
            kind,
            format: format.cloned(),
        })
    }
}

impl fmt::Display for LockedScalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.as_str())?;
        match &self.format {
            Some(format) => write!(formatter, "/{format}"),
            None => Ok(()),
        }
    }
}

/// The type of the runtime or of Rust that a text or a number becomes; nothing where a type of
/// somebody else stands for it.
pub(in crate::rust) fn choose_locked_type(shape: &Shape, options: &Options) -> Option<Ty> {
    let is_foreign = |format: &Option<String>| {
        let format = format.as_ref();
        format.is_some_and(|format| options.types.formats.contains_key(format))
    };
    match shape {
        Shape::Text(text) if text.time_format.is_some() => None,
        Shape::Text(text) if text.encoding.is_none() && is_foreign(&text.format) => None,
        Shape::Text(text) => Some(type_of(text.class())),
        Shape::Integer(integer) if is_foreign(&integer.format) => None,
        Shape::Integer(integer) => Some(choose_integer_type(integer)),
        Shape::Number(number) if is_foreign(&number.format) => None,
        Shape::Number(number) => match choose_number_type(number, options.number) {
            Ty::Runtime(Builtin::Number) => None,
            ty => Some(ty),
        },
        Shape::Const(Const::Text(_)) => Some(Ty::String),
        Shape::Const(Const::Integer(_)) => Some(Ty::I64),
        _ => None,
    }
}

/// The text or number that a value is made of, if its type has no name and so no line of its own.
pub(in crate::rust) fn find_scalar_at(arena: &TypeArena, id: TypeId) -> Option<TypeId> {
    let found = arena.get(id).hint.is_inline();
    found.then(|| find_scalar_inside(arena, id)).flatten()
}

/// The text or number that a type is made of, through lists and maps without names.
pub(in crate::rust) fn find_scalar_inside(arena: &TypeArena, start: TypeId) -> Option<TypeId> {
    let mut at = start;
    for _ in 0..MOST_LISTS {
        match arena.shape(at) {
            Shape::Text(_) | Shape::Integer(_) | Shape::Number(_) | Shape::Const(_) => {
                return Some(at);
            }
            // What was any text may be one of a list now.
            Shape::Enum(list) if list.kind == EnumKind::Text => return Some(at),
            Shape::List(list) => at = list.item.id,
            Shape::Map(map) => at = map.value.id,
            _ => return None,
        }
        if !arena.get(at).hint.is_inline() {
            return None;
        }
    }
    None
}

/// How many lists a value is looked for in.
const MOST_LISTS: usize = 8;
