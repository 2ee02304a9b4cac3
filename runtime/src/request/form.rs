//! `application/x-www-form-urlencoded` bodies (OAS 3.1 §4.8.15).

use crate::json::{from_json, to_json};
use crate::params::{EscapeSet, Style, print_plain_value, style_pairs};
use crate::values::Value;

pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// What an Encoding Object says of one property of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    name: &'static str,
    encoding: FormEncoding,
}

/// How a property of a form becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormEncoding {
    /// By a style, as in a query: one of `style`, `explode` and
    /// `allowReserved` is written in the document.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or property is written by itself.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// As JSON text, also strings: `contentType` is a JSON media type.
    Json,
}

impl FormField {
    /// A property with its encoding.
    #[must_use]
    pub const fn new(name: &'static str, encoding: FormEncoding) -> Self {
        Self { name, encoding }
    }

    /// A property with a style.
    #[must_use]
    pub const fn style(name: &'static str, style: Style, explode: bool) -> Self {
        Self::new(
            name,
            FormEncoding::Style {
                style,
                explode,
                allow_reserved: false,
            },
        )
    }

    /// A property that is JSON text.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, FormEncoding::Json)
    }
}

/// Encodes the JSON text of an object. Anything else than an object has no
/// names and so no pairs.
pub(super) fn encode_form(text: &str, fields: &[FormField]) -> String {
    let Ok(Value::Object(members)) = from_json::<Value>(text) else {
        return String::new();
    };
    let mut encoded = Vec::new();
    for (name, value) in members.iter() {
        let field = fields.iter().find(|field| field.name == name);
        encoded.extend(encode_form_property(
            name,
            value,
            field.map(|field| field.encoding),
        ));
    }
    encoded.join("&")
}

fn encode_form_property(name: &str, value: &Value, encoding: Option<FormEncoding>) -> Vec<String> {
    match (encoding, value) {
        (_, Value::Null) => Vec::new(),
        (
            Some(FormEncoding::Style {
                style,
                explode,
                allow_reserved,
            }),
            _,
        ) => {
            let escape = if allow_reserved {
                EscapeSet::FormReserved
            } else {
                EscapeSet::Form
            };
            style_pairs(name, value, style, explode, escape)
        }
        (Some(FormEncoding::Json), Value::Array(items)) => items
            .iter()
            .map(|item| encode_form_pair(name, &to_json(item)))
            .collect(),
        (Some(FormEncoding::Json), _) => vec![encode_form_pair(name, &to_json(value))],
        (None, Value::Array(items)) => items
            .iter()
            .filter_map(|item| print_plain_value(item).map(|text| encode_form_pair(name, &text)))
            .collect(),
        (None, _) => print_plain_value(value)
            .map(|text| encode_form_pair(name, &text))
            .into_iter()
            .collect(),
    }
}

fn encode_form_pair(name: &str, value: &str) -> String {
    let escape = EscapeSet::UrlEncoded;
    format!("{}={}", escape.apply(name), escape.apply(value))
}
