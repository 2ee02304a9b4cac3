//! Forms: objects that travel as the parts of `multipart/*`, of which some are
//! files or have headers (OAS 3.1 §4.8.15, RFC 7578).

use std::collections::{BTreeMap, BTreeSet};

use super::arena::TypeArena;
use super::model::PartKind;
use crate::api::{Api, BodyKind, ObjectShape, PropertyEncodings, Shape, TypeId};
use crate::formats::WireClass;

/// Types that travel as forms with files and never in another way, with what the
/// document says of their parts. Headers belong to one operation, so that a form
/// with headers is none of these.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    encodings: BTreeMap<TypeId, &'a PropertyEncodings>,
    /// Bodies that have no name of their own and travel as forms with headers alone: a
    /// struct of their operation stands for them.
    replaced: BTreeSet<TypeId>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(api: &'a Api, arena: &TypeArena) -> Self {
        let mut forms = Self::default();
        let bodies = api.operations.iter().flat_map(|one| &one.request_body);
        for content in bodies.flat_map(|body| &body.contents) {
            let BodyKind::Multipart(place, encodings) = &content.body else {
                continue;
            };
            let root = arena.behind(place.id).id;
            let Shape::Struct(object) = arena.shape(root) else {
                continue;
            };
            // A type that travels as JSON elsewhere has to stay a record; its form is a struct of
            // the operation.
            if !arena.get(root).usage.form {
                continue;
            }
            if has_headers(object, encodings) {
                if arena.get(root).hint.is_inline() {
                    forms.replaced.insert(root);
                }
            } else if has_files(arena, object, encodings) {
                let known = forms.encodings.entry(root);
                known.or_insert(encodings);
            }
        }
        forms
    }

    /// Whether nothing names the type, because a struct of its operation stands for it.
    pub(super) fn is_replaced(&self, id: TypeId) -> bool {
        self.replaced.contains(&id)
    }

    /// What the document says of the parts, if the type is a form.
    pub(super) fn encodings(&self, id: TypeId) -> Option<&'a PropertyEncodings> {
        self.encodings.get(&id).copied()
    }
}

/// Whether it holds what JSON cannot hold.
pub(super) fn is_form(
    arena: &TypeArena,
    object: &ObjectShape,
    encodings: &PropertyEncodings,
) -> bool {
    has_files(arena, object, encodings) || has_headers(object, encodings)
}

/// Whether any property is a file.
fn has_files(arena: &TypeArena, object: &ObjectShape, encodings: &PropertyEncodings) -> bool {
    let mut fields = object.fields.iter();
    fields.any(|(name, field)| find_part_kind(arena, name, field.ty, encodings) != PartKind::Value)
}

/// Whether the parts of any property have headers.
pub(super) fn has_headers(object: &ObjectShape, encodings: &PropertyEncodings) -> bool {
    let mut encodings = encodings.iter();
    encodings.any(|(property, one)| !one.headers.is_empty() && object.fields.contains_key(property))
}

/// What a property is.
pub(super) fn find_part_kind(
    arena: &TypeArena,
    name: &str,
    ty: TypeId,
    encodings: &PropertyEncodings,
) -> PartKind {
    let encoding = encodings.get(name);
    if encoding.is_some_and(|one| one.json) {
        return PartKind::Value;
    }
    let is_one = |id: TypeId| is_file(arena, id);
    match arena.bare(ty) {
        _ if is_one(ty) => PartKind::File,
        Shape::List(list) if is_one(list.item.id) => PartKind::Files,
        Shape::Union(_) => find_union_part_kind(arena, ty),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Alias(_) => PartKind::Value,
    }
}

/// A file or something else is a file; one or many are many.
fn find_union_part_kind(arena: &TypeArena, union: TypeId) -> PartKind {
    let leaves = arena.leaves(union);
    let is_many = |id: &TypeId| match arena.shape(*id) {
        Shape::List(list) => is_file(arena, list.item.id),
        _ => false,
    };
    if leaves.iter().any(is_many) {
        PartKind::Files
    } else if leaves.iter().any(|id| is_file(arena, *id)) {
        PartKind::File
    } else {
        PartKind::Value
    }
}

/// Raw bytes: `format: binary`, `contentEncoding: binary`, or no type at all
/// (OAS 3.1 §4.8.14.1).
fn is_file(arena: &TypeArena, id: TypeId) -> bool {
    match arena.bare(id) {
        Shape::Any => true,
        Shape::Text(text) => text.class() == WireClass::Raw,
        Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    }
}
