//! A property that may be absent, null or there.

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

/// A property of which absence and null mean different things: in a change
/// request, "leave it" and "remove it".
///
/// ```
/// use bindery_runtime::Maybe;
/// use bindery_runtime::json::to_json;
///
/// assert_eq!(to_json(&Maybe::<i64>::Null), "null");
/// assert_eq!(to_json(&Maybe::Value(7)), "7");
/// assert_eq!(Maybe::<i64>::default(), Maybe::Absent);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Maybe<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there and null.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// A reference to the value, if there is one.
    #[must_use]
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// Changes the value, if there is one.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }

    /// Whether the property is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

/// `None` becomes null.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Encode> Encode for Maybe<T> {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(to),
            Self::Absent | Self::Null => to.null(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_absent()
    }
}

impl<T: Decode> Decode for Maybe<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.read().map(|value: Option<T>| value.into())
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}
