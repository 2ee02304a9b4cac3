//! Types that travel as a text: read and written by functions, or by `FromStr` and
//! `Display`.

use std::fmt::Display;

use super::{DecodeError, Reader, Writer};

/// Implements [`Encode`](super::Encode) and [`Decode`](super::Decode) for a type of your own
/// that travels as a text, by its `Display` and its `FromStr`.
///
/// With it `bindery.toml` may name the type for a format or a schema. The text says what was
/// expected where a response holds another one.
///
/// ```
/// use std::fmt;
/// use std::str::FromStr;
///
/// #[derive(Debug, PartialEq)]
/// struct Sku(u32);
///
/// impl fmt::Display for Sku {
///     fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
///         write!(out, "SKU-{}", self.0)
///     }
/// }
///
/// impl FromStr for Sku {
///     type Err = String;
///
///     fn from_str(text: &str) -> Result<Self, String> {
///         let number = text.strip_prefix("SKU-").and_then(|digits| digits.parse().ok());
///         number.map(Sku).ok_or_else(|| "no SKU".to_owned())
///     }
/// }
///
/// bindery_runtime::encode_by_text!(Sku, "a SKU (SKU-7)");
///
/// assert_eq!(bindery_runtime::json::from_json::<Sku>(r#""SKU-7""#)?, Sku(7));
/// # Ok::<(), bindery_runtime::json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! encode_by_text {
    ($type:ty, $expected:literal) => {
        impl $crate::json::Encode for $type {
            fn encode(&self, to: &mut $crate::json::Writer) {
                $crate::json::write_as_text(self, to);
            }
        }
        impl $crate::json::Decode for $type {
            fn decode(
                from: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let read = |text: &str| ::core::str::FromStr::from_str(text).ok();
                $crate::json::read_as_text(from, $expected, read)
            }
        }
    };
}

/// Writes the text of a value as a string.
pub fn write_as_text(value: &dyn Display, to: &mut Writer) {
    to.string(&value.to_string());
}

/// Reads a string as what `read` makes of it.
///
/// Nothing is made up: a required value that is missing is an error, also where responses
/// are read as far as they go.
///
/// # Errors
///
/// When what comes is no string, or `read` makes nothing of it; `expected` says what would
/// have fit.
pub fn read_as_text<T>(
    from: &mut Reader<'_>,
    expected: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let offset = from.offset();
    let text = from.string_or(expected)?;
    read(&text).ok_or_else(|| Reader::misfit(offset, expected, "another text"))
}
