//! Numbers that a schema allows.

use serde_json::{Map, Number, Value};

use super::random::Random;

/// Whole numbers at which implementations break.
const WHOLE: [i64; 10] = [
    0,
    1,
    -1,
    42,
    100,
    2_147_483_647,
    -2_147_483_648,
    9_007_199_254_740_993,
    i64::MAX,
    i64::MIN,
];
const BROKEN: [f64; 9] = [0.0, 0.5, -1.25, 19.99, 1e-7, 1e21, 0.1, 123_456.789, 3.0];

/// A whole number for all of several schemas.
pub(crate) fn make_integer(random: &mut Random, parts: &[&Map<String, Value>]) -> Value {
    let (least, most) = format_range(parts);
    let least = find_narrowest_bound(parts, "minimum", "exclusiveMinimum").map_or(
        least,
        |(value, exclusive)| {
            least.max(value.ceil() as i64 + i64::from(exclusive && value.fract() == 0.0))
        },
    );
    let most = find_narrowest_bound(parts, "maximum", "exclusiveMaximum").map_or(
        most,
        |(value, exclusive)| {
            most.min(value.floor() as i64 - i64::from(exclusive && value.fract() == 0.0))
        },
    );
    let fitting: Vec<i64> = WHOLE
        .into_iter()
        .filter(|number| (least..=most).contains(number))
        .collect();
    let number = match random.pick(&fitting) {
        Some(number) if random.percent(60) => *number,
        _ => random.between(
            least.max(-1000),
            most.min(least.max(-1000).saturating_add(2000)),
        ),
    };
    match find_number_step(parts) {
        Some(step) if step >= 1.0 => Value::from(number - number % (step as i64).max(1)),
        _ => Value::from(number),
    }
}

/// Any number for all of several schemas.
pub(crate) fn make_number(random: &mut Random, parts: &[&Map<String, Value>]) -> Value {
    let least = find_narrowest_bound(parts, "minimum", "exclusiveMinimum")
        .map_or(f64::MIN, |bound| bound.0);
    let most = find_narrowest_bound(parts, "maximum", "exclusiveMaximum")
        .map_or(f64::MAX, |bound| bound.0);
    if let Some(step) = find_number_step(parts) {
        let decimals = step
            .to_string()
            .split_once('.')
            .map_or(0, |(_, behind)| behind.len());
        let first = (least.max(-1000.0) / step).ceil();
        let number = (first + random.below(50) as f64) * step;
        return make_float_value(format!("{number:.decimals$}").parse().unwrap_or(number));
    }
    let fitting: Vec<f64> = BROKEN
        .into_iter()
        .filter(|number| *number > least && *number < most)
        .collect();
    match random.pick(&fitting) {
        Some(number) if random.percent(80) => make_float_value(*number),
        _ => {
            let base = least.max(-1000.0);
            let span = (most - base).min(2000.0);
            make_float_value(base + span * random.below(1000) as f64 / 1000.0)
        }
    }
}

/// Without a fraction, it is written as a whole number.
fn make_float_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn format_range(parts: &[&Map<String, Value>]) -> (i64, i64) {
    let format = parts.iter().find_map(|part| part.get("format")?.as_str());
    match format {
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, i64::MAX),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

/// The narrowest bound of all parts and whether it is outside itself.
fn find_narrowest_bound(
    parts: &[&Map<String, Value>],
    inside: &str,
    outside: &str,
) -> Option<(f64, bool)> {
    let upper = inside == "maximum";
    let narrow = |values: Vec<f64>| {
        values
            .into_iter()
            .reduce(if upper { f64::min } else { f64::max })
    };
    let (inside, outside) = (
        narrow(list_keyword_numbers(parts, inside)),
        narrow(list_keyword_numbers(parts, outside)),
    );
    match (inside, outside) {
        (Some(inside), Some(outside)) if (inside < outside) == upper => Some((inside, false)),
        (_, Some(outside)) => Some((outside, true)),
        (inside, None) => inside.map(|inside| (inside, false)),
    }
}

/// The highest value of a keyword, or `least` if that is higher.
pub(crate) fn find_highest_keyword(parts: &[&Map<String, Value>], key: &str, least: f64) -> f64 {
    list_keyword_numbers(parts, key)
        .into_iter()
        .fold(least, f64::max)
}

/// The lowest value of a keyword, or `most` if that is lower.
pub(crate) fn find_lowest_keyword(parts: &[&Map<String, Value>], key: &str, most: f64) -> f64 {
    list_keyword_numbers(parts, key)
        .into_iter()
        .fold(most, f64::min)
}

fn list_keyword_numbers(parts: &[&Map<String, Value>], key: &str) -> Vec<f64> {
    parts
        .iter()
        .filter_map(|part| part.get(key)?.as_f64())
        .collect()
}

fn find_number_step(parts: &[&Map<String, Value>]) -> Option<f64> {
    parts
        .iter()
        .find_map(|part| part.get("multipleOf")?.as_f64())
        .filter(|step| *step > 0.0)
}
