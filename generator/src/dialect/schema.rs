//! Schemas: the table of JSON Schema's keywords, and references with company.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::At;
use super::dynamic;
use super::follow::Lead;
use super::grammar::Kind::{
    Any, Boolean, BooleanOrSchema, Digits, Ignored, List, Map, Object as Plain, Schema, Size, Text,
    Types, Unsupported,
};
use super::grammar::Need::Object as NeedObject;
use super::grammar::Version::{V30, V31, V32};
use super::grammar::{Entries, Kind, Object, Rest, Section, field, is_extension};
use super::keywords;
use super::objects::EXTERNAL_DOCS;
use super::reuse::{self, Otherwise, Taken};
use super::walker::Walker;

static TEXTS: Kind = List(&Text);
static SCHEMAS: Kind = List(&Schema);
static SCHEMA_MAP: Kind = Map(&Schema);

/// The keywords of OAS 3.0.4 §4.7.24 and of JSON Schema 2020-12.
pub(super) static SCHEMA: Object = Object {
    name: "Schema Object",
    fields: &[
        field("type", Types),
        field("title", Text),
        field("description", Text),
        field("format", Text),
        field("properties", SCHEMA_MAP),
        field("required", TEXTS),
        field("items", Schema),
        field("additionalProperties", BooleanOrSchema),
        field("enum", List(&Any)),
        field("default", Any),
        field("example", Any),
        field("nullable", Boolean),
        field("readOnly", Boolean),
        field("writeOnly", Boolean),
        field("deprecated", Boolean),
        field("oneOf", SCHEMAS),
        field("anyOf", SCHEMAS),
        field("allOf", SCHEMAS),
        field("not", Schema),
        field("discriminator", Plain(&DISCRIMINATOR)),
        field("externalDocs", Plain(&EXTERNAL_DOCS)),
        field("pattern", Text),
        field("minLength", Size),
        field("maxLength", Size),
        field("minItems", Size),
        field("maxItems", Size),
        field("minProperties", Size),
        field("maxProperties", Size),
        field("uniqueItems", Boolean),
        field("minimum", Digits),
        field("maximum", Digits),
        field("exclusiveMinimum", Digits),
        field("exclusiveMaximum", Digits),
        field("multipleOf", Digits),
        field("const", Any).since(V31),
        field("examples", List(&Any)).since(V31),
        field("prefixItems", SCHEMAS).since(V31),
        field("patternProperties", SCHEMA_MAP).since(V31),
        field("propertyNames", Schema).since(V31),
        field("unevaluatedProperties", Schema).since(V31),
        field("unevaluatedItems", Schema).since(V31),
        field("if", Schema).since(V31),
        field("then", Schema).since(V31),
        field("else", Schema).since(V31),
        field("dependentRequired", Map(&TEXTS)).since(V31),
        field("dependentSchemas", SCHEMA_MAP).since(V31),
        field("contains", Schema).since(V31),
        field("minContains", Size).since(V31),
        field("maxContains", Size).since(V31),
        field("contentEncoding", Text).since(V31),
        field("contentMediaType", Text).since(V31),
        field("contentSchema", Schema).since(V31),
        field("$defs", SCHEMA_MAP).since(V31),
        field("definitions", SCHEMA_MAP).since(V31),
        // References to these names become pointers.
        field("$id", Ignored).since(V31),
        field("$anchor", Ignored).since(V31),
        field("$dynamicRef", Unsupported).since(V31),
        field("$dynamicAnchor", Ignored).since(V31),
        field("$schema", Ignored).since(V31),
        field("$comment", Ignored),
        field("$vocabulary", Ignored),
        field("xml", Ignored),
    ],
    rest: Rest::Unknown,
    open: true,
    prepare: keywords::prepare,
};

static DISCRIMINATOR: Object = Object {
    name: "Discriminator Object",
    fields: &[
        field("propertyName", Text).need(NeedObject),
        field("mapping", Map(&Text)),
        field("defaultMapping", Ignored).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: keywords::discriminator,
};

/// A schema, a boolean schema or a reference to a schema.
pub(super) fn schema(walker: &mut Walker<'_>, node: Node, at: &At<'_>) -> Option<Node> {
    match node {
        Node::Bool(true) => Some(Node::empty_map()),
        Node::Bool(false) => Some(Node::Bool(false)),
        Node::Map(entries) if refers(&entries) => Some(reference(walker, entries, at)),
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
fn refers(entries: &Entries) -> bool {
    entries.contains_key("$ref") || entries.contains_key("$dynamicRef")
}

/// A reference, alone or with siblings that count.
fn reference(walker: &mut Walker<'_>, mut entries: Entries, at: &At<'_>) -> Node {
    let written = match entries.shift_remove("$ref") {
        Some(written) => Some((written, "$ref")),
        None => entries
            .shift_remove("$dynamicRef")
            .map(|written| (written, "$dynamicRef")),
    };
    let target = match written {
        // Of both keywords `$ref` counts: a document that has the two beside each other was not
        // written for dynamic references.
        Some((Node::String(reference), "$ref")) => resolved(walker, &reference, at),
        Some((Node::String(reference), _)) => chosen(walker, &reference, at),
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
        Some(Taken::Reference(reference)) if entries.is_empty() => reuse::reference_to(reference),
        Some(Taken::Reference(reference)) => with_siblings(walker, reference, entries, at),
        Some(Taken::Here(spot)) => {
            reuse::moved_in(walker, Section::Schemas, &spot, at).unwrap_or_else(Node::empty_map)
        }
        None => walker
            .object(&SCHEMA, Node::Map(entries), at)
            .unwrap_or_else(Node::empty_map),
    }
}

fn resolved(walker: &mut Walker<'_>, reference: &str, at: &At<'_>) -> Option<Taken> {
    let lead = reuse::lead(walker, reference, &SCHEMA, Otherwise::AnyValue, at)?;
    Some(taken(walker, lead, at))
}

/// What a dynamic reference leads to: what the referrer chose, or else what the
/// anchor means where it stands.
fn chosen(walker: &mut Walker<'_>, reference: &str, at: &At<'_>) -> Option<Taken> {
    match dynamic::chosen(walker, reference) {
        Some(lead) => Some(taken(walker, lead, at)),
        None => resolved(walker, reference, at),
    }
}

fn taken(walker: &mut Walker<'_>, lead: Lead, at: &At<'_>) -> Taken {
    match dynamic::copy_of(walker, &lead, at) {
        Some((spot, scope)) => Taken::Reference(walker.bundle.copy(Section::Schemas, spot, scope)),
        None => reuse::take_in(walker, Section::Schemas, lead, at),
    }
}

fn with_siblings(
    walker: &mut Walker<'_>,
    reference: String,
    entries: Entries,
    at: &At<'_>,
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
fn counting_siblings(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) {
    entries.retain(|key, value| says_something(key, value));
    if entries.keys().all(|key| is_extension(key)) {
        entries.retain(|key, _| key.starts_with("x-bindery-"));
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
