//! Where responses say what they are about: request ids in headers, codes and
//! texts in bodies.

use std::borrow::Cow;

use http::HeaderMap;

use super::head::Head;
use super::reason::{find_json_reason, find_plain_reason};
use crate::description::EmbeddedFailure;
use crate::json::from_json;
use crate::media_type::{find_content_type, find_essence};
use crate::params::print_plain_value;
use crate::values::Value;

/// Headers that name a request, the most usual first.
const REQUEST_IDS: [&str; 6] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
];

/// Members that hold a code, by JSON Pointer.
const CODES: [&str; 8] = [
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/exception_class",
    "/type",
    "/error/type",
    "/errors/0/code",
];

/// What the server calls a request: in one of the headers that the caller has named, in a
/// usual one, or in one that ends like those, such as `x-github-request-id`.
pub(super) fn find_request_id(headers: &HeaderMap, told: &[&str]) -> Option<String> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let mut known = told.iter().chain(&REQUEST_IDS);
    known.find_map(|name| text(name)).or_else(|| {
        let mut names = headers.keys().map(http::HeaderName::as_str);
        names.find_map(|name| {
            let is_id = name.ends_with("-request-id") || name.ends_with("-requestid");
            text(name).filter(|_| is_id)
        })
    })
}

pub(super) fn find_error_code(body: &[u8], embedded: Option<&EmbeddedFailure>) -> Option<String> {
    let body: Value = from_json(body).ok()?;
    let declared = embedded.and_then(|failure| failure.code);
    let usual = CODES.iter().copied().filter(|_| declared.is_none());
    let mut places = declared.into_iter().chain(usual);
    places.find_map(|place| print_scalar(body.pointer(place)?))
}

/// What the server says about a failure of this status.
pub(super) fn find_error_message(
    head: &Head,
    embedded: Option<&EmbeddedFailure>,
) -> Option<String> {
    let is_refusal = head.status.is_client_error() || head.status.is_server_error();
    let body: Value = match from_json(&head.body) {
        Ok(body) => body,
        Err(_) if is_refusal && has_plain_text(head) => return find_plain_reason(&head.body),
        Err(_) => return None,
    };
    match embedded.and_then(|failure| failure.message) {
        Some(place) => print_scalar(body.pointer(place)?),
        None => find_json_reason(&body, is_refusal),
    }
}

/// Whether the body says that it is plain text, or does not say what it is.
fn has_plain_text(head: &Head) -> bool {
    let content_type = find_content_type(&head.headers);
    let essence = content_type.map(find_essence).unwrap_or_default();
    matches!(essence.as_str(), "" | "text/plain")
}

/// Text of a value that is neither empty nor made of others.
fn print_scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let text = print_plain_value(value).filter(|text| !text.is_empty());
            text.map(Cow::into_owned)
        }
    }
}
