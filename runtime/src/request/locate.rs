//! Where the value of a parameter goes in a request, and what it looks like
//! there.

use std::borrow::Cow;

use super::draft::{Draft, name_parameter_place};
use super::form;
use crate::json::to_json;
use crate::params::{
    EscapeSet, Parameter, ParameterEncoding, Style, is_undefined, print_plain_value, style_inline,
    style_pairs,
};
use crate::values::Value;

/// Adds a parameter to the query.
pub(super) fn add_query_parameter(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let (style, explode, escape) = match parameter.encoding {
        ParameterEncoding::Json | ParameterEncoding::Form | ParameterEncoding::Text => {
            return draft.query.push(print_content_pair(parameter, value));
        }
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved: true,
        } => (style, explode, EscapeSet::Reserved),
        ParameterEncoding::Style { style, explode, .. } => (style, explode, EscapeSet::Unreserved),
    };
    if !explode && holds_delimiter(style, value) {
        let message = "has an item that holds the delimiter of its items";
        draft.refuse(name_parameter_place(parameter), message);
    }
    draft
        .query
        .extend(style_pairs(parameter.name, value, style, explode, escape));
}

/// Makes a parameter the whole query (OAS 3.2 §4.12.2.2).
pub(super) fn print_query_string(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let text = print_content_value(parameter.encoding, value);
    draft.query.push(match (parameter.encoding, value) {
        // A form is escaped already.
        (ParameterEncoding::Form, _) if text.is_empty() => return,
        (ParameterEncoding::Form, Value::Object(_)) => text.into_owned(),
        (
            ParameterEncoding::Form
            | ParameterEncoding::Json
            | ParameterEncoding::Text
            | ParameterEncoding::Style { .. },
            _,
        ) => EscapeSet::Unreserved.apply(&text).into_owned(),
    });
}

/// Makes a parameter a header.
pub(super) fn add_header_parameter(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    // OAS 3.1 §4.8.12.2: these three are not parameters.
    let reserved = ["accept", "content-type", "authorization"];
    if reserved
        .iter()
        .any(|name| parameter.name.eq_ignore_ascii_case(name))
    {
        return;
    }
    let text = match parameter.encoding {
        ParameterEncoding::Json | ParameterEncoding::Form | ParameterEncoding::Text => {
            print_content_value(parameter.encoding, value)
        }
        ParameterEncoding::Style { .. } if is_undefined(value) && !parameter.required => return,
        ParameterEncoding::Style { style, explode, .. } => {
            style_inline(parameter.name, value, style, explode, EscapeSet::None).into()
        }
    };
    draft.set_header(name_parameter_place(parameter), parameter.name, &text);
}

/// Adds a parameter to the cookies.
pub(super) fn add_cookie(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let pairs = match parameter.encoding {
        ParameterEncoding::Json | ParameterEncoding::Form | ParameterEncoding::Text => {
            vec![print_content_pair(parameter, value)]
        }
        // Only the style `cookie` is sent as it is (OAS 3.2 §4.12.3).
        ParameterEncoding::Style {
            style: Style::Cookie,
            explode,
            ..
        } => style_pairs(
            parameter.name,
            value,
            Style::Cookie,
            explode,
            EscapeSet::None,
        ),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let escape = if allow_reserved {
                EscapeSet::CookieReserved
            } else {
                EscapeSet::Unreserved
            };
            style_pairs(parameter.name, value, style, explode, escape)
        }
    };
    if pairs.iter().any(|pair| pair.contains(';')) {
        return draft.refuse(
            name_parameter_place(parameter),
            "holds `;`, which ends a cookie",
        );
    }
    if pairs.iter().any(|pair| pair.contains(char::is_control)) {
        return draft.refuse(name_parameter_place(parameter), "holds a control character");
    }
    draft.cookies.extend(pairs);
}

/// The text of a value in the media type of a `content`, without any escape of its
/// location. A form of anything else than an object is plain text.
pub(super) fn print_content_value(encoding: ParameterEncoding, value: &Value) -> Cow<'_, str> {
    match (encoding, value) {
        (ParameterEncoding::Json, _) => to_json(value).into(),
        (ParameterEncoding::Form, Value::Object(_)) => {
            form::encode_form(&to_json(value), &[]).into()
        }
        (
            ParameterEncoding::Form | ParameterEncoding::Text | ParameterEncoding::Style { .. },
            _,
        ) => print_plain_value(value).unwrap_or_default(),
    }
}

fn print_content_pair(parameter: &Parameter, value: &Value) -> String {
    let escape = EscapeSet::Unreserved;
    let text = print_content_value(parameter.encoding, value);
    format!("{}={}", escape.apply(parameter.name), escape.apply(&text))
}

/// Whether an item could not be told from two (OAS 3.1 §4.8.12.4).
fn holds_delimiter(style: Style, value: &Value) -> bool {
    let delimiter = match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::Matrix
        | Style::Label
        | Style::Simple
        | Style::Form
        | Style::DeepObject
        | Style::Cookie => return false,
    };
    let holds =
        |value: &Value| print_plain_value(value).is_some_and(|text| text.contains(delimiter));
    match value {
        Value::Array(items) => items.iter().any(holds),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains(delimiter) || holds(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
