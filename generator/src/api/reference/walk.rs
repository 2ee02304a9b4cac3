//! Walks a JSON tree by a JSON Pointer (RFC 6901).

use serde_json::Value;

use crate::limits::MOST_DETOURS;
use crate::normalised::Beyond;
use crate::place::percent::percent_decode;
use crate::source::Pointer;

/// The value at a pointer of the source document, and the pointer without detours: a
/// reference on the way is followed, also one with siblings, which stands beside the model.
pub(crate) fn find_document_value<'v>(
    root: &'v Value,
    beyond: &Beyond,
    at: &Pointer,
) -> Option<(Pointer, &'v Value)> {
    let mut detours = MOST_DETOURS;
    find_with((root, beyond), at, &mut detours)
}

fn find_with<'v>(
    (root, beyond): (&'v Value, &Beyond),
    at: &Pointer,
    detours: &mut usize,
) -> Option<(Pointer, &'v Value)> {
    let mut value = root;
    let mut way = Pointer::root();
    for segment in at.segments() {
        // Only where the way does not go on: a `$ref` with siblings may have the wanted key beside
        // it, and then it is that one which is meant.
        if find_child_value(value, &segment).is_none() {
            let reference = reference_at(beyond, &way, value)?;
            (way, value) = follow_detour((root, beyond), reference, detours)?;
        }
        value = find_child_value(value, &segment)?;
        way = way.join(segment);
    }
    Some((way, value))
}

fn find_child_value<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The reference that an object is or has.
fn reference_at<'v>(beyond: &'v Beyond, at: &Pointer, value: &'v Value) -> Option<&'v str> {
    let alone = value.get("$ref").and_then(Value::as_str);
    alone.or_else(|| beyond.schemas.get(at)?.reference.as_deref())
}

/// What a reference on the way leads to.
fn follow_detour<'v>(
    (root, beyond): (&'v Value, &Beyond),
    reference: &str,
    detours: &mut usize,
) -> Option<(Pointer, &'v Value)> {
    *detours = detours.checked_sub(1)?;
    let text = percent_decode(reference.strip_prefix('#')?);
    find_with((root, beyond), &Pointer::from_text(text), detours)
}
