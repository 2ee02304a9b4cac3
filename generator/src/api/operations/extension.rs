//! Keys that overlays write: pagination, failures inside successes, names.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::context::ResolveCx;
use crate::api::idempotency::is_key_header;
use crate::api::pages::{PageWish, read_pagination, read_vendor_wish};
use crate::api::types::{EmbeddedFailure, Parameter};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Pointer;

type Extensions = IndexMap<String, Value>;

/// A text under a key.
pub(super) fn read_text_extension(extensions: &Extensions, key: &str) -> Option<String> {
    extensions
        .get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// Whether `true` stands under a key.
pub(super) fn read_flag_extension(extensions: &Extensions, key: &str) -> bool {
    extensions.get(key) == Some(&Value::Bool(true))
}

/// `x-bindery-idempotent`.
pub(super) fn read_idempotent_extension(written: &openapiv3::Operation) -> bool {
    read_flag_extension(&written.extensions, "x-bindery-idempotent")
}

/// `x-bindery-idempotency-key` of an operation, else of the document: the name of a header,
/// or none for `false`.
pub(super) fn read_key_wish(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &openapiv3::Operation,
) -> Option<Option<String>> {
    let key = "x-bindery-idempotency-key";
    let root = &cx.source.openapi.extensions;
    let (value, place) = match (written.extensions.get(key), root.get(key)) {
        (Some(own), _) => (own, at.clone()),
        (None, Some(shared)) => (shared, Pointer::root()),
        (None, None) => return None,
    };
    match value {
        Value::Bool(false) => Some(None),
        Value::String(name) if is_key_header(name) => Some(Some(name.clone())),
        _ => {
            let help = "write the name of a header, `x-bindery-idempotency-key: Idempotency-Key`, or `false`";
            report_wrong_form(cx, &place, key, help);
            None
        }
    }
}

/// `x-bindery-pagination`, in one of the forms of `pages::read_pagination` or `false`; else
/// what a key of another tool says.
pub(super) fn read_page_wish(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &openapiv3::Operation,
    parameters: &[Parameter],
) -> Option<PageWish> {
    let key = "x-bindery-pagination";
    let Some(value) = written.extensions.get(key) else {
        let root = &cx.source.openapi.extensions;
        return read_vendor_wish(&written.extensions, root, parameters);
    };
    if *value == Value::Bool(false) {
        return Some(PageWish::None);
    }
    match read_pagination(value) {
        Ok(read) => Some(PageWish::Declared(read)),
        Err((why, help)) => {
            let place = at.join(key);
            let message = format!("`{key}` has the wrong form: {why}");
            let finding = Diagnostic::at(Code::WrongExtension, &place, message);
            cx.report_once(place.as_str(), finding.help(help));
            None
        }
    }
}

/// `x-bindery-stream: lines` or `events`.
pub(super) fn read_stream_extension(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &openapiv3::Response,
) -> Option<StreamForm> {
    let key = "x-bindery-stream";
    let form = match written.extensions.get(key)?.as_str() {
        Some("lines") => StreamForm::Lines,
        Some("events") => StreamForm::Events,
        Some(_) | None => {
            report_wrong_form(cx, at, key, "write `x-bindery-stream: lines` or `events`");
            return None;
        }
    };
    if written.content.is_empty() {
        let help = "describe one line or event under `content`, in the media type that is sent";
        report_wrong_form(cx, at, key, help);
        return None;
    }
    Some(form)
}

/// `x-bindery-failure: {pointer, success, code, message}`.
pub(super) fn read_failure_extension(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    extensions: &Extensions,
) -> Option<EmbeddedFailure> {
    let key = "x-bindery-failure";
    let value = extensions.get(key)?;
    let read = read_failure(value);
    if read.is_none() {
        let form = "{pointer: /…, success: VALUE, code: /…, message: /…}";
        report_wrong_form(cx, at, key, &format!("write `{key}: {form}`"));
    }
    read
}

fn read_failure(value: &Value) -> Option<EmbeddedFailure> {
    Some(EmbeddedFailure {
        pointer: read_text_member(value, "pointer")?,
        success: value.get("success")?.to_string(),
        code: read_text_member(value, "code"),
        message: read_text_member(value, "message"),
    })
}

fn read_text_member(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn report_wrong_form(cx: &mut ResolveCx<'_>, at: &Pointer, key: &str, help: &str) {
    let place = at.join(key);
    let finding = Diagnostic::at(
        Code::WrongExtension,
        &place,
        format!("`{key}` has the wrong form"),
    );
    cx.report_once(place.as_str(), finding.help(help));
}

/// What a stream consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StreamForm {
    /// Lines of JSON.
    Lines,
    /// Server-sent events.
    Events,
}
