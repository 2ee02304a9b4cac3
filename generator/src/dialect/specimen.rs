//! A document that has everything that the grammar has, for tests of the whole compiler.
//!
//! The tables are walked, so that a field that is added to them is in the document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::grammar::{FixedField, Object, RestKeys, ValueKind, Version};
use super::{objects, schema};

/// What the texts of a document are, by the path of their place in the grammar.
pub(crate) type Texts<'t> = dyn FnMut(&str) -> String + 't;

/// Makes the document for a version such as `3.1`. `texts` gives every text and every
/// free key; places that mean the same thing, such as a tag and its name, ask for it once.
pub(crate) fn make_specimen(version: &str, texts: &mut Texts<'_>) -> Value {
    let of = |known: &Version| known.as_str() == version;
    let known = [Version::V30, Version::V31, Version::V32];
    let version = known.into_iter().find(of).unwrap_or(Version::V30);
    let mut maker = Maker {
        version,
        texts,
        given: BTreeMap::new(),
        open: Vec::new(),
        made: 0,
        made_of: BTreeMap::new(),
    };
    maker.object(&objects::OPENAPI, "", 0)
}

struct Maker<'t, 'f> {
    version: Version,
    texts: &'t mut Texts<'f>,
    /// Texts that were given already, by their places.
    given: BTreeMap<String, String>,
    /// The objects around the one that is made: none stands inside of itself.
    open: Vec<&'static str>,
    /// How many objects were made.
    made: usize,
    /// How many of each name.
    made_of: BTreeMap<&'static str, usize>,
}

/// How often an object is made whole. The combinations of all are without end, and what
/// stands in the last of them stands in the first as well.
const WHOLE: usize = 12;

/// Words of fields that are none but of a few; the variants of an object have one after
/// the other, and the last variant has a free text.
fn list_field_words(object: &str, key: &str) -> &'static [&'static str] {
    match (object, key) {
        ("Parameter Object", "in") => &["query", "path", "header", "cookie", "query"],
        ("Parameter Object", "style") => &["form", "simple", "simple", "form", "deepObject"],
        ("Header Object", "style") => &["simple"],
        ("Encoding Object", "style") => &["form"],
        ("Security Scheme Object", "type") => &[
            "apiKey",
            "apiKey",
            "apiKey",
            "http",
            "http",
            "http",
            "oauth2",
            "openIdConnect",
        ],
        ("Security Scheme Object", "in") => &["query", "header", "cookie"],
        ("Security Scheme Object", "scheme") => &["", "", "", "basic", "bearer"],
        _ => &[],
    }
}

/// How many variants of an object there are.
fn count_object_variants(object: &Object) -> usize {
    let count = |field: &FixedField| list_field_words(object.name, field.key).len();
    object.fields.iter().map(count).max().unwrap_or(0) + 1
}

/// Keys of maps that say what their values are; each map has one more that is free.
fn list_map_keys(key: &str) -> &'static [&'static str] {
    match key {
        "content" => &[
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/event-stream",
            "application/jsonl",
            "application/octet-stream",
        ],
        "responses" => &["200", "404", "default"],
        "paths" => &["/plain/{plain}"],
        _ => &["plain"],
    }
}

/// The place whose text another place repeats, so that it means something.
fn find_repeated_place(path: &str) -> Option<&'static str> {
    (path.ends_with("/tags") && path != "/tags").then_some("/tags/name")
}

impl Maker<'_, '_> {
    fn text(&mut self, path: &str) -> String {
        let path = find_repeated_place(path).unwrap_or(path);
        if let Some(text) = self.given.get(path) {
            return text.clone();
        }
        let text = (self.texts)(path);
        self.given.insert(path.to_owned(), text.clone());
        text
    }

