//! Makes values of a schema: random, seeded, mostly valid.
//!
//! Walks the document's own schemas. A schema without `type` is taken for the type
//! that its keywords speak of, as its authors mean it. What it makes is a proposal: the judge has
//! the last word, so this need not know every keyword.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::random::Random;
use super::{number, text};

/// So deep optional properties and items are left out.
const DEEP: usize = 6;
/// So deep nothing is made any more.
const DEEPEST: usize = 24;
/// So many schemas of `allOf`, references and alternatives are taken together.
const MOST_PARTS: usize = 64;
/// A value of so many parts gets no more optional ones.
const LARGE: usize = 150;

const TYPES: [&str; 6] = ["string", "integer", "boolean", "object", "array", "number"];

mod containers;

type SchemaMembers = Map<String, Value>;

/// What does not change between values.
pub(crate) struct MakerSubject<'d> {
    pub(crate) document: &'d Value,
    /// Components that reach another through `allOf`, by that other's name.
    children: BTreeMap<String, Vec<String>>,
}

impl<'d> MakerSubject<'d> {
    pub(crate) fn new(document: &'d Value) -> Self {
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, schema) in list_component_schemas(document) {
            let members = schema.get("allOf").and_then(Value::as_array);
            let targets = members
                .into_iter()
                .flatten()
                .filter_map(|member| find_referred_component(member.get("$ref")?.as_str()?));
            for parent in targets {
                children.entry(parent).or_default().push(name.clone());
            }
        }
        Self { document, children }
    }
}

/// The components of a document that are schemas.
pub(crate) fn list_component_schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    schemas.into_iter().flatten()
}

/// The component that a reference names.
fn find_referred_component(reference: &str) -> Option<String> {
    let name = super::decode_fragment(reference.strip_prefix("#/components/schemas/")?);
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// Makes values of one component.
pub(crate) struct Maker<'m, 'd> {
    subject: &'m MakerSubject<'d>,
    random: &'m mut Random,
    /// How many of a hundred optional properties are there.
    fullness: usize,
    /// Parts made so far.
    size: usize,
}

/// Where a schema stands.
#[derive(Clone, Copy)]
enum Place {
    /// Where a value is wanted: a parent with a discriminator means its children.
    Value,
    /// In `allOf` or its like, which take over what it says.
    Member,
}

/// The schemas that a value must meet all, and what discriminators say.
#[derive(Default)]
struct Parts<'d> {
    schemas: Vec<&'d SchemaMembers>,
    tags: Vec<(String, String)>,
    steps: usize,
}

impl<'m, 'd> Maker<'m, 'd> {
    pub(crate) fn new(subject: &'m MakerSubject<'d>, random: &'m mut Random) -> Self {
        let fullness = random
            .pick(&[0, 30, 70, 100, 100])
            .copied()
            .unwrap_or_default();
        Self {
            subject,
            random,
            fullness,
            size: 0,
        }
    }

    /// A value of the schema at a pointer; where a discriminator says that it
    /// stands for others, of one of these.
    pub(crate) fn schema(&mut self, pointer: &str) -> Option<Value> {
        let reference = format!("#{}", super::make_fragment(pointer));
        let mut parts = Parts::default();
        self.follow(&reference, Place::Value, &mut parts)?;
        self.value(&parts, 0)
    }

    /// Where a discriminator says that children exist, mostly one of them.
    fn descendant(&mut self, name: &str) -> String {
        let schema = self.subject.document.pointer(&format!(
            "/components/schemas/{}",
            name.replace('~', "~0").replace('/', "~1")
        ));
        let tagged = schema.is_some_and(|schema| {
            schema.get("discriminator").is_some()
                && schema.get("oneOf").is_none()
                && schema.get("anyOf").is_none()
        });
        let children = self.subject.children.get(name).filter(|_| tagged);
        let child = children.and_then(|children| self.random.pick(children));
        child.cloned().unwrap_or_else(|| name.to_owned())
    }

    fn follow(&mut self, reference: &str, place: Place, parts: &mut Parts<'d>) -> Option<()> {
        let child = match (place, find_referred_component(reference)) {
            (Place::Value, Some(name)) => format!(
                "#/components/schemas/{}",
                super::make_fragment(&escape_pointer_step(&self.descendant(&name)))
            ),
            (Place::Value | Place::Member, _) => reference.to_owned(),
        };
        let reference = child.as_str();
        let at = super::decode_fragment(reference.strip_prefix('#')?);
        let target = self.subject.document.pointer(&at)?;
        let before = parts.schemas.len();
        self.collect(target, place, parts)?;
        if let Some(name) = find_referred_component(reference) {
            let found = parts.schemas.get(before..).unwrap_or_default();
            let parents = found
                .iter()
                .filter(|schema| schema.get("oneOf").is_none() && schema.get("anyOf").is_none());
            let tags: Vec<_> = parents
                .filter_map(|schema| find_discriminator_tag(schema.get("discriminator")?, &name))
                .collect();
            parts.tags.extend(tags);
        }
        Some(())
    }

