//! Media types: how well one that came fits one that the document names (RFC
//! 9110 §8.3.1, RFC 6838 §4.2.8).

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// How well a media type fits; larger is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Labelled as plain text or bytes, but JSON by its looks.
    Looks,
    /// Both are special kinds of JSON or of XML: `hal+json` and `problem+json`.
    Kin,
    /// `*/*`.
    Any,
    /// `text/*`.
    Range,
    /// One is JSON or XML, the other a special kind of it.
    Family,
    /// The same type, with other parameters.
    Type,
    /// The same type, and all parameters that the document names.
    Exact,
}

/// The content type of a response.
pub(crate) fn find_content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// How well `found` fits `declared`; `None` when it does not.
pub(crate) fn measure_media_type_fit(declared: &str, found: &str, body: &[u8]) -> Option<Fit> {
    // What servers mostly say, letter by letter.
    if declared == found {
        return Some(Fit::Exact);
    }
    let (wanted, given) = (find_essence(declared), find_essence(found));
    if wanted == given {
        let given = list_media_type_parameters(found);
        let all = list_media_type_parameters(declared)
            .iter()
            .all(|one| given.contains(one));
        return Some(if all { Fit::Exact } else { Fit::Type });
    }
    let is_family = |family: fn(&str) -> bool| family(&wanted) && family(&given);
    if is_family(is_json_essence) || is_family(is_xml_essence) {
        let is_special = |essence: &str| essence.contains('+') && !essence.contains("*+");
        let both = is_special(&wanted) && is_special(&given);
        return Some(if both { Fit::Kin } else { Fit::Family });
    }
    if is_json_essence(&wanted) {
        return (is_vague_essence(&given) && looks_like_json(body)).then_some(Fit::Looks);
    }
    if wanted == "*/*" {
        return Some(Fit::Any);
    }
    let range = wanted.strip_suffix('*')?;
    (range.ends_with('/') && given.starts_with(range)).then_some(Fit::Range)
}

/// Whether a media type is JSON; its parameters do not matter.
pub(crate) fn is_json_media_type(media_type: &str) -> bool {
    is_json_essence(&find_essence(media_type))
}

/// `application/json`, any `+json`, and old names of the same.
fn is_json_essence(essence: &str) -> bool {
    essence.ends_with("+json") || matches!(essence, "application/json" | "text/json")
}

/// `application/xml`, `text/xml` and any `+xml` (RFC 7303 §4, §9.1).
fn is_xml_essence(essence: &str) -> bool {
    essence.ends_with("+xml") || matches!(essence, "application/xml" | "text/xml")
}

/// Labels that servers use when they do not care.
fn is_vague_essence(essence: &str) -> bool {
    matches!(essence, "text/plain" | "application/octet-stream")
}

/// Whether a body begins as an object or a list does.
pub(crate) fn looks_like_json(body: &[u8]) -> bool {
    // The reader passes over a byte order mark as well (RFC 8259 §8.1).
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// The encoding that a content type names, in lower case.
pub(crate) fn find_charset(content_type: &str) -> Option<String> {
    let mut parameters = list_media_type_parameters(content_type).into_iter();
    parameters.find_map(|(name, value)| (name == "charset").then_some(value))
}

/// Type and subtype in lower case.
pub(crate) fn find_essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or(media_type);
    essence.trim().to_ascii_lowercase()
}

/// Parameters in lower case, without quotes.
fn list_media_type_parameters(media_type: &str) -> Vec<(String, String)> {
    media_type
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(name, value)| {
            let value = value.trim().trim_matches('"');
            (name.trim().to_ascii_lowercase(), value.to_ascii_lowercase())
        })
        .collect()
}
