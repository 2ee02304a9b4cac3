//! Names and texts of the values of an `enum`, in the keys of several tools.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::given_names::mark_given_name;
use crate::api::types::GivenName;
use crate::api::view::{Enumeration, View};
use crate::maps::HashMap;
use crate::name_keys::{self, NameForm, NameKey, NamedPart};

/// Reads the keys that say something of an `enum`.
pub(crate) fn read_enumeration_extensions(view: &mut View, extensions: &IndexMap<String, Value>) {
    let Some(enumeration) = &mut view.rules.enumeration else {
        return;
    };
    for (key, value) in extensions {
        read_enumeration_texts(enumeration, key, value);
    }
    // From the last to the first: a key of ours says more than those of others.
    let rows: Vec<&NameKey> = name_keys::list_name_keys(NamedPart::Value).collect();
    for row in rows.into_iter().rev() {
        let Some(value) = extensions.get(row.key) else {
            continue;
        };
        let names = read_enumeration_names(enumeration, row, value);
        merge_names(&mut enumeration.names, names);
    }
}

/// Texts of enum values, as several tools write them.
fn read_enumeration_texts(enumeration: &mut Enumeration, key: &str, value: &Value) {
    match key {
        "x-enum-descriptions" | "x-enumDescriptions" | "x-speakeasy-enum-descriptions" => {
            enumeration.descriptions = by_position(enumeration, value);
        }
        "x-fern-enum" => enumeration.descriptions = by_member(enumeration, value, "description"),
        "x-ms-enum" => {
            let texts = by_entry(enumeration, value, "description");
            if !texts.is_empty() {
                enumeration.descriptions = texts;
            }
        }
        _ => {}
    }
}

fn read_enumeration_names(
    enumeration: &Enumeration,
    row: &NameKey,
    value: &Value,
) -> Vec<Option<GivenName>> {
    let names = match row.form {
        NameForm::Objects => by_member(enumeration, value, "name"),
        NameForm::Entries => by_entry(enumeration, value, "name"),
        NameForm::List
        | NameForm::Text
        | NameForm::Texts
        | NameForm::Member(_)
        | NameForm::ByLanguage => by_position(enumeration, value),
    };
    let mark = |name: Option<String>| name.map(|name| mark_given_name(row.key, name));
    names.into_iter().map(mark).collect()
}

/// Lays names over others, where there are any.
fn merge_names(names: &mut Vec<Option<GivenName>>, over: Vec<Option<GivenName>>) {
    if names.len() < over.len() {
        names.resize(over.len(), None);
    }
    for (name, over) in names.iter_mut().zip(over) {
        if over.is_some() {
            *name = over;
        }
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

/// A member of objects by value: `{VALUE: {name, description}}`.
fn by_member(enumeration: &Enumeration, all: &Value, member: &str) -> Vec<Option<String>> {
    let of = |wire: &Value| {
        let object = all.get(print_plain_scalar(wire))?;
        object.get(member).and_then(read_enumeration_text)
    };
    enumeration.values.iter().map(of).collect()
}

/// A member of AutoRest's `{values: [{value, name, description}]}`.
fn by_entry(enumeration: &Enumeration, all: &Value, member: &str) -> Vec<Option<String>> {
    let entries = all.get("values").and_then(Value::as_array);
    let Some(entries) = entries else {
        return Vec::new();
    };
    let mut by_value: HashMap<&Value, &Value> = HashMap::default();
    for entry in entries {
        if let Some(value) = entry.get("value") {
            by_value.entry(value).or_insert(entry);
        }
    }
    let of = |wire: &Value| {
        let entry = by_value.get(wire)?;
        entry.get(member).and_then(read_enumeration_text)
    };
    enumeration.values.iter().map(of).collect()
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
