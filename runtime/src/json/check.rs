//! Checks one written value against the rules of its schema.
//!
//! Takes JSON text, so that values of every type are checked by the same few
//! lines. Knows nothing of Rust types.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::path::Segment;
use super::{Digits, Kind, Reader, Rules, Violation};
use crate::values::Value;

/// What in `json` breaks `rules`. Paths begin at the value: `$`, `$[3]`.
/// A null is never wrong here, nor is text that is not JSON.
#[must_use]
pub fn check(rules: &Rules, json: &str) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut reader = Reader::new(json);
    match reader.kind() {
        Ok(Kind::Number) => check_number(rules, json.trim(), &mut broken),
        Ok(Kind::String) => check_string(rules, &mut reader, &mut broken),
        Ok(Kind::Array) => check_array(rules, &mut reader, &mut broken),
        Ok(Kind::Object) => check_object(rules, &mut reader, &mut broken),
        Ok(Kind::Null | Kind::Bool) | Err(_) => {}
    }
    broken
}

fn check_number(rules: &Rules, text: &str, broken: &mut Vec<Violation>) {
    let number = Digits::new(text);
    let bounds: [(_, &[Ordering], _); 4] = [
        (rules.minimum, &[Ordering::Less], "at least"),
        (rules.maximum, &[Ordering::Greater], "at most"),
        (
            rules.exclusive_minimum,
            &[Ordering::Less, Ordering::Equal],
            "more than",
        ),
        (
            rules.exclusive_maximum,
            &[Ordering::Greater, Ordering::Equal],
            "less than",
        ),
    ];
    for (bound, outside, words) in bounds {
        if let Some(bound) = bound
            && outside.contains(&number.compare(Digits::new(bound)))
        {
            broken.push(Violation::here(format!(
                "must be {words} {bound}, not {text}"
            )));
        }
    }
    if let Some(divisor) = rules.multiple_of
        && !number.is_multiple_of(Digits::new(divisor))
    {
        broken.push(Violation::here(format!(
            "must be a multiple of {divisor}, not {text}"
        )));
    }
}

fn check_string(rules: &Rules, reader: &mut Reader<'_>, broken: &mut Vec<Violation>) {
    if (rules.min_length, rules.max_length) == (None, None) {
        return;
    }
    if let Ok(text) = reader.string() {
        let length = text.chars().count();
        check_size(
            length,
            rules.min_length,
            rules.max_length,
            "character",
            broken,
        );
    }
}

fn check_array(rules: &Rules, reader: &mut Reader<'_>, broken: &mut Vec<Violation>) {
    let items = reader.raw_items().unwrap_or_default();
    check_size(
        items.len(),
        rules.min_items,
        rules.max_items,
        "item",
        broken,
    );
    if rules.unique {
        check_unique(&items, broken);
    }
    if let Some(rules) = rules.item {
        for (index, item) in items.into_iter().enumerate() {
            check_inside(rules, item, &Segment::Index(index), broken);
        }
    }
}

fn check_object(rules: &Rules, reader: &mut Reader<'_>, broken: &mut Vec<Violation>) {
    let members = reader.raw_members().unwrap_or_default();
    let (fewest, most) = (rules.min_properties, rules.max_properties);
    check_size(members.len(), fewest, most, "member", broken);
    if let Some(rules) = rules.item {
        for (name, value) in members {
            check_inside(
                rules,
                value,
                &Segment::Name(name.into_owned().into()),
                broken,
            );
        }
    }
}

fn check_inside(rules: &Rules, json: &str, segment: &Segment, broken: &mut Vec<Violation>) {
    for mut violation in check(rules, json) {
        violation.move_into(segment);
        broken.push(violation);
    }
}

fn check_size(
    size: usize,
    fewest: Option<u64>,
    most: Option<u64>,
    unit: &str,
    broken: &mut Vec<Violation>,
) {
    let size = size as u64;
    let limits = [
        (fewest.filter(|fewest| size < *fewest), "at least"),
        (most.filter(|most| size > *most), "at most"),
    ];
    for (limit, words) in limits {
        if let Some(limit) = limit {
            let plural = if limit == 1 { "" } else { "s" };
            let message = format!("must have {words} {limit} {unit}{plural}, not {size}");
            broken.push(Violation::here(message));
        }
    }
}

/// Equal as JSON values: however numbers are written and members are ordered.
fn check_unique(items: &[&str], broken: &mut Vec<Violation>) {
    let mut seen = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let Ok(value) = Reader::new(item).read::<Value>() else {
            return;
        };
        if let Some(before) = seen.insert(value.canonical(), index) {
            let message = format!("must not repeat an item: {index} is the same as {before}");
            broken.push(Violation::here(message));
        }
    }
}
