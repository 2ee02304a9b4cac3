//! The grammar: every object of OpenAPI 3.0 to 3.2 with its fields.
//!
//! A table and nothing else; the walker knows what to do with it. Sections are
//! those of OAS 3.1.1 §4.8.

use super::grammar::Kind::{
    Any, Boolean, Ignored, Inlined, List, Map, Object as Plain, Referable, Schema, Text,
    Unsupported,
};
use super::grammar::Need::{Map as NeedMap, Object as NeedObject, Text as NeedText};
use super::grammar::Version::{V30, V31, V32};
use super::grammar::{Kind, Object, Rest, Section, field, fine};
use super::{examples, parameters, repairs, security};

static TEXTS: Kind = List(&Text);
static TEXT_MAP: Kind = Map(&Text);
static SERVERS: Kind = List(&Plain(&SERVER));
static SECURITY: Kind = List(&Map(&TEXTS));
static CONTENT: Kind = Map(&Inlined(&MEDIA_TYPE));
static EXAMPLES: Kind = Map(&Referable(&EXAMPLE, Section::Examples));
static HEADERS: Kind = Map(&Referable(&HEADER, Section::Headers));
static LINKS: Kind = Map(&Referable(&LINK, Section::Links));
static PARAMETERS: Kind = List(&Referable(&PARAMETER, Section::Parameters));
static PATH_ITEMS: Kind = Map(&Inlined(&PATH_ITEM));
static CALLBACKS: Kind = Map(&Inlined(&CALLBACK));

