//! serde for generated types, through text and [`Value`]: short where it is
//! generated, and non-generic as far as serde allows.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

use super::{Decode, Encode, from_json, to_json};
use crate::values::{Object, Value};

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

/// Serialises named values as one map, without those that are absent.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_members<S: Serializer>(
    members: &[(&str, &dyn Encode)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut object = Object::new();
    for (name, value) in members.iter().filter(|(_, value)| !value.is_absent()) {
        let value = build_value_tree(*value).map_err(S::Error::custom)?;
        object.insert(strip_raw_mark(name), value);
    }
    object.serialize(serializer)
}

/// Deserialises a map for [`read_member`].
///
/// # Errors
///
/// Those of the deserializer, and where it gives no map.
pub fn deserialize_members<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Object(object) => Ok(object),
        _ => Err(D::Error::custom("expected a map")),
    }
}

/// Reads the value of a name; what may be absent need not be there.
///
/// # Errors
///
/// When it has to be there and is not, and when it does not fit.
pub fn read_member<T: Decode, E: serde::de::Error>(members: &Object, name: &str) -> Result<T, E> {
    let name = strip_raw_mark(name);
    match members.get(name) {
        Some(value) => value
            .to()
            .map_err(|error| E::custom(format!("{name}: {error}"))),
        None => T::from_null().ok_or_else(|| E::custom(format!("missing field `{name}`"))),
    }
}

/// The name of a field without what marks it where it is a word of Rust.
fn strip_raw_mark(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn build_value_tree(value: &dyn Encode) -> Result<Value, super::DecodeError> {
    from_json(&to_json(value))
}
