//! Parameters of any type that may be sent without a value.

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};
use crate::values::Value;

/// A value, or the empty one that a document allows instead (`allowEmptyValue`, OAS
/// 3.1 §4.8.12.2.1): `flag=` instead of `flag=true`. Texts need none, as they may be
/// empty themselves.
///
/// ```
/// use bindery_runtime::OrEmpty;
///
/// assert_eq!(OrEmpty::from(true), OrEmpty::Value(true));
/// assert_ne!(OrEmpty::from(true), OrEmpty::Empty);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrEmpty<T> {
    /// The empty value.
    Empty,
    /// A value.
    Value(T),
}

impl<T> From<T> for OrEmpty<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Decode> Decode for OrEmpty<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let value: Value = from.read()?;
        match value.as_str() {
            Some("") => Ok(Self::Empty),
            _ => value.to().map(Self::Value),
        }
    }
}

impl<T: Encode> Encode for OrEmpty<T> {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Empty => "".encode(to),
            Self::Value(value) => value.encode(to),
        }
    }
}

#[cfg(feature = "serde")]
impl<T: Encode> serde::Serialize for OrEmpty<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::json::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: Decode> serde::Deserialize<'de> for OrEmpty<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::deserialize(deserializer)
    }
}
