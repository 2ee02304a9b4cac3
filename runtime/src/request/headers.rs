//! Headers of requests.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::description::{Outcome, Reading, ResponseInfo};
use crate::media_type::is_json_media_type;

/// A header from texts or bytes: of a part, or of a request. The error says what is wrong and never shows the value.
pub(super) fn parse_header(
    name: &str,
    value: impl AsRef<[u8]>,
) -> Result<(HeaderName, HeaderValue), String> {
    let name =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a header name".to_owned())?;
    let value = HeaderValue::from_bytes(value.as_ref())
        .map_err(|_| "holds a line break or another control character".to_owned())?;
    Ok((name, value))
}

/// Headers that say how a message travels: where it ends, to whom the connection
/// belongs, and what happens on it (RFC 9110 §7.6.1, §7.2, §8.6, §10.1.1; RFC 9112
/// §6.1). The transport sets them from the URL and the body. A caller's
/// `Content-Length` cuts a body off, `Transfer-Encoding` makes servers and proxies
/// disagree about where a request ends, `Host` sends the call to another site, and
/// those of the connection are forbidden in HTTP/2 (RFC 9113 §8.2.2). `Expect` would
/// promise to wait for `100 Continue`, which no transport here does.
const FRAMING: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A header of a request that a caller or a document may set.
pub(crate) fn parse_request_header(
    name: &str,
    value: impl AsRef<[u8]>,
) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = parse_header(name, value)?;
    if FRAMING.contains(&name.as_str()) {
        return Err("is set by the transport, from the URL and the body alone".to_owned());
    }
    Ok((name, value))
}

/// The `Accept` header: each documented media type once, those of successes
/// before those that only failures have.
///
/// Where a success comes in JSON or in another form, such as XML, JSON is preferred:
/// it becomes a value with a type, the other text or bytes. A call for the bytes takes
/// what comes.
pub(crate) fn print_accept_header(responses: &'static [ResponseInfo], reading: Reading) -> Bytes {
    let wanted = |outcome: Outcome| {
        let responses = responses.iter();
        responses.filter(move |one| one.outcome == outcome && reading.takes(one))
    };
    let has_typed = wanted(Outcome::Success).any(|one| is_json_media_type(one.media_type));
    let prefers_typed = reading != Reading::Bytes && has_typed;
    let weight = |response: &ResponseInfo| match response.outcome {
        Outcome::Success if prefers_typed && !is_json_media_type(response.media_type) => ";q=0.5",
        Outcome::Success => "",
        Outcome::Failure => ";q=0.9",
    };
    let mut types: Vec<(&'static str, &'static str)> = Vec::new();
    for outcome in [Outcome::Success, Outcome::Failure] {
        for response in wanted(outcome) {
            if !response.media_type.is_empty()
                && !types.iter().any(|(known, _)| *known == response.media_type)
            {
                types.push((response.media_type, weight(response)));
            }
        }
    }
    match *types.as_slice() {
        [] => return Bytes::from_static(b"*/*"),
        [(only, "")] => return Bytes::from_static(only.as_bytes()),
        _ => {}
    }
    // The best first, for servers that look at nothing else.
    types.sort_by_key(|(_, weight)| !weight.is_empty());
    let mut shown = String::new();
    for (index, (media_type, weight)) in types.into_iter().enumerate() {
        shown.push_str(if index == 0 { "" } else { ", " });
        shown.push_str(media_type);
        shown.push_str(weight);
    }
    shown.into()
}
