//! Texts and whole numbers under names of their own.

/// Implements all that a text under a name of its own can do:
/// `text_newtype!(types::CustomerId);`
///
/// The type is a tuple struct of a `String`. It gets `as_str`, `AsRef<str>`, `Display`,
/// `FromStr` (which never fails), `From<&str>`, both `From`s with `String`, [`Encode`](super::Encode) and
/// [`Decode`](super::Decode).
#[macro_export]
macro_rules! text_newtype {
    ($type:ty) => {
        impl $type {
            /// The text.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.pad(&self.0)
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self(text.to_owned()))
            }
        }
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }
        impl ::core::convert::From<$type> for ::std::string::String {
            #[inline]
            fn from(value: $type) -> Self {
                value.0
            }
        }
        $crate::newtype_wire!($type);
    };
}

/// Implements all that a whole number under a name of its own can do:
/// `whole_newtype!(types::OrderId, i64);`
///
/// The type is a tuple struct of the number. It gets `Display`, `FromStr`, both `From`s,
/// [`Encode`](super::Encode) and [`Decode`](super::Decode).
#[macro_export]
macro_rules! whole_newtype {
    ($type:ty, $number:ty) => {
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, out)
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::num::ParseIntError;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                text.parse().map(Self)
            }
        }
        impl ::core::convert::From<$number> for $type {
            #[inline]
            fn from(number: $number) -> Self {
                Self(number)
            }
        }
        impl ::core::convert::From<$type> for $number {
            #[inline]
            fn from(value: $type) -> Self {
                value.0
            }
        }
        $crate::newtype_wire!($type);
    };
}

/// [`Encode`](super::Encode) and [`Decode`](super::Decode) of a newtype, as what it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_wire {
    ($type:ty) => {
        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, to: &mut $crate::json::Writer) {
                $crate::json::Encode::encode(&self.0, to);
            }
        }
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                from: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                from.read().map(Self)
            }
        }
    };
}