    fn object(&mut self, object: &'static Object, path: &str, variant: usize) -> Value {
        self.made += 1;
        let made = self.made;
        let count = self.made_of.entry(object.name).or_default();
        *count += 1;
        let is_whole = *count <= WHOLE;
        // Objects are not made inside of themselves: callbacks hold path items, which hold
        // callbacks.
        self.open.push(object.name);
        let mut map = Map::new();
        let mut seen: Vec<&str> = Vec::new();
        for field in object.fields {
            let is_part = matches!(
                field.kind,
                ValueKind::Text | ValueKind::Types | ValueKind::Any | ValueKind::Boolean
            );
            let is_known = field.since <= self.version && (is_whole || is_part);
            if !is_known || self.is_left_out(object, field, made) {
                continue;
            }
            // of several fields of one kind, such as the methods of a path, two are enough
            if let ValueKind::Object(inner) = field.kind {
                seen.push(inner.name);
                if seen.iter().filter(|name| **name == inner.name).count() > 2 {
                    continue;
                }
            }
            let place = format!("{path}/{}", field.key);
            let value = self.field(object, field, &place, variant);
            map.extend(value.map(|value| (field.key.to_owned(), value)));
        }
        if let RestKeys::All(kind) = object.rest {
            let key = path.rsplit('/').next().unwrap_or_default();
            map.extend(self.entries(key, kind, path));
        }
        self.open.pop();
        Value::Object(map)
    }

    /// A place has a schema or content, and an example has one form.
    fn is_left_out(&self, object: &Object, field: &FixedField, made: usize) -> bool {
        let has = |key: &str| object.fields.iter().any(|other| other.key == key);
        match field.key {
            "schema" => has("content") && made.is_multiple_of(4),
            "content" => has("schema") && !made.is_multiple_of(4),
            "examples" => has("example") && made.is_multiple_of(2),
            "example" => has("examples") && !made.is_multiple_of(2),
            "externalValue" | "serializedValue" => made.is_multiple_of(2),
            "value" | "dataValue" => !made.is_multiple_of(2),
            _ => false,
        }
    }

    fn field(
        &mut self,
        object: &Object,
        field: &FixedField,
        place: &str,
        variant: usize,
    ) -> Option<Value> {
        let fixed = list_field_words(object.name, field.key).get(variant);
        Some(match (object.name, field.key) {
            ("OpenAPI Object", "openapi") => json!(format!("{}.0", self.version.as_str())),
            ("Parameter Object", "name") if variant == 1 => json!("plain"),
            ("Parameter Object", "required") => json!(variant == 1),
            ("Security Scheme Object" | "Parameter Object" | "Header Object", _)
                if fixed.is_some() =>
            {
                json!(fixed)
            }
            ("Encoding Object", "style") if variant == 0 => return None,
            ("Discriminator Object", "propertyName") => json!("plain"),
            ("Discriminator Object", "mapping") => {
                json!({self.text(place): CHILD})
            }
            ("OpenAPI Object" | "Operation Object", "security") => {
                let scheme = |index| format!("/components/securitySchemes/{index}");
                let names: Vec<String> = (0..9).map(|index| self.text(&scheme(index))).collect();
                let scope = self.text(place);
                let need = |name: String| json!({name: [scope.clone()]});
                names.into_iter().map(need).collect()
            }
            ("Components Object", "schemas") => Value::Object(self.schemas(place)),
            _ => return self.value(field.kind, field.key, place),
        })
    }

    fn value(&mut self, kind: ValueKind, key: &str, place: &str) -> Option<Value> {
        Some(match kind {
            ValueKind::Any
            | ValueKind::Text
            | ValueKind::Types
            | ValueKind::Ignored
            | ValueKind::Unsupported => {
                json!(self.text(place))
            }
            ValueKind::Boolean => json!(key == "deprecated"),
            ValueKind::Size => json!(3),
            ValueKind::Digits => json!(7),
            ValueKind::List(ValueKind::Referable(object, _) | ValueKind::Object(object)) => {
                let of = |variant| self.object(object, place, variant);
                (0..count_object_variants(object)).map(of).collect()
            }
            ValueKind::List(inner) => Value::Array(vec![self.value(*inner, key, place)?]),
            ValueKind::Map(inner) => Value::Object(self.entries(key, *inner, place)),
            ValueKind::Object(object)
            | ValueKind::Referable(object, _)
            | ValueKind::Inlined(object) => {
                if self.open.contains(&object.name) {
                    return None;
                }
                self.object(object, place, 0)
            }
            ValueKind::Schema | ValueKind::BooleanOrSchema => self.plain_schema(place),
        })
    }

