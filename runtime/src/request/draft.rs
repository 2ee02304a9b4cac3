//! An operation and its values, encoded: all of a request that does not
//! depend on the client's settings.

use http::header::{CONTENT_TYPE, HeaderMap};

use super::body::{Body, write_json_value};
use super::content::Content;
use super::headers::parse_request_header;
use super::{field, locate, path};
use crate::description::Operation;
use crate::json::{Encode, Violation, check, from_json};
use crate::params::{EscapeSet, Location, Parameter, ParameterEncoding, Style, style_inline};
use crate::secrets::mark_secret_header;
use crate::values::Value;

/// An encoded operation, and all that is wrong with its values.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    /// Begins with `/`; appended to the base URL.
    pub(crate) path: String,
    /// Escaped `name=value` pairs, in order.
    pub(crate) query: Vec<String>,
    pub(crate) headers: HeaderMap,
    /// `name=value` pairs, in order.
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Content,
    pub(crate) violations: Vec<Violation>,
    /// How many parameters have had their values.
    values: usize,
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
                Location::Path => {
                    path_values.push((parameter, print_path_value(parameter, &value)))
                }
                _ => draft.locate(parameter, &value),
            }
        }
        draft.values = values.len();
        draft.fill_path(operation, &path_values);
        draft.set_body(operation, body);
        draft
    }

    /// Encodes more values, of the parameters behind those that have had theirs.
    pub(crate) fn add_values(&mut self, operation: &'static Operation, values: &[&dyn Encode]) {
        let parameters = operation.parameters.iter().skip(self.values);
        for (parameter, value) in parameters.zip(values) {
            if let Some(value) = self.value(parameter, *value) {
                self.locate(parameter, &value);
            }
        }
        self.values += values.len();
    }

    /// Puts a value where it travels, which is not the path.
    fn locate(&mut self, parameter: &Parameter, value: &Value) {
        match parameter.location {
            Location::Path => {}
            Location::Query => locate::add_query_parameter(self, parameter, value),
            Location::QueryString => locate::print_query_string(self, parameter, value),
            Location::Header => locate::add_header_parameter(self, parameter, value),
            Location::Cookie => locate::add_cookie(self, parameter, value),
        }
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
        let (text, mut violations) = write_json_value(value);
        if text == "null" {
            return self.null(parameter);
        }
        let is_allowed = parameter.allow_empty && text == r#""""#;
        if !is_allowed {
            violations.extend(check(parameter.rules, &text));
        }
        let violations = violations.into_iter();
        self.violations.extend(
            violations.map(|found| nest_violation(&name_parameter_place(parameter), found)),
        );
        // Through JSON text and back, although a `Value` is all that the styles need: a type
        // has one encoder, which writes text, so rules are checked here on the same bytes as in
        // bodies, and no generated type carries a second way to become a parameter. Parameters
        // are short; reading them again is no cost that shows in a call.
        match from_json::<Value>(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(
                    name_parameter_place(parameter),
                    format!("did not encode to JSON: {error}"),
                );
                None
            }
        }
    }

    /// What is sent for null: nothing, but the form of an undefined value where there
    /// has to be something (OAS 3.1 §4.8.12.4). Appendix B leaves null to us.
    fn null(&mut self, parameter: &Parameter) -> Option<Value> {
        let at = name_parameter_place(parameter);
        match parameter.encoding {
            _ if !parameter.required => None,
            _ if !parameter.nullable => {
                self.refuse(at, "is required");
                None
            }
            ParameterEncoding::Json => Some(Value::Null),
            ParameterEncoding::Style {
                style: Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject,
                ..
            } => {
                self.refuse(at, "is null, which its style cannot say");
                None
            }
            ParameterEncoding::Form | ParameterEncoding::Text | ParameterEncoding::Style { .. } => {
                Some(Value::from(""))
            }
        }
    }

    /// Sets a header instead of what it was.
    pub(crate) fn set_header(&mut self, at: String, name: &str, value: &str) {
        match parse_request_header(name, value) {
            Ok((name, mut value)) => {
                if name != CONTENT_TYPE {
                    mark_secret_header(&name, &mut value);
                }
                self.headers.insert(name, value);
            }
            Err(message) => self.refuse(at, message),
        }
    }

    /// Fills in the path; the values are escaped.
    fn fill_path(&mut self, operation: &Operation, values: &[(&Parameter, String)]) {
        for (parameter, _) in values.iter().filter(|(_, text)| text.is_empty()) {
            let message = "must not be empty, as the path would be another one";
            self.refuse(name_parameter_place(parameter), message);
        }
        let filled = path::fill_path_template(operation.path, |name| {
            let found = values.iter().find(|(parameter, _)| parameter.name == name);
            found.map_or("", |(_, text)| text)
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
        if matches!(body, Body::None) && operation.body.is_some_and(|info| info.required) {
            self.refuse("body", "is required");
        }
        self.replace_body(body);
    }

    /// Adds a field to the body.
    pub(crate) fn add_field(&mut self, name: &str, value: &dyn Encode) {
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        match field::add_body_field(&self.body, media_type.unwrap_or_default(), name, value) {
            Ok(body) => self.body = body,
            Err(message) => self.refuse(format!("body.{name}"), message),
        }
    }

    /// Sends this body, whatever the document says.
    pub(crate) fn replace_body(&mut self, body: Body) {
        match body {
            Body::None => {
                self.body = Content::default();
                self.headers.remove(CONTENT_TYPE);
            }
            Body::Encoded(body) => {
                self.body = body.content;
                let violations = body.violations.into_iter();
                self.violations
                    .extend(violations.map(|found| nest_violation("body", found)));
                self.set_header("body".to_owned(), CONTENT_TYPE.as_str(), &body.media_type);
            }
        }
    }
}

/// Where a parameter stands, as violations tell it: `query.limit`.
pub(super) fn name_parameter_place(parameter: &Parameter) -> String {
    format!("{}.{}", parameter.location.word(), parameter.name)
}

/// Moves a violation below a place: `$.ids[0]` is `query.filter.ids[0]`.
fn nest_violation(at: &str, found: Violation) -> Violation {
    let inside = found.path.strip_prefix('$').unwrap_or(&found.path);
    Violation {
        path: format!("{at}{inside}"),
        message: found.message,
    }
}

fn print_path_value(parameter: &Parameter, value: &Value) -> String {
    match parameter.encoding {
        ParameterEncoding::Json | ParameterEncoding::Form | ParameterEncoding::Text => {
            let text = locate::print_content_value(parameter.encoding, value);
            EscapeSet::Unreserved.apply(&text).into_owned()
        }
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let escape = if allow_reserved {
                EscapeSet::PathReserved
            } else {
                EscapeSet::Unreserved
            };
            style_inline(parameter.name, value, style, explode, escape)
        }
    }
}
