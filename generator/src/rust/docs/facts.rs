//! What a schema demands, as a sentence each.

use crate::api::{ApiDocs, Bounds, Const, Shape, TextShape};
use crate::formats::WireClass;
use crate::limits::LONGEST_SHOWN_VALUE;
use crate::printable::CodeSpan;

/// Constraints, default and example of a value, as one paragraph.
pub(crate) fn describe_facts(shape: &Shape, docs: &ApiDocs) -> Option<String> {
    let mut facts = list_constraints(shape);
    if let Some(value) = docs.default.as_deref().and_then(make_code_span) {
        facts.push(format!("Default on the server: {value}."));
    }
    if let Some(value) = docs
        .examples
        .iter()
        .find_map(|example| make_code_span(example))
    {
        facts.push(format!("Example: {value}."));
    }
    (!facts.is_empty()).then(|| facts.join(" "))
}

fn list_constraints(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Integer(integer) => describe_bounds(&integer.bounds),
        Shape::Number(number) => describe_bounds(&number.bounds),
        Shape::Text(text) => {
            let mut facts = describe_sizes("character", text.min_length, text.max_length);
            let patterns = text
                .patterns
                .iter()
                .filter_map(|pattern| make_code_span(pattern));
            facts.extend(patterns.map(|code| format!("Pattern: {code}.")));
            facts.extend(
                text.format
                    .as_deref()
                    .filter(|format| is_news(text, format))
                    .and_then(make_code_span)
                    .map(|code| format!("Format: {code}.")),
            );
            facts
        }
        Shape::List(list) => {
            let mut facts = describe_sizes("item", list.min_items, list.max_items);
            facts.extend(list.unique.then(|| "Items are unique.".to_owned()));
            facts
        }
        Shape::Map(map) => describe_sizes("entry", map.min_properties, map.max_properties),
        Shape::Struct(object) => {
            describe_sizes("property", object.min_properties, object.max_properties)
        }
        Shape::Const(Const::Text(value) | Const::Integer(value)) => make_code_span(value)
            .map(|value| format!("Always {value}."))
            .into_iter()
            .collect(),
        Shape::Const(Const::Boolean(value)) => vec![format!("Always `{value}`.")],
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Enum(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => Vec::new(),
    }
}

/// Whether the Rust type does not tell the format already, and it says more than the type
/// beside it.
fn is_news(text: &TextShape, format: &str) -> bool {
    text.class() == WireClass::Text && !matches!(format, "string" | "")
}

fn describe_bounds(bounds: &Bounds) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(minimum) = &bounds.minimum {
        let word = if minimum.exclusive {
            "More than"
        } else {
            "At least"
        };
        facts.push(format!("{word} {}.", minimum.value));
    }
    if let Some(maximum) = &bounds.maximum {
        let word = if maximum.exclusive {
            "Less than"
        } else {
            "At most"
        };
        facts.push(format!("{word} {}.", maximum.value));
    }
    facts.extend(
        bounds
            .multiple_of
            .as_ref()
            .map(|factor| format!("A multiple of {factor}.")),
    );
    facts
}

fn describe_sizes(what: &str, least: Option<u64>, most: Option<u64>) -> Vec<String> {
    let counted = |number: u64| match (number, what) {
        (1, _) => format!("1 {what}"),
        (_, "entry") => format!("{number} entries"),
        (_, "property") => format!("{number} properties"),
        (..) => format!("{number} {what}s"),
    };
    match (least.filter(|&least| least > 0), most) {
        (Some(least), Some(most)) if least == most => vec![format!("Exactly {}.", counted(least))],
        (Some(least), Some(most)) => vec![format!("{least} to {}.", counted(most))],
        (Some(least), None) => vec![format!("At least {}.", counted(least))],
        (None, Some(most)) => vec![format!("At most {}.", counted(most))],
        (None, None) => Vec::new(),
    }
}

/// A value as a code span; `None` for one that is too long, or of nothing but blanks.
pub(crate) fn make_code_span(value: &str) -> Option<CodeSpan> {
    let is_short = value.chars().count() <= LONGEST_SHOWN_VALUE;
    is_short.then(|| CodeSpan::new(value)).flatten()
}
