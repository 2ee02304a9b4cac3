//! Paths, operations and callbacks, which may refer to each other.

use serde_json::{Map, Value, json};

use crate::messages::{or_reference, parameter, request_body, response};
use crate::{Choices, Taste, Version, references};

/// Path items and their methods, security and servers.
pub(crate) fn all(choices: &mut Choices<'_>, taste: Taste) -> Map<String, Value> {
    let mut paths = Map::new();
    for path in ["/a", "/b/{x}", "/c/{k}/{x}"] {
        if !choices.percent(30) {
            paths.insert(path.to_owned(), path_item(choices, taste));
        }
    }
    let mut all = Map::new();
    all.insert("paths".to_owned(), Value::Object(paths));
    if choices.percent(10) {
        all.insert(
            "webhooks".to_owned(),
            json!({"hook": path_item(choices, taste)}),
        );
    }
    all
}

/// A path item, or a reference to one.
pub(crate) fn path_item(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut map = Map::new();
    if choices.percent(25) {
        map.insert(
            "$ref".to_owned(),
            json!(path_item_reference(choices, taste)),
        );
    }
    for method in ["get", "post", "query", "delete"] {
        if choices.percent(35) {
            map.insert(method.to_owned(), operation(choices, taste));
        }
    }
    if choices.percent(20) {
        map.insert("parameters".to_owned(), parameters(choices, taste));
    }
    Value::Object(map)
}

fn path_item_reference(choices: &mut Choices<'_>, taste: Taste) -> String {
    let name = references::name(choices, taste);
    match choices.below(6) {
        0 => "#/paths/~1a".to_owned(),
        1 => "#/paths/~1b~1{x}".to_owned(),
        2 => "#/paths/~1missing".to_owned(),
        3 => format!("#/components/callbacks/{name}/{{$request.body#~1x}}"),
        4 => "#/paths/~1a/post/callbacks/done/{$request.body#~1x}".to_owned(),
        _ => format!("#/components/pathItems/{name}"),
    }
}

fn operation(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut map = Map::new();
    if choices.percent(50) {
        let id = choices.word(&["get_a", "getA", "a", "type"]);
        map.insert("operationId".to_owned(), json!(id));
    }
    if choices.percent(30) {
        let tag = choices.word(&["a", "A", "default"]);
        map.insert("tags".to_owned(), json!([tag]));
    }
    if choices.percent(50) {
        map.insert("parameters".to_owned(), parameters(choices, taste));
    }
    if choices.percent(40) {
        let body = or_reference(choices, taste, "requestBodies", request_body);
        map.insert("requestBody".to_owned(), body);
    }
    map.insert("responses".to_owned(), responses(choices, taste));
    if choices.percent(12) {
        let callback = or_reference(choices, taste, "callbacks", callback);
        map.insert("callbacks".to_owned(), json!({"done": callback}));
    }
    Value::Object(map)
}

fn parameters(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let count = choices.below(3);
    let all = (0..=count).map(|_| or_reference(choices, taste, "parameters", parameter));
    all.collect()
}

fn responses(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut map = Map::new();
    for _ in 0..=choices.below(3) {
        let status = choices.word(&["200", "201", "204", "2XX", "400", "4XX", "default"]);
        let answer = or_reference(choices, taste, "responses", response);
        map.insert(status.to_owned(), answer);
    }
    Value::Object(map)
}

/// A callback.
pub(crate) fn callback(choices: &mut Choices<'_>, taste: Taste) -> Value {
    // a path item of its own would let callbacks stand in callbacks without end
    let item = match taste.version {
        Version::V3_0 => json!({"post": {"responses": {"200": {"description": "Heard."}}}}),
        Version::V3_1 | Version::V3_2 => json!({"$ref": path_item_reference(choices, taste)}),
    };
    json!({"{$request.body#/x}": item})
}
