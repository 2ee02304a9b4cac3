//! Compares JSON texts as values, numbers by all their digits.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// How alike two JSON texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Equal as JSON values.
    Equal,
    /// Equal but for texts that are the same point in time.
    Respelled,
    /// Another value.
    Other,
}

/// Compares two JSON texts.
pub(crate) fn compare_json(left: &str, right: &str) -> Likeness {
    match (
        make_canonical_text(left, false),
        make_canonical_text(right, false),
    ) {
        (Ok(left), Ok(right)) if left == right => return Likeness::Equal,
        _ => {}
    }
    match (
        make_canonical_text(left, true),
        make_canonical_text(right, true),
    ) {
        (Ok(left), Ok(right)) if left == right => Likeness::Respelled,
        _ => Likeness::Other,
    }
}

/// A text that is the same for equal JSON values and for no others: members in
/// order, numbers as digits and a power of ten; if asked, times in UTC.
fn make_canonical_text(json: &str, times: bool) -> serde_json::Result<String> {
    let mut out = String::new();
    write_canonical_value(json.trim(), times, &mut out)?;
    Ok(out)
}

fn write_canonical_value(json: &str, times: bool, out: &mut String) -> serde_json::Result<()> {
    match json.as_bytes().first() {
        Some(b'{') => write_canonical_object(json, times, out),
        Some(b'[') => write_canonical_array(json, times, out),
        Some(b'"') => {
            let text: String = serde_json::from_str(json)?;
            let time = times
                .then(|| text.parse::<jiff::Timestamp>().ok())
                .flatten();
            let text = time.map_or(text, |time| time.to_string());
            out.push_str(&serde_json::to_string(&text)?);
            Ok(())
        }
        Some(b'-' | b'0'..=b'9') => {
            out.push_str(&write_canonical_number(json));
            Ok(())
        }
        _ => {
            out.push_str(json);
            Ok(())
        }
    }
}

fn write_canonical_object(json: &str, times: bool, out: &mut String) -> serde_json::Result<()> {
    let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json)?;
    let mut mark = '{';
    for (name, value) in &members {
        out.push(mark);
        out.push_str(&serde_json::to_string(name)?);
        out.push(':');
        write_canonical_value(value.get(), times, out)?;
        mark = ',';
    }
    out.push_str(if members.is_empty() { "{}" } else { "}" });
    Ok(())
}

fn write_canonical_array(json: &str, times: bool, out: &mut String) -> serde_json::Result<()> {
    let items: Vec<Box<RawValue>> = serde_json::from_str(json)?;
    let mut mark = '[';
    for item in &items {
        out.push(mark);
        write_canonical_value(item.get(), times, out)?;
        mark = ',';
    }
    out.push_str(if items.is_empty() { "[]" } else { "]" });
    Ok(())
}

/// Sign, digits without zeros at the ends, and the power of ten of the last.
fn write_canonical_number(text: &str) -> String {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_end_matches('0');
    let dropped = i64::try_from(digits.len() - kept.len()).unwrap_or_default();
    let behind = i64::try_from(fraction.len()).unwrap_or_default();
    let power = exponent.parse::<i64>().unwrap_or_default() + dropped - behind;
    match kept.trim_start_matches('0') {
        "" => "0".to_owned(),
        kept => format!("{sign}{kept}e{power}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, compare_json};

    #[test]
    fn equal_values_have_one_text() {
        for (left, right) in [
            (
                r#"{"b": 1.50, "a": [1e2, -0]}"#,
                r#"{"a":[100,0.0],"b":15e-1}"#,
            ),
            (r#""\u0041\/""#, r#""A/""#),
            ("[ ]", "[]"),
            ("0.10e1", "1"),
        ] {
            assert_eq!(compare_json(left, right), Likeness::Equal);
        }
    }

    #[test]
    fn times_are_points() {
        let likeness = compare_json(
            r#"["2020-01-01T00:00:00.000Z"]"#,
            r#"["2020-01-01T01:00:00+01:00"]"#,
        );
        assert_eq!(likeness, Likeness::Respelled);
    }

    #[test]
    fn other_values_have_another() {
        for (left, right) in [
            ("12345678901234567890123", "12345678901234567890124"),
            ("1", r#""1""#),
            (r#"{"a":null}"#, "{}"),
            ("[1,2]", "[2,1]"),
            ("1", "-1"),
        ] {
            assert_eq!(compare_json(left, right), Likeness::Other);
        }
    }
}
