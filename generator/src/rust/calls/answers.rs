//! Responses: the table of those that are documented, and the types that hold
//! them.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{BodyKind, Content, EventData, Operation, Response, StatusPattern};
use crate::diagnostics::Diagnostics;
use crate::printable::DocLine;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::locked::LockedType;
use crate::rust::model::{
    Allow, AnswerRow, BodyReader, Builtin, Case, EmbeddedTable, FailureType, ItemDocs, NoFailure,
    OperationOutcome, OutcomeAccess, OutcomeEnum, OutcomeVariant, StreamMethod, Success, Ty,
};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::names::{MethodIdent, Scope, VariantIdent, Words};
use crate::rust::{report, status};

/// Everything about the responses of an operation.
pub(super) struct ShapedResponses {
    pub(super) rows: Vec<AnswerRow>,
    pub(super) success: Success,
    pub(super) failure: FailureType,
    pub(super) stream: Option<StreamMethod>,
}

/// A documented response in one media type.
struct Answer<'a> {
    response: &'a Response,
    content: Option<&'a Content>,
    ty: Ty,
    read: BodyReader,
    success: bool,
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

/// A response on its way to a variant.
struct ResponseEntry<'a> {
    index: usize,
    /// Whether it is the failure inside a success.
    embedded: bool,
    ty: Ty,
    read: BodyReader,
    status: StatusPattern,
    /// What the variant is called after, before media types are considered.
    words: Words,
    media_type: &'a str,
    description: Option<&'a str>,
}

fn make_plain_entry<'a>((index, answer): (usize, &'a Answer<'a>)) -> ResponseEntry<'a> {
    ResponseEntry {
        index,
        embedded: false,
        ty: answer.ty.clone(),
        read: answer.read,
        status: answer.response.status,
        words: Words::of(&status::name_status(answer.response.status)),
        media_type: answer.content.map_or("", |content| &content.media_type),
        description: answer.response.description.as_deref(),
    }
}

/// A failure inside a success has the success's type.
fn make_embedded_entry<'a>((index, answer): (usize, &'a Answer<'a>)) -> ResponseEntry<'a> {
    let words = Words::of("failure");
    let description = Some("A failure that is told inside a success.");
    ResponseEntry {
        embedded: true,
        words,
        description,
        ..make_plain_entry((index, answer))
    }
}

