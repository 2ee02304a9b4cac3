//! An operation and its values, encoded: all of a request that does not
//! depend on the client's settings.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};

use super::body::{Body, written};
use super::headers::parse_header;
use super::path;
use crate::json::{Encode, Violation, check, from_json};
use crate::operation::Operation;
use crate::params::{Encoding, Escape, Location, Parameter, Style, inline, pairs, plain};
use crate::values::Value;

/// An encoded operation, and all that is wrong with its values.
#[derive(Default)]
pub(crate) struct Draft {
    /// Begins with `/`; appended to the base URL.
    pub(crate) path: String,
    /// Escaped `name=value` pairs, in order.
    pub(crate) query: Vec<String>,
    pub(crate) headers: HeaderMap,
    /// `name=value` pairs, in order.
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Bytes,
    pub(crate) violations: Vec<Violation>,
}

impl Draft {
    /// Encodes the values, which stand in the order of the parameters.
    pub(crate) fn new(operation: &'static Operation, values: &[&dyn Encode], body: Body) -> Self {
        let mut draft = Self::default();
        let mut path_values = Vec::new();
        for (parameter, value) in operation.parameters.iter().zip(values) {
            let Some(value) = draft.value(parameter, *value) else {
                continue;
            };
            match parameter.location {
                Location::Path => path_values.push((parameter, value)),
                Location::Query => draft.add_query(parameter, &value),
                Location::QueryString => draft.add_query_string(parameter, &value),
                Location::Header => draft.add_header(parameter, &value),
                Location::Cookie => draft.add_cookie(parameter, &value),
            }
        }
        draft.fill_path(operation, &path_values);
        draft.set_body(operation, body);
        draft
    }

    /// Notes something wrong.
    pub(crate) fn refuse(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.violations.push(Violation {
            path: path.into(),
            message: message.into(),
        });
    }

