//! The grammar: every object of OpenAPI 3.0 to 3.2 with its fields.
//!
//! A table and nothing else; the walker knows what to do with it. Sections are
//! those of OAS 3.1.1 §4.8.

use super::flows::FLOWS;
use super::grammar::Need::{Map as NeedMap, Object as NeedObject, Text as NeedText};
use super::grammar::ValueKind::{
    Any, Boolean, Ignored, Inlined, List, Map, Object as Plain, Referable, Schema, Text,
    Unsupported,
};
use super::grammar::Version::{V30, V31, V32};
use super::grammar::{
    ComponentSection, Object, RestKeys, ValueKind, make_optional_field, repair_nothing,
};
use super::{examples, parameters, repairs, security};

static TEXTS: ValueKind = List(&Text);
static SERVERS: ValueKind = List(&Plain(&SERVER));
static SECURITY: ValueKind = List(&Map(&TEXTS));
static CONTENT: ValueKind = Map(&Inlined(&MEDIA_TYPE));
static EXAMPLES: ValueKind = Map(&Referable(&EXAMPLE, ComponentSection::Examples));
static HEADERS: ValueKind = Map(&Referable(&HEADER, ComponentSection::Headers));
static LINKS: ValueKind = Map(&Referable(&LINK, ComponentSection::Links));
static PARAMETERS: ValueKind = List(&Referable(&PARAMETER, ComponentSection::Parameters));
static PATH_ITEMS: ValueKind = Map(&Inlined(&PATH_ITEM));
static CALLBACKS: ValueKind = Map(&Inlined(&CALLBACK));

