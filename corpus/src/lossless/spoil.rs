//! Makes a valid value invalid in its structure, at one place.

use serde_json::{Value, json};

use super::random::Random;

/// A value of which one part is wrong, and the JSON path of that part as the
/// runtime writes it.
pub(crate) struct Spoiled {
    pub(crate) value: Value,
    pub(crate) path: String,
}

/// Puts a value of another type at a random place, or removes a property there.
pub(crate) fn spoil_value(random: &mut Random, value: &Value) -> Spoiled {
    let mut places = Vec::new();
    collect_spoiling_places(value, String::new(), "$".to_owned(), &mut places);
    let (pointer, path) = places.swap_remove(random.below(places.len()));
    let mut value = value.clone();
    if let Some(place) = value.pointer_mut(&pointer) {
        match place {
            Value::Object(members) if !members.is_empty() && random.percent(50) => {
                let names: Vec<String> = members.keys().cloned().collect();
                if let Some(name) = random.pick(&names) {
                    members.remove(name);
                }
            }
            Value::Null => *place = json!([[null]]),
            Value::Bool(_) => *place = json!("true"),
            Value::Number(_) => *place = json!({"number": 1}),
            Value::String(_) => {
                *place = if random.percent(50) {
                    json!(17)
                } else {
                    json!({"text": "x"})
                }
            }
            Value::Array(_) => *place = json!({"0": "x"}),
            Value::Object(_) => {
                *place = if random.percent(50) {
                    json!("x")
                } else {
                    json!([1])
                }
            }
        }
    }
    Spoiled { value, path }
}

fn collect_spoiling_places(
    value: &Value,
    pointer: String,
    path: String,
    places: &mut Vec<(String, String)>,
) {
    places.push((pointer.clone(), path.clone()));
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_spoiling_places(
                    item,
                    format!("{pointer}/{index}"),
                    format!("{path}[{index}]"),
                    places,
                );
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let step = name.replace('~', "~0").replace('/', "~1");
                collect_spoiling_places(
                    member,
                    format!("{pointer}/{step}"),
                    format!("{path}{}", make_path_segment(name)),
                    places,
                );
            }
        }
        _ => {}
    }
}

fn make_path_segment(name: &str) -> String {
    let mut bytes = name.bytes();
    let starts = bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
    if starts && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        format!(".{name}")
    } else {
        format!("[{name:?}]")
    }
}