fn shape_success(
    entries: Vec<ResponseEntry>,
    rows: &mut [AnswerRow],
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Success {
    let Some(first) = entries.first() else {
        return Success::One(Ty::Unit, BodyReader::Empty);
    };
    let (ty, read) = (first.ty.clone(), first.read);
    if entries
        .iter()
        .all(|entry| entry.ty == ty && entry.read == read)
    {
        return Success::One(ty, read);
    }
    let line = format!("What {} answers.", docs::link_method(names));
    let outcome = shape_outcome(entries, rows, scopes, names, "ok", line);
    Success::Several(outcome)
}

fn shape_failure(
    entries: Vec<ResponseEntry>,
    rows: &mut [AnswerRow],
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> FailureType {
    if entries.is_empty() {
        let line = format!(
            "Why {} was refused, of which the document says nothing.",
            docs::link_method(names)
        );
        return FailureType::None(NoFailure {
            ident: scopes.ty(names, "error"),
            docs: docs::of_lines(docs::wrap_markdown(&line)),
        });
    }
    let line = format!(
        "Why {} was refused: the failures that the document describes.",
        docs::link_method(names)
    );
    FailureType::Some(shape_outcome(entries, rows, scopes, names, "error", line))
}

/// The enum over some responses. By status and media type, not as they are listed: the order of
/// a document is no part of the enum.
fn shape_outcome(
    mut entries: Vec<ResponseEntry>,
    rows: &mut [AnswerRow],
    scopes: &mut OperationScopes,
    names: &OperationNames,
    role: &str,
    line: String,
) -> OperationOutcome {
    entries.sort_by_key(|one| {
        (
            one.embedded,
            status::order_status_for_names(one.status),
            one.media_type,
        )
    });
    let groups = group_entries(&entries);
    let first_number = usize::from(role == "error");
    let statuses: BTreeSet<&Words> = groups.iter().map(|group| &group.entry.words).collect();
    let by_media_type_only = statuses.len() == 1 && role == "ok";
    let mut scope = Scope::<VariantIdent>::reserving(&[]);
    let held = scopes.held(names, role).cloned();
    if let Some(held) = &held {
        scope.hold(held.members.iter().map(|one| one.name.as_str()));
    }
    let mut variants = Vec::new();
    let mut cases = Vec::new();
    let mut methods = Scope::<MethodIdent>::reserving(&[]);
    for (number, group) in (first_number..).zip(&groups) {
        let alone = groups
            .iter()
            .filter(|other| other.entry.words == group.entry.words)
            .count()
            == 1;
        let candidates = list_name_candidates(group.entry, alone, by_media_type_only);
        let ident = claim_held_case(&mut scope, held.as_ref(), group)
            .unwrap_or_else(|| scope.claim(&candidates).ident);
        write_case_number(group, number, rows);
        cases.push(Case {
            number,
            variant: ident.clone(),
            read: group.entry.read,
        });
        let mut variant = shape_outcome_variant(group.entry, ident);
        if by_media_type_only && variant.payload.is_some() {
            let is_stream = group.entry.read.is_stream();
            variant.access = Some(name_outcome_access(&mut methods, &variant.ident, is_stream));
        }
        variants.push(variant);
    }
    let mut payloads = variants
        .iter()
        .filter_map(|variant| variant.payload.as_ref());
    // Allowed rather than boxed: the value is looked at once and taken apart, and a box would
    // stand in every pattern that users write.
    let large = variants.len() > 1 && payloads.any(Ty::is_large);
    let large = large.then_some(Allow::LargeEnumVariant);
    OperationOutcome {
        ident: scopes.ty(names, role),
        docs: docs::of_lines(docs::wrap_markdown(&line)),
        definition: OutcomeEnum {
            allows: large.into_iter().collect(),
            variants,
            cases,
        },
        same: None,
    }
}

/// The name that an earlier run has given to one of the responses.
fn claim_held_case(
    scope: &mut Scope<'_, VariantIdent>,
    held: Option<&LockedType>,
    group: &ResponseGroup,
) -> Option<VariantIdent> {
    let held = held?;
    let mut answers = group.all.iter().filter(|entry| !entry.embedded);
    answers.find_map(|entry| {
        let key = status::name_answer_key(entry.status, entry.media_type);
        scope.claim_held(&held.member(&key)?.name)
    })
}

/// Responses of one status that hold the same are one variant; of texts and bytes, what
/// they are is in their media type.
struct ResponseGroup<'a> {
    entry: &'a ResponseEntry<'a>,
    all: Vec<&'a ResponseEntry<'a>>,
}

/// Writes the number of a case into the rows of its responses.
fn write_case_number(group: &ResponseGroup, number: usize, rows: &mut [AnswerRow]) {
    for entry in &group.all {
        let case = (number != entry.index).then_some(number);
        match rows.get_mut(entry.index) {
            Some(row) if entry.embedded => {
                if let Some(table) = &mut row.embedded {
                    table.case = case;
                }
            }
            Some(row) => row.case = case,
            None => {}
        }
    }
}

fn group_entries<'a>(entries: &'a [ResponseEntry<'a>]) -> Vec<ResponseGroup<'a>> {
    let mut groups: Vec<ResponseGroup> = Vec::new();
    for entry in entries {
        let same = groups.iter_mut().find(|group| {
            let other = group.entry;
            let is_plain = matches!(entry.read, BodyReader::Text | BodyReader::Bytes);
            (&other.words, &other.ty, other.read) == (&entry.words, &entry.ty, entry.read)
                && !(is_plain && other.media_type != entry.media_type)
        });
        match same {
            Some(group) => group.all.push(entry),
            None => groups.push(ResponseGroup {
                entry,
                all: vec![entry],
            }),
        }
    }
    groups
}

fn list_name_candidates(
    entry: &ResponseEntry,
    alone: bool,
    by_media_type_only: bool,
) -> Vec<Words> {
    let media_type = status::media_type_words(entry.media_type);
    let long = Words::of(entry.media_type);
    if alone {
        vec![entry.words.clone()]
    } else if by_media_type_only {
        vec![media_type, long]
    } else {
        vec![entry.words.then(&media_type), entry.words.then(&long)]
    }
}

fn shape_outcome_variant(entry: &ResponseEntry, ident: VariantIdent) -> OutcomeVariant {
    let status = status::print_status(entry.status);
    let text = entry.description.map(docs::one_line).unwrap_or_default();
    let line = if text.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {text}")
    };
    OutcomeVariant {
        ident,
        docs: docs::of_lines(docs::wrap_markdown(&line)),
        payload: (entry.read != BodyReader::Empty).then(|| entry.ty.clone()),
        access: None,
    }
}

/// The methods for a variant: `as_json`, `into_json`.
fn name_outcome_access(
    methods: &mut Scope<'_, MethodIdent>,
    variant: &VariantIdent,
    is_stream: bool,
) -> OutcomeAccess {
    let words = Words::of(variant.as_str());
    let mut claim = |verb: &str| methods.claim(&[Words::of(verb).then(&words)]).ident;
    let line = format!("What [`Self::{variant}`] holds, if the response is that.");
    OutcomeAccess {
        borrowed: (!is_stream).then(|| claim("as")),
        owned: claim("into"),
        docs: docs::of_lines(docs::wrap_markdown(&line)),
    }
}
