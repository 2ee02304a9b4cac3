//! Whether the walk will look up places of the document that it walks.
//!
//! The walk takes the document's tree apart. It only needs a second copy where it
//! follows a reference by itself: to set in what it leads to, or to find out what a
//! name or another file's reference means.

use super::grammar::{Object, RestKeys, ValueKind};
use super::objects;
use crate::source::{Document, Node};

/// Whether the walk needs a document's tree beside the one that it takes apart.
pub(super) fn is_due(document: &Document) -> bool {
    document.is_looked_up || member_refers(&objects::OPENAPI, &document.root)
}

/// Whether a reference stands where what it leads to is set in.
fn refers_back(kind: ValueKind, node: &Node) -> bool {
    match kind {
        ValueKind::Inlined(object) => node.get("$ref").is_some() || member_refers(object, node),
        ValueKind::Object(object) | ValueKind::Referable(object, _) => member_refers(object, node),
        ValueKind::Map(value) => node
            .as_map()
            .is_some_and(|map| map.values().any(|node| refers_back(*value, node))),
        ValueKind::List(item) => match node {
            Node::List(items) => items.iter().any(|node| refers_back(*item, node)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Map(_) => {
                refers_back(*item, node)
            }
        },
        ValueKind::Any
        | ValueKind::Text
        | ValueKind::Types
        | ValueKind::Boolean
        | ValueKind::Size
        | ValueKind::Digits
        | ValueKind::Schema
        | ValueKind::BooleanOrSchema
        | ValueKind::Ignored
        | ValueKind::Unsupported => false,
    }
}

fn member_refers(object: &Object, node: &Node) -> bool {
    let Node::Map(entries) = node else {
        return false;
    };
    entries.iter().any(|(key, node)| {
        let field = object.fields.iter().find(|field| *field.key == **key);
        match (field, object.rest) {
            (Some(field), _) => refers_back(field.kind, node),
            (None, RestKeys::All(kind)) => refers_back(kind, node),
            (None, RestKeys::Unknown) => false,
        }
    })
}