pub(super) static OPENAPI: Object = Object {
    name: "OpenAPI Object",
    fields: &[
        field("openapi", Text),
        field("info", Plain(&INFO)).need(NeedMap(V32)),
        field("jsonSchemaDialect", Ignored).since(V31),
        field("$self", Ignored).since(V32),
        field("servers", SERVERS),
        field("paths", Plain(&PATHS)).need(NeedMap(V30)),
        field("webhooks", PATH_ITEMS).since(V31),
        field("components", Plain(&COMPONENTS)),
        field("security", SECURITY),
        field("tags", List(&Plain(&TAG))),
        field("externalDocs", Plain(&EXTERNAL_DOCS)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: repairs::openapi,
};

static INFO: Object = Object {
    name: "Info Object",
    fields: &[
        field("title", Text).need(NeedText(V32)),
        field("summary", Ignored).since(V31),
        field("description", Text),
        field("termsOfService", Text),
        field("contact", Plain(&CONTACT)),
        field("license", Plain(&LICENSE)),
        field("version", Text).need(NeedText(V32)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static CONTACT: Object = Object {
    name: "Contact Object",
    fields: &[
        field("name", Text),
        field("url", Text),
        field("email", Text),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static LICENSE: Object = Object {
    name: "License Object",
    fields: &[
        field("name", Text).need(NeedText(V32)),
        field("identifier", Ignored).since(V31),
        field("url", Text),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static SERVER: Object = Object {
    name: "Server Object",
    fields: &[
        field("url", Text).need(NeedObject),
        field("name", Text).since(V32),
        field("description", Text),
        field("variables", Map(&Plain(&SERVER_VARIABLE))),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable Object",
    fields: &[
        field("enum", TEXTS),
        field("default", Text).need(NeedText(V32)),
        field("description", Text),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: repairs::server_variable,
};

static TAG: Object = Object {
    name: "Tag Object",
    fields: &[
        field("name", Text).need(NeedObject),
        field("summary", Ignored).since(V32),
        field("description", Text),
        field("externalDocs", Plain(&EXTERNAL_DOCS)),
        field("parent", Ignored).since(V32),
        field("kind", Ignored).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

pub(super) static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation Object",
    fields: &[
        field("description", Text),
        field("url", Text).need(NeedObject),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static COMPONENTS: Object = Object {
    name: "Components Object",
    fields: &[
        field("schemas", Map(&Schema)),
        field("responses", Map(&Referable(&RESPONSE, Section::Responses))),
        field(
            "parameters",
            Map(&Referable(&PARAMETER, Section::Parameters)),
        ),
        field("examples", EXAMPLES),
        field(
            "requestBodies",
            Map(&Referable(&REQUEST_BODY, Section::RequestBodies)),
        ),
        field("headers", HEADERS),
        field(
            "securitySchemes",
            Map(&Referable(&SECURITY_SCHEME, Section::SecuritySchemes)),
        ),
        field("links", LINKS),
        field("callbacks", Map(&Referable(&CALLBACK, Section::Callbacks))),
        field("pathItems", PATH_ITEMS).since(V31),
        // Media types are set in where they are referred to.
        field("mediaTypes", Ignored).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static PATHS: Object = Object {
    name: "Paths Object",
    fields: &[],
    rest: Rest::All(Inlined(&PATH_ITEM)),
    open: false,
    prepare: repairs::paths,
};

static PATH_ITEM: Object = Object {
    name: "Path Item Object",
    fields: &[
        field("summary", Text),
        field("description", Text),
        field("get", Plain(&OPERATION)),
        field("put", Plain(&OPERATION)),
        field("post", Plain(&OPERATION)),
        field("delete", Plain(&OPERATION)),
        field("options", Plain(&OPERATION)),
        field("head", Plain(&OPERATION)),
        field("patch", Plain(&OPERATION)),
        field("trace", Plain(&OPERATION)),
        field("query", Unsupported).since(V32),
        field("additionalOperations", Unsupported).since(V32),
        field("servers", SERVERS),
        field("parameters", PARAMETERS),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static OPERATION: Object = Object {
    name: "Operation Object",
    fields: &[
        field("tags", TEXTS),
        field("summary", Text),
        field("description", Text),
        field("externalDocs", Plain(&EXTERNAL_DOCS)),
        field("operationId", Text),
        field("parameters", PARAMETERS),
        field(
            "requestBody",
            Referable(&REQUEST_BODY, Section::RequestBodies),
        ),
        field("responses", Plain(&RESPONSES)).need(NeedMap(V30)),
        field("callbacks", CALLBACKS),
        field("deprecated", Boolean),
        field("security", SECURITY),
        field("servers", SERVERS),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static PARAMETER: Object = Object {
    name: "Parameter Object",
    fields: &[
        field("name", Text).need(NeedObject),
        field("in", Text).need(NeedObject),
        field("description", Text),
        field("required", Boolean),
        field("deprecated", Boolean),
        field("allowEmptyValue", Boolean),
        field("style", Text),
        field("explode", Boolean),
        field("allowReserved", Boolean),
        field("schema", Schema),
        field("content", CONTENT),
        field("example", Any),
        field("examples", EXAMPLES),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: parameters::parameter,
};

static HEADER: Object = Object {
    name: "Header Object",
    fields: &[
        field("description", Text),
        field("required", Boolean),
        field("deprecated", Boolean),
        field("style", Text),
        field("explode", Boolean),
        field("schema", Schema),
        field("content", CONTENT),
        field("example", Any),
        field("examples", EXAMPLES),
        // Not in the specification, but common and harmless.
        field("name", Ignored),
        field("in", Ignored),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: parameters::header,
};

static REQUEST_BODY: Object = Object {
    name: "Request Body Object",
    fields: &[
        field("description", Text),
        field("content", CONTENT).need(NeedMap(V32)),
        field("required", Boolean),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static MEDIA_TYPE: Object = Object {
    name: "Media Type Object",
    fields: &[
        field("schema", Schema),
        field("itemSchema", Schema).since(V32),
        field("example", Any),
        field("examples", EXAMPLES),
        field("encoding", Map(&Plain(&ENCODING))),
        field("prefixEncoding", Unsupported).since(V32),
        field("itemEncoding", Unsupported).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: examples::media_type,
};

static ENCODING: Object = Object {
    name: "Encoding Object",
    fields: &[
        field("contentType", Text),
        field("headers", HEADERS),
        field("style", Text),
        field("explode", Boolean),
        field("allowReserved", Boolean),
        field("encoding", Unsupported).since(V32),
        field("prefixEncoding", Unsupported).since(V32),
        field("itemEncoding", Unsupported).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: parameters::encoding,
};

static RESPONSES: Object = Object {
    name: "Responses Object",
    fields: &[],
    rest: Rest::All(Referable(&RESPONSE, Section::Responses)),
    open: false,
    prepare: repairs::responses,
};

static RESPONSE: Object = Object {
    name: "Response Object",
    fields: &[
        field("summary", Ignored).since(V32),
        field("description", Text).need(NeedText(V31)),
        field("headers", HEADERS),
        field("content", CONTENT),
        field("links", LINKS),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static CALLBACK: Object = Object {
    name: "Callback Object",
    fields: &[],
    rest: Rest::All(Inlined(&PATH_ITEM)),
    open: false,
    prepare: repairs::callback,
};

static EXAMPLE: Object = Object {
    name: "Example Object",
    fields: &[
        field("summary", Text),
        field("description", Text),
        field("value", Any),
        field("externalValue", Text),
        field("dataValue", Ignored).since(V32),
        field("serializedValue", Ignored).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: examples::example_object,
};

static LINK: Object = Object {
    name: "Link Object",
    fields: &[
        field("operationRef", Text),
        field("operationId", Text),
        field("parameters", Map(&Any)),
        field("requestBody", Any),
        field("description", Text),
        field("server", Plain(&SERVER)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: repairs::link,
};

static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme Object",
    fields: &[
        field("type", Text).need(NeedObject),
        field("description", Text),
        field("name", Text),
        field("in", Text),
        field("scheme", Text),
        field("bearerFormat", Text),
        field("flows", Plain(&FLOWS)),
        field("openIdConnectUrl", Text),
        field("oauth2MetadataUrl", Ignored).since(V32),
        field("deprecated", Ignored).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: security::security_scheme,
};

static FLOWS: Object = Object {
    name: "OAuth Flows Object",
    fields: &[
        field("implicit", Plain(&IMPLICIT_FLOW)),
        field("password", Plain(&TOKEN_FLOW)),
        field("clientCredentials", Plain(&TOKEN_FLOW)),
        field("authorizationCode", Plain(&CODE_FLOW)),
        field("deviceAuthorization", Unsupported).since(V32),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static IMPLICIT_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Text).need(NeedText(V32)),
        field("tokenUrl", Ignored),
        field("refreshUrl", Text),
        field("scopes", TEXT_MAP).need(NeedMap(V32)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static TOKEN_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Ignored),
        field("tokenUrl", Text).need(NeedText(V32)),
        field("refreshUrl", Text),
        field("scopes", TEXT_MAP).need(NeedMap(V32)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

static CODE_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Text).need(NeedText(V32)),
        field("tokenUrl", Text).need(NeedText(V32)),
        field("refreshUrl", Text),
        field("scopes", TEXT_MAP).need(NeedMap(V32)),
    ],
    rest: Rest::Unknown,
    open: false,
    prepare: fine,
};

/// The object that a section of the Components Object holds; `None` for schemas.
pub(super) fn of_section(section: Section) -> Option<&'static Object> {
    match section {
        Section::Schemas => None,
        Section::Responses => Some(&RESPONSE),
        Section::Parameters => Some(&PARAMETER),
        Section::Examples => Some(&EXAMPLE),
        Section::RequestBodies => Some(&REQUEST_BODY),
        Section::Headers => Some(&HEADER),
        Section::SecuritySchemes => Some(&SECURITY_SCHEME),
        Section::Links => Some(&LINK),
        Section::Callbacks => Some(&CALLBACK),
    }
}
