//! Values for the parameters and bodies of a call, by the document's own schemas.

use serde_json::{Map, Value};

use super::declared::{Declared, escape_parameter_step, find_parameter_schema};
use super::plan::{Content, Kind, Shape, Structure, Wire};
use crate::lossless::judge::Judge;
use crate::lossless::make::{Maker, MakerSubject};
use crate::lossless::random::Random;
use crate::lossless::trial;

/// So many values are made to find one that can travel.
const PROPOSALS: usize = 8;
/// What stands in a path where no value can be made: a text, a number in a text, and never
/// empty, so that every operation takes it.
const ANY_STEP: &str = "1";

/// The values of one call, by the keys of the driver.
pub(crate) type ValueRow = Map<String, Value>;

/// Makes values of a document.
pub(crate) struct Values<'d> {
    /// The document as it is, which says what is required.
    source: Declared<'d>,
    /// Its schemas in the words of the judge.
    document: &'d Value,
    judge: Judge<'d>,
    subject: MakerSubject<'d>,
    seed: u64,
    /// Whether values will do that the judge finds wrong, where it finds none right.
    takes_wrong: bool,
}

/// How much of what may be left out is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fullness {
    Required,
    All,
    Some,
}

impl<'d> Values<'d> {
    /// Takes a document, and the same as requests see it: see [`as_requests_see_it`].
    pub(crate) fn new(source: &'d Value, document: &'d Value, seed: u64) -> Result<Self, String> {
        Ok(Self {
            source: Declared(source),
            document,
            judge: Judge::new(document)?,
            subject: MakerSubject::new(document),
            seed,
            takes_wrong: false,
        })
    }

    /// Takes values that the judge finds wrong, too, where it finds none right: for calls
    /// that nobody judges.
    pub(crate) fn taking_wrong(mut self) -> Self {
        self.takes_wrong = true;
        self
    }

    /// Rows for calls of one shape: one with what is required, one with
    /// everything, others with something. Equal ones are left out; none where
    /// something required has no value.
    pub(crate) fn rows(&self, shape: &Shape<'_>, wanted: usize) -> Vec<ValueRow> {
        let name = format!(
            "{} {} {}",
            shape.operation.http,
            shape.operation.path,
            shape.content.map_or("", |one| one.media_type.as_str())
        );
        let mut random = Random::new(self.seed, &name);
        let mut rows: Vec<ValueRow> = Vec::new();
        for index in 0..wanted {
            let fullness = match index {
                0 => Fullness::Required,
                1 => Fullness::All,
                _ => Fullness::Some,
            };
            let row = self.row(shape, fullness, &mut random);
            rows.extend(row.filter(|row| !rows.contains(row)));
        }
        rows
    }

    fn row(&self, shape: &Shape<'_>, fullness: Fullness, random: &mut Random) -> Option<ValueRow> {
        let mut row = ValueRow::new();
        for argument in shape.operation.given() {
            let fields = argument.parameters.iter().flat_map(|one| &one.fields);
            let wires = argument.parameter.iter().chain(fields.map(|one| &one.wire));
            for wire in wires {
                let made = self.parameter(shape, wire, fullness, random, &mut row);
                if made.is_none() {
                    self.take_wrong_step(wire, &mut row)?;
                }
            }
            if let (Some(_), Some(content)) = (&argument.body, shape.content) {
                let may_lack = argument.optional && content.form.is_none();
                if !(may_lack && fullness == Fullness::Required) {
                    let made = self.body(shape, content, random, &mut row);
                    // No value may be right, as where a closed object requires what it
                    // does not name: the other values are kept all the same.
                    if made.is_none() && !self.takes_wrong {
                        return None;
                    }
                }
            }
        }
        Some(row)
    }

    /// Puts something into a step of the path that has no value, if anything will do.
    fn take_wrong_step(&self, wire: &Wire, row: &mut ValueRow) -> Option<()> {
        if self.takes_wrong && wire.place.as_deref() == Some("path") {
            row.insert(wire.key(), Value::String(ANY_STEP.to_owned()));
        }
        self.takes_wrong.then_some(())
    }

    fn parameter(
        &self,
        shape: &Shape<'_>,
        wire: &Wire,
        fullness: Fullness,
        random: &mut Random,
        row: &mut ValueRow,
    ) -> Option<()> {
        let (at, parameter) = self.source.parameter(shape.operation, wire)?;
        let place = wire.place.as_deref();
        let is_required =
            place == Some("path") || parameter.get("required") == Some(&Value::Bool(true));
        let wanted = match fullness {
            Fullness::Required => is_required,
            Fullness::All => true,
            Fullness::Some => is_required || random.percent(50),
        };
        if !wanted {
            return Some(());
        }
        let schema = find_parameter_schema(&at, parameter);
        let value = self.value(&schema, random, |value| can_travel(value, place));
        match value {
            Some(value) => {
                row.insert(wire.key(), value);
            }
            None if is_required => return None,
            None => {}
        }
        Some(())
    }

