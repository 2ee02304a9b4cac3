//! To and from `serde_json::Value` (feature `serde_json`).

use super::{Number, Object, Value};
use crate::json::from_json;

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => number.into(),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => items.into_iter().collect(),
            serde_json::Value::Object(members) => Self::Object(members.into_iter().collect()),
        }
    }
}

impl From<serde_json::Number> for Value {
    fn from(number: serde_json::Number) -> Self {
        // What serde_json prints is a number of JSON.
        from_json(&number.to_string()).map_or(Self::Null, Self::Number)
    }
}

/// Fails on numbers that do not fit into `f64`.
impl TryFrom<Value> for serde_json::Value {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Number(number.try_into()?),
            Value::String(text) => Self::String(text),
            Value::Array(items) => Self::Array(
                items
                    .into_iter()
                    .map(Self::try_from)
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(object) => Self::Object(convert_members(object)?),
        })
    }
}

impl TryFrom<Number> for serde_json::Number {
    type Error = serde_json::Error;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        number.to_string().parse()
    }
}

fn convert_members(
    object: Object,
) -> Result<serde_json::Map<String, serde_json::Value>, serde_json::Error> {
    object
        .into_iter()
        .map(|(name, value)| Ok((name, value.try_into()?)))
        .collect()
}
