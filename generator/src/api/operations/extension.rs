//! Keys that overlays write: pagination, failures inside successes, names.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::context::Cx;
use crate::api::types::{EmbeddedFailure, PageInput, Pagination};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Pointer;

type Extensions = IndexMap<String, Value>;

/// A text under a key.
pub(super) fn text(extensions: &Extensions, key: &str) -> Option<String> {
    extensions
        .get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// Whether `true` stands under a key.
pub(super) fn flag(extensions: &Extensions, key: &str) -> bool {
    extensions.get(key) == Some(&Value::Bool(true))
}

/// `x-bindery-idempotent`.
pub(super) fn idempotent(written: &openapiv3::Operation) -> bool {
    flag(&written.extensions, "x-bindery-idempotent")
}

/// `x-bindery-pagination: {offset: {body: NAME} | {query: NAME}, items, total}`.
pub(super) fn pagination(
    cx: &mut Cx<'_>,
    at: &Pointer,
    written: &openapiv3::Operation,
) -> Option<Pagination> {
    let key = "x-bindery-pagination";
    let value = written.extensions.get(key)?;
    let read = read_pagination(value);
    if read.is_none() {
        let form = "{offset: {body: NAME} or {query: NAME}, items: NAME, total: NAME}";
        wrong_form(cx, at, key, form);
    }
    read
}

fn read_pagination(value: &Value) -> Option<Pagination> {
    let offset = value.get("offset")?;
    let offset = match (member(offset, "query"), member(offset, "body")) {
        (Some(name), None) => PageInput::Parameter(name),
        (None, Some(name)) => PageInput::BodyProperty(name),
        _ => return None,
    };
    Some(Pagination {
        offset,
        items: member(value, "items")?,
        total: member(value, "total"),
    })
}

/// `x-bindery-failure: {pointer, success, code, message}`.
pub(super) fn failure(
    cx: &mut Cx<'_>,
    at: &Pointer,
    extensions: &Extensions,
) -> Option<EmbeddedFailure> {
    let key = "x-bindery-failure";
    let value = extensions.get(key)?;
    let read = read_failure(value);
    if read.is_none() {
        let form = "{pointer: /…, success: VALUE, code: /…, message: /…}";
        wrong_form(cx, at, key, form);
    }
    read
}

fn read_failure(value: &Value) -> Option<EmbeddedFailure> {
    Some(EmbeddedFailure {
        pointer: member(value, "pointer")?,
        success: value.get("success")?.to_string(),
        code: member(value, "code"),
        message: member(value, "message"),
    })
}

fn member(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn wrong_form(cx: &mut Cx<'_>, at: &Pointer, key: &str, form: &str) {
    let place = at.join(key);
    let finding = Diagnostic::at(
        Code::WrongExtension,
        &place,
        format!("`{key}` has the wrong form"),
    );
    cx.report_once(
        place.as_str(),
        finding.help(format!("write `{key}: {form}`")),
    );
}
