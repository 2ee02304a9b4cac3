//! Bodies to which HTTP gives no meaning (RFC 9110 §9.3).

use openapiv3::{AdditionalProperties, MediaType, ReferenceOr, RequestBody, SchemaKind, Type};

use crate::api::context::ResolveCx;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Pointer;

/// Reports such a body; says whether it is left out, because it may be and can
/// hold nothing.
pub(super) fn is_left_out(
    cx: &mut ResolveCx<'_>,
    operation: &Pointer,
    at: &Pointer,
    written: &RequestBody,
) -> bool {
    let method = operation.last().unwrap_or_default();
    if !["get", "head", "delete", "trace"].contains(&method.as_str()) {
        return false;
    }
    // Both: a required body is what some server insists on, however empty.
    let empty = !written.required && written.content.values().all(holds_nothing);
    let fate = if empty {
        "it is empty, and left out"
    } else {
        "it is sent all the same"
    };
    let method = method.to_uppercase();
    let message = format!("HTTP gives the body of {method} no meaning; {fate}");
    cx.report(Diagnostic::at(Code::UnclearBody, at, message).on_key());
    empty
}

/// Whether a body is an object for which no property is described.
fn holds_nothing(content: &MediaType) -> bool {
    let Some(ReferenceOr::Item(schema)) = &content.schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            let closed = AdditionalProperties::Any(false);
            let rest = &object.additional_properties;
            object.properties.is_empty() && rest.as_ref().is_none_or(|rest| *rest == closed)
        }
        _ => false,
    }
}
