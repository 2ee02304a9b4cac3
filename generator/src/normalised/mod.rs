//! The normalised document: what `dialect` gives and `api` takes.
//!
//! The model is that of OpenAPI 3.0, in which a document of any version stands. What newer
//! versions say beyond it stands beside it, by the place of the object that says it: a
//! document cannot write here, as it could into keys of the model, and no stage has to
//! read a text that another one has just written.

mod json;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, PathItem, ReferenceOr, Schema};
use serde::Serialize;
use serde_json::Value;

use crate::maps::{HashMap, HashSet};
use crate::source::Pointer;

/// A document of any version.
#[derive(Debug, Clone, PartialEq)]
pub struct Normalised {
    /// What OpenAPI 3.0 has a field for.
    pub openapi: OpenAPI,
    /// What it has none for.
    pub beyond: Beyond,
}

/// The property that tells calls of the provider apart, which only the runtime writes: a name that
/// no document has.
pub const WEBHOOK_TAG: &str = "x-bindery-webhook";

/// The property of a webhook's type that holds what was sent.
pub const WEBHOOK_PAYLOAD: &str = "payload";

/// What newer versions say that the model has no field for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beyond {
    /// Keywords of schemas, by the place of the schema.
    pub schemas: HashMap<Pointer, Box<SchemaBeyond>>,
    /// By the place of the parameter.
    pub parameters: HashMap<Pointer, ParameterBeyond>,
    /// The places of headers with `explode: true`.
    pub exploded_headers: HashSet<Pointer>,
    /// `itemSchema`, by the place of the media type (OAS 3.2 §4.14).
    pub item_schemas: HashMap<Pointer, ReferenceOr<Schema>>,
    /// `name`, by the place of the server (OAS 3.2 §4.6).
    pub server_names: HashMap<Pointer, String>,
    /// `deviceAuthorization`, by the place of the security scheme (OAS 3.2 §4.28).
    pub device_flows: HashMap<Pointer, DeviceFlow>,
    /// Operations whose methods the model does not know, by the place of the path item.
    pub operations: HashMap<Pointer, Vec<BeyondOperation>>,
    /// Components that programs answer calls of the provider with.
    pub replies: Vec<Pointer>,
    /// The component that all calls of the provider are, where somebody asked for them.
    pub webhook: Option<Pointer>,
    /// Calls of the provider, where somebody asked for them: the name, and the components of what it
    /// sends and is answered with.
    pub calls: Vec<(String, Pointer, Option<Pointer>)>,
    /// Examples of calls of the provider: its name, that of the example, and the JSON.
    pub samples: Vec<[String; 3]>,
    /// `webhooks` of the document.
    pub webhooks: IndexMap<String, ReferenceOr<PathItem>>,
    /// `pathItems` of the components.
    pub path_items: IndexMap<String, ReferenceOr<PathItem>>,
}

/// The flow by which users sign in on another device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceFlow {
    /// Where the code for the device is got.
    pub device_authorization_url: String,
    /// Where tokens are got.
    pub token_url: String,
    /// Where they are refreshed, if not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
}

/// An operation whose method the model does not know (OAS 3.2 §4.9.1).
#[derive(Debug, Clone, PartialEq)]
pub struct BeyondOperation {
    /// The method as it is sent: `QUERY`, or a key of `additionalOperations` as it is written,
    /// as methods are case-sensitive (RFC 9110 §9.1).
    pub method: String,
    /// Its place.
    pub at: Pointer,
    /// What the document says of it.
    pub operation: openapiv3::Operation,
}

/// Keywords of JSON Schema 2020-12 for which OpenAPI 3.0 has no field, or one that would
/// not keep the digits of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SchemaBeyond {
    /// A `$ref` with siblings that count.
    pub reference: Option<String>,
    /// The schema `false`.
    pub never: bool,
    /// Several types, or `null` alone.
    pub types: Vec<String>,
    /// `const`.
    pub constant: Option<Value>,
    /// `examples`.
    pub examples: Vec<Value>,
    /// The digits of `minimum`.
    pub minimum: Option<String>,
    /// The digits of `exclusiveMinimum`.
    pub exclusive_minimum: Option<String>,
    /// The digits of `maximum`.
    pub maximum: Option<String>,
    /// The digits of `exclusiveMaximum`.
    pub exclusive_maximum: Option<String>,
    /// The digits of `multipleOf`.
    pub multiple_of: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `contentSchema`.
    pub content_schema: Option<ReferenceOr<Schema>>,
    /// `prefixItems`.
    pub prefix_items: Vec<ReferenceOr<Schema>>,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, ReferenceOr<Schema>>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<ReferenceOr<Schema>>,
    /// `defaultMapping` of the discriminator (OAS 3.2 §4.25).
    pub default_mapping: Option<String>,
    /// Keywords that no type shows, in the order of the document: references may lead into
    /// them.
    pub unshown: IndexMap<String, Unshown>,
    /// `$defs` and `definitions`: places that references lead to.
    pub definitions: IndexMap<String, IndexMap<String, ReferenceOr<Schema>>>,
}

/// The value of a keyword that no type shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Unshown {
    /// A schema, such as that of `contains`.
    Schema(Box<ReferenceOr<Schema>>),
    /// Schemas by names: `dependentSchemas`.
    Schemas(IndexMap<String, ReferenceOr<Schema>>),
    /// Anything else.
    Value(Value),
}

/// What parameters say beyond the model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ParameterBeyond {
    /// `in: querystring`: the parameter is the whole query (OAS 3.2 §4.12.1).
    pub is_whole_query: bool,
    /// `allowReserved` where the model knows it not: outside of queries.
    pub allow_reserved: bool,
    /// `style: cookie` (OAS 3.2 §4.12.3).
    pub has_cookie_style: bool,
}
