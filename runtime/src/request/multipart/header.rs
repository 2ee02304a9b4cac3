//! Headers of parts that the document describes (OAS 3.1 §4.8.15.1, `headers`).

use super::Part;
use crate::json::{Encode, Violation, from_json, to_json};
use crate::params::{EscapeSet, Style, style_inline};
use crate::request::body::write_json_value;
use crate::values::Value;

/// A header of the parts of a property, as generated code lists them.
pub struct PartHeader<'a> {
    name: &'static str,
    value: &'a dyn Encode,
    required: bool,
    json: bool,
}

impl<'a> PartHeader<'a> {
    /// A header with a value in style `simple`; none for `null`.
    #[must_use]
    pub fn new(name: &'static str, value: &'a dyn Encode) -> Self {
        Self {
            name,
            value,
            required: false,
            json: false,
        }
    }

    /// Makes it required: a part without it is a violation.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Writes its value as JSON text.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// Gives the header to each of the parts that has none of this name.
    pub(super) fn add_to(&self, parts: &mut [Part]) {
        let (text, violations) = write_json_value(self.value);
        let value = from_json::<Value>(&text).unwrap_or(Value::Null);
        let text = match (&value, self.json) {
            (Value::Null, _) => None,
            (value, true) => Some(to_json(value)),
            (value, false) => Some(style_inline(
                self.name,
                value,
                Style::Simple,
                false,
                EscapeSet::None,
            )),
        };
        for part in parts.iter_mut() {
            match &text {
                _ if part.has_header(self.name) => {}
                Some(text) => part.add_header(self.name, text),
                None if self.required => part.violate([self.missing()]),
                None => {}
            }
        }
        if let Some(first) = parts.first_mut() {
            first.violate(violations);
        }
    }

    fn missing(&self) -> Violation {
        super::make_part_violation(format!("$.{}", self.name), "is required")
    }
}

impl std::fmt::Debug for PartHeader<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}
