//! Values that fit a schema, made of the examples that the document gives.

use serde_json::{Map, Value, json};

/// A document as a tree.
pub(crate) struct Document(Value);

impl Document {
    /// Reads a document.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_yaml::Error> {
        serde_yaml::from_str(text).map(Self)
    }

    /// The example of a JSON answer, by path, status and the example's name.
    pub(crate) fn answer(&self, path: &str, status: &str, name: Option<&str>) -> Value {
        let path = path.replace('/', "~1");
        let content = format!("/paths/{path}/post/responses/{status}/content/application~1json");
        let example = match name {
            Some(name) => format!("{content}/examples/{name}/value"),
            None => format!("{content}/example"),
        };
        self.at(&example).cloned().unwrap_or_default()
    }

    /// One value for each variant of a union among the components.
    pub(crate) fn variants(&self, union: &str) -> Vec<Value> {
        let branches = self.at(&format!("/components/schemas/{union}/oneOf"));
        let branches = branches.and_then(Value::as_array).into_iter().flatten();
        branches.map(|branch| self.sample(branch)).collect()
    }

    /// A value that fits a schema.
    fn sample(&self, schema: &Value) -> Value {
        let given = ["const", "example", "default"]
            .iter()
            .find_map(|key| schema.get(key));
        if let Some(value) = given.or_else(|| schema.pointer("/enum/0")) {
            return value.clone();
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            return self
                .at(target.trim_start_matches('#'))
                .map_or(Value::Null, |found| self.sample(found));
        }
        if let Some(branch) = schema
            .pointer("/anyOf/0")
            .or_else(|| schema.pointer("/oneOf/0"))
        {
            return self.sample(branch);
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("object") => self.object(schema),
            Some("array") => json!([self.sample(schema.get("items").unwrap_or(&Value::Null))]),
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(true),
            _ => json!("text"),
        }
    }

    fn object(&self, schema: &Value) -> Value {
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let members: Map<_, _> = properties
            .map(|(name, property)| (name.clone(), self.sample(property)))
            .collect();
        Value::Object(members)
    }

    fn at(&self, pointer: &str) -> Option<&Value> {
        self.0.pointer(pointer)
    }
}
