//! The independent judge: the crate `jsonschema` on the document's own schemas.
//!
//! OpenAPI 3.0 has a dialect of its own, which is turned into JSON Schema 2020-12
//! here, by the letter of its text and not by bindery's reading of it. Formats are
//! asserted.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Map, Value, json};

const BASE: &str = "urn:document";

/// A document that schemas can be judged by.
pub(crate) struct Judge<'d> {
    registry: Registry<'d>,
}

impl<'d> Judge<'d> {
    /// Takes a document whose dialect was turned before.
    pub(crate) fn new(document: &'d Value) -> Result<Self, String> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, document);
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare);
        Ok(Self {
            registry: registry.map_err(|error| error.to_string())?,
        })
    }

    /// The validator of the schema at a pointer.
    pub(crate) fn validator(&self, pointer: &str) -> Result<Validator, String> {
        let schema = json!({"$ref": format!("{BASE}#{}", super::make_fragment(pointer))});
        let options = jsonschema::options();
        let options = options
            .with_draft(Draft::Draft202012)
            .offline()
            .with_registry(&self.registry);
        let built = options.should_validate_formats(true).build(&schema);
        built.map_err(|error| error.to_string())
    }
}

/// Whether a value is wrong in its structure: a wrong JSON type or a missing
/// property, in whatever alternative it is read.
pub(crate) fn is_misshapen(validator: &Validator, value: &Value) -> bool {
    validator
        .iter_errors(value)
        .any(|error| is_structural(&error))
}

fn is_structural(error: &ValidationError<'_>) -> bool {
    match error.kind() {
        ValidationErrorKind::Type { .. } | ValidationErrorKind::Required { .. } => true,
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context
                .iter()
                .all(|branch| branch.iter().any(is_structural))
        }
        _ => false,
    }
}

/// Turns the words of OpenAPI 3.0, and what documents write instead of JSON
/// Schema, into JSON Schema 2020-12.
pub(crate) fn turn_dialect(node: &mut Value, is_3_0: bool) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| turn_dialect(item, is_3_0)),
        Value::Object(members) => {
            if is_3_0 {
                turn_3_0(members);
            }
            mend_keywords(members);
            members
                .values_mut()
                .for_each(|member| turn_dialect(member, is_3_0));
        }
        _ => {}
    }
}

/// OAS 3.0.4 §4.7.24: siblings of `$ref` are ignored, `nullable` widens the type
/// beside it.
fn turn_3_0(schema: &mut Map<String, Value>) {
    if schema.get("$ref").is_some_and(Value::is_string) {
        schema.retain(|key, _| key == "$ref");
        return;
    }
    if schema.get("nullable") == Some(&Value::Bool(true))
        && let Some(Value::String(word)) = schema.get("type")
    {
        let types = json!([word, "null"]);
        schema.insert("type".to_owned(), types);
    }
}

/// Bounds of draft 4, tuples of draft 4, and keywords of the wrong type.
fn mend_keywords(schema: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        match schema.get(exclusive) {
            Some(Value::Bool(true)) => match schema.remove(bound) {
                Some(value) => {
                    schema.insert(exclusive.to_owned(), value);
                }
                None => {
                    schema.remove(exclusive);
                }
            },
            Some(Value::Bool(false)) => {
                schema.remove(exclusive);
            }
            _ => {}
        }
    }
    if schema.get("items").is_some_and(Value::is_array)
        && let Some(items) = schema.remove("items")
    {
        schema.insert("prefixItems".to_owned(), items);
    }
    if schema
        .get("pattern")
        .and_then(Value::as_str)
        .is_some_and(is_huge)
    {
        schema.remove("pattern");
    }
    if schema.get("required").is_some_and(Value::is_boolean) {
        schema.remove("required");
    }
}

/// Whether a pattern counts so far that its automaton would take seconds to build.
fn is_huge(pattern: &str) -> bool {
    let counts = pattern.split(['{', ',', '}']);
    counts
        .filter_map(|count| count.parse::<u32>().ok())
        .any(|count| count >= 1000)
}
