//! Which documented answer an answer is (OAS 3.1 §4.8.16, §4.8.17).

use http::{HeaderMap, Method, StatusCode};

use super::media_type::{Fit, content_type, fit};
use crate::error::printable;
use crate::json::ReadLimits;
use crate::operation::{Answer, EmbeddedFailure, Operation, Outcome, Reading, Status};

/// Characters of a content type that are shown, which is a server's.
const SHOWN_TYPE: usize = 100;

/// The documented answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen {
    /// Index into the operation's answers.
    pub(crate) case: usize,
    pub(crate) success: bool,
    /// A failure inside a success.
    pub(crate) embedded: Option<&'static EmbeddedFailure>,
}

/// Chooses by status, then by media type. The error says why no answer fits,
/// as the rest of a sentence that begins with the status.
pub(crate) fn choose(
    operation: &Operation,
    reading: Reading,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    limits: ReadLimits,
) -> Result<Chosen, String> {
    let candidates = by_status(operation.answers, reading, status);
    if candidates.is_empty() {
        return Err(unknown_status(headers, body));
    }
    let found = content_type(headers);
    let chosen = if has_no_body(&operation.method, status) {
        bodiless(&candidates).or(candidates.first())
    } else {
        by_media_type(&candidates, found, body).or_else(|| bodiless(&candidates))
    };
    let Some((case, answer)) = chosen.copied() else {
        return Err(unknown_media_type(&candidates, found));
    };
    let embedded = super::embedded(answer.embedded, body, limits);
    Ok(Chosen {
        case,
        success: answer.outcome == Outcome::Success && embedded.is_none(),
        embedded,
    })
}

/// Whether the body of an answer is read while it comes: by its head, it is a
/// success of a call that wants a stream.
pub(crate) fn is_streamed(
    operation: &Operation,
    reading: Reading,
    status: StatusCode,
    headers: &HeaderMap,
) -> bool {
    let wants = match reading {
        Reading::Whole => false,
        Reading::Streamed | Reading::Bytes => !has_no_body(&operation.method, status),
    };
    wants
        && choose(
            operation,
            reading,
            status,
            headers,
            b"",
            ReadLimits::DEFAULT,
        )
        .is_ok_and(|chosen| chosen.success)
}

type Candidate<'a> = (usize, &'a Answer);

/// The answers for a status: the code itself, else its range, else the
/// default. A default is a success or a failure by the status, not by what it
/// was documented for.
fn by_status(answers: &[Answer], reading: Reading, status: StatusCode) -> Vec<Candidate<'_>> {
    let outcome = if status.is_success() {
        Outcome::Success
    } else {
        Outcome::Failure
    };
    let code = status.as_u16();
    [
        Status::Code(code),
        Status::Range(code / 100),
        Status::Default,
    ]
    .into_iter()
    .map(|wanted| {
        let fits = |answer: &Answer| {
            answer.status == wanted
                && reading.takes(answer)
                && (wanted != Status::Default || answer.outcome == outcome)
        };
        let all = answers.iter().enumerate();
        all.filter(|(_, answer)| fits(answer)).collect::<Vec<_>>()
    })
    .find(|found| !found.is_empty())
    .unwrap_or_default()
}

/// The candidate whose media type fits best; the first of equals. Without a
/// content type, the only candidate, else the one for bytes.
fn by_media_type<'a, 'b>(
    candidates: &'b [Candidate<'a>],
    found: Option<&str>,
    body: &[u8],
) -> Option<&'b Candidate<'a>> {
    let Some(found) = found else {
        return match candidates {
            [only] => Some(only),
            _ => best(candidates, "application/octet-stream", body),
        };
    };
    best(candidates, found, body)
}

fn best<'a, 'b>(
    candidates: &'b [Candidate<'a>],
    found: &str,
    body: &[u8],
) -> Option<&'b Candidate<'a>> {
    let mut best: Option<(Fit, &Candidate<'a>)> = None;
    for candidate in candidates {
        if let Some(fit) = fit(candidate.1.media_type, found, body)
            && best.is_none_or(|(known, _)| fit > known)
        {
            best = Some((fit, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The candidate for which the document describes no body: whatever came is
/// ignored.
fn bodiless<'a, 'b>(candidates: &'b [Candidate<'a>]) -> Option<&'b Candidate<'a>> {
    candidates
        .iter()
        .find(|(_, answer)| answer.media_type.is_empty())
}

/// Answers that never have a body (RFC 9110 §6.4.1).
pub(crate) fn has_no_body(method: &Method, status: StatusCode) -> bool {
    *method == Method::HEAD || matches!(status.as_u16(), 204 | 205 | 304)
}

fn unknown_status(headers: &HeaderMap, body: &[u8]) -> String {
    let mut text = "which the document does not describe".to_owned();
    if is_html(content_type(headers), body) {
        text.push_str("; the body is HTML, so perhaps a proxy or a gateway answered");
    }
    text
}

fn unknown_media_type(candidates: &[Candidate<'_>], found: Option<&str>) -> String {
    let known: Vec<_> = candidates
        .iter()
        .map(|(_, answer)| answer.media_type)
        .collect();
    let known = known.join("`, `");
    let found = printable(found.unwrap_or("none"), SHOWN_TYPE);
    let html = if is_html(Some(&found), b"") {
        "; perhaps a proxy or a gateway answered"
    } else {
        ""
    };
    format!("with the content type `{found}` where the document has `{known}`{html}")
}

fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let labelled = content_type.is_some_and(|found| found.trim_start().starts_with("text/html"));
    let start = body.trim_ascii_start().get(..14).unwrap_or_default();
    labelled || start.eq_ignore_ascii_case(b"<!doctype html")
}
