//! Restores the digits of numbers that serde hands over as floats.
//!
//! `1.10` and `0.30000000000000000001` reach the visitor as the nearest `f64`. A
//! version, a bound or a price must not change on the way, so the digits are
//! looked up in the text again.

use serde::de::IgnoredAny;

use super::parse::{Format, Text};
use super::{Node, Pointer, positions};

/// Gives every number that may have lost something the digits of the file.
pub(super) fn restore(node: &mut Node, source: &Text) {
    match source.format {
        Format::Json if has(node, &|digits| is_lossy(digits) || digits.len() > 19) => {
            // JSON has no aliases: its numbers come in the order of the text.
            let mut written = positions::json::numbers(&source.text);
            each_number(node, &mut |digits| {
                if let Some(text) = written.next()
                    && **digits != *text
                {
                    *digits = text.into();
                }
            });
        }
        Format::Yaml if has(node, &is_lossy) => restore_yaml(node, source),
        Format::Json | Format::Yaml => {}
    }
}

/// Whether a tree has such a number.
fn has(node: &Node, is_such: &dyn Fn(&str) -> bool) -> bool {
    match node {
        Node::Number(digits) => is_such(digits),
        Node::List(items) => items.iter().any(|item| has(item, is_such)),
        Node::Map(map) => map.values().any(|value| has(value, is_such)),
        Node::Null | Node::Bool(_) | Node::String(_) => false,
    }
}

fn each_number(node: &mut Node, visit: &mut dyn FnMut(&mut Box<str>)) {
    match node {
        Node::Number(digits) => visit(digits),
        Node::List(items) => items.iter_mut().for_each(|item| each_number(item, visit)),
        Node::Map(map) => map.values_mut().for_each(|value| each_number(value, visit)),
        Node::Null | Node::Bool(_) | Node::String(_) => {}
    }
}

/// Whether digits may stem from a float: whole numbers up to 128 bits do not.
fn is_lossy(digits: &str) -> bool {
    digits.contains(['.', 'e']) || digits.len() > 38
}

fn restore_yaml(node: &mut Node, source: &Text) {
    positions::walk(&source.text, source.format, &mut |path, spot| {
        let Some(raw) = spot.scalar.then(|| source.text.get(spot.value.clone())) else {
            return;
        };
        let Some(written) = raw.and_then(json_number) else {
            return;
        };
        if let Some(Node::Number(digits)) = node.at_mut(&Pointer::from_text(path))
            && is_lossy(digits)
        {
            *digits = written.into();
        }
    });
}

/// YAML's `+1.5` and `.5` as JSON writes them; `None` if it is no decimal number.
fn json_number(raw: &str) -> Option<String> {
    let (sign, digits) = match raw.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", raw.strip_prefix('+').unwrap_or(raw)),
    };
    let zero = if digits.starts_with('.') { "0" } else { "" };
    let text = format!("{sign}{zero}{digits}");
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(&text).is_ok();
    is_number.then_some(text)
}
