//! Where a redirect leads, and with what. Takes a request and its answer, gives
//! the next request; knows neither time nor transport.
//!
//! A request keeps its method and its body, so a POST never becomes a GET; one
//! that may have effects stays with its origin; and nothing secret goes to
//! another one.

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, LOCATION, PROXY_AUTHORIZATION};
use http::{HeaderName, Method, StatusCode, Uri};

use crate::operation::{Operation, Status};
use crate::request::{Assembled, has_scheme, split_origin};

/// The request to send next; `None` when the answer is one for the caller: no
/// redirect, one that the document describes, or one that must not be followed.
pub(crate) fn follow(
    sent: &Assembled,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Assembled> {
    if !is_followed(&sent.method, status) || is_documented(sent.operation, status) {
        return None;
    }
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let from = sent.uri.to_string();
    let target = resolve(&from, location);
    let (old, new) = (split_origin(&from).0, split_origin(&target).0);
    let stays = old.eq_ignore_ascii_case(new);
    let weaker = old.starts_with("https:") && !new.starts_with("https:");
    if weaker || !(stays || sent.method.is_safe()) {
        return None;
    }
    let mut next = sent.clone();
    next.shown = shown(&target);
    next.uri = Uri::try_from(target).ok()?;
    if !matches!(next.uri.scheme_str(), Some("http" | "https")) {
        return None;
    }
    if !stays {
        forget(&mut next.headers);
    }
    Some(next)
}

/// Whether the request may be sent again as it is (RFC 9110 §15.4): the other
/// statuses ask for a GET in its place.
fn is_followed(method: &Method, status: StatusCode) -> bool {
    match status.as_u16() {
        307 | 308 => true,
        301..=303 => matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}

fn is_documented(operation: &Operation, status: StatusCode) -> bool {
    let code = status.as_u16();
    let mut answers = operation.answers.iter();
    answers.any(|answer| {
        matches!(answer.status, Status::Code(known) if known == code)
            || answer.status == Status::Range(3)
    })
}

/// A location as an absolute URL without its fragment (RFC 3986 §5.2); segments
/// of dots are left to the transport.
fn resolve(from: &str, location: &str) -> String {
    let location = location.split('#').next().unwrap_or_default();
    let (origin, path) = split_origin(from);
    let scheme = from.split("//").next().unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let folder = path.rfind('/').and_then(|end| path.get(..=end));
    if has_scheme(location) {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}{location}")
    } else if location.starts_with('/') {
        format!("{origin}{location}")
    } else if location.is_empty() || location.starts_with('?') {
        format!("{origin}{path}{location}")
    } else {
        format!("{origin}{}{location}", folder.unwrap_or("/"))
    }
}

/// The URL without its query, which may be a signature.
fn shown(url: &str) -> String {
    match url.split_once('?') {
        Some((path, _)) => format!("{path}?[redacted]"),
        None => url.to_owned(),
    }
}

/// Drops all that is secret.
fn forget(headers: &mut HeaderMap) {
    let secret: Vec<HeaderName> = headers
        .iter()
        .filter(|(name, value)| {
            let usual = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name);
            usual || value.is_sensitive()
        })
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}
