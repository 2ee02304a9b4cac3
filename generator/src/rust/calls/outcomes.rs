//! Enums over responses: which of them are one variant, and what each is called.

use std::collections::BTreeSet;

use crate::api::{Content, Response, StatusPattern};
use crate::rust::docs;
use crate::rust::locked::LockedType;
use crate::rust::model::{
    Allow, AnswerRow, BodyReader, Case, FailureType, NoFailure, OperationOutcome, OutcomeAccess,
    OutcomeEnum, OutcomeVariant, Success, Ty,
};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::names::{MethodIdent, Scope, VariantIdent, Words};
use crate::rust::status;

/// A documented response in one media type.
pub(super) struct Answer<'a> {
    pub(super) response: &'a Response,
    pub(super) content: Option<&'a Content>,
    pub(super) ty: Ty,
    pub(super) read: BodyReader,
    pub(super) success: bool,
}

/// A response on its way to a variant.
pub(super) struct ResponseEntry<'a> {
    pub(super) index: usize,
    /// Whether it is the failure inside a success.
    pub(super) embedded: bool,
    pub(super) ty: Ty,
    pub(super) read: BodyReader,
    pub(super) status: StatusPattern,
    /// What the variant is called after, before media types are considered.
    pub(super) words: Words,
    pub(super) media_type: &'a str,
    pub(super) description: Option<&'a str>,
}

pub(super) fn make_plain_entry<'a>((index, answer): (usize, &'a Answer<'a>)) -> ResponseEntry<'a> {
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
pub(super) fn make_embedded_entry<'a>(
    (index, answer): (usize, &'a Answer<'a>),
) -> ResponseEntry<'a> {
    let words = Words::of("failure");
    let description = Some("A failure that is told inside a success.");
    ResponseEntry {
        embedded: true,
        words,
        description,
        ..make_plain_entry((index, answer))
    }
}

pub(super) fn shape_success(
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

pub(super) fn shape_failure(
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
    let held = scopes.held(names, role).cloned();
    let groups = group_entries(&entries, held.as_ref());
    let first_number = usize::from(role == "error");
    let statuses: BTreeSet<&Words> = groups.iter().map(|group| &group.entry.words).collect();
    let by_media_type_only = statuses.len() == 1 && role == "ok";
    let mut scope = Scope::<VariantIdent>::reserving(&[]);
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
        let held = group.held.and_then(|held| scope.claim_held(held));
        let ident = held.unwrap_or_else(|| scope.claim(&candidates).ident);
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

/// Responses of one status that hold the same are one variant; of texts and bytes, what
/// they are is in their media type. So are those that were one in an earlier run.
struct ResponseGroup<'a> {
    entry: &'a ResponseEntry<'a>,
    all: Vec<&'a ResponseEntry<'a>>,
    /// The name that an earlier run has given to one of them.
    held: Option<&'a str>,
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

fn group_entries<'a>(
    entries: &'a [ResponseEntry<'a>],
    held: Option<&'a LockedType>,
) -> Vec<ResponseGroup<'a>> {
    let mut groups: Vec<ResponseGroup> = Vec::new();
    for entry in entries {
        let name = held.and_then(|held| find_held_case(entry, entries, held));
        let same = groups.iter_mut().find(|group| {
            let other = group.entry;
            let is_plain = matches!(entry.read, BodyReader::Text | BodyReader::Bytes);
            let is_one = other.words == entry.words || (name.is_some() && group.held == name);
            is_one
                && (&other.ty, other.read) == (&entry.ty, entry.read)
                && !(is_plain && other.media_type != entry.media_type)
        });
        match same {
            Some(group) => {
                group.all.push(entry);
                group.held = group.held.or(name);
            }
            None => groups.push(ResponseGroup {
                entry,
                all: vec![entry],
                held: name,
            }),
        }
    }
    groups
}

/// The name that an earlier run has given to a response: to its status, or to one that covered
/// it and that the document has divided since, `default` into `4XX` and `5XX`. Programs that
/// match on that go on to get all that they got.
fn find_held_case<'a>(
    entry: &ResponseEntry,
    entries: &[ResponseEntry],
    held: &'a LockedType,
) -> Option<&'a str> {
    let find = |status, media_type: &str| {
        let key = status::name_answer_key(status, media_type);
        held.member(&key).map(|member| member.name.as_str())
    };
    if entry.embedded {
        return None;
    }
    if let Some(name) = find(entry.status, entry.media_type) {
        return Some(name);
    }
    let plain = || entries.iter().filter(|one| !one.embedded);
    let wider = status::list_wider_statuses(entry.status).into_iter();
    let mut divided = wider.filter(|wider| plain().all(|one| one.status != *wider));
    divided.find_map(|wider| {
        let name = find(wider, entry.media_type)?;
        // Where the parts differ in what they hold, the name would be that of one of them.
        let is_part = |one: &&ResponseEntry| {
            status::list_wider_statuses(one.status).contains(&wider)
                && one.media_type == entry.media_type
                && find(one.status, one.media_type).is_none()
        };
        let mut parts = plain().filter(is_part);
        let holds_same = |one: &ResponseEntry| (&one.ty, one.read) == (&entry.ty, entry.read);
        parts.all(holds_same).then_some(name)
    })
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
