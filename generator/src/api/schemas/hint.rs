//! What a schema that references lead to may be called, from its pointer alone:
//! the same whether the reference or the place itself is read first.

use super::type_of;
use crate::api::context::Cx;
use crate::api::types::{NameHint, Part, Shared, Status, Step};
use crate::source::Pointer;

/// The hint of the schema at a pointer.
pub(crate) fn of_pointer(cx: &mut Cx<'_>, at: &Pointer) -> NameHint {
    let segments: Vec<String> = at.segments().collect();
    let words: Vec<&str> = segments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["components", "schemas", name] => NameHint::Component((*name).to_owned()),
        [.., "$defs" | "definitions", name] => NameHint::Component((*name).to_owned()),
        [parent @ .., "properties", name] => inside(cx, parent, Step::Property((*name).to_owned())),
        [parent @ .., "items"] => inside(cx, parent, Step::Item),
        [parent @ .., "additionalProperties"] => inside(cx, parent, Step::Value),
        [parent @ .., "patternProperties", _] => inside(cx, parent, Step::Value),
        [parent @ .., "prefixItems", index] => inside(cx, parent, Step::Position(number(index))),
        [parent @ .., "oneOf" | "anyOf" | "allOf", index] => {
            inside(cx, parent, Step::Variant(number(index), None))
        }
        ["components", section, key, ..] => shared(section, key),
        ["paths", _, _, rest @ ..] => operation(cx, &words, rest),
        _ => last(&words),
    }
}

/// A step from the type at `parent`; members of `allOf` have none of their own.
fn inside(cx: &mut Cx<'_>, parent: &[&str], step: Step) -> NameHint {
    if let [outer @ .., "allOf", _] = parent {
        return inside(cx, outer, step);
    }
    let at = parent
        .iter()
        .fold(Pointer::root(), |at, word| at.join(word));
    let Some(node) = cx.source.schema(&at) else {
        return last(parent);
    };
    // The name of what is around may lead back to here, through references that name each other's
    // insides; the last word of the pointer ends that.
    if !cx.naming.enter(at.clone()) {
        return last(parent);
    }
    let hint = of_pointer(cx, &at);
    let outer = type_of(cx, &node, hint).id;
    cx.naming.leave(&at);
    NameHint::Inside(outer, step)
}

/// The hint of a schema in a component that is no schema.
fn shared(section: &str, key: &str) -> NameHint {
    let kind = match section {
        "parameters" => Shared::Parameter,
        "requestBodies" => Shared::RequestBody,
        "responses" => Shared::Response,
        "headers" => Shared::Header,
        _ => return NameHint::Component(key.to_owned()),
    };
    NameHint::Shared(kind, key.to_owned())
}

fn operation(cx: &Cx<'_>, words: &[&str], rest: &[&str]) -> NameHint {
    let at = words
        .iter()
        .take(3)
        .fold(Pointer::root(), |at, word| at.join(word));
    let part = match rest {
        ["requestBody", ..] => Some(Part::RequestBody),
        ["responses", status, ..] => Some(Part::Response(self::status(status))),
        _ => None,
    };
    match (cx.operations.get(at.as_str()), part) {
        (Some(index), Some(part)) => NameHint::Operation(*index, part),
        _ => last(words),
    }
}

/// The status of a key under `responses`.
pub(crate) fn status(key: &str) -> Status {
    match (key.parse(), key.as_bytes().first()) {
        (Ok(code), _) => Status::Code(code),
        (Err(_), Some(digit @ b'1'..=b'5')) => Status::Range(u16::from(digit - b'0')),
        (Err(_), _) => Status::Default,
    }
}

fn last(words: &[&str]) -> NameHint {
    let word = words.iter().rev().find(|word| word.parse::<u64>().is_err());
    NameHint::Component(word.map_or_else(|| "schema".to_owned(), |word| (*word).to_owned()))
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_default()
}
