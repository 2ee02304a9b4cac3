//! The values that texts of parameters stand for: what a server that knows the document
//! would read of them (OpenAPI 3.1.1 §4.8.12.4, style values).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::prism::declared::Declared;

/// So many references and members of `allOf` are followed to find what a schema says.
const MOST_SCHEMAS: usize = 32;

/// How the texts of a parameter are to be read.
pub(super) struct TextReader<'d> {
    source: Declared<'d>,
    /// Its schema.
    schema: String,
    name: String,
    style: String,
    explode: bool,
}

impl<'d> TextReader<'d> {
    /// `at` is where the parameter stands, `schema` where its schema does.
    pub(super) fn new(source: Declared<'d>, at: &str, schema: String) -> Option<Self> {
        let parameter = source.0.pointer(at)?;
        let says = |key: &str| parameter.get(key).and_then(Value::as_str);
        let usual = match says("in")? {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        let style = says("style").unwrap_or(usual).to_owned();
        let explode = parameter.get("explode").and_then(Value::as_bool);
        Some(Self {
            source,
            schema,
            name: says("name")?.to_owned(),
            explode: explode.unwrap_or(style == "form"),
            style,
        })
    }

    /// Whether its members are pairs of the query, each by its own name.
    pub(super) fn is_spread(&self) -> bool {
        self.style == "form" && self.explode && self.is_type(&self.schema, "object")
    }

    /// The value of what a scenario expects: a text as it travels, texts of one name, or
    /// something that is not a text in the scenario either.
    pub(super) fn read(&self, expected: &Value) -> Value {
        match expected {
            Value::String(text) if self.is_type(&self.schema, "array") => {
                let items = self.split(text).into_iter();
                Value::Array(items.map(|item| self.item("items", &item)).collect())
            }
            Value::String(text) if self.is_type(&self.schema, "object") => {
                Value::Object(self.read_members(text))
            }
            Value::String(text) => {
                let text = self.split(text).concat();
                self.read_scalar(&self.schema, &text)
            }
            Value::Array(texts) => {
                let items = texts.iter().filter_map(Value::as_str);
                Value::Array(items.map(|item| self.item("items", item)).collect())
            }
            other => other.clone(),
        }
    }

    /// The members of an object whose names the query has.
    pub(super) fn read_spread(&self, pairs: &Map<String, Value>) -> Value {
        let member = |(name, value): (&String, &Value)| {
            let text = value.as_str()?;
            Some((name.clone(), self.member(name, text)))
        };
        Value::Object(pairs.iter().filter_map(member).collect())
    }

    fn read_members(&self, text: &str) -> Map<String, Value> {
        let pieces = self.split(text);
        let pairs: Vec<(&str, &str)> = if self.explode {
            let pairs = pieces.iter().map(|piece| piece.split_once('='));
            pairs.flatten().collect()
        } else {
            let pairs = pieces.chunks_exact(2);
            pairs
                .filter_map(|pair| Some((pair.first()?.as_str(), pair.get(1)?.as_str())))
                .collect()
        };
        let member = |(name, text): (&str, &str)| (name.to_owned(), self.member(name, text));
        pairs.into_iter().map(member).collect()
    }

    /// The pieces of a text, without what the style puts before and between them.
    fn split(&self, text: &str) -> Vec<String> {
        let is_one = !self.is_type(&self.schema, "array") && !self.is_type(&self.schema, "object");
        let (start, between) = match (self.style.as_str(), self.explode) {
            ("label", true) => (".", "."),
            ("label", false) => (".", ","),
            ("matrix", true) => (";", ";"),
            ("matrix", false) => (";", ","),
            ("spaceDelimited", _) => ("", " "),
            ("pipeDelimited", _) => ("", "|"),
            _ => ("", ","),
        };
        let text = text.strip_prefix(start).unwrap_or(text);
        if is_one {
            return vec![decode_percents(self.strip_name(text))];
        }
        let pieces = text.split(between);
        let is_pair =
            self.style == "matrix" && self.explode && self.is_type(&self.schema, "object");
        let pieces = pieces.map(|piece| {
            if is_pair {
                piece
            } else {
                self.strip_name(piece)
            }
        });
        pieces.map(decode_percents).collect()
    }

    /// Without the name that the style `matrix` writes.
    fn strip_name<'t>(&self, text: &'t str) -> &'t str {
        let named = (self.style == "matrix").then(|| text.strip_prefix(self.name.as_str()));
        let named = named.flatten().and_then(|rest| rest.strip_prefix('='));
        named.unwrap_or(text)
    }

    fn item(&self, key: &str, text: &str) -> Value {
        let (at, _) = self.source.follow(self.schema.clone());
        self.read_scalar(&format!("{at}/{key}"), text)
    }

    fn member(&self, name: &str, text: &str) -> Value {
        let (at, _) = self.source.follow(self.schema.clone());
        let places = [
            format!("properties/{name}"),
            "additionalProperties".to_owned(),
            "unevaluatedProperties".to_owned(),
        ];
        let mut places = places.iter().map(|place| format!("{at}/{place}"));
        let found = places.find(|place| self.source.0.pointer(place).is_some());
        found.map_or_else(
            || Value::String(text.to_owned()),
            |place| self.read_scalar(&place, text),
        )
    }

    fn read_scalar(&self, schema: &str, text: &str) -> Value {
        let is_other = ["integer", "number", "boolean"]
            .iter()
            .any(|ty| self.is_type(schema, ty));
        let value = is_other.then(|| serde_json::from_str(text).ok()).flatten();
        value.unwrap_or_else(|| Value::String(text.to_owned()))
    }

    /// Whether a schema, or one that it consists of, has a type.
    fn is_type(&self, schema: &str, wanted: &str) -> bool {
        let mut open = vec![schema.to_owned()];
        for _ in 0..MOST_SCHEMAS {
            let Some(pointer) = open.pop() else { break };
            let (at, Some(found)) = self.source.follow(pointer) else {
                continue;
            };
            match found.get("type") {
                Some(Value::String(ty)) if ty == wanted => return true,
                Some(Value::Array(types)) if types.iter().any(|ty| ty == wanted) => return true,
                _ => {}
            }
            for key in ["allOf", "anyOf", "oneOf"] {
                let members = found.get(key).and_then(Value::as_array);
                let count = members.map_or(0, Vec::len);
                open.extend((0..count).map(|index| format!("{at}/{key}/{index}")));
            }
        }
        false
    }
}

