//! The forms of texts that generated types read as something else than text.

use crate::api::TextShape;

/// Whether a text is of the form that its format demands when it is read. Formats that
/// only annotate have none.
pub(super) fn has_form(text: &TextShape, written: &str) -> bool {
    if text.time_format.is_some() {
        // What `strftime` letters mean is known to clients alone.
        return true;
    }
    if text.encoding.is_some() {
        return written.bytes().all(is_base64);
    }
    match text.format.as_deref() {
        Some("date-time") => is_date_time(written),
        Some("date") => take_date(written).is_some_and(str::is_empty),
        Some("decimal") => written.trim().parse::<f64>().is_ok(),
        _ => true,
    }
}

/// What is expected where [`has_form`] says no.
pub(super) fn expected_form(text: &TextShape) -> &'static str {
    match text.format.as_deref() {
        _ if text.encoding.is_some() => "Base64",
        Some("date-time") => "a time with its offset (2026-01-31T12:00:00Z)",
        Some("date") => "a date (2026-01-31)",
        Some("decimal") => "a decimal number",
        _ => "a text",
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte) || byte.is_ascii_whitespace()
}

/// A point in time: date, time and offset of RFC 3339 §5.6, and what is like it.
fn is_date_time(text: &str) -> bool {
    let Some(rest) = take_date(text) else {
        return false;
    };
    let Some(time) = rest.strip_prefix(['T', 't', ' ', '_']) else {
        return false;
    };
    let Some(zone) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, zone) = time.split_at(zone);
    let is_time = |byte: u8| byte.is_ascii_digit() || b":.,".contains(&byte);
    let is_offset = |byte: u8| byte.is_ascii_digit() || byte == b':';
    !time.is_empty()
        && time.bytes().all(is_time)
        && (matches!(zone, "Z" | "z") || zone.len() > 1 && zone.bytes().skip(1).all(is_offset))
}

/// What stands behind a date, with or without hyphens.
fn take_date(text: &str) -> Option<&str> {
    let hyphen = text.as_bytes().get(4) == Some(&b'-');
    let (date, rest) = text.split_at_checked(if hyphen { 10 } else { 8 })?;
    let digits: String = date.chars().filter(|letter| *letter != '-').collect();
    let is_date = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range| {
        digits
            .get(range)
            .and_then(|part: &str| part.parse::<u8>().ok())
    };
    let (month, day) = (part(4..6)?, part(6..8)?);
    (is_date && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(format: &str) -> TextShape {
        TextShape {
            format: Some(format.to_owned()),
            ..TextShape::default()
        }
    }

    #[test]
    fn times_have_an_offset() {
        for (right, text) in [
            (true, "2018-01-02T03:04:05Z"),
            (true, "2018-01-02t03:04:05.123456789z"),
            (true, "2018-01-02 03:04:05+00:00"),
            (true, "2018-01-02T03:04:05-0730"),
            (true, "20180102T030405Z"),
            (false, "2018-01-02T03:04:05"),
            (false, "2018-01-02"),
            (false, "2018-13-02T03:04:05Z"),
            (false, "0000-00-00T00:00:00Z"),
            (false, "string"),
            (false, "yesterdäy at noon"),
            (false, "1514862245"),
            (false, ""),
        ] {
            assert_eq!(has_form(&of("date-time"), text), right, "{text:?}");
        }
    }

    #[test]
    fn other_formats_have_their_form() {
        let base64 = TextShape {
            encoding: Some("base64".to_owned()),
            ..TextShape::default()
        };
        for (right, text, written) in [
            (true, of("date"), "2018-01-02"),
            (false, of("date"), "02/01/2018"),
            (false, of("date"), "2018-01-02T03:04:05Z"),
            (true, of("decimal"), "12.50"),
            (false, of("decimal"), "12,50"),
            (true, of("uuid"), "anything"),
            (true, base64.clone(), "aGk="),
            (false, base64, "<bytes>"),
        ] {
            assert_eq!(has_form(&text, written), right, "{written:?}");
        }
    }
}