    fn body(
        &self,
        shape: &Shape<'_>,
        content: &Content,
        random: &mut Random,
        row: &mut ValueRow,
    ) -> Option<()> {
        let (at, body) = self.source.follow(format!(
            "{}/requestBody",
            self.source.operation(shape.operation)?
        ));
        let types = body?.get("content")?.as_object()?;
        let exact = types.keys().find(|key| **key == content.media_type);
        let range = || types.keys().find(|key| key.contains('*'));
        let media_type = exact.or_else(range)?;
        let at = format!("{at}/content/{}/schema", escape_parameter_step(media_type));
        let value = match self.document.pointer(&at) {
            Some(_) => self.value(&at, random, |value| match content.kind {
                Kind::Form | Kind::Parts => has_text(value),
                Kind::Json | Kind::Lines | Kind::Multipart | Kind::Bytes | Kind::Text => {
                    !value.is_null()
                }
            }),
            None => (content.kind != Kind::Parts).then(|| Value::String("any text".to_owned())),
        }?;
        let value = match (content.kind, value) {
            (Kind::Text, Value::String(text)) => Value::String(text),
            // the document may describe XML, which is carried as text
            (Kind::Text, other) => Value::String(other.to_string()),
            (_, value) => value,
        };
        match &content.form {
            Some(form) => {
                add_form_parts(form, value, row);
                self.part_headers(form, &at, random, row);
            }
            None => {
                row.insert("body".to_owned(), value);
            }
        }
        Some(())
    }

    /// Headers of the parts that are there; `at` is where their schema stands.
    fn part_headers(&self, form: &Structure, at: &str, random: &mut Random, row: &mut ValueRow) {
        let media_type = at.strip_suffix("/schema").unwrap_or(at);
        for wire in form.fields.iter().map(|field| &field.wire) {
            let Some(header) = &wire.header else { continue };
            let (part, header) = (
                escape_parameter_step(&wire.name),
                escape_parameter_step(header),
            );
            let at = format!("{media_type}/encoding/{part}/headers/{header}");
            let (at, Some(found)) = self.source.follow(at) else {
                continue;
            };
            let fits = |value: &Value| can_travel(value, Some("header"));
            if let Some(value) = self.value(&find_parameter_schema(&at, found), random, fits) {
                row.insert(wire.key(), value);
            }
        }
    }

    fn value(
        &self,
        pointer: &str,
        random: &mut Random,
        fits: impl Fn(&Value) -> bool,
    ) -> Option<Value> {
        let subject = &self.subject;
        let validator = self.judge.validator(pointer).ok();
        let found = validator
            .map(|validator| trial::valid_values(subject, pointer, &validator, PROPOSALS, random));
        let right = found.into_iter().flatten().find(&fits);
        if right.is_some() || !self.takes_wrong {
            return right;
        }
        let mut made = (0..PROPOSALS).filter_map(|_| Maker::new(subject, random).schema(pointer));
        made.find(fits)
    }
}

/// Whether OpenAPI says how a value travels: it does not for null and for what is
/// empty in a style, and a path cannot hold an empty step or one of dots.
fn can_travel(value: &Value, place: Option<&str>) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|item| can_travel(item, Some("path")))
        }
        Value::Object(members) => {
            !members.is_empty() && members.values().all(|item| can_travel(item, Some("path")))
        }
        Value::String(text) => {
            let is_dots = matches!(text.as_str(), "" | "." | "..");
            let is_line = !text.chars().any(char::is_control);
            !(place == Some("path") && is_dots) && (is_line || place != Some("header"))
        }
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Whether each property of a form has a text: null and what is empty have none.
fn has_text(value: &Value) -> bool {
    let empty = |member: &Value| match member {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    let members = value.as_object();
    members.is_some_and(|members| !members.values().any(empty))
}

/// The properties of a form, each by itself.
fn add_form_parts(form: &Structure, value: Value, row: &mut ValueRow) {
    let Value::Object(mut members) = value else {
        return;
    };
    for field in &form.fields {
        let is_part = field.wire.header.is_none();
        if let Some(value) = members.remove(&field.wire.name).filter(|_| is_part) {
            row.insert(field.wire.key(), value);
        }
    }
}

/// A document without the properties that only answers have.
pub(crate) fn as_requests_see_it(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(as_requests_see_it),
        Value::Object(members) => {
            let mut dropped = Vec::new();
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.retain(|name, property| {
                    let only_read = property.get("readOnly") == Some(&Value::Bool(true));
                    if only_read {
                        dropped.push(Value::String(name.clone()));
                    }
                    !only_read
                });
            }
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| !dropped.contains(name));
            }
            members.values_mut().for_each(as_requests_see_it);
        }
        _ => {}
    }
}
