//! Attempts as text for people who look for a mistake: the request as it was sent and the
//! response as it came, without what must not be seen. Costs nothing while nobody asks for it.

use std::fmt::Write as _;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::exchange::{BrokenAttempt, RawResponse};
use crate::hooks::{ExchangeLog, LogDetail};
use crate::letters::replace_hidden_letters;
use crate::limits::SHOWN_BODY;
use crate::media_type::find_content_type;
use crate::plan::{Assembled, Plan};
use crate::secrets::{MASK, Secrets, mask_body_fields, mask_url_structure};

/// Tells of an attempt.
pub(crate) fn log_attempt(
    log: &ExchangeLog,
    (plan, assembled): (&Plan, &Assembled),
    result: &Result<RawResponse, Box<BrokenAttempt>>,
    (number, duration): (u32, Duration),
) {
    let mut text = String::new();
    let method = &assembled.method;
    let url = assembled.shown.as_str();
    let came = match result {
        Ok(whole) => whole.status.to_string(),
        Err(broken) => format!("no response ({:?})", broken.trouble.kind()),
    };
    let milliseconds = duration.as_millis();
    let operation = plan.operation.id;
    match log.detail {
        LogDetail::Line => {
            let _ = write!(
                text,
                "{operation}: {method} {url} -> {came} (attempt {number}, {milliseconds} ms)"
            );
        }
        LogDetail::Whole => {
            let _ = writeln!(text, "{operation}, attempt {number}");
            let _ = writeln!(text, "> {method} {url}");
            write_headers(&mut text, '>', &assembled.headers, &assembled.secrets);
            write_request_body(&mut text, plan, assembled);
            let _ = writeln!(text, "< {came} ({milliseconds} ms)");
            if let Ok(whole) = result {
                write_headers(&mut text, '<', &whole.headers, &assembled.secrets);
                write_response_body(&mut text, plan, assembled, whole);
            }
        }
    }
    (log.write)(text.trim_end());
}

fn write_headers(out: &mut String, mark: char, headers: &HeaderMap, secrets: &Secrets) {
    for (name, value) in headers {
        let _ = writeln!(out, "{mark} {name}: {}", show_header(name, value, secrets));
    }
}

/// A value without secrets, whether they are known or only named so; URLs in it lose theirs.
fn show_header(name: &HeaderName, value: &HeaderValue, secrets: &Secrets) -> String {
    if value.is_sensitive() || secrets.find_name(name.as_str()).is_some() {
        return MASK.to_owned();
    }
    let text = String::from_utf8_lossy(value.as_bytes());
    let text = match text.contains("://") || text.starts_with('/') {
        true => mask_url_structure(&text),
        false => text.into_owned(),
    };
    replace_hidden_letters(&secrets.mask(&text)).into_owned()
}

fn write_request_body(out: &mut String, plan: &Plan, assembled: &Assembled) {
    if assembled.body.is_empty() {
        return;
    }
    match assembled.body.bytes() {
        Some(bytes) => write_body(out, '>', (plan, assembled), &assembled.headers, &bytes),
        None => {
            let length = assembled.body.length();
            let length = length.map_or_else(|| "unknown".to_owned(), |length| length.to_string());
            let _ = writeln!(out, ">\n> (a stream, bytes: {length})");
        }
    }
}

fn write_response_body(out: &mut String, plan: &Plan, assembled: &Assembled, whole: &RawResponse) {
    if whole.live.is_some() {
        out.push_str("<\n< (a stream)\n");
    } else if !whole.body.is_empty() {
        write_body(out, '<', (plan, assembled), &whole.headers, &whole.body);
    }
}

/// The start of a body that is text, each of its lines marked.
fn write_body(
    out: &mut String,
    mark: char,
    (plan, assembled): (&Plan, &Assembled),
    headers: &HeaderMap,
    body: &[u8],
) {
    let _ = writeln!(out, "{mark}");
    let media_type = find_content_type(headers).unwrap_or_default();
    let text = std::str::from_utf8(body).ok();
    let Some(text) = text.filter(|_| !plan.hides_bodies && is_readable_text(media_type)) else {
        let _ = writeln!(out, "{mark} ({} bytes)", body.len());
        return;
    };
    let secrets = &assembled.secrets;
    // Masked as a whole, so that no secret is cut in two before it is recognised.
    let masked = mask_body_fields(text, media_type, &|name| secrets.find_name(name));
    let masked = secrets.mask(&masked);
    let start: String = masked.chars().take(SHOWN_BODY).collect();
    for line in replace_hidden_letters(&start).lines() {
        let _ = writeln!(out, "{mark} {line}");
    }
    if start.len() < masked.len() {
        let _ = writeln!(out, "{mark} … ({} bytes)", body.len());
    }
}

/// Whether people can read a body of this type. Parts of `multipart/*` may be anything.
fn is_readable_text(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    media_type.starts_with("text/")
        || ["json", "xml", "x-www-form-urlencoded", "yaml"]
            .iter()
            .any(|word| media_type.contains(word))
}
