//! Text and numbers.

use jiff::civil::{DateTime, date};
use jiff::fmt::strtime;

use crate::api::types::{Integer, NumberShape, Shape, TextShape};
use crate::api::view::Rules;
use crate::formats::{FormattedType, WireClass, classify_text, find_format};

/// `type: integer`.
pub(super) fn read_integer_shape(rules: &Rules) -> Shape {
    Shape::Integer(Integer {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
    })
}

/// `type: number`. The formats of whole numbers say that it is one: "JSON Data Type:
/// number" stands beside them in the registry of formats
/// (<https://spec.openapis.org/registry/format/>).
pub(super) fn read_number_shape(rules: &Rules) -> Shape {
    if has_integer_format(rules) {
        return read_integer_shape(rules);
    }
    Shape::Number(NumberShape {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
        keeps_digits: false,
    })
}

/// Whether the format leaves only whole numbers of a `number`, as `int64` does.
pub(super) fn has_integer_format(rules: &Rules) -> bool {
    let format = rules.format.as_deref().and_then(find_format);
    format.is_some_and(|format| format.json == FormattedType::Integer)
}

/// `integer` beside `number`: no digit of either is lost.
pub(super) fn any_number(rules: &Rules) -> Shape {
    Shape::Number(NumberShape {
        format: rules.format.clone(),
        bounds: rules.bounds.clone(),
        keeps_digits: true,
    })
}

/// `type: string`.
pub(super) fn read_text_shape(rules: &Rules) -> Shape {
    Shape::Text(text_of(rules))
}

/// What the keywords of a text say.
pub(super) fn text_of(rules: &Rules) -> TextShape {
    TextShape {
        format: rules.format.clone().or_else(|| find_raw_media_type(rules)),
        encoding: find_content_encoding(rules),
        time_format: rules.time_format.clone(),
        min_length: rules.min_length,
        max_length: rules.max_length,
        patterns: rules.patterns.clone(),
    }
}

/// Whether a time that is written in a form of `strftime` letters is read from it as what was
/// written, by the library that clients have for both.
pub(super) fn can_carry_time(form: &str) -> bool {
    // Numbers that all differ, of one digit where there may be two, so that parts that run into
    // each other do not pass by chance.
    let sample = date(2001, 2, 3).at(14, 5, 6, 789_000_000);
    let Ok(text) = strtime::format(form, sample) else {
        return false;
    };
    // The text is compared and not the time, since a form without seconds carries none.
    let read = DateTime::strptime(form, &text);
    read.and_then(|read| strtime::format(form, read))
        .is_ok_and(|again| again == text)
}

/// Text with a media type that is no text, and no encoding, is raw bytes: OAS 3.0
/// called that `format: binary`.
pub(in crate::api) fn find_raw_media_type(rules: &Rules) -> Option<String> {
    let media_type = rules.media_type.as_deref()?;
    let is_text = ["text/", "json", "xml", "yaml", "html", "javascript"];
    let is_raw = rules.encoding.is_none() && !is_text.iter().any(|one| media_type.contains(one));
    is_raw.then(|| "binary".to_owned())
}

/// `contentEncoding`, or what `format: byte` means (OAS 3.0.4 §4.4).
pub(in crate::api) fn find_content_encoding(rules: &Rules) -> Option<String> {
    let by_format = || match classify_text(None, rules.format.as_deref()) {
        WireClass::Base64 => Some("base64".to_owned()),
        WireClass::Base64Url => Some("base64url".to_owned()),
        _ => None,
    };
    rules.encoding.clone().or_else(by_format)
}

/// Whether a format is only used for text, so that it implies `type: string`.
pub(super) fn is_text_format(format: &str) -> bool {
    find_format(format).is_some_and(|format| format.json == FormattedType::String)
}
