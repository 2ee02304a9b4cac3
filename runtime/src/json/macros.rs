//! Macros for generated code: what a type gets in a few tokens.

use super::{DecodeError, Encode, Reader, Writer};

/// Implements `serde::Serialize` and `serde::Deserialize` for types that have
/// [`Encode`] and [`Decode`](super::Decode): `serde_impls!(types::Pet, types::Metric);`
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! serde_impls {
    ($($type:ty),* $(,)?) => { $(
        impl $crate::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    )* };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! serde_impls {
    ($($any:tt)*) => {};
}

/// Reads a union whose variants are told apart by a tag:
/// `tagged_union!(types::Pet, tag_of(String, "kind") { Cat = 0 "cat", Dog = 1 "dog" | 2 "hound" });`
///
/// Each variant stands beside the values of its tag, so that one can see which belong together;
/// the numbers count these values. The enum has these variants and `Unknown(Value)`. The method
/// is one of [`Reader`](super::Reader): `tag`, `tag_if` or `tag_of`.
#[macro_export]
macro_rules! tagged_union {
    ($type:ty, $method:ident($($kind:ident,)? $property:literal) {
        $($variant:ident = $($index:literal $tag:literal)|+),* $(,)?
    }) => {
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                from: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                match from.$method(
                    $($crate::json::Kind::$kind,)? $property, &[$($($tag),+),*],
                )? {
                    $($(Some($index))|+ => from.read().map(Self::$variant),)*
                    // A tag that the document does not know, or none: what came is kept, and
                    // written back as it was.
                    _ => from.read().map(Self::Unknown),
                }
            }
        }
    };
}

/// Implements `serde::Serialize` and `serde::Deserialize` for the parameters of an operation,
/// by the names of their fields: `params_serde!(ListPetsParams, limit);`
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! params_serde {
    ($type:ident $(, $field:ident)* $(,)?) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::json::serialize_members(
                    &[$((::core::stringify!($field), &self.$field)),*],
                    serializer,
                )
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let members = $crate::json::deserialize_members(deserializer)?;
                ::core::result::Result::Ok(Self {
                    $($field: $crate::json::read_member(&members, ::core::stringify!($field))?),*
                })
            }
        }
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! params_serde {
    ($($any:tt)*) => {};
}

/// Implements all that an open enum of strings can do:
/// `open_enum!(types::Metric { Domains = "domains", Volume = "volume" });`
///
/// The enum has these variants and `Unknown(String)`. It gets `VALUES`, `as_str`,
/// `AsRef<str>`, `Display`, `FromStr` (which never fails), `From<&str>`, `From<String>`,
/// [`Encode`] and [`Decode`](super::Decode).
#[macro_export]
macro_rules! open_enum {
    ($type:ty { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $crate::json::OpenEnum for $type {
            #[inline]
            fn of(text: ::std::borrow::Cow<'_, str>) -> Self {
                match &*text {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(text.into_owned()),
                }
            }
        }
        impl $type {
            /// All values that the document names, in its order.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];
            /// The value as it travels.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(text) => text,
                }
            }
        }
        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.pad(self.as_str())
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::json::OpenEnum::of(::std::borrow::Cow::Borrowed(text))
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::json::OpenEnum::of(::std::borrow::Cow::Owned(text))
            }
        }
        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, to: &mut $crate::json::Writer) {
                to.string(self.as_str());
            }
        }
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(from: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::json::decode_open_enum(from)
            }
        }
    };
}

/// Implements all that an open enum of whole numbers can do:
/// `open_integer_enum!(types::Level { Low = 1, High = 2 });`
///
/// The enum has these variants and `Unknown(i64)`. It gets `VALUES`, `value`, `Display`,
/// `FromStr`, `From<i64>`, [`Encode`] and [`Decode`](super::Decode).
#[macro_export]
macro_rules! open_integer_enum {
    ($type:ty { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $type {
            /// All values that the document names, in its order.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];
            /// The value as it travels.
            #[inline]
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => *value,
                }
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::num::ParseIntError;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                $crate::json::parse_open_integer_enum(text)
            }
        }
        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), out)
            }
        }
        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, to: &mut $crate::json::Writer) {
                to.integer(self.value());
            }
        }
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(from: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::json::decode_open_integer_enum(from)
            }
        }
    };
}

