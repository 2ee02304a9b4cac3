//! Words for statuses (RFC 9110 §15, and the IANA registry) and for media types.

use super::names::Words;
use crate::api::StatusPattern;

/// What a status is called, for names.
pub(super) fn name_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => {
            find_reason_phrase(code).map_or_else(|| format!("status {code}"), str::to_owned)
        }
        StatusPattern::Range(1) => "informational".to_owned(),
        StatusPattern::Range(2) => "success".to_owned(),
        StatusPattern::Range(3) => "redirection".to_owned(),
        StatusPattern::Range(4) => "client error".to_owned(),
        StatusPattern::Range(5) => "server error".to_owned(),
        StatusPattern::Range(range) => format!("status {range}xx"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// By what statuses are ordered, wherever a document lists them: codes, ranges, the default.
pub(super) fn order_status_for_names(status: StatusPattern) -> (u8, u16) {
    match status {
        StatusPattern::Code(code) => (0, code),
        StatusPattern::Range(range) => (1, range),
        StatusPattern::Default => (2, 0),
    }
}

/// The statuses that cover all of another one, the nearest first.
pub(super) fn list_wider_statuses(status: StatusPattern) -> Vec<StatusPattern> {
    match status {
        StatusPattern::Code(code) => vec![StatusPattern::Range(code / 100), StatusPattern::Default],
        StatusPattern::Range(_) => vec![StatusPattern::Default],
        StatusPattern::Default => Vec::new(),
    }
}

/// The code in a [key](name_answer_key).
pub(super) fn read_answer_code(key: &str) -> Option<u16> {
    let status = key.split(':').next()?;
    status.parse().ok()
}

/// What a response is, by status and media type: `404:application/json`.
pub(super) fn name_answer_key(status: StatusPattern, media_type: &str) -> String {
    let status = match status {
        StatusPattern::Code(_) | StatusPattern::Range(_) => print_status(status),
        StatusPattern::Default => "default".to_owned(),
    };
    if media_type.is_empty() {
        status
    } else {
        format!("{status}:{media_type}")
    }
}

/// How a status is written in documentation.
pub(super) fn print_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(range) => format!("{range}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    }
}

fn find_reason_phrase(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "continue status",
        101 => "switching protocols",
        102 => "processing",
        103 => "early hints",
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        305 => "use proxy",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable entity",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        506 => "variant also negotiates",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        _ => return None,
    })
}

/// What a media type is called: the part behind the last `+`, `/` or `.`; of
/// a range `any` and what stands before the `*`.
pub(super) fn media_type_words(media_type: &str) -> Words {
    let essence = media_type.split(';').next().unwrap_or_default();
    let last = essence.rsplit(['/', '+', '.']).next().unwrap_or_default();
    match (essence, last) {
        ("", _) => Words::of("empty"),
        ("text/plain", _) => Words::of("text"),
        ("application/octet-stream", _) => Words::of("bytes"),
        ("*/*" | "application/*", _) => Words::of("any"),
        (range, "*") => Words::of(&format!("any {}", range.trim_end_matches("/*"))),
        (_, last) => Words::of(last),
    }
}
