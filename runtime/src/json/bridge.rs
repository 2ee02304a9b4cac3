//! serde for generated types, through text and [`Value`]: short where it is
//! generated, and non-generic as far as serde allows.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

use super::{Decode, Encode, from_json, to_json};
use crate::values::Value;

/// Serialises through [`Encode`]. Numbers travel as `i64`, `u64` or `f64`:
/// digits beyond these are lost, other than with [`to_json`].
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    build_value_tree(value)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// Deserialises through [`Decode`].
///
/// # Errors
///
/// Those of the deserializer, and those of [`Decode`] as text.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    from_json(&to_json(&value)).map_err(D::Error::custom)
}

fn build_value_tree(value: &dyn Encode) -> Result<Value, super::DecodeError> {
    from_json(&to_json(value))
}
