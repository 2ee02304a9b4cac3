//! `multipart/*` bodies: a struct with a field for each part, or parts that the
//! caller puts together.

use crate::api::{
    ObjectShape as Object, OtherProperties, PropertyEncoding, PropertyEncodings, Shape, Styled,
    TypeId, TypeUse,
};
use crate::diagnostics::Diagnostics;
use crate::maps::HashMap;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::forms::{has_headers, is_form};
use crate::rust::items::{
    StructMember, assemble_struct, form_members, shape_members, shape_rest_field,
};
use crate::rust::model::{
    BodyRow, Builtin, EntryEncoding, EntryHeader, EntryRow, FormRest, NamedType, PartKind,
    Presence, Struct, Ty,
};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::rules::list_type_rules;

/// How a body travels as parts.
pub(super) struct MultipartParts {
    pub(super) ty: Ty,
    pub(super) row: BodyRow,
    /// The struct, unless it is one of the module `types`.
    pub(super) form: Option<Struct>,
}

pub(super) fn shape_multipart(
    cx: &ShapeCx,
    place: TypeUse,
    encodings: &PropertyEncodings,
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> MultipartParts {
    let id = cx.arena.behind(place.id).id;
    let Some(object) = find_object_type(cx, id) else {
        return MultipartParts {
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
        let members = shape_members(cx, id, cx.arena.get(id).usage, object, unheard);
        let rows = make_part_rows(cx, &members, encodings);
        let open = object.rest != OtherProperties::Closed;
        let rest = open
            .then(|| shape_rest_field(cx, id, object.rest, false))
            .flatten();
        let rest = rest.map(|rest| FormRest {
            ident: rest.ident,
            patterns: cx.arena.binding_patterns(id).to_vec(),
        });
        return MultipartParts {
            ty: cx.ty(id),
            row: BodyRow::Form(rows, rest),
            form: None,
        };
    }
    let members = form_members(cx, id, object, own.unwrap_or(encodings), unheard);
    let rows = make_part_rows(cx, &members, encodings);
    let row = BodyRow::Form(rows, None);
    if own.is_some() {
        return MultipartParts {
            ty: cx.ty(id),
            row,
            form: None,
        };
    }
    let form = shape_multipart_form(cx, &members, names, scopes);
    MultipartParts {
        ty: Ty::Named(NamedType::Operations(form.ident.clone())),
        row,
        form: Some(form),
    }
}

/// An object with properties.
fn find_object_type<'a>(cx: &'a ShapeCx, id: TypeId) -> Option<&'a Object> {
    match cx.arena.shape(id) {
        Shape::Struct(object) if !object.fields.is_empty() => Some(object),
        _ => None,
    }
}

/// A struct for a type that travels in other ways, too.
fn shape_multipart_form(
    cx: &ShapeCx,
    members: &[StructMember],
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Struct {
    let line = format!("The parts of {}.", docs::link_method(names));
    let docs = docs::of_line(line);
    let ident = scopes.ty(names, "form");
    let required = scopes.required(names, "form", &ident);
    assemble_struct(cx, ident, docs, members, None, Some(required))
}

fn make_part_rows(
    cx: &ShapeCx,
    members: &[StructMember],
    encodings: &PropertyEncodings,
) -> Vec<EntryRow> {
    let properties = members.iter().filter(|member| member.header.is_none());
    let mut headers: HashMap<&str, Vec<EntryHeader>> = HashMap::default();
    for (property, header) in members.iter().filter_map(shape_part_header) {
        headers.entry(property).or_default().push(header);
    }
    let row = |member: &StructMember| {
        let encoding = encodings.get(&member.wire);
        EntryRow {
            name: member.wire.clone(),
            field: member.ident.clone(),
            kind: member.part,
            optional: member.presence != Presence::Required,
            encoding: encoding
                .and_then(entry_encoding)
                .or_else(|| usual_encoding(cx, member)),
            headers: headers.get(&*member.wire).cloned().unwrap_or_default(),
            // Those of files are the server's business.
            rules: match member.part {
                PartKind::Value => list_type_rules(cx.arena, member.ty),
                PartKind::File | PartKind::Files => Vec::new(),
            },
        }
    };
    properties.map(row).collect()
}

/// A header of a property's parts, which is a field like the property, and that property.
fn shape_part_header(member: &StructMember) -> Option<(&str, EntryHeader)> {
    let header = member.header.as_ref()?;
    let entry = EntryHeader {
        name: member.wire.clone(),
        field: member.ident.clone(),
        required: header.required,
        json: header.json,
    };
    Some((&header.property, entry))
}

/// What a text that stands for bytes is sent as when nothing is said: each of
/// several by itself (OAS 3.1 §4.8.14.4).
fn usual_encoding(cx: &ShapeCx, member: &StructMember) -> Option<EntryEncoding> {
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