/// Implements [`Encode`], [`Decode`](super::Decode), `Display` and the two
/// `From`s for a newtype of [`jiff::civil::DateTime`] with a format of its own:
/// `civil_format!(types::PlatformDateTime, "%Y-%m-%d %H:%M:%S");`
#[macro_export]
macro_rules! civil_format {
    ($type:ty, $format:literal) => {
        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, to: &mut $crate::json::Writer) {
                $crate::json::encode_civil(&self.0, $format, to);
            }
        }
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                from: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::json::decode_civil($format, from).map(Self)
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0.strftime($format), out)
            }
        }
        impl ::core::convert::From<$crate::jiff::civil::DateTime> for $type {
            #[inline]
            fn from(time: $crate::jiff::civil::DateTime) -> Self {
                Self(time)
            }
        }
        impl ::core::convert::From<$type> for $crate::jiff::civil::DateTime {
            #[inline]
            fn from(time: $type) -> Self {
                time.0
            }
        }
    };
}

/// An enum of strings that keeps values which it does not know; implemented by
/// [`open_enum!`](crate::open_enum).
pub trait OpenEnum: Sized {
    /// The variant of a value: one that the document names, or the one that keeps
    /// any other.
    fn of(text: std::borrow::Cow<'_, str>) -> Self;
}

/// Text that no document has, for which an enum has its unknown variant.
const UNKNOWN_TEXT: &str = "\0unknown";

/// A number that no document has.
const UNKNOWN_NUMBER: i64 = i64::MIN + 1;

/// Reads a value of an open enum of whole numbers from a text that is nothing else.
///
/// A function, because the same in each enum has to be checked with each enum.
///
/// # Errors
///
/// When the text is no whole number.
pub fn parse_open_integer_enum<T: From<i64>>(text: &str) -> Result<T, std::num::ParseIntError> {
    text.parse().map(<T as From<i64>>::from)
}

/// Reads a value of an open enum of strings.
///
/// # Errors
///
/// When what comes is no string.
pub fn decode_open_enum<T: OpenEnum>(from: &mut Reader<'_>) -> Result<T, DecodeError> {
    if let Some(offset) = from.watched_offset() {
        let value = from.string().map(T::of)?;
        let unknown = T::of(UNKNOWN_TEXT.into());
        from.note_if_unknown(offset, &value, &unknown);
        return Ok(value);
    }
    from.string().map(T::of)
}

/// Reads a value of an open enum of whole numbers.
///
/// # Errors
///
/// When what comes is no whole number.
pub fn decode_open_integer_enum<T: From<i64>>(from: &mut Reader<'_>) -> Result<T, DecodeError> {
    let offset = from.watched_offset();
    let value = T::from(from.read()?);
    if from.is_nothing() {
        return Ok(make_null_stand_in(from));
    }
    if let Some(offset) = offset {
        from.note_if_unknown(offset, &value, &T::from(UNKNOWN_NUMBER));
    }
    Ok(value)
}

/// What stands for an enum of whole numbers that is missing: a value that the document
/// does not have, so that nobody takes it for one that a server sent.
#[cold]
fn make_null_stand_in<T: From<i64>>(from: &mut Reader<'_>) -> T {
    let unknown = T::from(UNKNOWN_NUMBER);
    let kind = std::mem::discriminant(&unknown);
    for (number, name) in [(0, "0"), (-1, "-1")] {
        let value = T::from(number);
        if std::mem::discriminant(&value) == kind {
            from.name_empty_value(name);
            return value;
        }
    }
    from.name_empty_value("a number that the document does not have");
    unknown
}

/// Writes a civil time in a format of `strftime`.
pub fn encode_civil(time: &jiff::civil::DateTime, format: &str, to: &mut Writer) {
    match jiff::fmt::strtime::format(format, *time) {
        Ok(text) => text.encode(to),
        Err(_) => {
            to.violation(format!("cannot be written as `{format}`"));
            to.null();
        }
    }
}

/// Reads a civil time in a format of `strftime`.
///
/// # Errors
///
/// When what comes is not such a text.
pub fn decode_civil(
    format: &'static str,
    from: &mut Reader<'_>,
) -> Result<jiff::civil::DateTime, DecodeError> {
    let offset = from.offset();
    let text = from.string()?;
    if from.is_nothing() {
        from.name_empty_value("1970-01-01T00:00:00");
        return Ok(jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0));
    }
    jiff::civil::DateTime::strptime(format, text.as_ref())
        .map_err(|_| Reader::misfit(offset, format!("a time as `{format}`"), "another text"))
}
