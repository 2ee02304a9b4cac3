//! Responses: `schema`, `headers` and `examples` → `content` and `headers`.

use super::context::{Raising, is_mere_reference, refer_to_schema, share_schema};
use super::parameters::{finish_schema, split_schema_members, take_list_style};
use super::schemas::raise_schema;
use crate::dialect::grammar::Entries;
use crate::source::{Node, Pointer};

/// What a response is where no media type is named.
const JSON: &str = "application/json";

/// What a file is where no media type is named.
const BYTES: &str = "application/octet-stream";

/// The responses of an operation, which stay at `at`.
pub(super) fn raise_responses(
    raising: &mut Raising<'_>,
    node: Node,
    produces: &[Box<str>],
    at: &Pointer,
) -> Node {
    let Node::Map(responses) = node else {
        return node;
    };
    let responses = responses.into_iter().map(|(status, response)| {
        let at = at.join(&status);
        let response = if status.starts_with("x-") {
            response
        } else {
            raise_response(raising, response, produces, &at)
        };
        (status, response)
    });
    Node::Map(responses.collect())
}

/// A response, which stays at `at`.
pub(super) fn raise_response(
    raising: &mut Raising<'_>,
    node: Node,
    produces: &[Box<str>],
    at: &Pointer,
) -> Node {
    let Node::Map(members) = node else {
        return node;
    };
    let Some(reference) = members.get("$ref").and_then(Node::as_str) else {
        return raise_response_members(raising, members, produces, at, at);
    };
    let Some(found) = raising.find_referenced(reference) else {
        return Node::Map(members);
    };
    // A shared response becomes a component with the media types of the document; an operation
    // with others needs a response of its own.
    let is_component = found.file.is_none() && produces == &*raising.produces;
    let Node::Map(mut target) = found.node else {
        return Node::Map(members);
    };
    if is_component {
        return Node::Map(members);
    }
    // Referred to where it stands: references inside of it mean places of that file, and nothing
    // is copied.
    if let Some(schema) = target.get_mut("schema")
        && (found.file.is_some() || !is_mere_reference(schema))
    {
        *schema = refer_to_schema(format!("{reference}/schema"));
    }
    raising.moves.note_copy(found.file, &found.pointer, at);
    // As if it stood here: the original keeps its own place.
    raise_response_members(raising, target, produces, at, at)
}

/// A response of the document, which stood at `there` and becomes a component at `here`.
pub(super) fn raise_shared_response(
    raising: &mut Raising<'_>,
    node: Node,
    produces: &[Box<str>],
    there: &Pointer,
    here: &Pointer,
) -> Node {
    match node {
        Node::Map(members) if !members.contains_key("$ref") => {
            raise_response_members(raising, members, produces, there, here)
        }
        node => node,
    }
}

/// A response whose members were written at `there`, for the place `here`.
fn raise_response_members(
    raising: &mut Raising<'_>,
    mut members: Entries,
    produces: &[Box<str>],
    there: &Pointer,
    here: &Pointer,
) -> Node {
    if let Some(Node::Map(headers)) = members.get_mut("headers") {
        for (name, header) in headers.iter_mut() {
            let there = there.join("headers").join(name);
            let here = here.join("headers").join(name);
            raising.note_move(&there, &here.join("schema"));
            *header = raise_header(raising, std::mem::replace(header, Node::Null), &there);
        }
    }
    let examples = members.shift_remove("examples");
    let Some(mut schema) = members.shift_remove("schema") else {
        if examples.is_some() {
            let message = "a response without `schema` has no content (Swagger 2.0, \"Response \
                           Object\"); its examples are left out";
            raising.warn_lost(&there.join("examples"), message);
        }
        return Node::Map(members);
    };
    let is_file = schema.get("type").and_then(Node::as_str) == Some("file");
    raise_schema(&mut schema);
    let by_default = [if is_file { BYTES } else { JSON }.into()];
    let media_types = if produces.is_empty() {
        &by_default
    } else {
        produces
    };
    let place = |media_type: &str| here.join("content").join(media_type);
    let first = place(media_types.first().map_or(JSON, |first| first)).join("schema");
    raising.note_move(&there.join("schema"), &first);
    let content = media_types.iter().enumerate().map(|(index, media_type)| {
        let place = place(media_type);
        raising.note_move(&there.join("schema"), &place.join("schema"));
        let schema = [("schema".into(), share_schema(&schema, index, &first))];
        let example = examples.as_ref().and_then(|all| all.get(media_type));
        let example = example.map(|example| {
            let there = there.join("examples").join(media_type);
            raising.note_move(&there, &place.join("example"));
            ("example".into(), example.clone())
        });
        let members = schema.into_iter().chain(example);
        (media_type.clone(), Node::Map(members.collect()))
    });
    let content = content.collect();
    members.insert("content".into(), Node::Map(content));
    Node::Map(members)
}

fn raise_header(raising: &mut Raising<'_>, node: Node, there: &Pointer) -> Node {
    let Node::Map(members) = node else {
        return node;
    };
    let (schema, mut members) = split_schema_members(members);
    // Headers are sent by commas alone, in both versions, so that nothing needs to be said.
    take_list_style(raising, "header", &schema, &mut members, there);
    if !members.contains_key("schema") {
        let schema = finish_schema(raising, schema, there);
        members.insert("schema".into(), schema);
    }
    Node::Map(members)
}
