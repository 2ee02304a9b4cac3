//! Where the value of a parameter goes in a request, and what it looks like
//! there.

use super::draft::{Draft, place};
use crate::json::to_json;
use crate::params::{Encoding, Escape, Parameter, Style, inline, is_undefined, pairs, plain};
use crate::values::Value;

/// Adds a parameter to the query.
pub(super) fn query(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let (style, explode, escape) = match parameter.encoding {
        Encoding::Json => return draft.query.push(json_pair(parameter.name, value)),
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
    match (parameter.encoding, value) {
        (Encoding::Style { .. }, Value::Object(members)) => {
            for (name, value) in members.iter() {
                draft
                    .query
                    .extend(pairs(name, value, Style::Form, true, Escape::UrlEncoded));
            }
        }
        (Encoding::Style { .. }, _) => {
            let text = plain(value).unwrap_or_default();
            draft.query.push(Escape::Unreserved.apply(&text));
        }
        (Encoding::Json, _) => {
            let text = to_json(value);
            draft.query.push(Escape::Unreserved.apply(&text));
        }
    }
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
        Encoding::Json => to_json(value),
        Encoding::Style { .. } if is_undefined(value) && !parameter.required => return,
        Encoding::Style { style, explode, .. } => {
            inline(parameter.name, value, style, explode, Escape::None)
        }
    };
    draft.set_header(place(parameter), parameter.name, &text);
}

/// Adds a parameter to the cookies.
pub(super) fn cookie(draft: &mut Draft, parameter: &Parameter, value: &Value) {
    let pairs = match parameter.encoding {
        Encoding::Json => vec![json_pair(parameter.name, value)],
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

fn json_pair(name: &str, value: &Value) -> String {
    let escape = Escape::Unreserved;
    let text = to_json(value);
    format!("{}={}", escape.apply(name), escape.apply(&text))
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
