//! `enum` and `const`.
//!
//! A list of texts or of whole numbers is an enum; everything else falls back to
//! the plain type, with a warning.

use serde_json::Value;

use super::by_type;
use super::scalar::has_integer_format;
use crate::api::context::ResolveCx;
use crate::api::types::{Const, Enum, EnumKind, EnumValue, NumberShape, Shape, TypeId};
use crate::api::view::{Enumeration, SchemaNode, SchemaType, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::HashSet;

/// `enum`.
pub(super) fn read_enumeration_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
    values: &Enumeration,
) -> Shape {
    let telling: Vec<&Value> = values
        .values
        .iter()
        .filter(|value| !value.is_null())
        .collect();
    // Null in an enum is not a value of it but says that null may stand there: as a variant it
    // would have to be matched twice.
    cx.arena.allow_null(id, telling.len() < values.values.len());
    if telling.is_empty() {
        return Shape::Null;
    }
    if let Some(shape) = read_boolean_enumeration(&telling) {
        return shape;
    }
    let types = match view.rules.types.as_slice() {
        [SchemaType::Number] if has_integer_format(&view.rules) => &[SchemaType::Integer],
        types => types,
    };
    match find_enumeration_kind(types, &telling) {
        Some(kind) => Shape::Enum(Enum {
            kind,
            values: list_enumeration_values(kind, values),
        }),
        None => choose_plain_shape(cx, id, node, view, &telling),
    }
}

/// Booleans need no enum: one of them is a constant, both are a boolean.
fn read_boolean_enumeration(values: &[&Value]) -> Option<Shape> {
    let truths: Option<Vec<bool>> = values.iter().map(|value| value.as_bool()).collect();
    let truths = truths?;
    let first = truths.first().copied()?;
    Some(if truths.iter().all(|truth| *truth == first) {
        Shape::Const(Const::Boolean(first))
    } else {
        Shape::Boolean
    })
}

/// Of what kind the values are: by the declared type when all of them can be
/// read as that, else by what they are.
fn find_enumeration_kind(types: &[SchemaType], values: &[&Value]) -> Option<EnumKind> {
    let all = |kind| {
        values
            .iter()
            .all(|value| print_wire_value(kind, value).is_some())
    };
    let written = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
    match types {
        [SchemaType::String] => all(EnumKind::Text).then_some(EnumKind::Text),
        [SchemaType::Integer] => all(EnumKind::Integer).then_some(EnumKind::Integer),
        [] if written(Value::is_string) => Some(EnumKind::Text),
        // Without a type only what is one kind as written: with one, what can be read as that kind
        // is, because YAML's authors leave quotes out.
        [] if written(Value::is_i64) => Some(EnumKind::Integer),
        _ => None,
    }
}

/// A value as it stands on the wire, read as one of a kind: `1` is the text `1`
/// under `type: string`, where YAML authors forget the quotes.
fn print_wire_value(kind: EnumKind, value: &Value) -> Option<String> {
    match (kind, value) {
        (EnumKind::Text, Value::String(text)) => Some(text.clone()),
        (EnumKind::Text, Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        (EnumKind::Integer, Value::Number(number)) => print_integer_value(number),
        (EnumKind::Integer, Value::String(text)) => {
            text.parse::<i64>().ok().map(|number| number.to_string())
        }
        _ => None,
    }
}

fn print_integer_value(number: &serde_json::Number) -> Option<String> {
    if let Some(number) = number.as_i64() {
        return Some(number.to_string());
    }
    let text = number.to_string();
    let whole = text.strip_suffix(".0")?;
    whole.parse::<i64>().ok().map(|number| number.to_string())
}

fn list_enumeration_values(kind: EnumKind, values: &Enumeration) -> Vec<EnumValue> {
    let mut listed: Vec<EnumValue> = Vec::new();
    let mut known: HashSet<String> = HashSet::default();
    for (index, value) in values.values.iter().enumerate() {
        let Some(wire) = print_wire_value(kind, value) else {
            continue;
        };
        // `1` and `"1"` under `type: string` are one value on the wire.
        if !known.insert(wire.clone()) {
            continue;
        }
        let at = |list: &[Option<String>]| list.get(index).cloned().flatten();
        listed.push(EnumValue {
            wire,
            given: values.names.get(index).cloned().flatten(),
            description: at(&values.descriptions),
            deprecated: values.is_deprecated(index),
        });
    }
    listed
}

/// The plain type of values that no enum can hold.
fn choose_plain_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
    values: &[&Value],
) -> Shape {
    let message = format!(
        "{}; the plain type stands for them",
        why_no_enum(view, values)
    );
    let finding = Diagnostic::at(Code::EnumFallback, &node.at, message);
    cx.report_once(node.at.as_str(), finding);
    if view.rules.types.is_empty() && values.iter().all(|value| value.is_number()) {
        return Shape::Number(NumberShape::default());
    }
    let mut plain = view.clone();
    plain.rules.enumeration = None;
    by_type(cx, id, node, &plain)
}

/// Why values make no enum.
fn why_no_enum(view: &View, values: &[&Value]) -> &'static str {
    let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
    let is_whole = |value: &Value| value.is_i64() || value.is_u64() || is_long(value);
    match view.rules.types.as_slice() {
        [_] if all(Value::is_string) => "texts are no values of the type beside them",
        [SchemaType::Integer] | [] if all(is_whole) => {
            "whole numbers that 64 bits do not hold make no enum"
        }
        [SchemaType::Number] if all(is_whole) => {
            "a number may have a fraction, so that whole numbers make no enum of it"
        }
        _ => "values that are neither all texts nor all whole numbers make no enum",
    }
}

/// Whether a number is whole and was too long for an integer.
fn is_long(value: &Value) -> bool {
    let digits = value.as_f64().map(f64::fract);
    digits == Some(0.0) && value.to_string().len() > I64_DIGITS
}

/// Digits that every `i64` has room for.
const I64_DIGITS: usize = 18;

/// `const`.
pub(super) fn read_constant_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
    value: &Value,
) -> Shape {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(truth) => Shape::Const(Const::Boolean(*truth)),
        Value::String(text) => Shape::Const(Const::Text(text.clone())),
        Value::Number(number) => match print_integer_value(number) {
            Some(digits) => Shape::Const(Const::Integer(digits)),
            None => choose_plain_shape(cx, id, node, view, &[value]),
        },
        Value::Array(_) | Value::Object(_) => choose_plain_shape(cx, id, node, view, &[value]),
    }
}
