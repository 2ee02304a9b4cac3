//! Restores the digits of numbers that serde hands over as floats.
//!
//! `1.10` and `0.30000000000000000001` reach the visitor as the nearest `f64`. A
//! version, a bound or a price must not change on the way, so the digits are
//! looked up in the text again.

use super::{Node, Pointer};
use crate::place::positions;
use crate::place::text::{FileFormat, FileText};
use crate::place::tokens::{is_json_number, is_too_large};

/// Gives every number of a JSON text that may have lost something the digits of the text.
pub(super) fn restore_json(node: &mut Node, source: &FileText, has_repeats: bool) {
    // Most documents have no such number, and are not read a second time for it.
    if !has_long_number(node, &|digits| is_lossy(digits) || digits.len() > 19) {
        return;
    }
    if has_repeats {
        // what stands under a key that does not count is not in the tree
        restore_by_place(node, source, FileFormat::Json);
        return;
    }
    // JSON has no aliases: its numbers come in the order of the text.
    let mut written = positions::json::list_json_numbers(&source.text);
    each_number(node, &mut |digits| {
        if let Some(text) = written.next()
            && **digits != *text
        {
            *digits = text.into();
        }
    });
}

/// The same for YAML. Numbers too large for floats, which its parser takes for texts, become
/// numbers; gives the bytes where they stand.
pub(super) fn restore_yaml(node: &mut Node, source: &FileText) -> Vec<usize> {
    if has_long_number(node, &is_lossy) || has_text(node, &is_large) {
        restore_by_place(node, source, FileFormat::Yaml)
    } else {
        Vec::new()
    }
}

/// Whether a text is a number too large for floats.
fn is_large(text: &str) -> bool {
    json_number(text).is_some_and(|number| is_too_large(&number))
}

/// Whether a tree has such a text.
fn has_text(node: &Node, is_such: &dyn Fn(&str) -> bool) -> bool {
    match node {
        Node::String(text) => is_such(text),
        Node::List(items) => items.iter().any(|item| has_text(item, is_such)),
        Node::Map(map) => map.values().any(|value| has_text(value, is_such)),
        Node::Null | Node::Bool(_) | Node::Number(_) => false,
    }
}

/// Whether a tree has such a number.
fn has_long_number(node: &Node, is_such: &dyn Fn(&str) -> bool) -> bool {
    match node {
        Node::Number(digits) => is_such(digits),
        Node::List(items) => items.iter().any(|item| has_long_number(item, is_such)),
        Node::Map(map) => map.values().any(|value| has_long_number(value, is_such)),
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

fn restore_by_place(node: &mut Node, source: &FileText, format: FileFormat) -> Vec<usize> {
    let mut large = Vec::new();
    positions::walk_positions(&source.text, format, &mut |path, spot| {
        let Some(raw) = spot.scalar.then(|| source.text.get(spot.value.clone())) else {
            return;
        };
        let Some(written) = raw.and_then(json_number) else {
            return;
        };
        // By place, because aliases repeat nodes and merge keys move them: only where a number
        // still stands at the place where it was written are its digits taken.
        match node.at_mut(&Pointer::from_text(path)) {
            Some(Node::Number(digits)) if is_lossy(digits) => *digits = written.into(),
            Some(text @ Node::String(_)) if is_too_large(&written) => {
                large.push(spot.value.start);
                *text = Node::Number(written.into());
            }
            Some(_) | None => {}
        }
    });
    large
}

/// YAML's `+1.5` and `.5` as JSON writes them; `None` if it is no decimal number.
fn json_number(raw: &str) -> Option<String> {
    let (sign, digits) = match raw.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", raw.strip_prefix('+').unwrap_or(raw)),
    };
    let zero = if digits.starts_with('.') { "0" } else { "" };
    let text = format!("{sign}{zero}{digits}");
    is_json_number(&text).then_some(text)
}
