//! Which documented response a response is (OAS 3.1 §4.8.16, §4.8.17).

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};

use crate::description::{EmbeddedFailure, Operation, Outcome, Reading, ResponseInfo, Status};
use crate::error::print_one_line;
use crate::json::{ReadLimits, from_json_within, to_json};
use crate::limits::SHOWN_CONTENT_TYPE;
use crate::media_type::{Fit, find_content_type, measure_media_type_fit};
use crate::values::Value;

/// The documented response.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// Index into the operation's responses.
    pub(crate) case: usize,
    pub(crate) success: bool,
    /// A failure inside a success.
    pub(crate) embedded: Option<&'static EmbeddedFailure>,
    /// Why the body of a failure is of another form than documented, as the rest of a
    /// sentence that ends with "came".
    pub(crate) misfit: Option<String>,
}

/// Chooses by status, then by media type. The error says why no response fits,
/// as the rest of a sentence that begins with the status.
///
/// Two things are kept that a document does not describe to the letter: a success of
/// another status is read as the documented success whose media type fits, as it was
/// carried out; and a failure whose status is documented is that failure, whatever its
/// body is like.
pub(crate) fn choose_response(
    operation: &Operation,
    reading: Reading,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    limits: ReadLimits,
) -> Result<Chosen, String> {
    let mut candidates = find_candidates_by_status(operation.responses, reading, status);
    if candidates.is_empty() && status.is_success() {
        candidates = list_successes(operation.responses, reading);
    }
    if candidates.is_empty() {
        return Err(explain_unknown_status(headers, body));
    }
    let found = find_content_type(headers);
    let chosen = if is_bodiless_response(&operation.method(), status) {
        find_bodiless_candidate(&candidates).or(candidates.first())
    } else {
        find_candidate_by_media_type(&candidates, found, body)
            .or_else(|| find_bodiless_candidate(&candidates))
    };
    let Some((case, response)) = chosen.copied() else {
        let why = explain_unknown_media_type(&candidates, found);
        return match find_failure_by_status(&candidates, status, is_html_body(found, body)) {
            Some(case) => Ok(Chosen {
                case,
                success: false,
                embedded: None,
                misfit: Some(why),
            }),
            None => Err(why),
        };
    };
    let embedded = find_embedded_failure(response.embedded, body, limits);
    Ok(Chosen {
        case,
        success: response.outcome == Outcome::Success && embedded.is_none(),
        embedded,
        misfit: None,
    })
}

/// The failure that a status alone tells. A page of HTML where the document has but a
/// `default` for it comes mostly from what stands before the server.
fn find_failure_by_status(
    candidates: &[Candidate<'_>],
    status: StatusCode,
    is_html: bool,
) -> Option<usize> {
    let &(case, response) = candidates.first()?;
    let is_failure = status.is_client_error() || status.is_server_error();
    let is_told = response.status != Status::Default || !is_html;
    (is_failure && response.outcome == Outcome::Failure && is_told).then_some(case)
}

/// Why a response that was chosen for a stream of bytes has none to give; an empty
/// file would look like the one that was asked for.
pub(crate) fn explain_no_bytes(
    operation: &Operation,
    status: StatusCode,
    headers: &HeaderMap,
    chosen: &Chosen,
) -> Option<&'static str> {
    let response = operation.responses.get(chosen.case)?;
    if status.is_redirection() {
        return Some("which is a redirect and no body to read");
    }
    let length = headers.get(CONTENT_LENGTH);
    let is_empty = length.is_some_and(|length| length.as_bytes() == b"0");
    // A file of no bytes has a media type, and the document has a body for it.
    let is_file = find_content_type(headers).is_some() && !response.media_type.is_empty();
    (is_bodiless_response(&operation.method(), status) || is_empty && !is_file)
        .then_some("which has no body to read")
}

/// Whether the body of a response is read while it comes: by its head, it is a
/// success of a call that wants a stream.
pub(crate) fn is_streamed_response(
    operation: &Operation,
    reading: Reading,
    status: StatusCode,
    headers: &HeaderMap,
) -> bool {
    let wants = match reading {
        Reading::Whole => false,
        Reading::Streamed | Reading::Bytes => {
            !is_bodiless_response(&operation.method(), status) && !status.is_redirection()
        }
    };
    wants
        && choose_response(
            operation,
            reading,
            status,
            headers,
            b"",
            ReadLimits::DEFAULT,
        )
        .is_ok_and(|chosen| chosen.success)
}

