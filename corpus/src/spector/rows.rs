//! The values of a call, from the request that a scenario expects.

use serde_json::{Map, Value};

use super::export::SpecDocument;
use super::judge::read_json_lines;
use super::route::Route;
use super::scenario::{ExpectedBody, ExpectedRequest};
use super::texts::TextReader;
use crate::prism::declared::{Declared, find_parameter_schema};
use crate::prism::plan::{Content, Kind, Operation, Shape, Structure, Wire};
use crate::prism::values::ValueRow;

/// What is asked of a security scheme whose credential a scenario wants to be refused.
const WRONG_SECRET: &str = "invalid-key";

/// The media type of changes of JSON.
const MERGE_PATCH: &str = "application/merge-patch+json";

/// A call, made of a request.
pub(super) struct RowMaker<'m> {
    pub(super) document: &'m SpecDocument,
    pub(super) route: &'m Route,
    pub(super) operation: &'m Operation,
    pub(super) request: &'m ExpectedRequest,
    /// The address of the server.
    pub(super) url: &'m str,
    /// Whether the caller does by hand what types do not allow.
    pub(super) by_hand: bool,
    /// A body of another request of the scenario, for a method that takes one where none is
    /// expected.
    pub(super) spare_body: Option<&'m ExpectedBody>,
}

impl RowMaker<'_> {
    /// The row for the program, for the shape that sends the media type of the request.
    pub(super) fn row(&self, content: Option<&Content>) -> ValueRow {
        let mut row = ValueRow::new();
        let base = [self.url, &self.route.base].concat();
        row.insert("set base".to_owned(), base.into());
        self.add_parameters(&mut row);
        self.add_credentials(&mut row);
        match (content, &self.request.body) {
            (Some(content), Some(body)) => add_body(content, body, &mut row),
            // What must be given although the scenario has no word of it holds nothing.
            (Some(content), None) if content.kind == Kind::Json && self.gives_body() => {
                row.insert("body".to_owned(), Value::Object(Map::new()));
            }
            _ => {}
        }
        if self.by_hand {
            let media_type = content.map(|content| content.media_type.as_str());
            self.change_by_hand(media_type, &mut row);
        }
        row
    }

    fn add_parameters(&self, row: &mut ValueRow) {
        let declared = Declared(&self.document.source);
        let mut left = self.request.query.clone();
        let mut spread = Vec::new();
        for wire in list_wires(self.operation) {
            let found = declared.parameter(self.operation, wire);
            let reader = found.and_then(|(at, parameter)| {
                TextReader::new(declared, &at, find_parameter_schema(&at, parameter))
            });
            let Some(reader) = reader else { continue };
            if reader.is_spread() {
                spread.push((wire, reader));
            } else if let Some(expected) = self.find_expected(wire) {
                left.remove(&wire.name);
                row.insert(wire.key(), reader.read(&expected));
            }
        }
        for (wire, reader) in spread {
            row.insert(wire.key(), reader.read_spread(&left));
        }
    }

    /// What the scenario expects of a parameter.
    fn find_expected(&self, wire: &Wire) -> Option<Value> {
        match wire.place.as_deref()? {
            "path" => {
                let mut texts = self.route.texts.iter();
                let found = texts.find(|(name, _)| *name == wire.name);
                found.map(|(_, text)| Value::String(text.clone()))
            }
            "query" => self.request.query.get(&wire.name).cloned(),
            "header" => self.request.header(&wire.name).cloned(),
            _ => None,
        }
    }

    /// Secrets for the schemes whose header is expected; where none is and the operation
    /// asks for one, wrong ones for all.
    fn add_credentials(&self, row: &mut ValueRow) {
        let source = &self.document.source;
        let schemes = source.pointer("/components/securitySchemes");
        let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
        let schemes: Vec<(&String, Option<String>)> = schemes
            .map(|(name, scheme)| (name, self.find_secret(scheme)))
            .collect();
        let is_known = schemes.iter().any(|(_, secret)| secret.is_some());
        for (name, secret) in schemes {
            let wrong = (!is_known && self.must_authenticate()).then(|| WRONG_SECRET.to_owned());
            if let Some(secret) = secret.or(wrong) {
                row.insert(format!("set credential {name}"), secret.into());
            }
        }
    }

    fn find_secret(&self, scheme: &Value) -> Option<String> {
        let says = |key: &str| scheme.get(key).and_then(Value::as_str);
        let (header, prefix) = match says("type")? {
            "apiKey" => (says("name")?, String::new()),
            "oauth2" | "openIdConnect" => ("authorization", "Bearer ".to_owned()),
            _ => {
                let word = says("scheme")?;
                let word = if word.eq_ignore_ascii_case("bearer") {
                    "Bearer"
                } else {
                    word
                };
                ("authorization", format!("{word} "))
            }
        };
        let value = self.request.header(header)?.as_str()?;
        value.strip_prefix(&prefix).map(str::to_owned)
    }

    /// Whether the operation may not be called without credentials.
    fn must_authenticate(&self) -> bool {
        let source = &self.document.source;
        let at = Declared(source).operation(self.operation);
        let own = at.and_then(|at| source.pointer(&format!("{at}/security")));
        let lists = own.or_else(|| source.get("security"));
        let lists = lists.and_then(Value::as_array);
        let is_empty = |list: &Value| list.as_object().is_none_or(Map::is_empty);
        lists.is_some_and(|lists| !lists.is_empty() && !lists.iter().any(is_empty))
    }

    /// Whether the method takes a body that cannot be left out.
    fn gives_body(&self) -> bool {
        let mut arguments = self.operation.arguments.iter();
        arguments.any(|argument| argument.body.is_some() && !argument.optional)
    }

    fn change_by_hand(&self, media_type: Option<&str>, row: &mut ValueRow) {
        if let Some(Value::String(accept)) = self.request.header("accept") {
            row.insert("set header accept".to_owned(), accept.clone().into());
        }
        if let (Some(body), None) = (self.spare_body, &self.request.body) {
            let text = body.text().unwrap_or_default();
            let value = serde_json::from_str(&text).unwrap_or_default();
            row.insert("body".to_owned(), value);
            row.insert("set no body".to_owned(), true.into());
        }
        // A merge patch removes by nulls (RFC 7396 §2).
        if let (Some(MERGE_PATCH), Some(body)) = (media_type, row.get_mut("body")) {
            let by_hand = std::mem::replace(body, Value::Object(Map::new()));
            row.insert(format!("set body {MERGE_PATCH}"), by_hand);
        }
        let events = super::judge::read_expected_events(self.request);
        if let Some(events) = events {
            // One more than comes over the first connection.
            row.insert(
                "set events".to_owned(),
                (events.len() + 1).to_string().into(),
            );
        }
    }
}

