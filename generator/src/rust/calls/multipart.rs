//! `multipart/*` bodies: a struct with a field for each part, or parts that the
//! caller puts together.

use crate::api::{PropertyEncoding, Rest, Shape, Struct as Object, Styled, TypeId, TypeUse};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::docs;
use crate::rust::forms::{has_headers, is_form};
use crate::rust::items::{Member, assemble, form_members, members, rest};
use crate::rust::model::{
    BodyRow, Builtin, EntryEncoding, EntryHeader, EntryRow, Named, PartKind, Presence, Struct, Ty,
};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::rules::rules;

/// How a body travels as parts.
pub(super) struct Parts {
    pub(super) ty: Ty,
    pub(super) row: BodyRow,
    /// The struct, unless it is one of the module `types`.
    pub(super) form: Option<Struct>,
}

pub(super) fn of_body(
    cx: &Cx,
    place: TypeUse,
    encodings: &[PropertyEncoding],
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Parts {
    let id = cx.arena.behind(place.id).id;
    let Some(object) = object(cx, id) else {
        return Parts {
            ty: Ty::Runtime(Builtin::Multipart),
            row: BodyRow::Parts,
            form: None,
        };
    };
    // A type of the module `types` is one for all its operations.
    let own = cx.forms.encodings(id);
    // Headers of parts belong to one operation, and a type that several share cannot have them as
    // fields.
    let own = own.filter(|_| !has_headers(object, encodings));
    // What is wrong with the names is told where the type is shaped.
    let unheard = &mut Diagnostics::default();
    if own.is_none() && !is_form(cx.arena, object, encodings) {
        let members = members(cx, id, cx.arena.get(id).usage, object, unheard);
        let rows = rows(cx, &members, encodings);
        let open = object.rest != Rest::Closed;
        let usage = cx.arena.get(id).usage;
        let rest = open.then(|| rest(cx, object.rest, usage)).flatten();
        let rest = rest.map(|rest| rest.ident);
        return Parts {
            ty: cx.ty(id),
            row: BodyRow::Form(rows, rest),
            form: None,
        };
    }
    let members = form_members(cx, id, object, own.unwrap_or(encodings), unheard);
    let rows = rows(cx, &members, encodings);
    let row = BodyRow::Form(rows, None);
    if own.is_some() {
        return Parts {
            ty: cx.ty(id),
            row,
            form: None,
        };
    }
    let form = form(cx, &members, names, scopes);
    Parts {
        ty: Ty::Named(Named::Operations(form.ident.clone())),
        row,
        form: Some(form),
    }
}

/// An object with properties.
fn object<'a>(cx: &'a Cx, id: TypeId) -> Option<&'a Object> {
    match cx.arena.shape(id) {
        Shape::Struct(object) if !object.fields.is_empty() => Some(object),
        _ => None,
    }
}

/// A struct for a type that travels in other ways, too.
fn form(
    cx: &Cx,
    members: &[Member],
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Struct {
    let line = format!("The parts of {}.", docs::client_link(&names.method));
    let docs = docs::of_line(line);
    assemble(cx, scopes.ty(names, "form"), docs, members, None, true)
}

fn rows(cx: &Cx, members: &[Member], encodings: &[PropertyEncoding]) -> Vec<EntryRow> {
    let properties = members.iter().filter(|member| member.header.is_none());
    let row = |member: &Member| {
        let encoding = encodings.iter().find(|one| one.property == member.wire);
        EntryRow {
            name: member.wire.clone(),
            field: member.ident.clone(),
            kind: member.part,
            optional: member.presence != Presence::Required,
            encoding: encoding
                .and_then(entry_encoding)
                .or_else(|| usual_encoding(cx, member)),
            headers: headers(members, &member.wire),
            // Those of files are the server's business.
            rules: match member.part {
                PartKind::Value => rules(cx.arena, member.ty),
                PartKind::File | PartKind::Files => Vec::new(),
            },
        }
    };
    properties.map(row).collect()
}

/// The headers of a property's parts, which are fields like the property.
fn headers(members: &[Member], property: &str) -> Vec<EntryHeader> {
    let of_property = members.iter().filter_map(|member| {
        let header = member.header.as_ref()?;
        (header.property == property).then_some((member, header))
    });
    of_property
        .map(|(member, header)| EntryHeader {
            name: member.wire.clone(),
            field: member.ident.clone(),
            required: header.required,
            json: header.json,
        })
        .collect()
}

/// What a text that stands for bytes is sent as when nothing is said: each of
/// several by itself (OAS 3.1 §4.8.14.4).
fn usual_encoding(cx: &Cx, member: &Member) -> Option<EntryEncoding> {
    let item = match cx.arena.bare(member.ty) {
        Shape::List(list) => cx.arena.bare(list.item.id),
        bare => bare,
    };
    let is_encoded = matches!(item, Shape::Text(text) if text.encoding.is_some());
    (is_encoded && member.part == PartKind::Value)
        .then(|| EntryEncoding::ContentType("application/octet-stream".to_owned()))
}

/// A style, or one media type; of several the caller has to choose (OAS 3.1
/// §4.8.15.1).
fn entry_encoding(encoding: &PropertyEncoding) -> Option<EntryEncoding> {
    match (&encoding.style, &encoding.content_type) {
        (Some(Styled { style, explode, .. }), _) => Some(EntryEncoding::Style(*style, *explode)),
        (None, Some(media_type)) if !media_type.contains(['*', ',']) => {
            Some(EntryEncoding::ContentType(media_type.clone()))
        }
        (None, _) => None,
    }
}
