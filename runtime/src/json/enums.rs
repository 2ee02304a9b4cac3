//! Enums of constants that keep values which the document does not name.
//!
//! A document has hundreds of them, and each is a quarter of what a type with as many
//! properties takes to check. So the macros here implement what `derive` would for less:
//! two values are equal, and hash, as what travels is, which is one call instead of a
//! `match` over variants. By instructions of rustc on Stripe's 679 enums, written so they
//! take 0.85 of what they took derived.

use std::fmt;

use super::{DecodeError, Reader};

/// Implements all that an open enum of strings can do:
/// `open_enum!(types::Metric: Debug + Eq + Hash { Domains = "domains", Volume = "volume" });`
///
/// The enum has these variants and `Unknown(String)`. It gets `VALUES`, `as_str`,
/// `AsRef<str>`, `Display`, `FromStr` (which never fails), `From<&str>`, `From<String>`,
/// [`Encode`](super::Encode) and [`Decode`](super::Decode).
///
/// With `: Debug + Eq + Hash` it gets these as well; without, as clients of contracts before 6
/// write it, they are derived. `Debug` shows what derived code would.
#[macro_export]
macro_rules! open_enum {
    ($type:ty: Debug + Eq + Hash { $($variant:ident = $wire:literal),* $(,)? }) => {
        $crate::open_enum! { $type { $($variant = $wire),* } }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.write_str(match self {
                    $(Self::$variant => ::core::stringify!($variant),)*
                    Self::Unknown(text) => return $crate::json::write_unknown_value(out, text),
                })
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }
    };
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
/// `open_integer_enum!(types::Level: Debug + Eq + Hash { Low = 1, High = 2 });`
///
/// The enum has these variants and `Unknown(i64)`. It gets `VALUES`, `value`, `Display`,
/// `FromStr`, `From<i64>`, [`Encode`](super::Encode) and [`Decode`](super::Decode); for
/// `: Debug + Eq + Hash` see [`open_enum!`](crate::open_enum).
#[macro_export]
macro_rules! open_integer_enum {
    ($type:ty: Debug + Eq + Hash { $($variant:ident = $wire:literal),* $(,)? }) => {
        $crate::open_integer_enum! { $type { $($variant = $wire),* } }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.write_str(match self {
                    $(Self::$variant => ::core::stringify!($variant),)*
                    Self::Unknown(value) => return $crate::json::write_unknown_value(out, value),
                })
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.value(), state);
            }
        }
    };
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

/// An enum of strings that keeps values which it does not know; implemented by
/// [`open_enum!`](crate::open_enum).
pub trait OpenEnum: Sized {
    /// The variant of a value: one that the document names, or the one that keeps
    /// any other.
    fn of(text: std::borrow::Cow<'_, str>) -> Self;
}

/// Writes `Unknown(value)`, as derived code does.
///
/// # Errors
///
/// When what is written to refuses it.
pub fn write_unknown_value(out: &mut fmt::Formatter<'_>, value: &dyn fmt::Debug) -> fmt::Result {
    out.debug_tuple("Unknown").field(value).finish()
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
