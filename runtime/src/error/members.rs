//! Where answers say what they are about: request ids in headers, codes and
//! texts in bodies.

use std::borrow::Cow;

use http::HeaderMap;

use crate::json::from_json;
use crate::operation::EmbeddedFailure;
use crate::params::plain;
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
const CODES: [&str; 7] = [
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/exception_class",
    "/type",
    "/error/type",
];

/// Members that hold a text, by JSON Pointer.
const MESSAGES: [&str; 9] = [
    "/message",
    "/error/message",
    "/detail",
    "/error_description",
    "/title",
    "/error",
    "/msg",
    "/errors/0/message",
    "/errors/0",
];

/// What the server calls a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    REQUEST_IDS
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok().map(str::to_owned))
}

pub(super) fn code(body: &[u8], embedded: Option<&EmbeddedFailure>) -> Option<String> {
    find(body, embedded.and_then(|failure| failure.code), &CODES)
}

pub(super) fn message(body: &[u8], embedded: Option<&EmbeddedFailure>) -> Option<String> {
    find(
        body,
        embedded.and_then(|failure| failure.message),
        &MESSAGES,
    )
}

fn find(body: &[u8], declared: Option<&str>, usual: &[&str]) -> Option<String> {
    let body: Value = from_json(body).ok()?;
    let usual = usual.iter().copied().filter(|_| declared.is_none());
    declared
        .into_iter()
        .chain(usual)
        .find_map(|place| scalar(body.pointer(place)?))
}

/// Text of a value that is neither empty nor made of others.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let text = plain(value).filter(|text| !text.is_empty());
            text.map(Cow::into_owned)
        }
    }
}
