//! The normalised document as JSON: to be shown, and to find what references lead to.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{BeyondOperation, Normalised, ParameterBeyond, SchemaBeyond};
use crate::source::Pointer;

impl Normalised {
    /// The document as JSON with all that references can lead to: the schemas in it say
    /// what the model says, and `Beyond::schemas` has the rest.
    pub(crate) fn places(&self) -> Value {
        let mut json = self.model_json();
        for (pointer, schema) in self.schemas() {
            insert_members(&mut json, pointer, schema.places());
        }
        json
    }

    /// The whole document as JSON, of the newest version.
    pub fn to_json(&self) -> Value {
        let mut json = self.model_json();
        for (pointer, schema) in self.schemas() {
            if schema.never
                && let Some(place) = json.pointer_mut(pointer.as_str())
            {
                *place = Value::Bool(false);
            }
            let members = schema.places().into_iter().chain(schema.keywords());
            insert_members(&mut json, pointer, members);
            if let Some(target) = &schema.default_mapping {
                let target = ("defaultMapping".to_owned(), target.as_str().into());
                insert_members(&mut json, &pointer.join("discriminator"), [target]);
            }
        }
        for (pointer, parameter) in &self.beyond.parameters {
            insert_members(&mut json, pointer, parameter.members());
        }
        for pointer in &self.beyond.exploded_headers {
            insert_members(&mut json, pointer, [("explode".to_owned(), true.into())]);
        }
        for (pointer, name) in &self.beyond.server_names {
            let name = Value::from(name.as_str());
            insert_members(&mut json, pointer, [("name".to_owned(), name)]);
        }
        for (scheme, flow) in &self.beyond.device_flows {
            let flow = ("deviceAuthorization".to_owned(), to_value(flow));
            insert_members(&mut json, &scheme.join("flows"), [flow]);
        }
        json
    }

    /// What the model says, with the schemas and path items that stand outside of schemas.
    fn model_json(&self) -> Value {
        let mut json = to_value(&self.openapi);
        let beyond = &self.beyond;
        if !beyond.webhooks.is_empty() {
            let webhooks = ("webhooks".to_owned(), to_value(&beyond.webhooks));
            insert_members(&mut json, &Pointer::root(), [webhooks]);
        }
        if !beyond.path_items.is_empty() {
            let path_items = ("pathItems".to_owned(), to_value(&beyond.path_items));
            insert_members(&mut json, &Pointer::root().join("components"), [path_items]);
        }
        for operation in beyond.operations.values().flatten() {
            insert_operation(&mut json, operation);
        }
        for (pointer, schema) in &beyond.item_schemas {
            insert_members(
                &mut json,
                pointer,
                [("itemSchema".to_owned(), to_value(schema))],
            );
        }
        json
    }

    /// Schemas from the outside to the inside, as the inner ones of `prefixItems` have a
    /// place only when the outer one has it.
    fn schemas(&self) -> Vec<(&Pointer, &SchemaBeyond)> {
        let schemas = self.beyond.schemas.iter();
        let mut schemas: Vec<_> = schemas.map(|(at, schema)| (at, &**schema)).collect();
        schemas.sort_by_key(|(at, _)| (at.segments().count(), *at));
        schemas
    }
}

/// Puts an operation where it stands: in its path item, or in the `additionalOperations` of it.
fn insert_operation(json: &mut Value, operation: &BeyondOperation) {
    let (Some(around), Some(key)) = (operation.at.parent(), operation.at.last()) else {
        return;
    };
    if around.last().as_deref() == Some("additionalOperations")
        && json.pointer(around.as_str()).is_none()
        && let Some(item) = around.parent()
    {
        let empty = ("additionalOperations".to_owned(), Value::Object(Map::new()));
        insert_members(json, &item, [empty]);
    }
    insert_members(json, &around, [(key, to_value(&operation.operation))]);
}

/// As [`Normalised::to_json`].
impl Serialize for Normalised {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl SchemaBeyond {
    /// The members in which other schemas stand.
    fn places(&self) -> Vec<(String, Value)> {
        let mut members = Vec::new();
        let mut add = |key: &str, value: Value| members.push((key.to_owned(), value));
        if let Some(schema) = &self.content_schema {
            add("contentSchema", to_value(schema));
        }
        if !self.prefix_items.is_empty() {
            add("prefixItems", to_value(&self.prefix_items));
        }
        if !self.pattern_properties.is_empty() {
            add("patternProperties", to_value(&self.pattern_properties));
        }
        if let Some(schema) = &self.unevaluated_properties {
            add("unevaluatedProperties", to_value(schema));
        }
        for (key, unshown) in &self.unshown {
            add(key, to_value(unshown));
        }
        for (key, schemas) in &self.definitions {
            add(key, to_value(schemas));
        }
        members
    }

    /// All other members.
    fn keywords(&self) -> Vec<(String, Value)> {
        let mut members = Vec::new();
        let mut add = |key: &str, value: Value| members.push((key.to_owned(), value));
        if let Some(reference) = &self.reference {
            add("$ref", Value::from(reference.as_str()));
        }
        if !self.types.is_empty() {
            add("type", to_value(&self.types));
        }
        if let Some(constant) = &self.constant {
            add("const", constant.clone());
        }
        if !self.examples.is_empty() {
            add("examples", Value::Array(self.examples.clone()));
        }
        for (key, digits) in [
            ("minimum", &self.minimum),
            ("exclusiveMinimum", &self.exclusive_minimum),
            ("maximum", &self.maximum),
            ("exclusiveMaximum", &self.exclusive_maximum),
            ("multipleOf", &self.multiple_of),
        ] {
            if let Some(digits) = digits {
                add(key, make_json_number(digits));
            }
        }
        for (key, text) in [
            ("contentEncoding", &self.content_encoding),
            ("contentMediaType", &self.content_media_type),
        ] {
            if let Some(text) = text {
                add(key, Value::from(text.as_str()));
            }
        }
        members
    }
}

impl ParameterBeyond {
    fn members(self) -> Vec<(String, Value)> {
        let mut members = Vec::new();
        if self.is_whole_query {
            members.push(("in".to_owned(), "querystring".into()));
        }
        if self.allow_reserved {
            members.push(("allowReserved".to_owned(), true.into()));
        }
        if self.has_cookie_style {
            members.push(("style".to_owned(), "cookie".into()));
        }
        members
    }
}

/// A number with all its digits; as text where `serde_json` has no number for it.
fn make_json_number(digits: &str) -> Value {
    let parsed: Option<Value> = serde_json::from_str(digits).ok();
    let keeps = |value: &Value| {
        // the text of the number; a `Value` itself is equal to texts alone
        let written = value.to_string();
        written == digits
    };
    parsed.filter(keeps).unwrap_or_else(|| digits.into())
}

/// The model's values are all fit for JSON.
fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn insert_members(
    json: &mut Value,
    pointer: &Pointer,
    members: impl IntoIterator<Item = (String, Value)>,
) {
    if let Some(Value::Object(object)) = json.pointer_mut(pointer.as_str()) {
        object.extend(members);
    }
}
