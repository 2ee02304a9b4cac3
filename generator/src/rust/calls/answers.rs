//! Responses: the table of those that are documented, and the types that hold
//! them.

use std::collections::BTreeMap;

use super::outcomes::{
    Answer, ResponseEntry, make_embedded_entry, make_plain_entry, shape_failure, shape_success,
};
use crate::api::{BodyKind, Content, EventData, Operation, Response, StatusPattern};
use crate::diagnostics::Diagnostics;
use crate::printable::DocLine;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::locked::LockedType;
use crate::rust::model::{
    AnswerRow, BodyReader, Builtin, EmbeddedTable, FailureType, ItemDocs, StreamMethod, Success, Ty,
};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::{report, status};

/// Everything about the responses of an operation.
pub(super) struct ShapedResponses {
    pub(super) rows: Vec<AnswerRow>,
    pub(super) success: Success,
    pub(super) failure: FailureType,
    pub(super) stream: Option<StreamMethod>,
}

pub(super) fn shape_responses(
    cx: &ShapeCx,
    operation: &Operation,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> ShapedResponses {
    let mut answers = Vec::new();
    let mut stream = None;
    for response in &operation.successes {
        answers.extend(shape_response_entries(
            cx,
            response,
            &mut stream,
            diagnostics,
        ));
    }
    let kept = list_kept_failures(operation, scopes.held(names, "error"));
    for response in &kept {
        answers.extend(of_failure(cx, response, &mut Diagnostics::new()));
    }
    for response in &operation.failures {
        answers.extend(of_failure(cx, response, diagnostics));
    }
    let examples = cx.options.examples;
    let mut rows: Vec<AnswerRow> = answers
        .iter()
        .map(|one| make_response_row(one, examples, names, scopes))
        .collect();
    // Without a row of success, the runtime would take every 2xx for undocumented.
    if operation.successes.is_empty() {
        rows.push(undocumented_success());
    }
    let all = || answers.iter().enumerate();
    let successes = all().filter(|(_, one)| one.success).map(make_plain_entry);
    let (streams, wholes): (Vec<ResponseEntry>, Vec<ResponseEntry>) =
        successes.partition(|entry| entry.read.is_stream());
    // A response without a body is no whole that a caller could ask for: 204 beside a stream
    // leaves one method.
    let only_streams = wholes.iter().all(|entry| entry.read == BodyReader::Empty);
    let stream = streams.first().filter(|_| !only_streams);
    let stream = stream.map(|entry| stream_method(entry, operation, names, scopes));
    let successes = if only_streams && !streams.is_empty() {
        streams
    } else {
        wholes
    };
    let mut failures: Vec<ResponseEntry> = all()
        .filter(|(_, one)| !one.success)
        .map(make_plain_entry)
        .collect();
    failures.extend(
        all()
            // In a stream it is an event or a line that tells of it, and an error of the stream.
            .filter(|(_, one)| one.response.failure.is_some() && !one.read.is_stream())
            .map(make_embedded_entry),
    );
    ShapedResponses {
        success: shape_success(successes, &mut rows, names, scopes),
        failure: shape_failure(failures, &mut rows, names, scopes),
        rows,
        stream,
    }
}

/// The failures that an earlier run knew by their codes and that the document now has among
/// others: of a `404` that has become a part of `4XX`, programs that match on it go on to hear.
fn list_kept_failures(operation: &Operation, held: Option<&LockedType>) -> Vec<Response> {
    let members = held.into_iter().flat_map(|held| &held.members);
    let mut codes: Vec<u16> = members
        .filter_map(|member| status::read_answer_code(&member.key))
        .collect();
    codes.dedup();
    let documented = |status| operation.failures.iter().find(|one| one.status == status);
    let kept = codes.into_iter().filter_map(|code| {
        let status = StatusPattern::Code(code);
        let mut wider = status::list_wider_statuses(status).into_iter();
        let around = wider.find_map(documented);
        let around = around.filter(|_| documented(status).is_none())?;
        Some(Response {
            status,
            ..around.clone()
        })
    });
    kept.collect()
}

/// By what each successful answer is, a number for its type and reader; nothing where one is
/// read while it comes.
pub(super) fn number_success_kinds(cx: &ShapeCx, operation: &Operation) -> BTreeMap<String, usize> {
    let mut kinds: Vec<(Ty, BodyReader)> = Vec::new();
    let mut numbers = BTreeMap::new();
    let unheard = &mut Diagnostics::new();
    for response in &operation.successes {
        for answer in shape_response_entries(cx, response, &mut None, unheard) {
            if answer.read.is_stream() {
                return BTreeMap::new();
            }
            let kind = (answer.ty, answer.read);
            let number = kinds.iter().position(|other| *other == kind);
            let number = number.unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            let media_type = answer.content.map_or("", |content| &content.media_type);
            numbers.insert(status::name_answer_key(response.status, media_type), number);
        }
    }
    numbers
}

/// The method for the stream of an operation that answers either way.
fn stream_method(
    entry: &ResponseEntry,
    operation: &Operation,
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> StreamMethod {
    let line = format!(
        "Like {}, with the success as a stream that is read while it comes.",
        docs::link_method(names)
    );
    let mut lines = docs::wrap_markdown(&line);
    if let Some(property) = operation
        .stream_property
        .as_deref()
        .and_then(docs::make_code_span)
    {
        lines.push(DocLine::gap());
        lines.extend(docs::wrap_markdown(&format!(
            "Sets {property} in the body."
        )));
    }
    StreamMethod {
        method: scopes.method(names, "stream"),
        docs: ItemDocs {
            lines,
            deprecated: operation.docs.deprecated,
        },
        ty: entry.ty.clone(),
        read: entry.read,
        property: operation.stream_property.clone(),
    }
}

/// A success. The first stream of an operation is the one that it gives.
fn shape_response_entries<'a>(
    cx: &ShapeCx,
    response: &'a Response,
    stream: &mut Option<(Ty, BodyReader)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Answer<'a>> {
    let mut read = |content: &Content| match self::find_stream_body(cx, &content.body) {
        // Of one type only, since a method gives one type; streams of another form are read as a
        // whole.
        Some(found) if *stream.get_or_insert_with(|| found.clone()) == found => found,
        _ => shape_response_body(cx, response, content, diagnostics),
    };
    shape_content_entries(response, true, &mut read)
}

fn of_failure<'a>(
    cx: &ShapeCx,
    response: &'a Response,
    diagnostics: &mut Diagnostics,
) -> Vec<Answer<'a>> {
    let mut read = |content: &Content| shape_response_body(cx, response, content, diagnostics);
    shape_content_entries(response, false, &mut read)
}

