//! What travels: parameters, headers, bodies, answers.

use serde_json::{Map, Value, json};

use crate::schemas::schema;
use crate::{Choices, Taste, references, values};

const MEDIA_TYPES: [&str; 10] = [
    "application/json",
    "application/json",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "application/octet-stream",
    "text/event-stream",
    "application/jsonl",
    "*/*",
];

const STYLES: [&str; 7] = [
    "form",
    "simple",
    "label",
    "matrix",
    "deepObject",
    "pipeDelimited",
    "spaceDelimited",
];

/// A component of a kind, or what it would refer to.
pub(crate) type Make = fn(&mut Choices<'_>, Taste) -> Value;

/// A reference to a component of a kind in two of five cases.
pub(crate) fn or_reference(
    choices: &mut Choices<'_>,
    taste: Taste,
    section: &str,
    make: Make,
) -> Value {
    if choices.percent(40) {
        references::component(choices, taste, section)
    } else {
        make(choices, taste)
    }
}

/// A parameter.
pub(crate) fn parameter(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let place = choices.word(&["query", "path", "header", "cookie", "querystring"]);
    let mut map = described(choices, taste);
    map.insert("name".to_owned(), json!(choices.word(&["x", "k", "X-K"])));
    map.insert("in".to_owned(), json!(place));
    if place == "path" || choices.percent(30) {
        map.insert("required".to_owned(), json!(true));
    }
    Value::Object(map)
}

/// A header of an answer or a part.
pub(crate) fn header(choices: &mut Choices<'_>, taste: Taste) -> Value {
    Value::Object(described(choices, taste))
}

/// What parameters and headers have in common.
fn described(choices: &mut Choices<'_>, taste: Taste) -> Map<String, Value> {
    let mut map = Map::new();
    if choices.percent(20) {
        map.insert("content".to_owned(), content(choices, taste));
        return map;
    }
    map.insert("schema".to_owned(), schema(choices, taste, taste.depth));
    if choices.percent(40) {
        map.insert("style".to_owned(), json!(choices.word(&STYLES)));
        map.insert("explode".to_owned(), json!(choices.percent(50)));
    }
    if choices.percent(10) {
        map.insert("example".to_owned(), values::any(choices));
    }
    map
}

/// The body of a request.
pub(crate) fn request_body(choices: &mut Choices<'_>, taste: Taste) -> Value {
    json!({"content": content(choices, taste), "required": choices.percent(50)})
}

/// An answer.
pub(crate) fn response(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut map = Map::new();
    map.insert("description".to_owned(), json!("An answer."));
    if choices.percent(80) {
        map.insert("content".to_owned(), content(choices, taste));
    }
    if choices.percent(20) {
        let header = or_reference(choices, taste, "headers", header);
        map.insert("headers".to_owned(), json!({"X-K": header}));
    }
    Value::Object(map)
}

/// `content`: a schema for each of some media types.
fn content(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut map = Map::new();
    for _ in 0..=choices.below(2) {
        let media_type = choices.word(&MEDIA_TYPES);
        map.insert(media_type.to_owned(), media(choices, taste));
    }
    Value::Object(map)
}

fn media(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let key = if choices.percent(10) {
        "itemSchema"
    } else {
        "schema"
    };
    let mut map = Map::new();
    map.insert(key.to_owned(), schema(choices, taste, taste.depth));
    if choices.percent(15) {
        let header = or_reference(choices, taste, "headers", header);
        let encoding = json!({"contentType": "image/png", "headers": {"X-K": header}});
        map.insert("encoding".to_owned(), json!({"x": encoding}));
    }
    if choices.percent(10) {
        map.insert("example".to_owned(), values::any(choices));
    }
    Value::Object(map)
}
