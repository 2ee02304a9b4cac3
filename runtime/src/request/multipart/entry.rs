//! Properties of a form as parts (OAS 3.1 §4.8.15, RFC 7578 §4.3).

use super::{Multipart, Part, PartHeader};
use crate::json::{Encode, Rule, Violation, check, find_name_violation, from_json, to_json};
use crate::media_type::is_json_media_type;
use crate::params::{Style, print_plain_value, style_fields};
use crate::request::body::write_json_value;
use crate::values::Value;

/// A property of a `multipart/*` body, as generated code lists them.
#[derive(Debug)]
pub struct Entry<'a> {
    name: &'static str,
    value: EntrySource<'a>,
    encoding: PartEncoding,
    rules: &'static [Rule],
    patterns: &'static [&'static str],
    headers: Vec<PartHeader<'a>>,
}

enum EntrySource<'a> {
    Files(&'a [Part]),
    Value(&'a dyn Encode),
    Rest(&'a dyn Encode),
}

/// What the Encoding Object of the property says.
#[derive(Debug, Clone, Copy)]
enum PartEncoding {
    /// Nothing: by the type of the value.
    Usual,
    ContentType(&'static str),
    Style(Style, bool),
}

impl<'a> Entry<'a> {
    /// A file, if it is there.
    pub fn file(name: &'static str, file: impl Into<Option<&'a Part>>) -> Self {
        let files = file.into().map(std::slice::from_ref).unwrap_or_default();
        Self::files(name, files)
    }

    /// Files, each a part of this name.
    #[must_use]
    pub fn files(name: &'static str, files: &'a [Part]) -> Self {
        Self::new(name, EntrySource::Files(files))
    }

    /// A value: texts, numbers and booleans as text, objects as JSON, each item of a list by
    /// itself, nothing for `null`.
    pub fn value(name: &'static str, value: &'a dyn Encode) -> Self {
        Self::new(name, EntrySource::Value(value))
    }

    /// Properties that the document does not name: an object, each of whose
    /// properties is sent as [`value`](Self::value) would.
    pub fn rest(properties: &'a dyn Encode) -> Self {
        Self::new("", EntrySource::Rest(properties))
    }

    fn new(name: &'static str, value: EntrySource<'a>) -> Self {
        Self {
            name,
            value,
            encoding: PartEncoding::Usual,
            rules: &[],
            patterns: &[],
            headers: Vec::new(),
        }
    }

    /// Sets the content type; values of a JSON type become JSON.
    #[must_use]
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        self.encoding = PartEncoding::ContentType(media_type);
        self
    }

    /// Sets `style` and `explode`, which make names and values as in a query but
    /// without its escapes.
    #[must_use]
    pub fn style(mut self, style: Style, explode: bool) -> Self {
        self.encoding = PartEncoding::Style(style, explode);
        self
    }

    /// Sets what the value must keep to.
    #[must_use]
    pub fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Sets what the names of the [`rest`](Self::rest) must match, of which there may be no others
    /// (`patternProperties` of a closed object).
    #[must_use]
    pub fn patterns(mut self, patterns: &'static [&'static str]) -> Self {
        self.patterns = patterns;
        self
    }

    /// Adds a header of the parts.
    #[must_use]
    pub fn header(mut self, header: PartHeader<'a>) -> Self {
        self.headers.push(header);
        self
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = self.bare_parts();
        for header in &self.headers {
            header.add_to(&mut parts);
        }
        parts
    }

    /// The parts without the headers that the document describes.
    fn bare_parts(&self) -> Vec<Part> {
        match &self.value {
            EntrySource::Files(files) => {
                let usual = match self.encoding {
                    PartEncoding::ContentType(media_type) => media_type,
                    PartEncoding::Usual | PartEncoding::Style(..) => "application/octet-stream",
                };
                let files = files.iter().cloned();
                files.map(|file| file.into_file(self.name, usual)).collect()
            }
            EntrySource::Value(value) => self.values(*value),
            EntrySource::Rest(properties) => self.rest_parts(*properties),
        }
    }

    fn rest_parts(&self, properties: &dyn Encode) -> Vec<Part> {
        let (text, violations) = write_json_value(properties);
        let parts = match from_json(&text) {
            Ok(Value::Object(properties)) => {
                let each = properties.iter();
                each.flat_map(|(name, value)| {
                    let violation = find_name_violation(name, self.patterns);
                    let violations = violation.into_iter().collect();
                    attach_violations(self.usual(name, value), name, violations)
                })
                .collect()
            }
            Ok(_) | Err(_) => Vec::new(),
        };
        attach_violations(parts, self.name, violations)
    }

    /// A value as parts by its type: none for null, one for each item of a list.
    fn usual(&self, name: &str, value: &Value) -> Vec<Part> {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        items
            .iter()
            .filter_map(|item| self.part(name, item))
            .collect()
    }

    fn values(&self, value: &dyn Encode) -> Vec<Part> {
        let (text, mut violations) = write_json_value(value);
        if text != "null" {
            violations.extend(check(self.rules, &text));
        }
        let value = from_json::<Value>(&text).unwrap_or(Value::Null);
        let parts = match (self.encoding, &value) {
            (_, Value::Null) => Vec::new(),
            (PartEncoding::Style(style, explode), value) => {
                style_fields(self.name, value, style, explode)
                    .into_iter()
                    .map(|(name, text)| Part::text(text).named(name))
                    .collect()
            }
            (_, value) => self.usual(self.name, value),
        };
        attach_violations(parts, self.name, violations)
    }

    /// A value as one part, unless it is null.
    fn part(&self, name: &str, value: &Value) -> Option<Part> {
        let is_object = matches!(value, Value::Array(_) | Value::Object(_));
        let part = match self.encoding {
            PartEncoding::ContentType(media_type) if is_json_media_type(media_type) => {
                Part::text(to_json(value)).content_type(media_type)
            }
            PartEncoding::ContentType(media_type) => {
                Part::text(print_plain_value(value)?).content_type(media_type)
            }
            PartEncoding::Usual | PartEncoding::Style(..) if is_object => {
                Part::text(to_json(value)).content_type("application/json")
            }
            PartEncoding::Usual | PartEncoding::Style(..) => Part::text(print_plain_value(value)?),
        };
        Some(part.named(name))
    }
}

/// What is wrong travels with the first part, or with one that says so.
fn attach_violations(mut parts: Vec<Part>, name: &str, violations: Vec<Violation>) -> Vec<Part> {
    if violations.is_empty() {
        return parts;
    }
    if parts.is_empty() {
        parts.push(Part::text("").named(name));
    }
    if let Some(first) = parts.first_mut() {
        *first = first.clone().named(name);
        first.violate(violations);
    }
    parts
}

impl std::fmt::Debug for EntrySource<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Files(files) => write!(out, "{} files", files.len()),
            Self::Value(_) | Self::Rest(_) => out.write_str("a value"),
        }
    }
}

/// The parts of all properties, in order.
pub(in crate::request) fn encode_multipart_form(entries: &[Entry<'_>]) -> Multipart {
    Multipart {
        parts: entries.iter().flat_map(Entry::parts).collect(),
        ..Multipart::default()
    }
}
