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
