//! A type of another crate that travels as serde has it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use ::serde::Serialize;
use ::serde::de::DeserializeOwned;

use super::Value;
use crate::json::{Decode, DecodeError, Encode, Reader, Writer, to_json};

/// A value that travels as the JSON that serde makes of it, for types that know serde and
/// nothing of this crate: `types.replace.Shape = "bindery_runtime::BySerde<geojson::Geometry>"`
/// in `bindery.toml`. Numbers that serde does not keep lose digits.
///
/// ```
/// use bindery_runtime::BySerde;
/// use bindery_runtime::json::{from_json, to_json};
///
/// let pair: BySerde<(u8, bool)> = from_json("[7, true]")?;
/// assert_eq!(pair.0.0, 7);
/// assert_eq!(to_json(&pair), "[7,true]");
/// # Ok::<(), bindery_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct BySerde<T>(pub T);

impl<T: fmt::Debug> fmt::Debug for BySerde<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl<T> From<T> for BySerde<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for BySerde<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for BySerde<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Serialize> Encode for BySerde<T> {
    fn encode(&self, to: &mut Writer) {
        match ::serde_json::to_string(&self.0) {
            Ok(text) => to.raw(&text),
            Err(error) => {
                to.violation(format!("cannot be written: {error}"));
                to.null();
            }
        }
    }
}

impl<T: DeserializeOwned> Decode for BySerde<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a value of its type";
        let offset = from.offset();
        let value: Value = from.read()?;
        let read = ::serde_json::from_str(&to_json(&value));
        read.map(Self)
            .map_err(|_| Reader::misfit(offset, EXPECTED, "another value"))
    }
}
