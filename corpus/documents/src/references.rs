//! References: to schemas by name, to places inside them, to other kinds of components,
//! and to nothing.

use serde_json::{Value, json};

use crate::{Choices, Taste};

/// The names of components. Which of them exist is a matter of chance, too.
const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// Steps into a schema.
const STEPS: [&str; 12] = [
    "properties/x",
    "properties/k",
    "items",
    "additionalProperties",
    "allOf/0",
    "allOf/1",
    "anyOf/0",
    "anyOf/1",
    "oneOf/0",
    "oneOf/1",
    "prefixItems/0",
    "$defs/A",
];

/// Places outside of `components/schemas` where schemas may stand.
const ELSEWHERE: [&str; 6] = [
    "#/components/parameters/A/schema",
    "#/components/headers/A/schema",
    "#/components/responses/A/content/application~1json/schema",
    "#/components/requestBodies/A/content/application~1json/schema",
    "#/paths/~1a/get/responses/200/content/application~1json/schema",
    "#/paths/~1a/post/requestBody/content/application~1json/schema",
];

/// What leads to no schema.
const NOWHERE: [&str; 8] = [
    "#/components/schemas/Missing",
    "#/components/parameters/A",
    "#/components/schemas",
    "#/info",
    "#",
    "#anchor",
    "other.yaml#/A",
    "",
];

/// The names that components of a kind may have.
pub(crate) fn names(taste: Taste) -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().take(taste.names)
}

/// One of the names.
pub(crate) fn name(choices: &mut Choices<'_>, taste: Taste) -> &'static str {
    let names: Vec<&str> = names(taste).collect();
    choices.word(&names)
}

/// A reference to a component of a kind that is no schema.
pub(crate) fn component(choices: &mut Choices<'_>, taste: Taste, section: &str) -> Value {
    let name = match choices.below(12) {
        11 => "Missing",
        _ => name(choices, taste),
    };
    let section = match choices.below(16) {
        15 => "schemas",
        _ => section,
    };
    json!({"$ref": format!("#/components/{section}/{name}")})
}

/// A reference that stands for a schema.
pub(crate) fn schema(choices: &mut Choices<'_>, taste: Taste) -> String {
    let name = name(choices, taste);
    let whole = format!("#/components/schemas/{name}");
    match choices.below(20) {
        0..13 => whole,
        13..16 => format!("{whole}/{}", choices.word(&STEPS)),
        16 => {
            let outer = choices.word(&STEPS);
            format!("{whole}/{outer}/{}", choices.word(&STEPS))
        }
        17 => choices.word(&ELSEWHERE).to_owned(),
        _ => choices.word(&NOWHERE).to_owned(),
    }
}
