//! Documented responses: successes and failures.

use std::borrow::Cow;

use openapiv3::{ReferenceOr, Response as Written, Responses, StatusCode};

use super::extension::StreamForm;
use super::{body, extension, headers};
use crate::api::context::ResolveCx;
use crate::api::reference::{self, ReferableKind, component_of};
use crate::api::types::{Content, NameHint, OperationPart, Response, SharedSection, StatusPattern};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Pointer;

const RESPONSES: ReferableKind<Written> = ReferableKind {
    name: "responses",
    table: |components| &components.responses,
};

/// About how many bytes a response takes in an operation, besides its text.
const COST: usize = 128;

/// So many bytes each byte of its text takes: here, twice for a default without successes, as
/// documentation, and in a file.
const COPIES_OF_TEXT: usize = 4;

/// Responses by what they mean.
pub(super) struct OperationResponses {
    pub(super) successes: Vec<Response>,
    pub(super) failures: Vec<Response>,
}

/// All documented responses of an operation.
pub(super) fn read_responses(
    cx: &mut ResolveCx<'_>,
    index: usize,
    operation: &Pointer,
    written: &Responses,
) -> OperationResponses {
    let at = operation.join("responses");
    let codes = written.responses.iter();
    let codes = codes.map(|(code, item)| (at.join(code), read_response_status(code), item));
    let default = written.default.iter();
    let default = default.map(|item| (at.join("default"), StatusPattern::Default, item));
    let mut responses: Vec<Response> = codes
        .chain(default)
        .map(|(place, status, item)| read_response(cx, (index, operation), place, status, item))
        .collect();
    // The order in which the runtime looks them up: a status before its range, a range before the
    // default.
    responses.sort_by_key(|response| rank_status(response.status));
    split_responses(cx, &at, responses)
}

fn read_response_status(code: &StatusCode) -> StatusPattern {
    match code {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(digit) => StatusPattern::Range(*digit),
    }
}

/// By the hundred, each code before its range; the default last.
fn rank_status(status: StatusPattern) -> (u16, u16) {
    match status {
        StatusPattern::Code(code) => (code / 100, code),
        StatusPattern::Range(digit) => (digit, u16::MAX),
        StatusPattern::Default => (u16::MAX, u16::MAX),
    }
}

/// 2xx are successes. Without any, 3xx and the default are; the default is a
/// failure as well.
fn split_responses(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    responses: Vec<Response>,
) -> OperationResponses {
    let hundred = |response: &Response| rank_status(response.status).0;
    let plain = responses.iter().any(|response| hundred(response) == 2);
    let mut answers = OperationResponses {
        successes: Vec::new(),
        failures: Vec::new(),
    };
    for response in responses {
        match response.status {
            StatusPattern::Default if !plain => {
                // An operation with a default alone answers anything by it, so that it stands on
                // both sides; which of the two a response is, its status says.
                answers.successes.push(response.clone());
                answers.failures.push(response);
            }
            StatusPattern::Default => answers.failures.push(response),
            StatusPattern::Code(_) | StatusPattern::Range(_) => match hundred(&response) {
                2 => answers.successes.push(response),
                3 if !plain => answers.successes.push(response),
                _ => answers.failures.push(response),
            },
        }
    }
    if answers.successes.is_empty() {
        answers.successes.push(make_undocumented_response(cx, at));
    }
    answers
}

/// Any 2xx without a body, for an operation that documents no success.
fn make_undocumented_response(cx: &mut ResolveCx<'_>, at: &Pointer) -> Response {
    let message = "no success is documented; any 2xx is taken, its body ignored";
    let finding = Diagnostic::at(Code::NoSuccess, at, message);
    cx.report_once(at.as_str(), finding);
    Response {
        status: StatusPattern::Range(2),
        description: None,
        contents: Vec::new(),
        headers: Vec::new(),
        failure: None,
        origin: at.clone(),
    }
}

/// What HTTP gives no body, if this is such a response (RFC 9110 §6.4.1).
fn explain_bodiless_status(operation: &Pointer, status: StatusPattern) -> Option<String> {
    if operation.last().is_some_and(|method| method == "head") {
        return Some("a response to HEAD".to_owned());
    }
    match status {
        StatusPattern::Code(code @ (204 | 205 | 304)) => {
            Some(format!("a response with status {code}"))
        }
        StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => None,
    }
}

fn read_response(
    cx: &mut ResolveCx<'_>,
    (index, operation): (usize, &Pointer),
    at: Pointer,
    status: StatusPattern,
    item: &ReferenceOr<Written>,
) -> Response {
    let found = reference::follow_reference_chain(cx, at.clone(), item, Some(&RESPONSES));
    // A status whose response cannot be found is still a status.
    let (at, written) = found.unwrap_or_else(|| (at, Cow::Owned(Written::default())));
    let hint = match component_of(&at, "responses") {
        Some(key) => NameHint::Shared(SharedSection::Response, key),
        None => NameHint::Operation(index, OperationPart::Response(status)),
    };
    let streamed = extension::read_stream_extension(cx, &at, &written);
    let way = streamed.map_or(body::Way::Answer, body::Way::Streamed);
    let contents = match explain_bodiless_status(operation, status) {
        Some(what) if !written.content.is_empty() => {
            let message = format!("{what} has no body; what is described is left out");
            let finding = Diagnostic::at(Code::AnswerWithoutBody, &at.join("content"), message);
            cx.report_once(at.as_str(), finding.on_key());
            Vec::new()
        }
        _ => body::read_contents(cx, &at.join("content"), &written.content, (&hint, way)),
    };
    let contents = match streamed {
        Some(form) => add_stream_media_type(contents, form),
        None => contents,
    };
    // A response that could not be paid for has said so and loses its text alone: a status
    // without its response would be another contract.
    let text = &written.description;
    let is_paid = cx.spend(&at, COST + COPIES_OF_TEXT * text.len());
    Response {
        status,
        description: (is_paid && !text.is_empty()).then(|| text.clone()),
        contents,
        headers: headers::read_headers(cx, &at.join("headers"), &written.headers, &|name| {
            NameHint::Operation(index, OperationPart::ResponseHeader(status, name))
        }),
        failure: extension::read_failure_extension(cx, &at, &written.extensions),
        origin: at,
    }
}

/// Adds the media type that servers mostly send such a stream in: where the document calls
/// it something else, either may come.
fn add_stream_media_type(mut contents: Vec<Content>, form: StreamForm) -> Vec<Content> {
    let usual = match form {
        StreamForm::Lines => "application/x-ndjson",
        StreamForm::Events => "text/event-stream",
    };
    let is_there = contents.iter().any(|content| content.media_type == usual);
    if let Some(first) = contents.first().filter(|_| !is_there) {
        contents.push(Content {
            media_type: usual.to_owned(),
            examples: Vec::new(),
            ..first.clone()
        });
    }
    contents
}