/// A text with its percent-encoded signs, as far as they make text.
fn decode_percents(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::TextReader;
    use crate::prism::declared::Declared;

    fn read(parameter: Value, text: &str) -> Value {
        let document = json!({"p": parameter});
        let reader = TextReader::new(Declared(&document), "/p", "/p/schema".to_owned());
        reader.map_or(Value::Null, |reader| {
            reader.read(&Value::String(text.to_owned()))
        })
    }

    fn parameter(style: &str, explode: bool, schema: &Value) -> Value {
        json!({"in": "path", "name": "p", "style": style, "explode": explode, "schema": schema})
    }

    /// The table of OpenAPI 3.1.1 §4.8.12.4.
    #[test]
    fn texts_of_all_styles_are_read() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        let members = json!({"type": "object", "additionalProperties": {"type": "integer"}});
        let (colours, numbers) = (json!(["blue", "black"]), json!({"R": 100, "G": 200}));
        for (style, explode, text) in [
            ("matrix", false, ";p=blue,black"),
            ("matrix", true, ";p=blue;p=black"),
            ("label", false, ".blue,black"),
            ("label", true, ".blue.black"),
            ("simple", false, "blue,black"),
            ("form", false, "blue,black"),
            ("spaceDelimited", false, "blue%20black"),
            ("pipeDelimited", false, "blue|black"),
        ] {
            let text = text.replace("%20", " ");
            assert_eq!(
                read(parameter(style, explode, &list), &text),
                colours,
                "{style}"
            );
        }
        for (style, explode, text) in [
            ("matrix", false, ";p=R,100,G,200"),
            ("matrix", true, ";R=100;G=200"),
            ("label", false, ".R,100,G,200"),
            ("label", true, ".R=100.G=200"),
            ("simple", false, "R,100,G,200"),
            ("simple", true, "R=100,G=200"),
        ] {
            assert_eq!(
                read(parameter(style, explode, &members), text),
                numbers,
                "{style}"
            );
        }
    }

    #[test]
    fn texts_of_one_value_are_read() {
        let text = json!({"type": "string"});
        assert_eq!(read(parameter("matrix", false, &text), ";p=a%20b"), "a b");
        assert_eq!(read(parameter("label", false, &text), ".a"), "a");
        assert_eq!(read(parameter("simple", false, &text), "1"), "1");
        let number = json!({"anyOf": [{"type": "null"}, {"type": "number"}]});
        assert_eq!(read(parameter("simple", false, &number), "1.5"), 1.5);
    }
}
