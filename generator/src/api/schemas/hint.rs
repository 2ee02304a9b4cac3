//! What a schema that references lead to may be called, from its pointer alone:
//! the same whether the reference or the place itself is read first.

use super::resolve_type_use;
use crate::api::context::ResolveCx;
use crate::api::types::{HintStep, NameHint, OperationPart, SharedSection, StatusPattern};
use crate::source::Pointer;

/// The hint of the schema at a pointer.
pub(crate) fn of_pointer(cx: &mut ResolveCx<'_>, at: &Pointer) -> NameHint {
    let segments: Vec<String> = at.segments().collect();
    let words: Vec<&str> = segments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["components", "schemas", name] => NameHint::Component((*name).to_owned()),
        [.., "$defs" | "definitions", name] => NameHint::Component((*name).to_owned()),
        [parent @ .., "properties", name] => {
            hint_inside(cx, parent, HintStep::Property((*name).to_owned()))
        }
        [parent @ .., "items"] => hint_inside(cx, parent, HintStep::Item),
        [parent @ .., "additionalProperties"] => hint_inside(cx, parent, HintStep::Value),
        [parent @ .., "patternProperties", _] => hint_inside(cx, parent, HintStep::Value),
        [parent @ .., "prefixItems", index] => {
            hint_inside(cx, parent, HintStep::Position(parse_hint_number(index)))
        }
        [parent @ .., "oneOf" | "anyOf" | "allOf", index] => hint_inside(
            cx,
            parent,
            HintStep::Variant(parse_hint_number(index), None),
        ),
        ["components", section, key, ..] => hint_shared_component(section, key),
        ["paths", _, _, rest @ ..] => find_hint_operation(cx, &words, rest),
        _ => hint_last_step(&words),
    }
}

/// A step from the type at `parent`; members of `allOf` have none of their own.
fn hint_inside(cx: &mut ResolveCx<'_>, parent: &[&str], step: HintStep) -> NameHint {
    if let [outer @ .., "allOf", _] = parent {
        return hint_inside(cx, outer, step);
    }
    let at = parent
        .iter()
        .fold(Pointer::root(), |at, word| at.join(word));
    let Some(node) = cx.source.schema(&at) else {
        return hint_last_step(parent);
    };
    // The name of what is around may lead back to here, through references that name each other's
    // insides; the last word of the pointer ends that.
    if !cx.naming.enter(at.clone()) {
        return hint_last_step(parent);
    }
    let hint = of_pointer(cx, &at);
    let outer = resolve_type_use(cx, &node, hint).id;
    cx.naming.leave(&at);
    NameHint::Inside(outer, step)
}

/// The hint of a schema in a component that is no schema.
fn hint_shared_component(section: &str, key: &str) -> NameHint {
    let kind = match section {
        "parameters" => SharedSection::Parameter,
        "requestBodies" => SharedSection::RequestBody,
        "responses" => SharedSection::Response,
        "headers" => SharedSection::Header,
        _ => return NameHint::Component(key.to_owned()),
    };
    NameHint::Shared(kind, key.to_owned())
}

fn find_hint_operation(cx: &ResolveCx<'_>, words: &[&str], rest: &[&str]) -> NameHint {
    let at = words
        .iter()
        .take(3)
        .fold(Pointer::root(), |at, word| at.join(word));
    let part = match rest {
        ["requestBody", ..] => Some(OperationPart::RequestBody),
        ["responses", status, ..] => Some(OperationPart::Response(self::parse_hint_status(status))),
        _ => None,
    };
    match (cx.operations.get(at.as_str()), part) {
        (Some(index), Some(part)) => NameHint::Operation(*index, part),
        _ => hint_last_step(words),
    }
}

/// The status of a key under `responses`.
pub(crate) fn parse_hint_status(key: &str) -> StatusPattern {
    match (key.parse(), key.as_bytes().first()) {
        (Ok(code), _) => StatusPattern::Code(code),
        (Err(_), Some(digit @ b'1'..=b'5')) => StatusPattern::Range(u16::from(digit - b'0')),
        (Err(_), _) => StatusPattern::Default,
    }
}

fn hint_last_step(words: &[&str]) -> NameHint {
    let word = words.iter().rev().find(|word| word.parse::<u64>().is_err());
    NameHint::Component(word.map_or_else(|| "schema".to_owned(), |word| (*word).to_owned()))
}

fn parse_hint_number(text: &str) -> usize {
    text.parse().unwrap_or_default()
}
