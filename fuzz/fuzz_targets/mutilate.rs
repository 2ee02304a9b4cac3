//! Documents that were sound once: the input says which nodes of a seed are
//! replaced, removed, renamed or moved, so that nearly all inputs get through to the
//! last stage.

#![no_main]

use std::sync::LazyLock;

use bindery::diagnostics::{Code, Diagnostics};
use bindery::rust::Options;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

static SEEDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    [
        include_str!("../../generator/tests/dialect/kitchen-sink/openapi.yaml"),
        include_str!("../../generator/tests/dialect/nullable-3.0/openapi.yaml"),
        include_str!("../../generator/tests/dialect/rf-07-dynamic/openapi.yaml"),
        include_str!("../../generator/tests/dialect/version-3.2/openapi.yaml"),
        include_str!("../../specs/gcore-waap-reseller.yaml"),
        include_str!("../../specs/virtuozzo-billing.yaml"),
    ]
    .iter()
    .map(|text| serde_yaml::from_str(text).expect("seeds are sound"))
    .collect()
});

fuzz_target!(|input: &[u8]| {
    let mut choices = Choices(input);
    let seed = choices.below(SEEDS.len());
    let mut document = SEEDS[seed].clone();
    while !choices.0.is_empty() {
        let donor = SEEDS[choices.below(SEEDS.len())].clone();
        mutilate(&mut document, donor, &mut choices);
    }
    if let Some(map) = document.as_object_mut() {
        map.insert(
            "openapi".to_owned(),
            json!(["3.0.3", "3.1.0", "3.2.0"][seed % 3]),
        );
    }
    let mut diagnostics = Diagnostics::new();
    let options = Options::default();
    let text = document.to_string();
    let compiled = bindery::compile_text("openapi.json", text, &options, &mut diagnostics);
    assert_eq!(compiled.is_err(), diagnostics.has_errors());
    let rejected = |code| code == Code::ModelRejected;
    assert!(
        !diagnostics
            .findings()
            .iter()
            .any(|finding| rejected(finding.code))
    );
});

/// The input as a row of choices.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let wide = bound > 256;
        let mut value = 0;
        for _ in 0..=usize::from(wide) {
            let Some((first, rest)) = self.0.split_first() else {
                break;
            };
            value = value << 8 | usize::from(*first);
            self.0 = rest;
        }
        value % bound.max(1)
    }
}

/// Changes one node somewhere.
fn mutilate(node: &mut Value, donor: Value, choices: &mut Choices<'_>) {
    match node {
        Value::Object(map) if !map.is_empty() && choices.below(8) > 0 => {
            let index = choices.below(map.len());
            let key = map.keys().nth(index).cloned().unwrap_or_default();
            match choices.below(16) {
                0 => {
                    map.shift_remove(&key);
                }
                1 => {
                    map.insert(word(choices).to_owned(), strange(donor, choices));
                }
                2 => {
                    if let Some(value) = map.shift_remove(&key) {
                        map.insert(word(choices).to_owned(), value);
                    }
                }
                _ => {
                    if let Some(value) = map.get_mut(&key) {
                        mutilate(value, donor, choices);
                    }
                }
            }
        }
        Value::Array(items) if !items.is_empty() && choices.below(8) > 0 => {
            let index = choices.below(items.len());
            mutilate(&mut items[index], donor, choices);
        }
        node => *node = strange(donor, choices),
    }
}

/// Words that mean something somewhere, or nothing anywhere.
fn word(choices: &mut Choices<'_>) -> &'static str {
    const WORDS: &[&str] = &[
        "type",
        "in",
        "$ref",
        "x-own",
        "schema",
        "required",
        "200",
        "default",
        "",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "items",
        "properties",
        "additionalProperties",
        "enum",
        "const",
        "nullable",
        "discriminator",
        "mapping",
        "propertyName",
        "$id",
        "$anchor",
        "$defs",
        "$dynamicRef",
        "$dynamicAnchor",
        "format",
        "pattern",
        "prefixItems",
        "content",
        "self",
        "Self",
        "crate",
        "type_",
        "🦀",
        "名前",
        "a b",
        "a-b",
        "a_b",
        "A",
        "1",
        "_",
        "/",
        "~",
        "*/*",
        "text/event-stream",
        "multipart/form-data",
        "application/jsonl",
        "4XX",
        "GET",
        "readOnly",
        "writeOnly",
        "minimum",
        "deepObject",
        "style",
        "explode",
        "security",
    ];
    WORDS[choices.below(WORDS.len())]
}

/// A value that need not fit.
fn strange(donor: Value, choices: &mut Choices<'_>) -> Value {
    match choices.below(20) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(-1.5e308),
        4 => json!(u64::MAX),
        5 => json!(3),
        6 => json!(word(choices)),
        7 => json!([]),
        8 => json!({}),
        9 => json!([word(choices), "null"]),
        10 => json!({ word(choices): word(choices) }),
        11..14 => reference(&donor, choices),
        _ => part(donor, choices),
    }
}

/// A reference to a component that there may be.
fn reference(donor: &Value, choices: &mut Choices<'_>) -> Value {
    let empty = Map::new();
    let sections = donor["components"].as_object().unwrap_or(&empty);
    let section = sections.keys().nth(choices.below(sections.len()));
    let section = section.map_or("schemas", String::as_str);
    let names = donor["components"][section].as_object().unwrap_or(&empty);
    let name = names.keys().nth(choices.below(names.len()));
    let name = name.map_or("Nothing", String::as_str);
    json!({ "$ref": format!("#/components/{section}/{name}") })
}

/// A part of another document.
fn part(mut donor: Value, choices: &mut Choices<'_>) -> Value {
    while choices.below(6) > 0 {
        donor = match donor {
            Value::Object(map) if !map.is_empty() => {
                let index = choices.below(map.len());
                map.into_iter()
                    .nth(index)
                    .map_or(Value::Null, |(_, value)| value)
            }
            Value::Array(items) if !items.is_empty() => {
                let index = choices.below(items.len());
                items.into_iter().nth(index).unwrap_or(Value::Null)
            }
            other => return other,
        };
    }
    donor
}