/// The row of a call of what the document does not describe.
pub(super) fn make_address_row(request: &ExpectedRequest, url: &str) -> ValueRow {
    let pairs = request.query.iter();
    let pairs: Vec<String> = pairs
        .filter_map(|(name, value)| Some(format!("{name}={}", value.as_str()?)))
        .collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    let address = [url, &request.path(), mark, &pairs.join("&")].concat();
    let mut row = ValueRow::new();
    row.insert("set base".to_owned(), url.into());
    row.insert(
        "set method".to_owned(),
        request.method.to_uppercase().into(),
    );
    row.insert("set address".to_owned(), address.into());
    row
}

fn list_wires(operation: &Operation) -> impl Iterator<Item = &Wire> {
    operation.given().flat_map(|argument| {
        let fields = argument.parameters.iter().flat_map(|one| &one.fields);
        argument.parameter.iter().chain(fields.map(|one| &one.wire))
    })
}

/// The shape of an operation that sends the media type of a request.
pub(super) fn choose_shape(
    shapes: &[Shape<'_>],
    operation: &Operation,
    request: &ExpectedRequest,
) -> Option<usize> {
    let wanted = request.media_type().map(cut_parameters);
    let is_of = |shape: &Shape<'_>| std::ptr::eq(shape.operation, operation);
    let sends = |shape: &Shape<'_>| {
        let sent = shape
            .content
            .map(|content| cut_parameters(&content.media_type));
        is_of(shape) && sent == wanted
    };
    let exact = shapes.iter().position(sends);
    exact.or_else(|| shapes.iter().position(is_of))
}

fn cut_parameters(media_type: &str) -> &str {
    let (name, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    name.trim()
}

fn add_body(content: &Content, body: &ExpectedBody, row: &mut ValueRow) {
    if let Some(form) = &content.form {
        return add_parts(form, body, row);
    }
    let value = match content.kind {
        Kind::Bytes => body.to_upload(),
        Kind::Form | Kind::Parts | Kind::Multipart => Value::Object(body.parts.clone()),
        Kind::Lines => Value::Array(read_json_lines(&body.text().unwrap_or_default())),
        Kind::Json | Kind::Text => {
            let text = body.text().unwrap_or_default();
            let json = body.is_json().then(|| serde_json::from_str(&text).ok());
            json.flatten().unwrap_or(Value::String(text))
        }
    };
    row.insert("body".to_owned(), value);
}

/// The value of a part. All are texts on their way; a document may describe one as a text
/// where a scenario has a number.
fn spell_part(value: &Value, ty: &str) -> Value {
    match value {
        Value::Number(number) if ty.contains("String") => Value::String(number.to_string()),
        other => other.clone(),
    }
}

fn add_parts(form: &Structure, body: &ExpectedBody, row: &mut ValueRow) {
    for field in &form.fields {
        let name = &field.wire.name;
        let files = body.files.iter().filter(|file| file.name == *name);
        let mut files: Vec<Value> = files
            .map(super::scenario::ExpectedFile::to_upload)
            .collect();
        let value = match (files.len(), body.parts.get(name)) {
            (0, Some(value)) => spell_part(value, &field.ty),
            (0, None) => continue,
            (1, _) => files.remove(0),
            _ => Value::Array(files),
        };
        row.insert(field.wire.key(), value);
    }
}
