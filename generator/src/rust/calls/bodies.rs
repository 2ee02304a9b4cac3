//! Request bodies.

use super::{choice, multipart};
use crate::api::{BodyKind, Content, Operation, PropertyEncoding, RequestBody, Shape, Styled};
use crate::diagnostics::Diagnostics;
use crate::maps::HashSet;
use crate::printable::CodeSpan;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::model::{
    Argument, Body, BodyRow, Builtin, Deep, FormRow, NamedType, Sent, SentAs, Ty,
};
use crate::rust::names::operations::{self, OperationNames, OperationScopes};
use crate::rust::report;
use crate::rust::rules::list_type_rules;

/// Shapes the body, and adds its argument.
pub(super) fn shape_operation_body(
    cx: &ShapeCx,
    operation: &Operation,
    arguments: &mut Vec<Argument>,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Option<Body> {
    let body = operation.request_body.as_ref()?;
    let usual = choose_usual_content(body)?;
    let given = is_body_given(cx, operation, body);
    let contents = choice::list_content_choices(cx, operation, body, usual);
    report_others(body, &contents, diagnostics);
    let (deep, sent) = match contents.as_slice() {
        // Two or more that say different things: an enum. One, or several that say the same: the
        // caller need not choose.
        [_, _, ..] => {
            let choice = choice::of_contents(cx, operation, &contents, names, scopes, diagnostics);
            let ty = Ty::Named(NamedType::Operations(choice.ident.clone()));
            let deep = if given {
                Deep::Into(ty)
            } else {
                Deep::Value(Ty::Option(Box::new(ty)))
            };
            (deep, Sent::Choice(choice))
        }
        _ => {
            let mut shaped = shape_content(cx, operation, usual, names, scopes, diagnostics);
            let deep = find_body_form(&shaped, given);
            shaped.sent.unsized_argument = is_unsized(&deep);
            (deep, Sent::One(Box::new(shaped.sent)))
        }
    };
    let argument = operations::body_argument();
    arguments.push(Argument {
        ident: argument.clone(),
        deep,
    });
    Some(Body {
        required: body.required,
        given,
        media_type: usual.media_type.clone(),
        argument,
        sent,
    })
}

/// Whether callers give a body. Most authors forget to say `required: true`, which is not the
/// default: a body in which something is required is no less required itself, and what a
/// `POST`, `PUT` or `PATCH` is for stands in its body. `Call::body` leaves it out all the same.
pub(super) fn is_body_given(cx: &ShapeCx, operation: &Operation, body: &RequestBody) -> bool {
    let method = operation.method.to_ascii_lowercase();
    let requires = |content: &Content| match &content.body {
        BodyKind::Json(place) | BodyKind::Form(place, _) | BodyKind::Multipart(place, _) => {
            match cx.arena.bare(place.id) {
                Shape::Struct(object) => {
                    let usage = cx.arena.get(cx.arena.behind(place.id).id).usage;
                    let mut fields = object.fields.values();
                    fields.any(|field| field.is_always_there(usage))
                }
                _ => false,
            }
        }
        BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => false,
    };
    body.required
        || matches!(method.as_str(), "post" | "put" | "patch")
        || body.contents.iter().any(requires)
}

/// JSON, then a form, then what comes first.
fn choose_usual_content(body: &RequestBody) -> Option<&Content> {
    let find =
        |wanted: fn(&BodyKind) -> bool| body.contents.iter().find(|content| wanted(&content.body));
    // JSON is what most servers read best and what has the most exact types; a form may hold
    // files, but where JSON is offered beside it none is needed.
    find(|kind| matches!(kind, BodyKind::Json(_)))
        .or_else(|| find(|kind| matches!(kind, BodyKind::Form(..))))
        .or_else(|| body.contents.first())
}

fn report_others(body: &RequestBody, taken: &[&Content], diagnostics: &mut Diagnostics) {
    let name = |content: &Content| content.media_type.clone();
    let is_taken: HashSet<&str> = taken.iter().map(|one| one.media_type.as_str()).collect();
    let others = body.contents.iter();
    let others = others.filter(|content| !is_taken.contains(content.media_type.as_str()));
    let others: Vec<String> = others.map(name).collect();
    let taken: Vec<String> = taken.iter().map(|content| name(content)).collect();
    if !others.is_empty() {
        report::other_media_types(&body.origin, &taken, &others, diagnostics);
    }
}

/// A body in one media type.
pub(super) struct Shaped {
    /// What the caller gives.
    pub(super) ty: Ty,
    /// The same, with aliases seen through.
    pub(super) plain: Ty,
    pub(super) sent: SentAs,
}

/// Shapes a body in one media type.
pub(super) fn shape_content(
    cx: &ShapeCx,
    operation: &Operation,
    content: &Content,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Shaped {
    let mut form = None;
    let (row, ty, plain) = match &content.body {
        BodyKind::Json(place) => (
            BodyRow::Json,
            cx.ty_use(*place),
            cx.without_aliases(place.id),
        ),
        BodyKind::Form(place, encodings) => {
            let rows = encodings.iter().filter_map(shape_form_row).collect();
            (
                BodyRow::UrlEncoded(rows),
                cx.ty_use(*place),
                cx.without_aliases(place.id),
            )
        }
        BodyKind::Multipart(place, encodings) => {
            let parts = multipart::shape_multipart(cx, *place, encodings, names, scopes);
            form = parts.form;
            (parts.row, parts.ty.clone(), parts.ty)
        }
        BodyKind::JsonLines(item) => {
            let items = |item| Ty::Vec(Box::new(item));
            let plain = items(cx.without_aliases(item.id));
            (BodyRow::Lines, items(cx.ty_use(*item)), plain)
        }
        // Only an upload can say which text it is.
        BodyKind::Text(_) | BodyKind::Plain(_) if is_range(content) => {
            (BodyRow::Bytes, shape_upload_type(), shape_upload_type())
        }
        BodyKind::Plain(place) => (
            BodyRow::Plain,
            cx.ty_use(*place),
            cx.without_aliases(place.id),
        ),
        BodyKind::Text(_) => (BodyRow::Text, Ty::String, Ty::String),
        BodyKind::Binary => (BodyRow::Bytes, shape_upload_type(), shape_upload_type()),
        BodyKind::EventStream(_) => {
            let origin = operation.request_body.as_ref().map(|body| &body.origin);
            let origin = origin.unwrap_or(&operation.origin);
            report::bytes_body(origin, &content.media_type, diagnostics);
            (BodyRow::Bytes, shape_upload_type(), shape_upload_type())
        }
    };
    let rules = match &content.body {
        // What a body in a range is made of, only its caller knows.
        BodyKind::Plain(_) | BodyKind::Text(_) if is_range(content) => Vec::new(),
        BodyKind::Json(place)
        | BodyKind::JsonLines(place)
        | BodyKind::Plain(place)
        | BodyKind::Text(Some(place)) => list_type_rules(cx.arena, place.id),
        BodyKind::Form(..)
        | BodyKind::Multipart(..)
        | BodyKind::Text(None)
        | BodyKind::Binary
        | BodyKind::EventStream(_) => Vec::new(),
    };
    let sent = SentAs {
        media_type: find_concrete_media_type(content),
        unsized_argument: false,
        row,
        rules,
        form,
    };
    Shaped { ty, plain, sent }
}

fn shape_upload_type() -> Ty {
    Ty::Runtime(Builtin::Upload)
}

/// Whether the media type is a range (RFC 9110 §12.5.1).
pub(super) fn is_range(content: &Content) -> bool {
    content.media_type.contains('*')
}

/// Whether the caller has to say which type of a range a body is of.
pub(super) fn is_open(content: &Content) -> bool {
    is_range(content)
        && matches!(
            content.body,
            BodyKind::Binary | BodyKind::Text(_) | BodyKind::Plain(_)
        )
}

/// The range that the caller has to narrow, if the only body is of any type in it.
pub(super) fn open_type(operation: &Operation) -> Option<CodeSpan> {
    match operation.request_body.as_ref()?.contents.as_slice() {
        [only] if is_open(only) => docs::make_code_span(&only.media_type),
        _ => None,
    }
}

/// A range names no type (RFC 9110 §12.5.1): what is sent then is the plainest of
/// its kind. Which type an upload is of is found when it is at hand, by the runtime.
fn find_concrete_media_type(content: &Content) -> String {
    if !is_range(content) {
        return content.media_type.clone();
    }
    let usual = match content.body {
        BodyKind::Json(_) => "application/json",
        BodyKind::Form(..) => "application/x-www-form-urlencoded",
        BodyKind::Multipart(..) => "multipart/form-data",
        BodyKind::Text(_) | BodyKind::Plain(_) if content.media_type.starts_with("*/") => "text/*",
        BodyKind::Text(_) | BodyKind::Plain(_) | BodyKind::Binary => &content.media_type,
        BodyKind::EventStream(_) => "text/event-stream",
        BodyKind::JsonLines(_) => "application/jsonl",
    };
    usual.to_owned()
}

/// How a body is taken.
fn find_body_form(shaped: &Shaped, required: bool) -> Deep {
    match (&shaped.sent.row, required) {
        (BodyRow::Bytes, true) => return Deep::Bytes,
        (BodyRow::Bytes, false) => return Deep::Value(Ty::Option(Box::new(shape_upload_type()))),
        (BodyRow::Text, true) => return Deep::Text,
        (BodyRow::Text, false) => return Deep::OptionStr,
        (
            BodyRow::Json
            | BodyRow::Plain
            | BodyRow::Lines
            | BodyRow::UrlEncoded(_)
            | BodyRow::Form(..)
            | BodyRow::Parts,
            _,
        ) => {}
    }
    match (shaped.ty.clone(), required) {
        (Ty::Vec(item), true) => Deep::Slice(*item),
        (Ty::Vec(item), false) => Deep::OptionSlice(*item),
        (Ty::String, true) => Deep::Str,
        (Ty::String, false) => Deep::OptionStr,
        (ty, true) => Deep::Reference(ty),
        (ty, false) => Deep::OptionReference(ty),
    }
}

fn is_unsized(deep: &Deep) -> bool {
    matches!(
        deep,
        Deep::Str | Deep::OptionStr | Deep::Slice(_) | Deep::OptionSlice(_)
    )
}

/// What an Encoding Object changes: a style, or JSON text for a property.
fn shape_form_row((property, encoding): (&String, &PropertyEncoding)) -> Option<FormRow> {
    let style = match encoding.style {
        Some(Styled {
            style,
            explode,
            allow_reserved,
        }) => Some((style, explode, allow_reserved)),
        None if encoding.json => None,
        None => return None,
    };
    Some(FormRow {
        name: property.clone(),
        style,
    })
}
