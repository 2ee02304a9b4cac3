//! Schemas: the table of JSON Schema's keywords, and references with company.

use crate::diagnostics::Code;
use crate::name_keys::{NamedPart, is_name_key};
use crate::source::Node;

use super::at::DocumentPlace;
use super::dynamic;
use super::follow::Lead;
use super::grammar::Need::Object as NeedObject;
use super::grammar::ValueKind::{
    Any, Boolean, BooleanOrSchema, Digits, Ignored, List, Map, Object as Plain, Schema, Size, Text,
    Types, Unsupported,
};
use super::grammar::Version::{V30, V31, V32};
use super::grammar::{
    ComponentSection, Entries, Object, RestKeys, ValueKind, is_extension, make_optional_field,
};
use super::keywords;
use super::objects::EXTERNAL_DOCS;
use super::reuse::{self, Otherwise, TakenReference};
use super::walker::Walker;

static TEXTS: ValueKind = List(&Text);
static SCHEMAS: ValueKind = List(&Schema);
static SCHEMA_MAP: ValueKind = Map(&Schema);

/// The keywords of OAS 3.0.4 §4.7.24 and of JSON Schema 2020-12.
pub(super) static SCHEMA: Object = Object {
    name: "Schema Object",
    fields: &[
        make_optional_field("type", Types),
        make_optional_field("title", Text),
        make_optional_field("description", Text),
        make_optional_field("format", Text),
        make_optional_field("properties", SCHEMA_MAP),
        make_optional_field("required", TEXTS),
        make_optional_field("items", Schema),
        make_optional_field("additionalProperties", BooleanOrSchema),
        make_optional_field("enum", List(&Any)),
        make_optional_field("default", Any),
        make_optional_field("example", Any),
        make_optional_field("nullable", Boolean),
        make_optional_field("readOnly", Boolean),
        make_optional_field("writeOnly", Boolean),
        make_optional_field("deprecated", Boolean),
        make_optional_field("oneOf", SCHEMAS),
        make_optional_field("anyOf", SCHEMAS),
        make_optional_field("allOf", SCHEMAS),
        make_optional_field("not", Schema),
        make_optional_field("discriminator", Plain(&DISCRIMINATOR)),
        make_optional_field("externalDocs", Plain(&EXTERNAL_DOCS)),
        make_optional_field("pattern", Text),
        make_optional_field("minLength", Size),
        make_optional_field("maxLength", Size),
        make_optional_field("minItems", Size),
        make_optional_field("maxItems", Size),
        make_optional_field("minProperties", Size),
        make_optional_field("maxProperties", Size),
        make_optional_field("uniqueItems", Boolean),
        make_optional_field("minimum", Digits),
        make_optional_field("maximum", Digits),
        make_optional_field("exclusiveMinimum", Digits),
        make_optional_field("exclusiveMaximum", Digits),
        make_optional_field("multipleOf", Digits),
        make_optional_field("const", Any).since(V31),
        make_optional_field("examples", List(&Any)).since(V31),
        make_optional_field("prefixItems", SCHEMAS).since(V31),
        make_optional_field("patternProperties", SCHEMA_MAP).since(V31),
        make_optional_field("propertyNames", Schema).since(V31),
        make_optional_field("unevaluatedProperties", Schema).since(V31),
        make_optional_field("unevaluatedItems", Schema).since(V31),
        make_optional_field("if", Schema).since(V31),
        make_optional_field("then", Schema).since(V31),
        make_optional_field("else", Schema).since(V31),
        make_optional_field("dependentRequired", Map(&TEXTS)).since(V31),
        make_optional_field("dependentSchemas", SCHEMA_MAP).since(V31),
        make_optional_field("contains", Schema).since(V31),
        make_optional_field("minContains", Size).since(V31),
        make_optional_field("maxContains", Size).since(V31),
        make_optional_field("contentEncoding", Text).since(V31),
        make_optional_field("contentMediaType", Text).since(V31),
        make_optional_field("contentSchema", Schema).since(V31),
        make_optional_field("$defs", SCHEMA_MAP).since(V31),
        make_optional_field("definitions", SCHEMA_MAP).since(V31),
        // References to these names become pointers.
        make_optional_field("$id", Ignored).since(V31),
        make_optional_field("$anchor", Ignored).since(V31),
        make_optional_field("$dynamicRef", Unsupported).since(V31),
        make_optional_field("$dynamicAnchor", Ignored).since(V31),
        make_optional_field("$schema", Ignored).since(V31),
        make_optional_field("$comment", Ignored),
        make_optional_field("$vocabulary", Ignored),
        make_optional_field("xml", Ignored),
    ],
    rest: RestKeys::Unknown,
    open: true,
    prepare: keywords::prepare_schema_keywords,
};

static DISCRIMINATOR: Object = Object {
    name: "Discriminator Object",
    fields: &[
        make_optional_field("propertyName", Text).need(NeedObject),
        make_optional_field("mapping", Map(&Text)),
        make_optional_field("defaultMapping", Text).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: keywords::repair_discriminator,
};

/// A schema, a boolean schema or a reference to a schema.
pub(super) fn normalise_schema(
    walker: &mut Walker<'_>,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    match node {
        Node::Bool(true) => Some(Node::empty_map()),
        Node::Bool(false) => Some(Node::Bool(false)),
        Node::Map(entries) if refers_to_schema(&entries) => {
            Some(normalise_schema_reference(walker, entries, at))
        }
        Node::Map(_) => walker.object(&SCHEMA, node, at),
        Node::Null | Node::Number(_) | Node::String(_) | Node::List(_) => {
            let message = format!(
                "`{}` should be a schema, but is {}; any value counts here",
                at.name(),
                node.kind()
            );
            walker.warn(Code::WrongType, at, message, "");
            Some(Node::empty_map())
        }
    }
}

