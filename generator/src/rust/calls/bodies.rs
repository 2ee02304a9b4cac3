//! Request bodies.

use super::multipart;
use crate::api::{BodyKind, Content, Operation, ParameterEncoding, PropertyEncoding, RequestBody};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::forms::is_json;
use crate::rust::model::{Argument, Body, BodyRow, Deep, FormRow, Struct, Ty};
use crate::rust::names::operations::{self, OperationNames, OperationScopes};
use crate::rust::report;

/// Shapes the body, and adds its argument.
pub(super) fn of_operation(
    cx: &Cx,
    operation: &Operation,
    arguments: &mut Vec<Argument>,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Option<Body> {
    let body = operation.request_body.as_ref()?;
    let content = choose(body)?;
    report_others(body, content, diagnostics);
    let (row, deep, form) = row(cx, body, content, names, scopes, diagnostics);
    let argument = operations::body_argument();
    let unsized_argument = matches!(
        deep,
        Deep::Str | Deep::OptionStr | Deep::Slice(_) | Deep::OptionSlice(_)
    );
    arguments.push(Argument {
        ident: argument.clone(),
        deep,
    });
    Some(Body {
        required: body.required,
        media_type: content.media_type.clone(),
        argument,
        unsized_argument,
        row,
        form,
    })
}

/// JSON, then a form, then what comes first.
fn choose(body: &RequestBody) -> Option<&Content> {
    let find =
        |wanted: fn(&BodyKind) -> bool| body.contents.iter().find(|content| wanted(&content.body));
    find(|kind| matches!(kind, BodyKind::Json(_)))
        .or_else(|| find(|kind| matches!(kind, BodyKind::Form(..))))
        .or_else(|| body.contents.first())
}

fn report_others(body: &RequestBody, chosen: &Content, diagnostics: &mut Diagnostics) {
    let others: Vec<&str> = body
        .contents
        .iter()
        .map(|content| content.media_type.as_str())
        .filter(|&media_type| media_type != chosen.media_type)
        .collect();
    if !others.is_empty() {
        report::other_media_types(&body.origin, &chosen.media_type, &others, diagnostics);
    }
}

fn row(
    cx: &Cx,
    body: &RequestBody,
    content: &Content,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> (BodyRow, Deep, Option<Struct>) {
    let reference = |ty: Ty| match (ty, body.required) {
        (Ty::Vec(item), true) => Deep::Slice(*item),
        (Ty::Vec(item), false) => Deep::OptionSlice(*item),
        (Ty::String, true) => Deep::Str,
        (Ty::String, false) => Deep::OptionStr,
        (ty, true) => Deep::Reference(ty),
        (ty, false) => Deep::OptionReference(ty),
    };
    match &content.body {
        BodyKind::Json(place) => (BodyRow::Json, reference(cx.ty_use(*place)), None),
        BodyKind::Form(place, encodings) => {
            let rows = encodings.iter().filter_map(form_row).collect();
            let row = BodyRow::UrlEncoded(rows);
            (row, reference(cx.ty_use(*place)), None)
        }
        BodyKind::Multipart(place, encodings) => {
            let parts = multipart::of_body(cx, *place, encodings, names, scopes);
            (parts.row, reference(parts.ty), parts.form)
        }
        BodyKind::Text => (BodyRow::Text, Deep::Text, None),
        BodyKind::Binary => (BodyRow::Bytes, Deep::Bytes, None),
        BodyKind::JsonLines(item) => {
            let items = Ty::Vec(Box::new(cx.ty_use(*item)));
            (BodyRow::Lines, reference(items), None)
        }
        BodyKind::EventStream(_) => {
            report::bytes_body(&body.origin, &content.media_type, diagnostics);
            (BodyRow::Bytes, Deep::Bytes, None)
        }
    }
}

/// What an Encoding Object changes: a style, or JSON text for a property.
fn form_row(encoding: &PropertyEncoding) -> Option<FormRow> {
    let style = match encoding.style {
        Some(ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        }) => Some((style, explode, allow_reserved)),
        Some(ParameterEncoding::Json) => None,
        None if encoding.content_type.as_deref().is_some_and(is_json) => None,
        None => return None,
    };
    Some(FormRow {
        name: encoding.property.clone(),
        style,
    })
}
