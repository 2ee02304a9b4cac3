//! Text and numbers.

use crate::api::types::{Integer, Number, Shape, Text};
use crate::api::view::Rules;

/// `type: integer`.
pub(super) fn integer(rules: &Rules) -> Shape {
    Shape::Integer(Integer {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
    })
}

/// `type: number`. The formats of whole numbers say that it is one: "JSON Data Type:
/// number" stands beside them in the registry of formats
/// (<https://spec.openapis.org/registry/format/>).
pub(super) fn number(rules: &Rules) -> Shape {
    const WHOLE: [&str; 8] = [
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    ];
    let format = rules.format.as_deref();
    if format.is_some_and(|format| WHOLE.contains(&format)) {
        return integer(rules);
    }
    Shape::Number(Number {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
        keeps_digits: false,
    })
}

/// `integer` beside `number`: no digit of either is lost.
pub(super) fn any_number(rules: &Rules) -> Shape {
    Shape::Number(Number {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
        keeps_digits: true,
    })
}

/// `type: string`.
pub(super) fn text(rules: &Rules) -> Shape {
    Shape::Text(text_of(rules))
}

/// What the keywords of a text say.
pub(super) fn text_of(rules: &Rules) -> Text {
    Text {
        format: rules.format.clone().or_else(|| raw(rules)),
        encoding: encoding(rules),
        time_format: rules.time_format.clone(),
        min_length: rules.min_length,
        max_length: rules.max_length,
        patterns: rules.patterns.clone(),
    }
}

/// Text with a media type that is no text, and no encoding, is raw bytes: OAS 3.0
/// called that `format: binary`.
pub(in crate::api) fn raw(rules: &Rules) -> Option<String> {
    let media_type = rules.media_type.as_deref()?;
    let is_text = ["text/", "json", "xml", "yaml", "html", "javascript"];
    let is_raw = rules.encoding.is_none() && !is_text.iter().any(|one| media_type.contains(one));
    is_raw.then(|| "binary".to_owned())
}

/// `contentEncoding`, or what `format: byte` means (OAS 3.0.4 §4.4).
pub(in crate::api) fn encoding(rules: &Rules) -> Option<String> {
    let by_format = || match rules.format.as_deref() {
        Some("byte") => Some("base64".to_owned()),
        Some("base64url") => Some("base64url".to_owned()),
        _ => None,
    };
    rules.encoding.clone().or_else(by_format)
}

/// Whether a format is only used for text, so that it implies `type: string`.
pub(super) fn is_text_format(format: &str) -> bool {
    const FORMATS: [&str; 15] = [
        "date-time",
        "date",
        "time",
        "duration",
        "uuid",
        "email",
        "hostname",
        "ipv4",
        "ipv6",
        "uri",
        "url",
        "uri-reference",
        "byte",
        "binary",
        "password",
    ];
    FORMATS.contains(&format)
}