/// Whether a schema refers to another one.
fn refers_to_schema(entries: &Entries) -> bool {
    entries.contains_key("$ref") || entries.contains_key("$dynamicRef")
}

/// A reference, alone or with siblings that count.
fn normalise_schema_reference(
    walker: &mut Walker<'_>,
    mut entries: Entries,
    at: &DocumentPlace<'_>,
) -> Node {
    let written = match entries.shift_remove("$ref") {
        Some(written) => Some((written, "$ref")),
        None => entries
            .shift_remove("$dynamicRef")
            .map(|written| (written, "$dynamicRef")),
    };
    let target = match written {
        // Of both keywords `$ref` counts: a document that has the two beside each other was not
        // written for dynamic references.
        Some((Node::String(reference), "$ref")) => resolve_reference_target(walker, &reference, at),
        Some((Node::String(reference), _)) => resolve_dynamic_reference(walker, &reference, at),
        Some((other, key)) => {
            walker.left_out("text", &other, &at.key(key));
            None
        }
        None => None,
    };
    // After the target is known and before it is used: in 3.0 most siblings go, and what remains
    // decides whether the reference stays one.
    counting_siblings(walker, &mut entries, at);
    match target {
        Some(TakenReference::Reference(reference)) if entries.is_empty() => {
            reuse::reference_to(reference)
        }
        Some(TakenReference::Reference(reference)) => with_siblings(walker, reference, entries, at),
        Some(TakenReference::Here(spot)) => {
            reuse::moved_in(walker, ComponentSection::Schemas, &spot, at)
                .unwrap_or_else(Node::empty_map)
        }
        None => walker
            .object(&SCHEMA, Node::Map(entries), at)
            .unwrap_or_else(Node::empty_map),
    }
}

fn resolve_reference_target(
    walker: &mut Walker<'_>,
    reference: &str,
    at: &DocumentPlace<'_>,
) -> Option<TakenReference> {
    let lead = reuse::follow_object_reference(walker, reference, &SCHEMA, Otherwise::AnyValue, at)?;
    Some(take_schema_target(walker, lead, at))
}

/// What a dynamic reference leads to: what the referrer chose, or else what the
/// anchor means where it stands.
fn resolve_dynamic_reference(
    walker: &mut Walker<'_>,
    reference: &str,
    at: &DocumentPlace<'_>,
) -> Option<TakenReference> {
    match dynamic::find_chosen_target(walker, reference) {
        Some(lead) => Some(take_schema_target(walker, lead, at)),
        None => resolve_reference_target(walker, reference, at),
    }
}

fn take_schema_target(
    walker: &mut Walker<'_>,
    lead: Lead,
    at: &DocumentPlace<'_>,
) -> TakenReference {
    match dynamic::copy_of(walker, &lead, at) {
        Some((spot, scope)) => {
            TakenReference::Reference(walker.bundle.copy(ComponentSection::Schemas, spot, scope))
        }
        None => reuse::take_in_reference(walker, ComponentSection::Schemas, lead, at),
    }
}

fn with_siblings(
    walker: &mut Walker<'_>,
    reference: String,
    entries: Entries,
    at: &DocumentPlace<'_>,
) -> Node {
    let mut walked = match walker.object(&SCHEMA, Node::Map(entries), at) {
        Some(Node::Map(walked)) => walked,
        Some(_) | None => Entries::default(),
    };
    walked.insert("$ref".into(), reference.into());
    Node::Map(walked)
}

/// Keeps the siblings of a reference that say something. In 3.0 only annotations
/// do: its text lets a reference stand for itself alone (OAS 3.0.4 §4.7.23), but
/// what authors mean by a description or `nullable` beside it is clear.
fn counting_siblings(walker: &mut Walker<'_>, entries: &mut Entries, at: &DocumentPlace<'_>) {
    entries.retain(|key, value| says_something(key, value));
    if entries.keys().all(|key| is_extension(key)) {
        // What names the property says something of it, not of what the reference leads to.
        entries.retain(|key, _| {
            key.starts_with("x-bindery-") || is_name_key(key, NamedPart::Property)
        });
    }
    if walker.version > V30 {
        return;
    }
    let ignored: Vec<_> = entries
        .keys()
        .filter(|key| !ANNOTATIONS.contains(&&***key) && !is_extension(key))
        .cloned()
        .collect();
    for key in ignored {
        entries.shift_remove(&key);
        let message = format!("`{key}` beside a `$ref` does not count in OpenAPI 3.0");
        let help = "write `allOf: [{$ref: …}]` and put the keyword beside `allOf`";
        walker.warn_key(Code::RefSiblings, &at.key(&key), message, help);
    }
    if entries.contains_key("nullable") {
        let message = "`nullable` beside a `$ref` is read as \"or null\"".to_owned();
        let help = "OpenAPI 3.0 lets a `$ref` stand alone; the clean form is \
                    `nullable: true` beside `allOf: [{$ref: …}]`";
        walker.warn_key(Code::NullableReference, &at.key("nullable"), message, help);
    }
}

/// Keywords that tell about a value and do not change what it may be.
const ANNOTATIONS: [&str; 9] = [
    "title",
    "description",
    "default",
    "example",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
];

fn says_something(key: &str, value: &Node) -> bool {
    match key {
        "$comment" | "$schema" | "summary" => false,
        "nullable" | "readOnly" | "writeOnly" | "deprecated" => *value != Node::Bool(false),
        _ => *value != Node::Null,
    }
}
