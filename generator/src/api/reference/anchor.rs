//! Finds the schemas that name themselves with `$anchor`.

use std::collections::HashMap;

use serde_json::Value;

use crate::source::Pointer;

/// The places of all anchors, by name. The first of equal names counts.
pub(crate) fn all(root: &Value) -> HashMap<String, Pointer> {
    let mut anchors = HashMap::new();
    let mut open = vec![(Pointer::root(), root)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(name)) = map.get("x-bindery-$anchor") {
                    anchors.entry(name.clone()).or_insert_with(|| at.clone());
                }
                open.extend(map.iter().rev().map(|(key, value)| {
                    let key = key.strip_prefix("x-bindery-").unwrap_or(key);
                    (at.join(key), value)
                }));
            }
            Value::Array(list) => {
                let items = list.iter().enumerate().rev();
                open.extend(items.map(|(index, value)| (at.join(index), value)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    anchors
}
