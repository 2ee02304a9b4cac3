//! Request bodies.

use crate::api::{
    BodyKind, Content, Operation, ParameterEncoding, PropertyEncoding, RequestBody, TypeUse,
};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::model::{Argument, Body, BodyRow, Deep, FormRow, Ty};
use crate::rust::names::operations;
use crate::rust::report;

/// Shapes the body, and adds its argument.
pub(super) fn of_operation(
    cx: &Cx,
    operation: &Operation,
    arguments: &mut Vec<Argument>,
    diagnostics: &mut Diagnostics,
) -> Option<Body> {
    let body = operation.request_body.as_ref()?;
    let content = choose(body)?;
    report_others(body, content, diagnostics);
    let (row, deep) = row(cx, body, content, diagnostics);
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
    diagnostics: &mut Diagnostics,
) -> (BodyRow, Deep) {
    let reference = |place: TypeUse| match (cx.ty_use(place), body.required) {
        (Ty::Vec(item), true) => Deep::Slice(*item),
        (Ty::Vec(item), false) => Deep::OptionSlice(*item),
        (Ty::String, true) => Deep::Str,
        (Ty::String, false) => Deep::OptionStr,
        (ty, true) => Deep::Reference(ty),
        (ty, false) => Deep::OptionReference(ty),
    };
    match &content.body {
        BodyKind::Json(place) => (BodyRow::Json, reference(*place)),
        BodyKind::Form(place, encodings) => {
            let rows = encodings.iter().filter_map(form_row).collect();
            (BodyRow::Form(rows), reference(*place))
        }
        BodyKind::Text => (BodyRow::Text, Deep::Text),
        BodyKind::Binary => (BodyRow::Bytes, Deep::Bytes),
        BodyKind::Multipart(..) | BodyKind::EventStream(_) | BodyKind::JsonLines(_) => {
            report::bytes_body(&body.origin, &content.media_type, diagnostics);
            (BodyRow::Bytes, Deep::Bytes)
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

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
