//! The encoder of location × style × explode: values become text by RFC 6570
//! and OAS 3.1 §4.8.12.4.

use std::borrow::Cow;

use super::{EscapeSet, Style};
use crate::json::to_json;
use crate::values::{Object, Value};

/// Whether a style has nothing to send: null, and lists and objects of nothing
/// (RFC 6570 §2.3). The empty text is something.
pub(crate) fn is_undefined(value: &Value) -> bool {
    match classify_shape(value) {
        None => true,
        Some(Shape::Scalar(_)) => false,
        Some(Shape::List(items)) => items.is_empty(),
        Some(Shape::Object(members)) => members.is_empty(),
    }
}

/// What a style sees of a value.
enum Shape<'v> {
    Scalar(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Object(Vec<(&'v str, Cow<'v, str>)>),
}

/// The text of a value without any markup, or `None` for `null`. Lists and
/// objects that stand where a style knows only scalars are JSON text.
pub(crate) fn print_plain_value(value: &Value) -> Option<Cow<'_, str>> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => flag.to_string().into(),
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.into(),
        Value::Array(_) | Value::Object(_) => to_json(value).into(),
    })
}

/// Null is dropped wherever it stands, as RFC 6570 §2.3 drops what is undefined.
fn classify_shape(value: &Value) -> Option<Shape<'_>> {
    match value {
        Value::Array(items) => Some(Shape::List(
            items.iter().filter_map(print_plain_value).collect(),
        )),
        Value::Object(members) => Some(Shape::Object(
            members
                .iter()
                .filter_map(|(name, value)| Some((name, print_plain_value(value)?)))
                .collect(),
        )),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            print_plain_value(value).map(Shape::Scalar)
        }
    }
}

/// A value as a piece of a path or the value of a header: styles `matrix`,
/// `label` and `simple`, which every other style counts as.
pub(crate) fn style_inline(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    escape: EscapeSet,
) -> String {
    let Some(shape) = classify_shape(value) else {
        return String::new();
    };
    match style {
        Style::Matrix => style_matrix(&escape.apply(name), &shape, explode, escape),
        Style::Label => style_label(&shape, explode, escape),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => escape_items(&shape, explode, escape).join(","),
    }
}

fn style_matrix(name: &str, shape: &Shape<'_>, explode: bool, escape: EscapeSet) -> String {
    let named = |value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    let items = escape_items(shape, explode, escape);
    match (shape, explode) {
        (Shape::Object(_), true) => items.iter().map(|item| format!(";{item}")).collect(),
        (Shape::List(_), true) => items.iter().map(|item| named(item)).collect(),
        (Shape::Scalar(_) | Shape::List(_) | Shape::Object(_), _) => named(&items.join(",")),
    }
}

fn style_label(shape: &Shape<'_>, explode: bool, escape: EscapeSet) -> String {
    let items = escape_items(shape, explode, escape);
    let separator = if explode { "." } else { "," };
    format!(".{}", items.join(separator))
}

/// A value as `name=value` pairs of a query, a cookie or a form: styles
/// `form`, `spaceDelimited`, `pipeDelimited`, `deepObject` and `cookie`; every
/// other style counts as `form`. No pair at all when there is nothing to send.
pub(crate) fn style_pairs(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    escape: EscapeSet,
) -> Vec<String> {
    let separator = match style {
        Style::DeepObject => return style_deep_object(name, value, escape),
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::Form | Style::Cookie | Style::Matrix | Style::Label | Style::Simple => ",",
    };
    if let (Value::Object(members), true) = (value, explode) {
        let all = explode_members(members);
        return all
            .map(|(name, text)| format!("{}={}", escape_name(name, escape), escape.apply(&text)))
            .collect();
    }
    let Some(shape) = classify_shape(value) else {
        return Vec::new();
    };
    let name = escape_name(name, escape);
    if let Shape::Scalar(text) = &shape {
        return vec![[&name, "=", &escape.apply(text)].concat()];
    }
    let items = escape_items(&shape, explode, escape);
    match (&shape, explode) {
        (Shape::List(_), true) => items.iter().map(|item| format!("{name}={item}")).collect(),
        (Shape::List(_) | Shape::Object(_), false) if items.is_empty() => Vec::new(),
        (Shape::Scalar(_) | Shape::List(_) | Shape::Object(_), _) => {
            vec![format!("{name}={}", items.join(separator))]
        }
    }
}

