//! Bodies: a parameter `in: body`, or the fields of a form → `requestBody`.

use super::context::{Raising, share_schema};
use super::parameters::{WrittenParameter, finish_schema, split_schema_members, take_list_style};
use crate::dialect::grammar::Entries;
use crate::source::{Node, Pointer};

/// The media types of forms (Swagger 2.0, "Parameter Object").
const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// What a body is where no media type is named.
const JSON: &str = "application/json";

/// The request body for a parameter `in: body`, for the place `here`.
pub(super) fn raise_body(
    raising: &mut Raising<'_>,
    mut written: WrittenParameter,
    consumes: &[Box<str>],
    here: &Pointer,
) -> Node {
    note_written(raising, &written, here);
    let is_own = written.is_own();
    let schema = written.take_body_schema();
    let there = written.pointer.join("schema");
    let mut body = written.members;
    for key in ["in", "name"] {
        body.shift_remove(key);
    }
    let json = [JSON.into()];
    let media_types = if consumes.is_empty() { &json } else { consumes };
    let place = |media_type: &str| here.join("content").join(media_type).join("schema");
    let first = place(media_types.first().map_or(JSON, |first| first));
    if is_own {
        raising.note_move(&there, &first);
    }
    let content = media_types.iter().enumerate().map(|(index, media_type)| {
        let schema = schema.as_ref().map(|schema| {
            let shared = share_schema(schema, index, &first);
            raising
                .moves
                .note_copy(written.file.clone(), &there, &place(media_type));
            ("schema".into(), shared)
        });
        (media_type.clone(), Node::Map(schema.into_iter().collect()))
    });
    let content = content.collect();
    body.insert("content".into(), Node::Map(content));
    Node::Map(body)
}

/// The request body for the fields of a form, for the place `here`.
pub(super) fn raise_form(
    raising: &mut Raising<'_>,
    fields: Vec<WrittenParameter>,
    consumes: &[Box<str>],
    here: &Pointer,
) -> Node {
    let media_types = choose_form_media_types(&fields, consumes);
    let is_required = fields.iter().any(WrittenParameter::is_required);
    let required: Vec<Node> = fields
        .iter()
        .filter(|field| field.is_required())
        .map(|field| Node::from(field.name()))
        .collect();
    let (mut properties, mut encoding) = (Entries::default(), Entries::default());
    for field in fields {
        let name: Box<str> = field.name().into();
        for media_type in &media_types {
            let place = here.join("content").join(media_type).join("schema");
            note_written(raising, &field, &place.join("properties").join(&name));
        }
        let (schema, style) = raise_field(raising, field);
        properties.insert(name.clone(), schema);
        encoding.extend(style.map(|style| (name, style)));
    }
    let mut schema = Entries::from_iter([
        ("type".into(), Node::from("object")),
        ("properties".into(), Node::Map(properties)),
    ]);
    if !required.is_empty() {
        schema.insert("required".into(), Node::List(required));
    }
    let mut medium = Entries::from_iter([("schema".into(), Node::Map(schema))]);
    if !encoding.is_empty() {
        medium.insert("encoding".into(), Node::Map(encoding));
    }
    let content = media_types
        .into_iter()
        .map(|media_type| (media_type, Node::Map(medium.clone())));
    Node::Map(Entries::from_iter([
        ("content".into(), Node::Map(content.collect())),
        ("required".into(), Node::Bool(is_required)),
    ]))
}

/// A file makes a form multipart, whatever is said of it; else what the operation says, if that
/// is a form.
fn choose_form_media_types(fields: &[WrittenParameter], consumes: &[Box<str>]) -> Vec<Box<str>> {
    let is_file =
        |field: &WrittenParameter| field.members.get("type").and_then(Node::as_str) == Some("file");
    if fields.iter().any(is_file) {
        return vec![MULTIPART.into()];
    }
    let is_form = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case(URL_ENCODED) || essence.eq_ignore_ascii_case(MULTIPART)
    };
    let named: Vec<Box<str>> = consumes
        .iter()
        .filter(|media_type| is_form(media_type))
        .cloned()
        .collect();
    if named.is_empty() {
        vec![URL_ENCODED.into()]
    } else {
        named
    }
}

/// The schema of a field, and how a list of it is sent.
fn raise_field(raising: &mut Raising<'_>, field: WrittenParameter) -> (Node, Option<Node>) {
    let pointer = field.pointer;
    let (mut schema, mut members) = split_schema_members(field.members);
    let style = take_list_style(raising, "formData", &schema, &mut members, &pointer);
    let style = (!style.is_empty()).then_some(Node::Map(style));
    for key in ["in", "name", "required", "allowEmptyValue"] {
        members.shift_remove(key);
    }
    // Its description, and what vendors say of it.
    schema.extend(members);
    (finish_schema(raising, schema, &pointer), style)
}

fn note_written(raising: &mut Raising<'_>, written: &WrittenParameter, here: &Pointer) {
    if written.is_own() {
        raising.note_move(&written.pointer, here);
    } else {
        raising
            .moves
            .note_copy(written.file.clone(), &written.pointer, here);
    }
}
