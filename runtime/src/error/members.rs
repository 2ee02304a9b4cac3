//! Where responses say what they are about: request ids in headers, codes and
//! texts in bodies.

use std::borrow::Cow;

use http::HeaderMap;

use crate::description::EmbeddedFailure;
use crate::json::from_json;
use crate::limits::{MOST_JOINED_TEXTS, MOST_LEVELS_OF_ERROR};
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

/// Members that hold a text or lead to one, in lower case without `_` and `-`, the
/// most telling first. `error` is often but a code where `error_description` (RFC 6749
/// §5.2) or `detail` (RFC 9457 §3.1.4) says why.
const REASONS: [&str; 14] = [
    "message",
    "errormessage",
    "errordescription",
    "detail",
    "title",
    "error",
    "errors",
    "msg",
    "reason",
    "description",
    "details",
    "faultstring",
    "fault",
    "problems",
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

pub(super) fn find_error_message(
    body: &[u8],
    embedded: Option<&EmbeddedFailure>,
) -> Option<String> {
    let body: Value = from_json(body).ok()?;
    match embedded.and_then(|failure| failure.message) {
        Some(place) => print_scalar(body.pointer(place)?),
        None => find_reason(&body, MOST_LEVELS_OF_ERROR),
    }
}

/// The text of a failure, of a list of them all, joined.
fn find_reason(value: &Value, levels: usize) -> Option<String> {
    let levels = levels.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let texts = items.iter().filter_map(|item| find_reason(item, levels));
            join_texts(texts)
        }
        Value::Object(members) => REASONS.iter().find_map(|wanted| {
            let named = members
                .iter()
                .filter(|(name, _)| is_named_member(name, wanted));
            let mut found = named.map(|(_, value)| value);
            found.find_map(|value| read_reason_member(wanted, value, levels))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The text that a member leads to; `errors` may be an object of texts for each field.
fn read_reason_member(name: &str, value: &Value, levels: usize) -> Option<String> {
    let Value::Object(fields) = value else {
        return find_reason(value, levels);
    };
    find_reason(value, levels).or_else(|| {
        let levels = levels.checked_sub(1).filter(|_| name == "errors")?;
        let texts = fields.iter().filter_map(|(field, value)| {
            let text = find_reason(value, levels)?;
            Some(format!("{field}: {text}"))
        });
        join_texts(texts)
    })
}

fn join_texts(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.take(MOST_JOINED_TEXTS).collect();
    Some(texts.join("; ")).filter(|text| !text.is_empty())
}

/// Whether a member has this name, in whatever way its words are joined.
fn is_named_member(name: &str, wanted: &str) -> bool {
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.map(|c| c.to_ascii_lowercase()).eq(wanted.chars())
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
