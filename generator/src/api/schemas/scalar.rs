//! Text and numbers.

use crate::api::types::{Integer, Number, Shape, Text};
use crate::api::view::Rules;
use crate::formats::{JsonType, WireClass, classify_text, find_format};

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
    let format = rules.format.as_deref().and_then(find_format);
    if format.is_some_and(|format| format.json == JsonType::Integer) {
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
    let by_format = || match classify_text(None, rules.format.as_deref()) {
        WireClass::Base64 => Some("base64".to_owned()),
        WireClass::Base64Url => Some("base64url".to_owned()),
        _ => None,
    };
    rules.encoding.clone().or_else(by_format)
}

/// Whether a format is only used for text, so that it implies `type: string`.
pub(super) fn is_text_format(format: &str) -> bool {
    find_format(format).is_some_and(|format| format.json == JsonType::String)
}