pub(super) static OPENAPI: Object = Object {
    name: "OpenAPI Object",
    fields: &[
        make_optional_field("openapi", Text),
        make_optional_field("info", Plain(&INFO)).need(NeedMap(V32)),
        make_optional_field("jsonSchemaDialect", Ignored).since(V31),
        make_optional_field("$self", Ignored).since(V32),
        make_optional_field("servers", SERVERS),
        make_optional_field("paths", Plain(&PATHS)).need(NeedMap(V30)),
        make_optional_field("webhooks", PATH_ITEMS).since(V31),
        make_optional_field("components", Plain(&COMPONENTS)),
        make_optional_field("security", SECURITY),
        make_optional_field("tags", List(&Plain(&TAG))),
        make_optional_field("externalDocs", Plain(&EXTERNAL_DOCS)),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repairs::check_openapi_object,
};

static INFO: Object = Object {
    name: "Info Object",
    fields: &[
        make_optional_field("title", Text).need(NeedText(V32)),
        make_optional_field("summary", Ignored).since(V31),
        make_optional_field("description", Text),
        make_optional_field("termsOfService", Text),
        make_optional_field("contact", Plain(&CONTACT)),
        make_optional_field("license", Plain(&LICENSE)),
        make_optional_field("version", Text).need(NeedText(V32)),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static CONTACT: Object = Object {
    name: "Contact Object",
    fields: &[
        make_optional_field("name", Text),
        make_optional_field("url", Text),
        make_optional_field("email", Text),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static LICENSE: Object = Object {
    name: "License Object",
    fields: &[
        make_optional_field("name", Text).need(NeedText(V32)),
        make_optional_field("identifier", Ignored).since(V31),
        make_optional_field("url", Text),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static SERVER: Object = Object {
    name: "Server Object",
    fields: &[
        make_optional_field("url", Text).need(NeedObject),
        make_optional_field("name", Text).since(V32),
        make_optional_field("description", Text),
        make_optional_field("variables", Map(&Plain(&SERVER_VARIABLE))),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable Object",
    fields: &[
        make_optional_field("enum", TEXTS),
        make_optional_field("default", Text).need(NeedText(V32)),
        make_optional_field("description", Text),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repairs::server_variable,
};

static TAG: Object = Object {
    name: "Tag Object",
    fields: &[
        make_optional_field("name", Text).need(NeedObject),
        make_optional_field("summary", Ignored).since(V32),
        make_optional_field("description", Text),
        make_optional_field("externalDocs", Plain(&EXTERNAL_DOCS)),
        make_optional_field("parent", Ignored).since(V32),
        make_optional_field("kind", Ignored).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

pub(super) static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation Object",
    fields: &[
        make_optional_field("description", Text),
        make_optional_field("url", Text).need(NeedObject),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static COMPONENTS: Object = Object {
    name: "Components Object",
    fields: &[
        make_optional_field("schemas", Map(&Schema)),
        make_optional_field(
            "responses",
            Map(&Referable(&RESPONSE, ComponentSection::Responses)),
        ),
        make_optional_field(
            "parameters",
            Map(&Referable(&PARAMETER, ComponentSection::Parameters)),
        ),
        make_optional_field("examples", EXAMPLES),
        make_optional_field(
            "requestBodies",
            Map(&Referable(&REQUEST_BODY, ComponentSection::RequestBodies)),
        ),
        make_optional_field("headers", HEADERS),
        make_optional_field(
            "securitySchemes",
            Map(&Referable(
                &SECURITY_SCHEME,
                ComponentSection::SecuritySchemes,
            )),
        ),
        make_optional_field("links", LINKS),
        make_optional_field(
            "callbacks",
            Map(&Referable(&CALLBACK, ComponentSection::Callbacks)),
        ),
        make_optional_field("pathItems", PATH_ITEMS).since(V31),
        // Media types are set in where they are referred to.
        make_optional_field("mediaTypes", Ignored).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static PATHS: Object = Object {
    name: "Paths Object",
    fields: &[],
    rest: RestKeys::All(Inlined(&PATH_ITEM)),
    open: false,
    prepare: repairs::repair_paths,
};

static PATH_ITEM: Object = Object {
    name: "Path Item Object",
    fields: &[
        make_optional_field("summary", Text),
        make_optional_field("description", Text),
        make_optional_field("get", Plain(&OPERATION)),
        make_optional_field("put", Plain(&OPERATION)),
        make_optional_field("post", Plain(&OPERATION)),
        make_optional_field("delete", Plain(&OPERATION)),
        make_optional_field("options", Plain(&OPERATION)),
        make_optional_field("head", Plain(&OPERATION)),
        make_optional_field("patch", Plain(&OPERATION)),
        make_optional_field("trace", Plain(&OPERATION)),
        make_optional_field("query", Plain(&OPERATION)).since(V32),
        make_optional_field("additionalOperations", Map(&Plain(&OPERATION))).since(V32),
        make_optional_field("servers", SERVERS),
        make_optional_field("parameters", PARAMETERS),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repairs::repair_additional_operations,
};

static OPERATION: Object = Object {
    name: "Operation Object",
    fields: &[
        make_optional_field("tags", TEXTS),
        make_optional_field("summary", Text),
        make_optional_field("description", Text),
        make_optional_field("externalDocs", Plain(&EXTERNAL_DOCS)),
        make_optional_field("operationId", Text),
        make_optional_field("parameters", PARAMETERS),
        make_optional_field(
            "requestBody",
            Referable(&REQUEST_BODY, ComponentSection::RequestBodies),
        ),
        make_optional_field("responses", Plain(&RESPONSES)).need(NeedMap(V30)),
        make_optional_field("callbacks", CALLBACKS),
        make_optional_field("deprecated", Boolean),
        make_optional_field("security", SECURITY),
        make_optional_field("servers", SERVERS),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static PARAMETER: Object = Object {
    name: "Parameter Object",
    fields: &[
        make_optional_field("name", Text).need(NeedObject),
        make_optional_field("in", Text).need(NeedObject),
        make_optional_field("description", Text),
        make_optional_field("required", Boolean),
        make_optional_field("deprecated", Boolean),
        make_optional_field("allowEmptyValue", Boolean),
        make_optional_field("style", Text),
        make_optional_field("explode", Boolean),
        make_optional_field("allowReserved", Boolean),
        make_optional_field("schema", Schema),
        make_optional_field("content", CONTENT),
        make_optional_field("example", Any),
        make_optional_field("examples", EXAMPLES),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: parameters::repair_parameter,
};

static HEADER: Object = Object {
    name: "Header Object",
    fields: &[
        make_optional_field("description", Text),
        make_optional_field("required", Boolean),
        make_optional_field("deprecated", Boolean),
        make_optional_field("style", Text),
        make_optional_field("explode", Boolean),
        make_optional_field("schema", Schema),
        make_optional_field("content", CONTENT),
        make_optional_field("example", Any),
        make_optional_field("examples", EXAMPLES),
        // Not in the specification, but common and harmless.
        make_optional_field("name", Ignored),
        make_optional_field("in", Ignored),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: parameters::repair_header,
};

static REQUEST_BODY: Object = Object {
    name: "Request Body Object",
    fields: &[
        make_optional_field("description", Text),
        make_optional_field("content", CONTENT).need(NeedMap(V32)),
        make_optional_field("required", Boolean),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static MEDIA_TYPE: Object = Object {
    name: "Media Type Object",
    fields: &[
        make_optional_field("schema", Schema),
        make_optional_field("itemSchema", Schema).since(V32),
        make_optional_field("example", Any),
        make_optional_field("examples", EXAMPLES),
        make_optional_field("encoding", Map(&Plain(&ENCODING))),
        make_optional_field("prefixEncoding", Unsupported).since(V32),
        make_optional_field("itemEncoding", Unsupported).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: examples::repair_media_type,
};

static ENCODING: Object = Object {
    name: "Encoding Object",
    fields: &[
        make_optional_field("contentType", Text),
        make_optional_field("headers", HEADERS),
        make_optional_field("style", Text),
        make_optional_field("explode", Boolean),
        make_optional_field("allowReserved", Boolean),
        make_optional_field("encoding", Unsupported).since(V32),
        make_optional_field("prefixEncoding", Unsupported).since(V32),
        make_optional_field("itemEncoding", Unsupported).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: parameters::write_out_encoding,
};

static RESPONSES: Object = Object {
    name: "Responses Object",
    fields: &[],
    rest: RestKeys::All(Referable(&RESPONSE, ComponentSection::Responses)),
    open: false,
    prepare: repairs::repair_responses,
};

static RESPONSE: Object = Object {
    name: "Response Object",
    fields: &[
        make_optional_field("summary", Ignored).since(V32),
        make_optional_field("description", Text).need(NeedText(V31)),
        make_optional_field("headers", HEADERS),
        make_optional_field("content", CONTENT),
        make_optional_field("links", LINKS),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static CALLBACK: Object = Object {
    name: "Callback Object",
    fields: &[],
    rest: RestKeys::All(Inlined(&PATH_ITEM)),
    open: false,
    prepare: repairs::repair_callback,
};

static EXAMPLE: Object = Object {
    name: "Example Object",
    fields: &[
        make_optional_field("summary", Text),
        make_optional_field("description", Text),
        make_optional_field("value", Any),
        make_optional_field("externalValue", Text),
        make_optional_field("dataValue", Ignored).since(V32),
        make_optional_field("serializedValue", Ignored).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: examples::example_object,
};

static LINK: Object = Object {
    name: "Link Object",
    fields: &[
        make_optional_field("operationRef", Text),
        make_optional_field("operationId", Text),
        make_optional_field("parameters", Map(&Any)),
        make_optional_field("requestBody", Any),
        make_optional_field("description", Text),
        make_optional_field("server", Plain(&SERVER)),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repairs::check_link,
};

static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme Object",
    fields: &[
        make_optional_field("type", Text).need(NeedObject),
        make_optional_field("description", Text),
        make_optional_field("name", Text),
        make_optional_field("in", Text),
        make_optional_field("scheme", Text),
        make_optional_field("bearerFormat", Text),
        make_optional_field("flows", Plain(&FLOWS)),
        make_optional_field("openIdConnectUrl", Text),
        make_optional_field("oauth2MetadataUrl", Ignored).since(V32),
        make_optional_field("deprecated", Ignored).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: security::security_scheme,
};

/// The object that a section of the Components Object holds; `None` for schemas.
pub(super) fn of_section(section: ComponentSection) -> Option<&'static Object> {
    match section {
        ComponentSection::Schemas => None,
        ComponentSection::Responses => Some(&RESPONSE),
        ComponentSection::Parameters => Some(&PARAMETER),
        ComponentSection::Examples => Some(&EXAMPLE),
        ComponentSection::RequestBodies => Some(&REQUEST_BODY),
        ComponentSection::Headers => Some(&HEADER),
        ComponentSection::SecuritySchemes => Some(&SECURITY_SCHEME),
        ComponentSection::Links => Some(&LINK),
        ComponentSection::Callbacks => Some(&CALLBACK),
    }
}
