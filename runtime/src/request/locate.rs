//! Where the value of a parameter goes in a request, and what it looks like
//! there.

use std::borrow::Cow;

use super::draft::{Draft, place};
use super::form;
use crate::json::to_json;
use crate::params::{Encoding, Escape, Parameter, Style, inline, is_undefined, pairs, plain};
use crate::values::Value;

/// Adds a parameter to the query.
pub(super) fn query(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let (style, explode, escape) = match parameter.encoding {
        Encoding::Json | Encoding::Form | Encoding::Text => {
            return draft.query.push(content_pair(parameter, value));
        }
        Encoding::Style {
            style,
            explode,
            allow_reserved: true,
        } => (style, explode, Escape::Reserved),
        Encoding::Style { style, explode, .. } => (style, explode, Escape::Unreserved),
    };
    if !explode && holds_delimiter(style, value) {
        let message = "has an item that holds the delimiter of its items";
        draft.refuse(place(parameter), message);
    }
    draft
        .query
        .extend(pairs(parameter.name, value, style, explode, escape));
}

/// Makes a parameter the whole query (OAS 3.2 §4.12.2.2).
pub(super) fn query_string(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let text = content(parameter.encoding, value);
    draft.query.push(match (parameter.encoding, value) {
        // A form is escaped already.
        (Encoding::Form, _) if text.is_empty() => return,
        (Encoding::Form, Value::Object(_)) => text.into_owned(),
        (Encoding::Form | Encoding::Json | Encoding::Text | Encoding::Style { .. }, _) => {
            Escape::Unreserved.apply(&text).into_owned()
        }
    });
}

/// Makes a parameter a header.
pub(super) fn header(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    // OAS 3.1 §4.8.12.2: these three are not parameters.
    let reserved = ["accept", "content-type", "authorization"];
    if reserved
        .iter()
        .any(|name| parameter.name.eq_ignore_ascii_case(name))
    {
        return;
    }
    let text = match parameter.encoding {
        Encoding::Json | Encoding::Form | Encoding::Text => content(parameter.encoding, value),
        Encoding::Style { .. } if is_undefined(value) && !parameter.required => return,
        Encoding::Style { style, explode, .. } => {
            inline(parameter.name, value, style, explode, Escape::None).into()
        }
    };
    draft.set_header(place(parameter), parameter.name, &text);
}

/// Adds a parameter to the cookies.
pub(super) fn cookie(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let pairs = match parameter.encoding {
        Encoding::Json | Encoding::Form | Encoding::Text => vec![content_pair(parameter, value)],
        // Only the style `cookie` is sent as it is (OAS 3.2 §4.12.3).
        Encoding::Style {
            style: Style::Cookie,
            explode,
            ..
        } => pairs(parameter.name, value, Style::Cookie, explode, Escape::None),
        Encoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let escape = if allow_reserved {
                Escape::CookieReserved
            } else {
                Escape::Unreserved
            };
            pairs(parameter.name, value, style, explode, escape)
        }
    };
    if pairs.iter().any(|pair| pair.contains(';')) {
        return draft.refuse(place(parameter), "holds `;`, which ends a cookie");
    }
    if pairs.iter().any(|pair| pair.contains(char::is_control)) {
        return draft.refuse(place(parameter), "holds a control character");
    }
    draft.cookies.extend(pairs);
}

/// The text of a value in the media type of a `content`, without any escape of its
/// location. A form of anything else than an object is plain text.
pub(super) fn content(encoding: Encoding, value: &Value) -> Cow<'_, str> {
    match (encoding, value) {
        (Encoding::Json, _) => to_json(value).into(),
        (Encoding::Form, Value::Object(_)) => form::encode(&to_json(value), &[]).into(),
        (Encoding::Form | Encoding::Text | Encoding::Style { .. }, _) => {
            plain(value).unwrap_or_default()
        }
    }
}

fn content_pair(parameter: &Parameter, value: &Value) -> String {
    let escape = Escape::Unreserved;
    let text = content(parameter.encoding, value);
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
    let holds = |value: &Value| plain(value).is_some_and(|text| text.contains(delimiter));
    match value {
        Value::Array(items) => items.iter().any(holds),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains(delimiter) || holds(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
