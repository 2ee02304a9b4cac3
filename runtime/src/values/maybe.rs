//! A property that may be absent, null or there.

use std::fmt;
use std::ops::Deref;

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

/// A property of which absence and null mean different things: in a change
/// request, "leave it" and "remove it".
///
/// An `Option` does not become one by itself, as `None` says neither of the two:
/// [`Maybe::or_absent`] and [`Maybe::or_null`] say what it means.
///
/// ```
/// use bindery_runtime::Maybe;
/// use bindery_runtime::json::to_json;
///
/// assert_eq!(to_json(&Maybe::<i64>::Null), "null");
/// assert_eq!(to_json(&Maybe::Value(7)), "7");
/// assert_eq!(Maybe::<i64>::default(), Maybe::Absent);
///
/// let flag: Option<&str> = None;
/// assert_eq!(Maybe::or_absent(flag), Maybe::Absent);
/// assert_eq!(Maybe::or_null(flag), Maybe::Null);
///
/// let title = Maybe::Value("Rust".to_owned());
/// assert_eq!(title.as_deref().unwrap_or("untitled"), "Rust");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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
    /// The value, or null in place of `None`.
    #[must_use]
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, or nothing at all in place of `None`.
    #[must_use]
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, or another one where there is none.
    #[must_use]
    pub fn unwrap_or(self, other: T) -> T {
        self.value().unwrap_or(other)
    }

    /// The value, or what `other` makes where there is none.
    #[must_use]
    pub fn unwrap_or_else(self, other: impl FnOnce() -> T) -> T {
        self.value().unwrap_or_else(other)
    }

    /// The value, or the default of its type where there is none.
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.value().unwrap_or_default()
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

    /// The value to be changed, if there is one.
    #[must_use]
    pub fn as_mut(&mut self) -> Maybe<&mut T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// What the value leads to: of a `Maybe<String>` a `Maybe<&str>`.
    #[must_use]
    pub fn as_deref(&self) -> Maybe<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(Deref::deref)
    }

    /// The value, which is then absent.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
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

    /// Whether the property has a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Whether the property has a value of which `holds` is true.
    #[must_use]
    pub fn is_value_and(self, holds: impl FnOnce(T) -> bool) -> bool {
        self.value().is_some_and(holds)
    }
}

impl<T: Clone> Maybe<&T> {
    /// A copy of the value, if there is one.
    #[must_use]
    pub fn cloned(self) -> Maybe<T> {
        self.map(T::clone)
    }
}

impl<T: Copy> Maybe<&T> {
    /// A copy of the value, if there is one.
    #[must_use]
    pub fn copied(self) -> Maybe<T> {
        self.map(|value| *value)
    }
}

/// `Absent`, `Null`, or the value as it shows itself.
impl<T: fmt::Debug> fmt::Debug for Maybe<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => out.write_str("Absent"),
            Self::Null => out.write_str("Null"),
            Self::Value(value) => value.fmt(out),
        }
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

/// Absent and null are both `None`.
impl<T> From<Maybe<T>> for Option<T> {
    fn from(value: Maybe<T>) -> Self {
        value.value()
    }
}

/// What setters of properties take that may be absent, null or there: what converts into the
/// type of the property, or a [`Maybe`] of that type.
///
/// `How` is found by the compiler, and nothing else implements the trait.
///
/// ```
/// use bindery_runtime::{IntoMaybe, Maybe};
///
/// fn set<How>(title: impl IntoMaybe<String, How>) -> Maybe<String> {
///     title.into_maybe()
/// }
///
/// assert_eq!(set("Rust"), Maybe::Value("Rust".to_owned()));
/// assert_eq!(set(Maybe::Null), Maybe::Null);
/// let flag: Option<String> = None;
/// assert_eq!(set(Maybe::or_absent(flag)), Maybe::Absent);
/// ```
///
/// ```compile_fail
/// # use bindery_runtime::{IntoMaybe, Maybe};
/// # fn set<How>(title: impl IntoMaybe<String, How>) -> Maybe<String> {
/// #     title.into_maybe()
/// # }
/// set(None::<String>); // null, or nothing?
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what this property becomes",
    note = "of an `Option`, say what `None` means: `Maybe::or_absent(option)` leaves the property \
            as it is, `Maybe::or_null(option)` removes it"
)]
pub trait IntoMaybe<T, How> {
    /// What the property becomes.
    fn into_maybe(self) -> Maybe<T>;
}

/// How [`IntoMaybe`] takes what converts into the type of a property.
#[derive(Debug)]
pub enum ByValue {}

/// How [`IntoMaybe`] takes a [`Maybe`].
#[derive(Debug)]
pub enum AsItIs {}

impl<T, U: Into<T>> IntoMaybe<T, ByValue> for U {
    #[inline]
    fn into_maybe(self) -> Maybe<T> {
        Maybe::Value(self.into())
    }
}

impl<T> IntoMaybe<T, AsItIs> for Maybe<T> {
    #[inline]
    fn into_maybe(self) -> Self {
        self
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
        from.read().map(Self::or_null)
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}