    /// The entries of a map: those whose keys mean something, and for each variant of
    /// what it holds one under a free key.
    fn entries(&mut self, key: &str, kind: ValueKind, place: &str) -> Map<String, Value> {
        let mut map = Map::new();
        for known in list_map_keys(key) {
            let value = self.value(kind, key, &format!("{place}/{known}"));
            map.extend(value.map(|value| ((*known).to_owned(), value)));
        }
        let of = match kind {
            ValueKind::Object(object)
            | ValueKind::Referable(object, _)
            | ValueKind::Inlined(object) => {
                Some(object).filter(|object| !self.open.contains(&object.name))
            }
            _ => None,
        };
        for variant in 0..of.map_or(1, count_object_variants) {
            let place = format!("{place}/{variant}");
            let start = match key {
                "paths" => "/",
                "content" => "application/x-",
                _ => "",
            };
            let name = format!("{start}{}", self.text(&place));
            let value = match of {
                Some(object) => Some(self.object(object, &place, variant)),
                None => self.value(kind, key, &place),
            };
            map.extend(value.map(|value| (name, value)));
        }
        map
    }

    /// A component for each keyword of schemas, under the keyword's name.
    fn schemas(&mut self, place: &str) -> Map<String, Value> {
        let mut schemas = Map::new();
        for field in schema::SCHEMA.fields {
            if field.since > self.version {
                continue;
            }
            let place = format!("{place}/{}", field.key);
            let mut one = self.plain_schema(&place);
            if let (Some(value), Some(map)) = (
                self.field(&schema::SCHEMA, field, &place, 0),
                one.as_object_mut(),
            ) {
                match find_keyword_type(field.key) {
                    "" => map.remove("type"),
                    ty => map.insert("type".to_owned(), json!(ty)),
                };
                if field.key == "discriminator" {
                    map.insert("oneOf".to_owned(), json!([{"$ref": CHILD}]));
                }
                if !matches!(field.key, "enum" | "pattern" | "format") {
                    map.remove("enum");
                }
                map.insert(field.key.to_owned(), value);
            }
            schemas.insert(field.key.to_owned(), one);
        }
        let reference = self.text(&format!("{place}/$ref"));
        schemas.insert("reference".to_owned(), json!({"$ref": reference}));
        schemas
    }

    /// A schema of few texts, of texts of a form, or around a property with a free name.
    fn plain_schema(&mut self, place: &str) -> Value {
        self.made += 1;
        let name = self.text(&format!("{place}/properties"));
        let mut text = |key: &str| json!(self.text(&format!("{place}/{key}")));
        let few = [
            ("enum", json!([text("enum"), text("other")])),
            ("default", text("enum")),
            ("example", text("other")),
        ];
        let formed = [("pattern", text("pattern")), ("format", text("format"))];
        let about = [
            ("title", text("title")),
            ("description", text("description")),
            (
                "externalDocs",
                json!({"description": text("about"), "url": text("url")}),
            ),
        ];
        let texts = |fields: &[(&str, Value)]| {
            let ty = ("type".to_owned(), json!("string"));
            let fields = fields
                .iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone()));
            fields.chain([ty]).collect::<Map<_, _>>()
        };
        let mut schema = match self.made % 3 {
            0 => texts(&few),
            1 => texts(&formed),
            _ => {
                let free = json!({"plain": texts(&few), "other": texts(&formed), &name: {"type": "string"}});
                let fields = [
                    ("type", json!("object")),
                    ("required", json!([name])),
                    ("properties", free),
                ];
                fields
                    .map(|(key, value)| (key.to_owned(), value))
                    .into_iter()
                    .collect()
            }
        };
        schema.extend(about.map(|(key, value)| (key.to_owned(), value)));
        Value::Object(schema)
    }
}

/// A component that is an object with a property.
const CHILD: &str = "#/components/schemas/properties";

/// The type of values that a keyword is about; empty for those that bring their own.
fn find_keyword_type(keyword: &str) -> &'static str {
    match keyword {
        "items" | "minItems" | "maxItems" | "uniqueItems" | "prefixItems" | "contains"
        | "unevaluatedItems" => "array",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "type" | "title" | "description" | "format" | "enum" | "default" | "example"
        | "pattern" | "minLength" | "maxLength" | "const" | "examples" | "contentEncoding"
        | "contentMediaType" | "externalDocs" => "string",
        "oneOf" | "anyOf" | "allOf" | "not" | "if" | "then" | "else" | "$ref" | "discriminator" => {
            ""
        }
        _ => "object",
    }
}