/// The documented failures whose media type fits, by their index; those for any status
/// first.
pub(crate) fn list_fitting_failures(operation: &Operation, headers: &HeaderMap) -> Vec<usize> {
    let found = find_content_type(headers).unwrap_or("application/json");
    let all = operation.responses.iter().enumerate();
    let fitting = all.filter(|(_, response)| {
        response.outcome == Outcome::Failure
            && measure_media_type_fit(response.media_type, found, b"").is_some()
    });
    let mut fitting: Vec<(usize, &ResponseInfo)> = fitting.collect();
    fitting.sort_by_key(|(_, response)| response.status != Status::Default);
    fitting.into_iter().map(|(case, _)| case).collect()
}

type Candidate<'a> = (usize, &'a ResponseInfo);

/// The responses for a status: the code itself, else its range, else the
/// default. A default is a success or a failure by the status, not by what it
/// was documented for.
fn find_candidates_by_status(
    responses: &[ResponseInfo],
    reading: Reading,
    status: StatusCode,
) -> Vec<Candidate<'_>> {
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
        let fits = |response: &ResponseInfo| {
            response.status == wanted
                && reading.takes(response)
                && (wanted != Status::Default || response.outcome == outcome)
        };
        let all = responses.iter().enumerate();
        all.filter(|(_, response)| fits(response))
            .collect::<Vec<_>>()
    })
    .find(|found| !found.is_empty())
    .unwrap_or_default()
}

/// All documented successes, for a success of a status that is not.
fn list_successes(responses: &[ResponseInfo], reading: Reading) -> Vec<Candidate<'_>> {
    let fits =
        |response: &ResponseInfo| response.outcome == Outcome::Success && reading.takes(response);
    let all = responses.iter().enumerate();
    all.filter(|(_, response)| fits(response)).collect()
}

/// The candidate whose media type fits best; the first of equals. Without a
/// content type, the only candidate, else the one for bytes.
fn find_candidate_by_media_type<'a, 'b>(
    candidates: &'b [Candidate<'a>],
    found: Option<&str>,
    body: &[u8],
) -> Option<&'b Candidate<'a>> {
    let Some(found) = found else {
        return match candidates {
            [only] => Some(only),
            _ => find_best_candidate(candidates, "application/octet-stream", body),
        };
    };
    find_best_candidate(candidates, found, body)
}

fn find_best_candidate<'a, 'b>(
    candidates: &'b [Candidate<'a>],
    found: &str,
    body: &[u8],
) -> Option<&'b Candidate<'a>> {
    let mut best: Option<(Fit, &Candidate<'a>)> = None;
    for candidate in candidates {
        if let Some(fit) = measure_media_type_fit(candidate.1.media_type, found, body)
            && best.is_none_or(|(known, _)| fit > known)
        {
            best = Some((fit, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The candidate for which the document describes no body: whatever came is
/// ignored.
fn find_bodiless_candidate<'a, 'b>(candidates: &'b [Candidate<'a>]) -> Option<&'b Candidate<'a>> {
    candidates
        .iter()
        .find(|(_, response)| response.media_type.is_empty())
}

/// Responses that never have a body (RFC 9110 §6.4.1).
pub(crate) fn is_bodiless_response(method: &Method, status: StatusCode) -> bool {
    *method == Method::HEAD || matches!(status.as_u16(), 204 | 205 | 304)
}

fn explain_unknown_status(headers: &HeaderMap, body: &[u8]) -> String {
    let mut text = "which the document does not describe".to_owned();
    if is_html_body(find_content_type(headers), body) {
        text.push_str("; the body is HTML, so perhaps a proxy or a gateway answered");
    }
    text
}

fn explain_unknown_media_type(candidates: &[Candidate<'_>], found: Option<&str>) -> String {
    let known: Vec<_> = candidates
        .iter()
        .map(|(_, response)| response.media_type)
        .collect();
    let known = known.join("`, `");
    let found = print_one_line(found.unwrap_or("none"), SHOWN_CONTENT_TYPE);
    let html = if is_html_body(Some(&found), b"") {
        "; perhaps a proxy or a gateway answered"
    } else {
        ""
    };
    format!("with the content type `{found}` where the document has `{known}`{html}")
}

fn is_html_body(content_type: Option<&str>, body: &[u8]) -> bool {
    let labelled = content_type.is_some_and(|found| found.trim_start().starts_with("text/html"));
    let start = body.trim_ascii_start().get(..14).unwrap_or_default();
    labelled || start.eq_ignore_ascii_case(b"<!doctype html")
}

/// A failure inside a success, found at the place that the document names.
pub(crate) fn find_embedded_failure(
    failure: Option<&'static EmbeddedFailure>,
    body: &[u8],
    limits: ReadLimits,
) -> Option<&'static EmbeddedFailure> {
    let failure = failure?;
    // A body that is no JSON is left to the reader of the success, which says why.
    let body = from_json_within::<Value>(body, limits).ok()?;
    let found = body
        .pointer(failure.pointer)
        .map_or("null".to_owned(), |value| to_json(value));
    (found != failure.success).then_some(failure)
}