    /// The value of a parameter, checked; `None` when it is absent.
    fn value(&mut self, parameter: &Parameter, value: &dyn Encode) -> Option<Value> {
        let at = place(parameter);
        let (text, mut violations) = written(value);
        let absent = text == "null";
        if absent && parameter.required {
            self.refuse(&at, "is required");
        }
        if let (false, Some(rules)) = (absent, parameter.rules) {
            violations.extend(check(rules, &text));
        }
        self.violations
            .extend(violations.into_iter().map(|found| below(&at, found)));
        if absent {
            return None;
        }
        match from_json::<Value>(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(&at, format!("did not encode to JSON: {error}"));
                None
            }
        }
    }

    fn add_query(&mut self, parameter: &Parameter, value: &Value) {
        let (style, explode, escape) = match parameter.encoding {
            Encoding::Json => return self.query.push(json_pair(parameter.name, value)),
            Encoding::Style {
                style,
                explode,
                allow_reserved: true,
            } => (style, explode, Escape::Reserved),
            Encoding::Style { style, explode, .. } => (style, explode, Escape::Unreserved),
        };
        if !explode && holds_delimiter(style, value) {
            let message = "has an item that holds the delimiter of its items";
            self.refuse(place(parameter), message);
        }
        self.query
            .extend(pairs(parameter.name, value, style, explode, escape));
    }

    fn add_query_string(&mut self, parameter: &Parameter, value: &Value) {
        match (parameter.encoding, value) {
            (Encoding::Style { .. }, Value::Object(members)) => {
                for (name, value) in members.iter() {
                    self.query
                        .extend(pairs(name, value, Style::Form, true, Escape::UrlEncoded));
                }
            }
            (Encoding::Style { .. }, _) => {
                let text = plain(value).unwrap_or_default();
                self.query.push(Escape::Unreserved.apply(&text));
            }
            (Encoding::Json, _) => {
                let text = crate::json::to_json(value);
                self.query.push(Escape::Unreserved.apply(&text));
            }
        }
    }

    fn add_header(&mut self, parameter: &Parameter, value: &Value) {
        // OAS 3.1 §4.8.12.2: these three are not parameters.
        let reserved = ["accept", "content-type", "authorization"];
        if reserved
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
        {
            return;
        }
        let text = match parameter.encoding {
            Encoding::Json => crate::json::to_json(value),
            Encoding::Style { style, explode, .. } => {
                inline(parameter.name, value, style, explode, Escape::None)
            }
        };
        self.set_header(place(parameter), parameter.name, &text);
    }

    /// Sets a header instead of what it was.
    pub(crate) fn set_header(&mut self, at: String, name: &str, value: &str) {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => self.refuse(at, message),
        }
    }

    fn add_cookie(&mut self, parameter: &Parameter, value: &Value) {
        let pairs = match parameter.encoding {
            Encoding::Json => vec![json_pair(parameter.name, value)],
            Encoding::Style { style, explode, .. } => {
                // Only the style `cookie` is sent as it is (OAS 3.2 §4.12.3).
                let escape = match style {
                    Style::Cookie => Escape::None,
                    Style::Matrix
                    | Style::Label
                    | Style::Simple
                    | Style::Form
                    | Style::SpaceDelimited
                    | Style::PipeDelimited
                    | Style::DeepObject => Escape::Unreserved,
                };
                pairs(parameter.name, value, style, explode, escape)
            }
        };
        if pairs.iter().any(|pair| pair.contains(char::is_control)) {
            return self.refuse(place(parameter), "holds a control character");
        }
        self.cookies.extend(pairs);
    }

    fn fill_path(&mut self, operation: &Operation, values: &[(&Parameter, Value)]) {
        let mut empty = Vec::new();
        for (parameter, value) in values {
            if path_text(parameter, value).is_empty() {
                empty.push(place(parameter));
            }
        }
        for at in empty {
            self.refuse(at, "must not be empty, as the path would be another one");
        }
        let filled = path::fill(operation.path, |name| {
            let found = values.iter().find(|(parameter, _)| parameter.name == name);
            found.map_or_else(String::new, |(parameter, value)| {
                path_text(parameter, value)
            })
        });
        if filled.dots {
            let message = "makes a segment `.` or `..`, which URLs resolve away";
            self.refuse("path", message);
        }
        self.path = filled.path;
        if !filled.query.is_empty() {
            self.query.insert(0, filled.query.to_owned());
        }
    }

    fn set_body(&mut self, operation: &Operation, body: Body) {
        match body {
            Body::None => {
                if operation.body.is_some_and(|info| info.required) {
                    self.refuse("body", "is required");
                }
            }
            Body::Encoded(body) => {
                self.body = body.bytes;
                let violations = body.violations.into_iter();
                self.violations
                    .extend(violations.map(|found| below("body", found)));
                self.set_header("body".to_owned(), CONTENT_TYPE.as_str(), &body.media_type);
            }
        }
    }
}

/// Where a parameter stands, as violations tell it: `query.limit`.
fn place(parameter: &Parameter) -> String {
    format!("{}.{}", parameter.location.word(), parameter.name)
}

/// Moves a violation below a place: `$.ids[0]` is `query.filter.ids[0]`.
fn below(at: &str, found: Violation) -> Violation {
    let inside = found.path.strip_prefix('$').unwrap_or(&found.path);
    Violation {
        path: format!("{at}{inside}"),
        message: found.message,
    }
}

fn json_pair(name: &str, value: &Value) -> String {
    let escape = Escape::Unreserved;
    let text = crate::json::to_json(value);
    format!("{}={}", escape.apply(name), escape.apply(&text))
}

fn path_text(parameter: &Parameter, value: &Value) -> String {
    match parameter.encoding {
        Encoding::Json => Escape::Unreserved.apply(&crate::json::to_json(value)),
        Encoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let escape = if allow_reserved {
                Escape::PathReserved
            } else {
                Escape::Unreserved
            };
            inline(parameter.name, value, style, explode, escape)
        }
    }
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
