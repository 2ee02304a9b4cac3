//! Forms: structs of parts, some of them files, and of headers of parts.

use super::docs;
use super::member::{HeaderOf, StructMember};
use super::structs::{assemble_struct, shape_members};
use crate::api::{self, Presence, PropertyEncodings, TypeId, Usage};
use crate::diagnostics::Diagnostics;
use crate::maps::HashMap;
use crate::printable::DocLine;
use crate::rust::cx::ShapeCx;
use crate::rust::forms;
use crate::rust::model::{PartKind, Struct};
use crate::rust::names::{TypeIdent, fields};

/// Shapes an object that only travels as a form.
pub(super) fn shape_form(
    cx: &ShapeCx,
    id: TypeId,
    ident: TypeIdent,
    object: &api::ObjectShape,
    diagnostics: &mut Diagnostics,
) -> Struct {
    let docs = super::type_docs(cx, &ident, cx.arena.get(id));
    let none = PropertyEncodings::default();
    let encodings = cx.forms.encodings(id).unwrap_or(&none);
    let members = form_members(cx, id, object, encodings, diagnostics);
    let required = cx.names.required(id).cloned();
    assemble_struct(cx, ident, docs, &members, None, required)
}

/// The fields of a form: files are files, and a null is absent.
pub(in crate::rust) fn form_members(
    cx: &ShapeCx,
    id: TypeId,
    object: &api::ObjectShape,
    encodings: &PropertyEncodings,
    diagnostics: &mut Diagnostics,
) -> Vec<StructMember> {
    let usage = Usage {
        request: true,
        ..Usage::default()
    };
    let mut members = shape_members(cx, id, usage, object, diagnostics);
    for member in &mut members {
        member.part = forms::find_part_kind(cx.arena, &member.wire, member.ty, encodings);
        if member.part != PartKind::Value {
            let media_types = describe_allowed_types(&member.wire, encodings);
            member.docs.lines.extend(media_types.unwrap_or_default());
        }
        // Parts have no null: what may be null may be left out.
        if member.presence != Presence::Required {
            member.presence = Presence::Optional;
        }
    }
    let headers = header_members(cx, &members, encodings);
    members.extend(headers);
    members
}

/// What the content type of a file may be, where the caller has to choose.
fn describe_allowed_types(property: &str, encodings: &PropertyEncodings) -> Option<Vec<DocLine>> {
    let encoding = encodings.get(property)?;
    let written = encoding.content_type.as_ref()?;
    let is_open = written.contains([',', '*']);
    let code = docs::make_code_span(written).filter(|_| is_open)?;
    let line = docs::wrap_markdown(&format!("Its content type is one of {code}."));
    Some([DocLine::gap()].into_iter().chain(line).collect())
}

/// The headers of parts, as fields behind those of the properties. What is required
/// of a part that may be left out may be left out with it.
fn header_members(
    cx: &ShapeCx,
    members: &[StructMember],
    encodings: &PropertyEncodings,
) -> Vec<StructMember> {
    let presences = members.iter().map(|one| (one.wire.as_str(), one.presence));
    let presences: HashMap<&str, Presence> = presences.collect();
    let headers: Vec<_> = encodings
        .iter()
        .filter_map(|(property, one)| Some((property, one, *presences.get(property.as_str())?)))
        .flat_map(|(property, encoding, presence)| {
            let headers = encoding.headers.iter();
            headers.map(move |header| (property.as_str(), presence, header))
        })
        .collect();
    let taken = members.iter().map(|member| &member.ident);
    let names = headers.iter().map(|(of, _, header)| (*of, &*header.name));
    let idents = fields::of_headers(taken, names);
    headers
        .iter()
        .zip(idents)
        .map(|(&(property, presence, header), ident)| StructMember {
            ident,
            wire: header.name.clone(),
            ty: header.ty.id,
            presence: match (presence, header.required) {
                (Presence::Required, true) => Presence::Required,
                _ => Presence::Optional,
            },
            boxed: false,
            or_empty: false,
            part: PartKind::Value,
            header: Some(HeaderOf {
                property: property.to_owned(),
                required: header.required,
                json: header.json,
            }),
            secret: false,
            tag: None,
            docs: docs::of_part_header(cx, property, header),
        })
        .collect()
}
