//! Schemas: keywords side by side that no author puts together.

use serde_json::{Map, Value, json};

use crate::{Choices, Taste, Version, references, values};

/// The types of the `type` keyword.
const TYPES: [&str; 7] = [
    "string", "object", "array", "integer", "number", "boolean", "null",
];

/// Names of properties.
const PROPERTIES: [&str; 4] = ["k", "x", "y", "K"];

const FORMATS: [&str; 10] = [
    "date-time",
    "date",
    "uuid",
    "binary",
    "byte",
    "int32",
    "int64",
    "uint64",
    "decimal",
    "uri",
];

/// `components/schemas`: some of the names.
pub(crate) fn components(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut schemas = Map::new();
    for name in references::names(taste) {
        if !choices.percent(10) {
            schemas.insert(name.to_owned(), schema(choices, taste, taste.depth));
        }
    }
    Value::Object(schemas)
}

/// A schema with room for so many schemas inside one another.
pub(crate) fn schema(choices: &mut Choices<'_>, taste: Taste, room: usize) -> Value {
    if room == 0 {
        return leaf(choices, taste);
    }
    let mut map = Map::new();
    let composed = choices.percent(taste.compositions);
    if composed {
        for _ in 0..=choices.below(3) {
            compose(choices, taste, room - 1, &mut map);
        }
    }
    for _ in 0..choices.below(3) {
        restrict(choices, taste, room - 1, &mut map);
    }
    for _ in 0..choices.below(2) {
        annotate(choices, taste, &mut map);
    }
    if map.is_empty() {
        return leaf(choices, taste);
    }
    Value::Object(map)
}

/// A schema in which no other one stands.
fn leaf(choices: &mut Choices<'_>, taste: Taste) -> Value {
    match choices.below(16) {
        0..8 => json!({"$ref": references::schema(choices, taste)}),
        8..13 => json!({"type": types(choices, taste)}),
        13 => json!({"enum": values::list(choices)}),
        14 => json!({}),
        _ if taste.version == Version::V3_0 => json!({"nullable": true}),
        _ => json!(choices.percent(50)),
    }
}

fn types(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let one = choices.word(&TYPES);
    if taste.version == Version::V3_0 || !choices.percent(25) {
        return json!(one);
    }
    json!([one, choices.word(&TYPES)])
}

/// Adds a keyword that composes a schema of others.
fn compose(choices: &mut Choices<'_>, taste: Taste, room: usize, map: &mut Map<String, Value>) {
    match choices.below(12) {
        0..3 => insert(map, "anyOf", schemas(choices, taste, room)),
        3..6 => insert(map, "oneOf", schemas(choices, taste, room)),
        6..9 => insert(map, "allOf", schemas(choices, taste, room)),
        9 => insert(map, "$ref", json!(references::schema(choices, taste))),
        10 => insert(map, "discriminator", discriminator(choices, taste)),
        _ => rare(choices, taste, room, map),
    }
}

/// Adds a keyword that hardly any document has.
fn rare(choices: &mut Choices<'_>, taste: Taste, room: usize, map: &mut Map<String, Value>) {
    match choices.below(8) {
        0 => insert(map, "not", schema(choices, taste, room)),
        1 => {
            insert(map, "if", schema(choices, taste, room));
            insert(map, "then", schema(choices, taste, room));
        }
        2 => insert(
            map,
            "dependentSchemas",
            json!({"x": schema(choices, taste, room)}),
        ),
        3 => insert(map, "$defs", json!({"A": schema(choices, taste, room)})),
        4 => insert(map, "$dynamicRef", json!("#node")),
        5 => insert(map, "$dynamicAnchor", json!("node")),
        6 => insert(map, "$anchor", json!("anchor")),
        _ => insert(map, "contentSchema", schema(choices, taste, room)),
    }
}

fn schemas(choices: &mut Choices<'_>, taste: Taste, room: usize) -> Value {
    let count = choices.below(4);
    let count = if count == 3 { 0 } else { count };
    (0..=count).map(|_| schema(choices, taste, room)).collect()
}

fn discriminator(choices: &mut Choices<'_>, taste: Taste) -> Value {
    let mut mapping = Map::new();
    for _ in 0..choices.below(3) {
        let value = choices.word(&["a", "b", "A", "1"]);
        let target = match choices.below(3) {
            0 => references::name(choices, taste).to_owned(),
            _ => references::schema(choices, taste),
        };
        mapping.insert(value.to_owned(), json!(target));
    }
    json!({"propertyName": choices.word(&PROPERTIES), "mapping": mapping})
}

/// Adds a keyword that restricts values by itself.
fn restrict(choices: &mut Choices<'_>, taste: Taste, room: usize, map: &mut Map<String, Value>) {
    match choices.below(18) {
        0..4 => insert(map, "type", types(choices, taste)),
        4..7 => insert(map, "properties", properties(choices, taste, room)),
        7 => insert(map, "required", json!([choices.word(&PROPERTIES)])),
        8 => insert(map, "items", schema(choices, taste, room)),
        9 => insert(
            map,
            "additionalProperties",
            additional(choices, taste, room),
        ),
        10 => insert(map, "enum", values::list(choices)),
        11 => insert(map, "format", json!(choices.word(&FORMATS))),
        12 if taste.version == Version::V3_0 => insert(map, "nullable", json!(true)),
        12 => insert(map, "const", values::any(choices)),
        13 => insert(map, "prefixItems", schemas(choices, taste, room)),
        14 => insert(
            map,
            "unevaluatedProperties",
            additional(choices, taste, room),
        ),
        15 => {
            let pattern = choices.word(&["^a", "^b", "("]);
            insert(
                map,
                "patternProperties",
                json!({pattern: schema(choices, taste, room)}),
            );
        }
        16 => insert(
            map,
            choices.word(&[
                "minimum",
                "maximum",
                "maxLength",
                "minItems",
                "maxItems",
                "minProperties",
            ]),
            json!(1),
        ),
        _ => insert(
            map,
            choices.word(&[
                "contentEncoding",
                "contentMediaType",
                "pattern",
                "uniqueItems",
            ]),
            json!("base64"),
        ),
    }
}

fn properties(choices: &mut Choices<'_>, taste: Taste, room: usize) -> Value {
    let mut map = Map::new();
    for _ in 0..=choices.below(3) {
        let name = choices.word(&PROPERTIES);
        map.insert(name.to_owned(), schema(choices, taste, room));
    }
    Value::Object(map)
}

fn additional(choices: &mut Choices<'_>, taste: Taste, room: usize) -> Value {
    match choices.below(4) {
        0 => json!(true),
        1 => json!(false),
        _ => schema(choices, taste, room),
    }
}

/// Adds a keyword that restricts no value.
fn annotate(choices: &mut Choices<'_>, taste: Taste, map: &mut Map<String, Value>) {
    match choices.below(9) {
        0 => insert(
            map,
            "title",
            json!(choices.word(&["A", "a", "type", "Some"])),
        ),
        1 => insert(map, "description", json!("What it is.")),
        2 => insert(map, "readOnly", json!(true)),
        3 => insert(map, "writeOnly", json!(true)),
        4 => insert(map, "default", values::any(choices)),
        5 => insert(map, "example", values::any(choices)),
        6 => insert(map, "deprecated", json!(true)),
        7 if taste.version == Version::V3_0 => insert(map, "nullable", json!(true)),
        _ => insert(map, "x-enum-varnames", json!(["a", "A"])),
    }
}

fn insert(map: &mut Map<String, Value>, key: &str, value: Value) {
    map.insert(key.to_owned(), value);
}
