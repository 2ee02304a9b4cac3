//! Scalars, with the mistakes whose meaning is clear.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::ValueKind;
use super::walker::Walker;

/// Text; numbers and booleans count by their text.
pub(super) fn normalise_text(
    walker: &mut Walker<'_>,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let text = match &node {
        Node::String(_) => return Some(node),
        // YAML reads `version: 1.0` as a number, and its digits are what the author wrote.
        Node::Number(digits) => digits.to_string(),
        Node::Bool(value) => value.to_string(),
        Node::Null | Node::List(_) | Node::Map(_) => {
            walker.left_out("text", &node, at);
            return None;
        }
    };
    read_as(walker, "text", &node, at);
    Some(text.into())
}

/// A boolean; `"true"` and `"false"` count.
pub(super) fn normalise_boolean(
    walker: &mut Walker<'_>,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let value = match &node {
        Node::Bool(_) => return Some(node),
        Node::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        Node::Null | Node::Number(_) | Node::List(_) | Node::Map(_) => None,
    };
    if value.is_some() {
        read_as(walker, "a boolean", &node, at);
    } else {
        walker.left_out("a boolean", &node, at);
    }
    value.map(Node::Bool)
}

/// A whole number from 0; `2.0` and `"2"` count.
pub(super) fn normalise_size(
    walker: &mut Walker<'_>,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let value = match &node {
        Node::Number(digits) | Node::String(digits) => parse_whole_digits(digits),
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => None,
    };
    match (&value, &node) {
        // JSON Schema counts `2.0` as a whole number.
        (Some(_), Node::Number(_)) => {}
        (Some(_), _) => read_as(walker, "a whole number", &node, at),
        (None, _) => walker.left_out("a whole number from 0", &node, at),
    }
    value.map(|digits| Node::Number(digits.into()))
}

/// The digits of a whole number from 0 that fits `usize`.
fn parse_whole_digits(text: &str) -> Option<String> {
    if let Ok(value) = text.parse::<usize>() {
        return Some(value.to_string());
    }
    let value: f64 = text.parse().ok()?;
    let fits = value.fract() == 0.0 && (0.0..1e15).contains(&value);
    // Also `-0` is in that range, and no other number with a sign.
    fits.then(|| format!("{:.0}", value.abs()))
}

/// A number as the text of its digits.
pub(super) fn normalise_digits(
    walker: &mut Walker<'_>,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    match &node {
        Node::Number(digits) => Some(Node::String(digits.clone())),
        Node::String(text) if is_number_text(text) => {
            read_as(walker, "a number", &node, at);
            Some(node)
        }
        Node::Null | Node::Bool(_) | Node::String(_) | Node::List(_) | Node::Map(_) => {
            walker.left_out("a number", &node, at);
            None
        }
    }
}

fn is_number_text(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// The item of a list that was written without the list.
pub(super) fn only_item(
    walker: &mut Walker<'_>,
    kind: ValueKind,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let fits = matches!((kind, &node), (ValueKind::Text, Node::String(_)));
    if fits {
        read_as(walker, "a list", &node, at);
        Some(node)
    } else {
        walker.left_out("a list", &node, at);
        None
    }
}

fn read_as(walker: &mut Walker<'_>, expected: &str, found: &Node, at: &DocumentPlace<'_>) {
    let message = format!(
        "`{}` should be {expected}, but is {}; it is read as {expected}",
        at.name(),
        found.kind()
    );
    walker.warn(Code::WrongType, at, message, "");
}
