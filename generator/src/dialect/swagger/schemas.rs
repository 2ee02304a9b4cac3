//! Schemas: what Swagger 2.0 says in another way than OpenAPI 3.0.

use crate::dialect::grammar::Entries;
use crate::maps::HashSet;
use crate::source::Node;

/// The keywords whose value is a schema, or a list of schemas.
const SCHEMA_KEYWORDS: [&str; 6] = [
    "items",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
];

/// The keywords whose value is a map of schemas.
const SCHEMA_MAPS: [&str; 3] = ["properties", "patternProperties", "definitions"];

/// What Microsoft's documents say of the value that tells a child apart.
const DISCRIMINATOR_VALUE: &str = "x-ms-discriminator-value";

/// Where components stand from now on.
const SCHEMAS: &str = "#/components/schemas/";

/// Brings a schema and all inside of it into the form of OpenAPI 3.0.
pub(super) fn raise_schema(node: &mut Node) {
    let Node::Map(schema) = node else {
        return;
    };
    for (key, inner) in schema.iter_mut() {
        if SCHEMA_KEYWORDS.contains(&&**key) {
            match inner {
                Node::List(schemas) => schemas.iter_mut().for_each(raise_schema),
                schema => raise_schema(schema),
            }
        } else if SCHEMA_MAPS.contains(&&**key)
            && let Node::Map(schemas) = inner
        {
            schemas.values_mut().for_each(raise_schema);
        }
    }
    raise_file_type(schema);
    raise_discriminator(schema);
    raise_nullable(schema);
}

/// `type: file` (Swagger 2.0, "Response Object") is a text of bytes.
fn raise_file_type(schema: &mut Entries) {
    if schema.get("type").and_then(Node::as_str) == Some("file") {
        schema.insert("type".into(), "string".into());
        schema.insert("format".into(), "binary".into());
    }
}

/// `discriminator: petType` is the name of a property.
fn raise_discriminator(schema: &mut Entries) {
    if let Some(Node::String(name)) = schema.get("discriminator") {
        let entries = Entries::from_iter([("propertyName".into(), Node::String(name.clone()))]);
        schema.insert("discriminator".into(), Node::Map(entries));
    }
}

/// `x-nullable: true` is what everybody wrote before there was `nullable`. Beside a reference,
/// where nothing else counts, the reference becomes the only member of an `allOf`.
fn raise_nullable(schema: &mut Entries) {
    if schema.get("x-nullable") != Some(&Node::Bool(true)) || schema.contains_key("nullable") {
        return;
    }
    schema.shift_remove("x-nullable");
    if let Some(reference) = schema.shift_remove("$ref") {
        let member = Entries::from_iter([("$ref".into(), reference)]);
        schema.insert("allOf".into(), Node::List(vec![Node::Map(member)]));
    }
    schema.insert("nullable".into(), Node::Bool(true));
}

/// Writes the values that tell children apart, which Swagger 2.0 has no place for and
/// Microsoft's documents write at each child, into the mapping of the discriminator that the
/// child inherits.
pub(super) fn map_discriminator_values(schemas: &mut Entries) {
    let told: Vec<(String, String)> = schemas
        .iter()
        .filter_map(|(name, schema)| {
            let value = schema.get(DISCRIMINATOR_VALUE)?.as_str()?;
            Some((name.to_string(), value.to_owned()))
        })
        .collect();
    for (name, value) in told {
        let Some(base) = find_discriminated_base(schemas, &name) else {
            continue;
        };
        let Some(Node::Map(base)) = schemas.get_mut(base.as_str()) else {
            continue;
        };
        let Some(Node::Map(discriminator)) = base.get_mut("discriminator") else {
            continue;
        };
        let mapping = discriminator
            .entry("mapping".into())
            .or_insert_with(Node::empty_map);
        if let Node::Map(mapping) = mapping {
            let reference = Node::from(format!("{SCHEMAS}{name}"));
            mapping.entry(value.into()).or_insert(reference);
        }
    }
}

/// The nearest component with a discriminator that a component is made of, or itself.
fn find_discriminated_base(schemas: &Entries, name: &str) -> Option<String> {
    // Marks, as components may be made of each other in a circle.
    let mut seen = HashSet::default();
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.pop() {
        let Some(schema) = schemas.get(name.as_str()) else {
            continue;
        };
        if matches!(schema.get("discriminator"), Some(Node::Map(_))) {
            return Some(name);
        }
        if let Some(Node::List(members)) = schema.get("allOf") {
            let references = members.iter().filter_map(|member| member.get("$ref"));
            let names = references
                .filter_map(Node::as_str)
                .filter_map(|text| text.rsplit('/').next());
            waiting.extend(
                names
                    .map(str::to_owned)
                    .filter(|name| seen.insert(name.clone())),
            );
        }
    }
    None
}
