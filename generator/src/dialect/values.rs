//! Values beside a type: `default` and the values of an `enum`.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::Entries;
use super::walker::Walker;

/// Names values that the type beside them rules out. They are kept: a default
/// only tells what the receiver takes, and an enum is open.
pub(super) fn check_value_types(walker: &mut Walker<'_>, schema: &Entries, at: &DocumentPlace<'_>) {
    let types = list_schema_types(schema);
    if types.is_empty() {
        return;
    }
    if let Some(value) = schema.get("default") {
        report_value_misfit(walker, &types, "`default`", value, &at.key("default"));
    }
    if let Some(Node::List(values)) = schema.get("enum") {
        let place = at.key("enum");
        for (index, value) in values.iter().enumerate() {
            report_value_misfit(
                walker,
                &types,
                "a value of `enum`",
                value,
                &place.index(index),
            );
        }
    }
}

/// The types of a normalised schema.
fn list_schema_types(schema: &Entries) -> Vec<&str> {
    match schema.get("type") {
        Some(Node::String(only)) => vec![only],
        Some(Node::List(several)) => several.iter().filter_map(Node::as_str).collect(),
        Some(_) | None => Vec::new(),
    }
}

fn report_value_misfit(
    walker: &mut Walker<'_>,
    types: &[&str],
    what: &str,
    value: &Node,
    at: &DocumentPlace<'_>,
) {
    if !types.iter().any(|name| type_allows_value(name, value)) {
        let found = match value {
            Node::Number(_) if types == ["integer"] => "a fraction",
            _ => value.kind(),
        };
        let message = format!(
            "{what} is {found}, but the type is {}; it is kept",
            types.join(" or ")
        );
        walker.warn(
            Code::MisfitValue,
            at,
            message,
            "change the value or the type",
        );
    }
}

/// Whether a type allows a value; whether null counts, others decide.
fn type_allows_value(name: &str, value: &Node) -> bool {
    match value {
        // Whether null counts is for `nullable` to say.
        Node::Null => true,
        Node::Bool(_) => name == "boolean",
        Node::Number(digits) => name == "number" || name == "integer" && is_whole_number(digits),
        Node::String(_) => name == "string",
        Node::List(_) => name == "array",
        Node::Map(_) => name == "object",
    }
}

fn is_whole_number(digits: &str) -> bool {
    digits.parse::<i128>().is_ok()
        || digits
            .parse::<f64>()
            // what is beyond all floats has no fraction that matters
            .is_ok_and(|value| value.fract() == 0.0 || value.is_infinite())
}
