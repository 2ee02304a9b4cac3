//! Names and texts of the values of an `enum`, in the keys of several tools.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::view::{Enumeration, View};
use crate::maps::HashMap;

/// Reads the keys that say something of an `enum`.
pub(crate) fn read_enumeration_extensions(view: &mut View, extensions: &IndexMap<String, Value>) {
    for (key, value) in extensions {
        read_enumeration_texts(view, key, value);
    }
}

/// Names and texts of enum values, as several tools write them.
fn read_enumeration_texts(view: &mut View, key: &str, value: &Value) {
    let Some(enumeration) = &mut view.rules.enumeration else {
        return;
    };
    match key {
        "x-enum-varnames" | "x-enumNames" | "x-enum-names" => {
            enumeration.names = by_position(enumeration, value);
        }
        "x-enum-descriptions" | "x-enumDescriptions" => {
            enumeration.descriptions = by_position(enumeration, value);
        }
        "x-ms-enum" => ms_enum(enumeration, value),
        _ => {}
    }
}

/// Texts in a list, or in a map from the value.
fn by_position(enumeration: &Enumeration, value: &Value) -> Vec<Option<String>> {
    match value {
        Value::Array(list) => list.iter().map(read_enumeration_text).collect(),
        Value::Object(map) => enumeration
            .values
            .iter()
            .map(|wire| {
                map.get(&print_plain_scalar(wire))
                    .and_then(read_enumeration_text)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// AutoRest's `{values: [{value, name, description}]}`.
fn ms_enum(enumeration: &mut Enumeration, value: &Value) {
    let entries = value.get("values").and_then(Value::as_array);
    let Some(entries) = entries else {
        return;
    };
    let mut by_value: HashMap<&Value, &Value> = HashMap::default();
    for entry in entries {
        if let Some(value) = entry.get("value") {
            by_value.entry(value).or_insert(entry);
        }
    }
    let entry = |wire: &Value, field: &str| {
        by_value
            .get(wire)?
            .get(field)
            .and_then(read_enumeration_text)
    };
    let values = &enumeration.values;
    enumeration.names = values.iter().map(|wire| entry(wire, "name")).collect();
    enumeration.descriptions = values
        .iter()
        .map(|wire| entry(wire, "description"))
        .collect();
}

fn read_enumeration_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A scalar without quotes.
fn print_plain_scalar(value: &Value) -> String {
    read_enumeration_text(value).unwrap_or_else(|| value.to_string())
}