/// The members of an exploded object as pairs. The items of a list are pairs of one
/// name: RFC 6570 knows no values inside of values, and this is what servers read (OAS
/// 3.1 §4.8.12.4 leaves it open).
fn explode_members(members: &Object) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    members.iter().flat_map(|(name, value)| {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        items
            .iter()
            .filter_map(move |item| Some((name, print_plain_value(item)?)))
    })
}

/// The escaped items of a value: an object's members are `name=value` when
/// exploded, else names and values in turn.
fn escape_items<'s>(shape: &'s Shape<'_>, explode: bool, escape: EscapeSet) -> Vec<Cow<'s, str>> {
    match shape {
        Shape::Scalar(text) => vec![escape.apply(text)],
        Shape::List(items) => items.iter().map(|item| escape.apply(item)).collect(),
        Shape::Object(members) if explode => members
            .iter()
            .map(|(name, value)| format!("{}={}", escape_name(name, escape), escape.apply(value)))
            .map(Cow::Owned)
            .collect(),
        Shape::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [escape_name(name, escape), escape.apply(value)])
            .collect(),
    }
}

/// `allowReserved` is about values: names are always escaped.
fn escape_name(name: &str, escape: EscapeSet) -> Cow<'_, str> {
    match escape {
        EscapeSet::Reserved | EscapeSet::PathReserved | EscapeSet::CookieReserved => {
            EscapeSet::Unreserved.apply(name)
        }
        EscapeSet::FormReserved => EscapeSet::Form.apply(name),
        EscapeSet::Unreserved
        | EscapeSet::Form
        | EscapeSet::UrlEncoded
        | EscapeSet::Template
        | EscapeSet::None => escape.apply(name),
    }
}

/// A value as names and texts without any escape, for forms whose fields travel
/// by themselves (OAS 3.1 §4.8.15.1.2).
pub(crate) fn style_fields(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
) -> Vec<(String, String)> {
    let separator = match style {
        Style::DeepObject => return style_deep_fields(name.to_owned(), value),
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        Style::Form | Style::Cookie | Style::Matrix | Style::Label | Style::Simple => ",",
    };
    let named = |text: Cow<'_, str>| (name.to_owned(), text.into_owned());
    if let (Value::Object(members), true) = (value, explode) {
        let all = explode_members(members);
        return all
            .map(|(name, text)| (name.to_owned(), text.into_owned()))
            .collect();
    }
    match (classify_shape(value), explode) {
        (None, _) => Vec::new(),
        (Some(Shape::List(items)), true) => items.into_iter().map(named).collect(),
        (Some(shape), _) => {
            let items = escape_items(&shape, false, EscapeSet::None);
            let is_empty = items.is_empty();
            let text = named(items.join(separator).into());
            (!is_empty).then_some(text).into_iter().collect()
        }
    }
}

fn style_deep_fields(name: String, value: &Value) -> Vec<(String, String)> {
    let below = |key: &str, value| style_deep_fields(format!("{name}[{key}]"), value);
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| below(&index.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| below(key, value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let text = print_plain_value(value).map(Cow::into_owned);
            text.map(|text| (name, text)).into_iter().collect()
        }
    }
}

/// `name[member]=value`, with as many brackets as it takes.
fn style_deep_object(name: &str, value: &Value, escape: EscapeSet) -> Vec<String> {
    style_deep_fields(name.to_owned(), value)
        .into_iter()
        .map(|(name, text)| format!("{}={}", escape_name(&name, escape), escape.apply(&text)))
        .collect()
}