    /// Collects a schema and all that it takes over. `None` for `false`.
    fn collect(&mut self, schema: &'d Value, place: Place, parts: &mut Parts<'d>) -> Option<()> {
        parts.steps += 1;
        if parts.steps > MOST_PARTS {
            return None;
        }
        let schema = match schema {
            Value::Bool(allowed) => return allowed.then_some(()),
            Value::Object(schema) => schema,
            _ => return Some(()),
        };
        parts.schemas.push(schema);
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            self.follow(reference, place, parts)?;
        }
        for member in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.collect(member, Place::Member, parts)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(keyword).and_then(Value::as_array) {
                self.choose(schema, branches, parts)?;
            }
        }
        if let (Some(condition), Some(then)) = (schema.get("if"), schema.get("then")) {
            if self.random.percent(60) {
                self.collect(condition, Place::Member, parts)?;
                self.collect(then, Place::Member, parts)?;
            } else if let Some(other) = schema.get("else") {
                self.collect(other, Place::Member, parts)?;
            }
        }
        Some(())
    }

    fn choose(
        &mut self,
        schema: &'d SchemaMembers,
        branches: &'d [Value],
        parts: &mut Parts<'d>,
    ) -> Option<()> {
        let branch = self.random.pick(branches)?;
        let reference = branch.get("$ref").and_then(Value::as_str);
        if let (Some(discriminator), Some(name)) = (
            schema.get("discriminator"),
            reference.and_then(find_referred_component),
        ) {
            parts
                .tags
                .extend(find_discriminator_tag(discriminator, &name));
        }
        self.collect(branch, Place::Value, parts)
    }

    /// A value for a schema inside another.
    fn inside(&mut self, schemas: &[&'d Value], depth: usize) -> Option<Value> {
        let mut parts = Parts::default();
        for schema in schemas {
            self.collect(schema, Place::Value, &mut parts)?;
        }
        self.value(&parts, depth)
    }

    fn value(&mut self, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        self.size += 1;
        if depth > DEEPEST || self.size > 4 * LARGE {
            return None;
        }
        let constant = parts.schemas.iter().find_map(|schema| schema.get("const"));
        if let Some(constant) = constant {
            return Some(constant.clone());
        }
        let lists = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("enum")?.as_array());
        if let Some(list) = lists.min_by_key(|list| list.len()) {
            return self.random.pick(list).cloned();
        }
        let kind = self.kind(parts)?;
        self.of_kind(&kind, parts, depth)
    }

    fn of_kind(&mut self, kind: &str, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        Some(match kind {
            "null" => Value::Null,
            "boolean" => Value::Bool(self.random.percent(50)),
            "integer" => number::make_integer(self.random, &parts.schemas),
            "number" => number::make_number(self.random, &parts.schemas),
            "string" => Value::String(text::make_text(self.random, &parts.schemas)),
            "array" => return self.array(parts, depth),
            _ => return self.object(parts, depth),
        })
    }

    /// One of the types that all schemas allow.
    fn kind(&mut self, parts: &Parts<'d>) -> Option<String> {
        let mut allowed: Option<Vec<String>> = None;
        for schema in &parts.schemas {
            let Some(types) = schema.get("type") else {
                continue;
            };
            let types: Vec<String> = match types {
                Value::String(one) => vec![one.clone()],
                Value::Array(all) => all
                    .iter()
                    .filter_map(|one| one.as_str().map(str::to_owned))
                    .collect(),
                _ => continue,
            };
            allowed = Some(match allowed {
                None => types,
                Some(known) => find_common_names(&known, &types),
            });
        }
        if let Some(allowed) = allowed {
            let solid: Vec<&String> = allowed.iter().filter(|kind| *kind != "null").collect();
            let null = allowed.len() > solid.len() && (solid.is_empty() || self.random.percent(15));
            return if null {
                Some("null".to_owned())
            } else {
                self.random.pick(&solid).map(|kind| (*kind).clone())
            };
        }
        let says = |keys: &[&str]| {
            parts
                .schemas
                .iter()
                .any(|schema| keys.iter().any(|key| schema.contains_key(*key)))
        };
        let kind = if says(&[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
        ]) || !parts.tags.is_empty()
        {
            "object"
        } else if says(&["items", "prefixItems", "minItems"]) {
            "array"
        } else if says(&[
            "pattern",
            "minLength",
            "maxLength",
            "format",
            "contentEncoding",
        ]) {
            "string"
        } else if says(&["minimum", "maximum", "multipleOf"]) {
            "number"
        } else {
            *self.random.pick(&TYPES)?
        };
        Some(kind.to_owned())
    }
}

fn find_common_names(ours: &[String], theirs: &[String]) -> Vec<String> {
    let holds = |all: &[String], kind: &str| all.iter().any(|other| other == kind);
    let ours_hold = ours
        .iter()
        .filter(|kind| holds(theirs, kind) || (*kind == "integer" && holds(theirs, "number")));
    let mut common: Vec<String> = ours_hold.cloned().collect();
    if holds(theirs, "integer") && holds(ours, "number") && !holds(&common, "integer") {
        common.push("integer".to_owned());
    }
    common
}

/// The property and the value by which a discriminator knows a component.
fn find_discriminator_tag(discriminator: &Value, name: &str) -> Option<(String, String)> {
    let property = discriminator.get("propertyName")?.as_str()?.to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped = mapping.into_iter().flatten().find(|(_, target)| {
        target.as_str().is_some_and(|target| {
            target == name || find_referred_component(target).as_deref() == Some(name)
        })
    });
    Some((
        property,
        mapped.map_or_else(|| name.to_owned(), |(key, _)| key.clone()),
    ))
}

/// A name as a step of a JSON Pointer.
fn escape_pointer_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
