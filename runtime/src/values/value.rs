//! Any JSON value.

use std::fmt;
use std::str::FromStr;

use super::{Decimal, Number, Object};
use crate::json::{Decode, DecodeError, Digits, Encode, Kind, Reader, Writer, from_json, to_json};

/// Any JSON value, with the digits of its numbers and the order of its members.
///
/// `to_string()` gives compact JSON, `parse()` reads it.
///
/// ```
/// use bindery_runtime::Value;
///
/// let value: Value = r#"{"price": 1.10, "tags": ["a"]}"#.parse()?;
/// assert_eq!(value.to_string(), r#"{"price":1.10,"tags":["a"]}"#);
/// assert_eq!(value.pointer("/tags/0"), Some(&Value::String("a".to_owned())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number with all its digits.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The kind of the value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number as `i64`, if it is whole and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number as `u64`, if it is whole and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number as the nearest `f64`.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The number as an exact decimal, if it fits.
    #[must_use]
    pub fn as_decimal(&self) -> Option<Decimal> {
        self.as_number()?.as_decimal()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The value of a member, if it is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The value of a member as another type, if it is an object that has it and it
    /// fits. What generated getters give of variants that the document does not name.
    #[must_use]
    pub fn member<T: Decode>(&self, name: &str) -> Option<T> {
        self.get(name)?.to().ok()
    }

    /// The text of a member, if it is an object that has it and it is a string.
    #[must_use]
    pub fn member_str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// The item at `index` from 0, if it is an array that has it.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Self> {
        self.as_array()?.get(index)
    }

    /// The value under a JSON Pointer (RFC 6901), such as `/items/0/id`; the
    /// empty pointer is the value itself.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let steps = pointer.strip_prefix('/')?.split('/');
        steps
            .map(unescape_pointer_step)
            .try_fold(self, |value, step| match value {
                Self::Object(object) => object.get(&step),
                Self::Array(items) => items.get(read_array_index(&step)?),
                Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
            })
    }

    /// Reads a value of another type from this one.
    ///
    /// # Errors
    ///
    /// When it does not fit; offsets are those of the compact JSON.
    pub fn to<T: Decode>(&self) -> Result<T, DecodeError> {
        from_json(&self.to_string())
    }

    /// A text that is the same for equal values and for no others.
    pub(crate) fn canonical(&self) -> String {
        match self {
            Self::Number(number) => Digits::new(&number.to_string()).canonical(),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::canonical).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(object) => {
                let member =
                    |(name, value): (&str, &Self)| format!("{name:?}:{}", value.canonical());
                let mut members: Vec<String> = object.iter().map(member).collect();
                members.sort_unstable();
                format!("{{{}}}", members.join(","))
            }
            Self::Null | Self::Bool(_) | Self::String(_) => self.to_string(),
        }
    }
}

/// `~1` and `~0` of RFC 6901 §4.
fn unescape_pointer_step(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// RFC 6901 §4: digits without leading zeros.
fn read_array_index(step: &str) -> Option<usize> {
    let is_plain = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| is_plain)
}

/// As JSON, on several lines where `{:#?}` asks for them.
impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => value.fmt(out),
            Self::Number(number) => number.fmt(out),
            Self::String(text) => text.fmt(out),
            Self::Array(items) => items.fmt(out),
            Self::Object(object) => object.fmt(out),
        }
    }
}

/// Compact JSON.
impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&to_json(self))
    }
}

impl FromStr for Value {
    type Err = DecodeError;

    fn from_str(json: &str) -> Result<Self, DecodeError> {
        from_json(json)
    }
}

impl Encode for Value {
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Null => to.null(),
            Self::Bool(value) => to.boolean(*value),
            Self::Number(number) => number.encode(to),
            Self::String(text) => to.string(text),
            Self::Array(items) => items.encode(to),
            Self::Object(object) => object.encode(to),
        }
    }
}

impl Decode for Value {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match from.kind()? {
            Kind::Null => from.null().map(|()| Self::Null)?,
            Kind::Bool => Self::Bool(from.read()?),
            Kind::Number => Self::Number(from.read()?),
            Kind::String => Self::String(from.read()?),
            Kind::Array => Self::Array(from.read()?),
            Kind::Object => Self::Object(from.read()?),
        })
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}

/// What becomes a value as it stands.
macro_rules! from {
    ($($type:ty => $variant:ident),+ $(,)?) => { $(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )+ };
}

from! {
    bool => Bool, i32 => Number, i64 => Number, u32 => Number, u64 => Number,
    Decimal => Number, Number => Number, &str => String, String => String,
    Object => Object, super::Extra => Object,
}

/// Infinities and NaN, which JSON does not have, become null.
impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Self::Null, Self::Number)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

/// `None` is null.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}