/// A response for each media type, or one without a body.
fn shape_content_entries<'a>(
    response: &'a Response,
    success: bool,
    read: &mut dyn FnMut(&Content) -> (Ty, BodyReader),
) -> Vec<Answer<'a>> {
    let answer = |content, (ty, read)| Answer {
        response,
        content,
        ty,
        read,
        success,
    };
    if response.contents.is_empty() {
        return vec![answer(None, (Ty::Unit, BodyReader::Empty))];
    }
    let contents = response.contents.iter();
    contents
        .map(|content| answer(Some(content), read(content)))
        .collect()
}

/// A body that is read while it comes.
fn find_stream_body(cx: &ShapeCx, body: &BodyKind) -> Option<(Ty, BodyReader)> {
    let events = |item| Ty::Events(Box::new(item));
    match body {
        BodyKind::EventStream(EventData::Json(of)) if cx.ty_use(*of) != Ty::String => {
            Some((events(cx.ty_use(*of)), BodyReader::Events))
        }
        BodyKind::EventStream(EventData::Whole(of)) => {
            Some((events(cx.ty_use(*of)), BodyReader::WholeEvents))
        }
        BodyKind::EventStream(_) => Some((events(Ty::String), BodyReader::TextEvents)),
        BodyKind::JsonLines(of) => Some((Ty::Lines(Box::new(cx.ty_use(*of))), BodyReader::Lines)),
        BodyKind::Json(_)
        | BodyKind::Form(..)
        | BodyKind::Multipart(..)
        | BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary => None,
    }
}

fn shape_response_body(
    cx: &ShapeCx,
    response: &Response,
    content: &Content,
    diagnostics: &mut Diagnostics,
) -> (Ty, BodyReader) {
    match &content.body {
        BodyKind::Json(place) => (cx.ty_use(*place), BodyReader::Json),
        BodyKind::Text(_) => (Ty::String, BodyReader::Text),
        BodyKind::Plain(place) => (cx.ty_use(*place), BodyReader::Plain),
        BodyKind::Binary => (Ty::Runtime(Builtin::Bytes), BodyReader::Bytes),
        BodyKind::Form(..)
        | BodyKind::Multipart(..)
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => {
            report::bytes_body(&response.origin, &content.media_type, diagnostics);
            (Ty::Runtime(Builtin::Bytes), BodyReader::Bytes)
        }
    }
}

fn make_response_row(
    answer: &Answer,
    examples: bool,
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> AnswerRow {
    AnswerRow {
        examples: answer
            .content
            .filter(|_| examples)
            .map(|content| content.examples.clone())
            .unwrap_or_default(),
        success: answer.success,
        status: answer.response.status,
        media_type: answer
            .content
            .map(|content| content.media_type.clone())
            .unwrap_or_default(),
        streamed: answer.success && answer.read.is_stream(),
        case: None,
        embedded: answer
            .response
            .failure
            .clone()
            .map(|failure| EmbeddedTable {
                ident: scopes.failure(names),
                failure,
                case: None,
            }),
    }
}

/// A document that says nothing of success does not forbid it.
fn undocumented_success() -> AnswerRow {
    AnswerRow {
        success: true,
        status: StatusPattern::Range(2),
        media_type: String::new(),
        streamed: false,
        embedded: None,
        examples: Vec::new(),
        case: None,
    }
}
