//! Where a redirect leads, and with what. Takes a request and its response, gives
//! the next request; knows neither time nor transport.
//!
//! A request keeps its method and its body, so a POST never becomes a GET; one
//! that has a body or may have effects stays with its origin; and what goes to
//! another one is only what every stranger may read.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HeaderMap, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderName, Method, StatusCode, Uri};

use crate::plan::Assembled;
use crate::secrets::{ShownUrl, mask_url_structure};
use crate::urls::{resolve_url_reference, split_url_origin};

/// The request to send next; `None` when the response is one for the caller: no
/// redirect, or one that must not be followed. That the document describes it changes
/// nothing: whoever wants redirects to be followed wants what they lead to.
pub(crate) fn follow_redirect(
    sent: &Assembled,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Assembled> {
    if !is_followed(&sent.method, status) {
        return None;
    }
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let from = sent.uri.to_string();
    let target = resolve_url_reference(&from, location);
    let (old, new) = (split_url_origin(&from).0, split_url_origin(&target).0);
    let stays = old.eq_ignore_ascii_case(new);
    // Any of the other headers and all of the body may be a secret.
    let harmless = sent.method.is_safe() && sent.body.is_empty();
    let weaker = old.starts_with("https:") && !new.starts_with("https:");
    if weaker || !(stays || harmless) {
        return None;
    }
    let mut next = sent.clone();
    // A query may be a signature.
    next.shown = ShownUrl::new(&mask_url_structure(&target), "", sent.secrets.clone());
    next.uri = Uri::try_from(target).ok()?;
    if !matches!(next.uri.scheme_str(), Some("http" | "https")) {
        return None;
    }
    if !stays {
        next.headers = keep_harmless_headers(&next.headers);
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

/// Headers that another origin may read: what kind of response, and which part of
/// it, is wanted by which program.
const HARMLESS: [HeaderName; 6] = [
    ACCEPT,
    ACCEPT_ENCODING,
    ACCEPT_LANGUAGE,
    IF_RANGE,
    RANGE,
    USER_AGENT,
];

/// The harmless ones of these headers.
fn keep_harmless_headers(headers: &HeaderMap) -> HeaderMap {
    let all = headers.iter();
    all.filter(|(name, value)| HARMLESS.contains(name) && !value.is_sensitive())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
