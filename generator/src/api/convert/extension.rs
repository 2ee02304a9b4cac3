//! The extension keys that carry what `openapiv3` has no place for.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Checks, json_node};
use crate::api::bounds::narrower;
use crate::api::types::Bound;
use crate::api::view::{Additional, Enumeration, Node, SchemaType, View};
use crate::maps::HashMap;
use crate::source::Pointer;

/// Reads every extension key of a schema.
pub(crate) fn read(
    view: &mut View,
    at: &Pointer,
    extensions: &IndexMap<String, Value>,
    checks: Checks,
) {
    for (key, value) in extensions {
        match key.strip_prefix("x-bindery-") {
            Some(keyword) => own(view, at, keyword, value, checks),
            None => enumeration(view, key, value),
        }
    }
}

fn own(view: &mut View, at: &Pointer, keyword: &str, value: &Value, checks: Checks) {
    let rules = &mut view.rules;
    match keyword {
        "ref" => view.reference = text(value),
        "types" => types(view, value),
        "never" => rules.never = *value == Value::Bool(true),
        "const" => rules.constant = Some(value.clone()),
        "minimum" | "exclusiveMinimum" => minimum(view, keyword == "exclusiveMinimum", value),
        "maximum" | "exclusiveMaximum" => maximum(view, keyword == "exclusiveMaximum", value),
        "multipleOf" => rules.bounds.multiple_of = text(value),
        "contentEncoding" => rules.encoding = text(value),
        "format" => rules.time_format = text(value),
        "prefixItems" => rules.prefix_items = nodes(&at.join(keyword), value, checks),
        "patternProperties" => rules.pattern_properties = nodes(&at.join(keyword), value, checks),
        "contentSchema" => rules.content_schema = json_node(at.join(keyword), value, checks),
        "unevaluatedProperties" => unevaluated(view, at, value, checks),
        "contentMediaType" => rules.media_type = text(value),
        // Annotations, read elsewhere or without meaning for types.
        "examples" | "name" | "check" => {}
        // Places that references lead to.
        "$defs" | "definitions" => {}
        "$comment" | "$schema" => {}
        // Whatever keyword `dialect` lets through and nobody reads here is named to the user, so
        // that a new one cannot be forgotten.
        other => view.ignored.push(other.to_owned()),
    }
}

fn types(view: &mut View, value: &Value) {
    for word in value.as_array().into_iter().flatten() {
        match word.as_str().and_then(SchemaType::parse) {
            Some(ty) => view.rules.types.push(ty),
            None => view.ignored.push(format!("type: {word}")),
        }
    }
}

fn minimum(view: &mut View, exclusive: bool, value: &Value) {
    let slot = &mut view.rules.bounds.minimum;
    *slot = narrower(slot.take(), bound(exclusive, value), |new, old| new > old);
}

fn maximum(view: &mut View, exclusive: bool, value: &Value) {
    let slot = &mut view.rules.bounds.maximum;
    *slot = narrower(slot.take(), bound(exclusive, value), |new, old| new < old);
}

fn bound(exclusive: bool, value: &Value) -> Option<Bound> {
    let value = text(value)?;
    Some(Bound { value, exclusive })
}

/// `unevaluatedProperties` stands in for an absent `additionalProperties`.
fn unevaluated(view: &mut View, at: &Pointer, value: &Value, checks: Checks) {
    if view.rules.additional != Additional::Unsaid {
        return;
    }
    view.rules.additional = match value {
        Value::Bool(true) => Additional::Allowed,
        Value::Bool(false) => Additional::Unevaluated,
        schema => match json_node(at.join("unevaluatedProperties"), schema, checks) {
            Some(node) if node.view.rules.never => Additional::Unevaluated,
            Some(node) => Additional::Of(node),
            None => Additional::Unsaid,
        },
    };
}

/// Schemas in a list or in a map.
fn nodes(at: &Pointer, value: &Value, checks: Checks) -> Vec<Node> {
    match value {
        Value::Array(list) => (0..)
            .zip(list)
            .filter_map(|(index, item): (usize, _)| json_node(at.join(index), item, checks))
            .collect(),
        Value::Object(map) => map
            .iter()
            .filter_map(|(name, item)| json_node(at.join(name), item, checks))
            .collect(),
        _ => Vec::new(),
    }
}

/// Names and texts of enum values, as several tools write them.
fn enumeration(view: &mut View, key: &str, value: &Value) {
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
        Value::Array(list) => list.iter().map(text).collect(),
        Value::Object(map) => enumeration
            .values
            .iter()
            .map(|wire| map.get(&plain(wire)).and_then(text))
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
    let entry = |wire: &Value, field: &str| by_value.get(wire)?.get(field).and_then(text);
    let values = &enumeration.values;
    enumeration.names = values.iter().map(|wire| entry(wire, "name")).collect();
    enumeration.descriptions = values
        .iter()
        .map(|wire| entry(wire, "description"))
        .collect();
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A scalar without quotes.
fn plain(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}
