//! The API as the wire sees it: what [`resolve`](super::resolve) gives to the
//! later stages.
//!
//! Every reference is followed, `allOf` is merged, unions know how their
//! variants are told apart. Nothing here knows of Rust: no identifier, no
//! boxing, no `Option`.

use indexmap::IndexMap;

use crate::source::Pointer;

/// One API: everything that a document says about the wire.
#[derive(Debug, Clone)]
pub struct Api {
    /// Title, version and description of the API.
    pub info: Info,
    /// Servers of the whole document, in its order. Never empty: a document
    /// without servers has the one server `/` (OAS 3.1 §4.8.1).
    pub servers: Vec<Server>,
    /// Security schemes by their name in `components`.
    pub security_schemes: Vec<SecurityScheme>,
    /// Tags, in the order of the document, then those that only operations name.
    pub tags: Vec<Tag>,
    /// Every type; a [`TypeId`] is an index into this arena.
    pub types: Types,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
}

/// The `info` object.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// Title of the API.
    pub title: String,
    /// Version of the document.
    pub version: String,
    /// CommonMark text.
    pub description: Option<String>,
}

/// A tag and its description.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Name as operations use it.
    pub name: String,
    /// CommonMark text.
    pub description: Option<String>,
}

/// A base URL with variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// URL template; `{name}` stands for a variable.
    pub url: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// Variables of the template.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// Sent when the caller gives no other value.
    pub default: String,
    /// Allowed values; empty when any value is allowed.
    pub allowed: Vec<String>,
    /// CommonMark text.
    pub description: Option<String>,
}

/// A named way to authenticate.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Name in `components/securitySchemes`.
    pub name: String,
    /// How the credential travels.
    pub kind: SecurityKind,
    /// Text before the secret, with its blank (`x-bindery-prefix`).
    pub prefix: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    /// `type: apiKey`.
    ApiKey {
        /// Header, query or cookie.
        location: Location,
        /// Name of the header, query key or cookie.
        name: String,
    },
    /// `type: http`, `scheme: basic`.
    Basic,
    /// `type: http`, `scheme: bearer`.
    Bearer,
    /// `type: http` with another scheme, kept as written.
    Http(String),
    /// `type: oauth2`; a token travels as a bearer token.
    OAuth2 {
        /// Token endpoint of the client credentials flow, if there is one.
        token_url: Option<String>,
    },
    /// `type: openIdConnect`; a token travels as a bearer token.
    OpenIdConnect,
    /// `type: mutualTLS`: nothing that a request carries.
    MutualTls,
}

/// Index of a type in [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(super) u32);

/// Arena of all types.
#[derive(Debug, Clone, Default)]
pub struct Types(pub(super) Vec<Type>);

impl Types {
    /// All types with their ids, in the order in which they were found:
    /// components first, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        (0u32..).map(TypeId).zip(&self.0)
    }

    /// The type with this id.
    pub fn get(&self, id: TypeId) -> Option<&Type> {
        self.0.get(id.0 as usize)
    }

    /// Number of types.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the API has no types at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One schema that the wire can tell from others.
#[derive(Debug, Clone)]
pub struct Type {
    /// Where the schema stands in the document.
    pub origin: Pointer,
    /// What the type may be called; the `rust` stage decides.
    pub hint: NameHint,
    /// Title, text, examples.
    pub docs: Docs,
    /// What its values look like.
    pub shape: Shape,
    /// Whether requests or responses reach it.
    pub usage: Usage,
}

/// Which direction a type travels in; filled by a pass when all operations are
/// known. A type that no operation reaches has both `false`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Reached from a parameter or a request body.
    pub request: bool,
    /// Reached from a response.
    pub response: bool,
    /// A whole `multipart/*` body of a request, and reached in no other way.
    pub form: bool,
}

/// From what a type's name is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameHint {
    /// A schema under `components/schemas` (or `$defs`), by its key.
    Component(String),
    /// A schema inside another type.
    Inside(TypeId, Step),
    /// A schema inside an operation; the number is its index in
    /// [`Api::operations`].
    Operation(usize, Part),
    /// A schema inside a parameter, body, response or header of `components`,
    /// by its key there.
    Shared(Shared, String),
    /// A name that an overlay chose (`x-bindery-name`).
    Chosen(String),
    /// What requests send of a type that responses hold with other required
    /// properties (`readOnly`, `writeOnly`).
    RequestView(TypeId),
}

/// The kinds of components that hold schemas inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// `components/parameters`
    Parameter,
    /// `components/requestBodies`
    RequestBody,
    /// `components/responses`
    Response,
    /// `components/headers`
    Header,
}

/// The way from a type to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Value of a property.
    Property(String),
    /// Item of an array.
    Item,
    /// Value of a map.
    Value,
    /// Variant of a union, by position from 0; with the schema's title if it
    /// has one.
    Variant(usize, Option<String>),
    /// Position of a tuple, from 0.
    Position(usize),
}

/// The place of an inline schema in its operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A parameter, by name.
    Parameter(String),
    /// The request body.
    RequestBody,
    /// The body of a response.
    Response(Status),
    /// A header of a response, by name.
    ResponseHeader(Status, String),
}

/// What a schema or operation says to people.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// One line.
    pub title: Option<String>,
    /// CommonMark text.
    pub description: Option<String>,
    /// Whether the document marks it deprecated.
    pub deprecated: bool,
    /// Examples as compact JSON.
    pub examples: Vec<String>,
    /// The default value as compact JSON: what the server assumes, never what
    /// a client sends by itself.
    pub default: Option<String>,
    /// External documentation.
    pub link: Option<String>,
}

/// A use of a type at a place that may allow `null` besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeUse {
    /// The type.
    pub id: TypeId,
    /// Whether `null` stands beside it.
    pub nullable: bool,
}

/// What the values of a type look like in JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Any JSON value: `{}`, `true`, or what is not supported (with a warning).
    Any,
    /// No value at all: `false`.
    Never,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// Any number.
    Number(Number),
    /// Text.
    Text(Text),
    /// A closed list of texts or whole numbers in the document; open on the wire.
    Enum(Enum),
    /// A constant: a value that never varies.
    Const(Const),
    /// An object with known properties.
    Struct(Struct),
    /// An object with free keys.
    Map(Map),
    /// An array.
    List(List),
    /// An array with one type for each position.
    Tuple(Tuple),
    /// One of several types.
    Union(Union),
    /// Another type under a name of its own (a component that only refers).
    Alias(TypeUse),
}

/// A whole number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Integer {
    /// `format` as written, for instance `int64`.
    pub format: Option<String>,
    /// Bounds.
    pub bounds: Bounds,
}

/// Any number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Number {
    /// `format` as written, for instance `double` or `decimal`.
    pub format: Option<String>,
    /// Bounds.
    pub bounds: Bounds,
}

/// Bounds of a number, each as the text of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Smallest value.
    pub minimum: Option<Bound>,
    /// Largest value.
    pub maximum: Option<Bound>,
    /// The value is a multiple of this.
    pub multiple_of: Option<String>,
}

/// One bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The number as JSON text.
    pub value: String,
    /// Whether the bound itself is outside.
    pub exclusive: bool,
}

/// Text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// `format` as written, for instance `date-time`.
    pub format: Option<String>,
    /// `contentEncoding` (`base64`, `base64url`), or what `format: byte` means.
    pub encoding: Option<String>,
    /// A date-time pattern in `strftime` letters (`x-bindery-format`).
    pub time_format: Option<String>,
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Regular expression; only documented, never checked.
    pub pattern: Option<String>,
}

impl Text {
    /// Whether it is read as something else than the text itself, so that not
    /// every text is one of these.
    pub fn is_strict(&self) -> bool {
        const FORMATS: [&str; 3] = ["date-time", "date", "decimal"];
        self.encoding.is_some()
            || self.time_format.is_some()
            || self
                .format
                .as_deref()
                .is_some_and(|format| FORMATS.contains(&format))
    }
}

/// A list of allowed values.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// Text or whole numbers: all values are of this one kind.
    pub kind: EnumKind,
    /// Values in the order of the document, without repetition.
    pub values: Vec<EnumValue>,
}

/// Of what kind the values of an enum are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumKind {
    /// JSON strings.
    Text,
    /// JSON numbers without fraction that fit into `i64`.
    Integer,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// The value on the wire: the text itself, or the digits of the number.
    pub wire: String,
    /// A name that the document suggests (`x-enum-varnames` and its like).
    pub name: Option<String>,
    /// What the document says of it.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A value that never varies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Const {
    /// A text.
    Text(String),
    /// A whole number, as its digits.
    Integer(String),
    /// `true` or `false`.
    Boolean(bool),
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Properties in the order of the document.
    pub fields: IndexMap<String, Field>,
    /// What else the object may hold.
    pub rest: Rest,
    /// Sets of properties of which at least one must be there whole
    /// (`anyOf`/`oneOf` of branches that say nothing but `required`).
    pub any_of_required: Vec<Vec<String>>,
}

/// What an object may hold besides its known properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Anything (`additionalProperties` absent or `true`): kept as it came.
    Any,
    /// Nothing (`false`).
    Closed,
    /// Values of one type.
    Of(TypeUse),
}

/// A property.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Type of the value when it is there and not null.
    pub ty: TypeId,
    /// Absent, null or there.
    pub presence: Presence,
    /// What the document says at the property itself.
    pub docs: Docs,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Where it stands.
    pub origin: Pointer,
}

/// Whether a property must be there, and whether it may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Always there, may be null.
    RequiredNullable,
    /// May be absent, never null.
    Optional,
    /// May be absent, may be null, and these two differ.
    OptionalNullable,
}

/// An object with free keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Type of each value.
    pub value: TypeUse,
    /// Fewest entries.
    pub min_properties: Option<u64>,
    /// Most entries.
    pub max_properties: Option<u64>,
}

/// An array.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Type of each item.
    pub item: TypeUse,
    /// Fewest items.
    pub min_items: Option<u64>,
    /// Most items.
    pub max_items: Option<u64>,
    /// Whether items must differ.
    pub unique: bool,
}

/// An array with one type for each position (`prefixItems`, `items: false`).
#[derive(Debug, Clone, PartialEq)]
pub struct Tuple {
    /// Types by position.
    pub items: Vec<TypeUse>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// How the variants are told apart.
    pub select: Select,
    /// Variants in the order of the document.
    pub variants: Vec<Variant>,
}

/// How the variants of a union are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Select {
    /// By the value of one property, explicit (`discriminator`) or inferred
    /// (each branch has a constant of its own there). Each variant has its
    /// values in [`Variant::tags`]. A value that no variant has is kept.
    Tag {
        /// The property.
        property: String,
        /// The JSON type of its value, where every variant requires one of the
        /// same type: then an object without it is none of these.
        json_type: Option<JsonType>,
    },
    /// By the JSON type of the value: see [`Variant::json_types`].
    JsonType,
    /// By the properties that must be there: see [`Variant::keys`]. The first
    /// variant whose keys are all there is taken.
    Keys,
    /// The first variant that decodes is taken.
    First,
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The type; a branch that is only `null` makes the union's uses nullable
    /// and is no variant.
    pub ty: TypeId,
    /// What the document suggests as a name: the component's key or the title.
    pub hint: Option<String>,
    /// Text at the branch itself.
    pub docs: Docs,
    /// Values of the tag that choose it; numbers and booleans as their text.
    pub tags: Vec<String>,
    /// JSON types that choose it.
    pub json_types: Vec<JsonType>,
    /// Required properties that choose it.
    pub keys: Vec<String>,
}

impl Variant {
    /// A variant that nothing chooses yet.
    pub(super) fn bare(ty: TypeId, hint: Option<String>, docs: Docs) -> Self {
        Self {
            ty,
            hint,
            docs,
            tags: Vec::new(),
            json_types: Vec::new(),
            keys: Vec::new(),
        }
    }
}

/// The JSON types that a reader can tell apart by the first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonType {
    /// `true`, `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A call that the API offers.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub origin: Pointer,
    /// `operationId`, or one made from method and path (with a warning).
    pub id: String,
    /// A method name chosen by an overlay (`x-bindery-name`).
    pub name: Option<String>,
    /// HTTP method in capitals.
    pub method: String,
    /// Path template, as it is appended to the server's URL.
    pub path: String,
    /// First tag, which groups operations into modules.
    pub tag: Option<String>,
    /// Summary as the title, then the text.
    pub docs: Docs,
    /// Own servers; empty when those of the document apply.
    pub servers: Vec<Server>,
    /// Parameters: those of the path item that are not overridden, then its own.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// Documented answers that mean success, in order of their status.
    pub successes: Vec<Response>,
    /// Documented answers that mean failure.
    pub failures: Vec<Response>,
    /// Requirements: one of the lists must be met whole; an empty list allows
    /// anonymous calls. `None` when neither operation nor document says any.
    pub security: Option<Vec<Vec<String>>>,
    /// Whether sending twice is harmless: by method (RFC 9110 §9.2.2), or
    /// because the document says so (`x-bindery-idempotent`).
    pub idempotent: bool,
    /// The property of the body that asks for a stream, where an operation can
    /// answer with a stream or a whole.
    pub stream_property: Option<String>,
    /// How its pages are walked (`x-bindery-pagination`).
    pub pagination: Option<Pagination>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// Type of the value.
    pub ty: TypeUse,
    /// How the value becomes text.
    pub encoding: ParameterEncoding,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By `style` (OAS 3.1 §4.8.12.3), defaults filled in.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or property is written by itself.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// `content` with a JSON media type: JSON text, then percent-encoded.
    Json,
}

/// Parameter styles (OAS 3.1 §4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether it must be given.
    pub required: bool,
    /// CommonMark text.
    pub description: Option<String>,
    /// Alternatives in the order of the document.
    pub contents: Vec<Content>,
    /// Where it stands.
    pub origin: Pointer,
}

/// A documented answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// For which status.
    pub status: Status,
    /// CommonMark text.
    pub description: Option<String>,
    /// Alternatives in the order of the document; empty when there is no body.
    pub contents: Vec<Content>,
    /// Headers: name and type.
    pub headers: Vec<ResponseHeader>,
    /// A failure that travels under this status (`x-bindery-failure`).
    pub failure: Option<EmbeddedFailure>,
    /// Where it stands.
    pub origin: Pointer,
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    /// Name; compared without case.
    pub name: String,
    /// Type of its value.
    pub ty: TypeUse,
    /// Whether it is always there.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// A status, a range or everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One code, such as 404.
    Code(u16),
    /// A hundred codes: 4 for `4XX`.
    Range(u16),
    /// All that is not listed.
    Default,
}

/// A body in one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type or range, as written.
    pub media_type: String,
    /// What the body is made of.
    pub body: BodyKind,
    /// Examples of the whole body as compact JSON, with their names.
    pub examples: Vec<(String, String)>,
}

/// What a body is made of.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// JSON: `application/json`, any `+json`.
    Json(TypeUse),
    /// `application/x-www-form-urlencoded`, with what the Encoding Objects say.
    Form(TypeUse, Vec<PropertyEncoding>),
    /// `multipart/*`, with what the Encoding Objects say.
    Multipart(TypeUse, Vec<PropertyEncoding>),
    /// Text that is taken as it is.
    Text,
    /// Bytes that are taken as they are.
    Binary,
    /// `text/event-stream`; the type of one event's data, if it is known.
    EventStream(Option<TypeUse>),
    /// JSON Lines and their like: the type of one item.
    JsonLines(TypeUse),
}

impl BodyKind {
    /// Whether it is a sequence that is read while it comes.
    pub fn is_stream(&self) -> bool {
        match self {
            Self::EventStream(_) | Self::JsonLines(_) => true,
            Self::Json(_) | Self::Form(..) | Self::Multipart(..) | Self::Text | Self::Binary => {
                false
            }
        }
    }
}

/// An Encoding Object (OAS 3.1 §4.8.15).
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyEncoding {
    /// The property.
    pub property: String,
    /// `contentType`, as written.
    pub content_type: Option<String>,
    /// `style` and its companions, if any of them is written.
    pub style: Option<ParameterEncoding>,
}

/// A failure that is told inside a success (`x-bindery-failure`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFailure {
    /// JSON Pointer into the body.
    pub pointer: String,
    /// The JSON text that means success there; anything else is a failure.
    pub success: String,
    /// JSON Pointer to the failure's code.
    pub code: Option<String>,
    /// JSON Pointer to its text.
    pub message: Option<String>,
}

/// How pages are walked: an offset in the request that grows by the number of
/// items received (`x-bindery-pagination`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// Request field or parameter that holds the offset.
    pub offset: PageInput,
    /// Property of the answer that holds the items.
    pub items: String,
    /// Property of the answer that holds the number of all items.
    pub total: Option<String>,
}

/// Where the offset stands in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageInput {
    /// A query parameter.
    Parameter(String),
    /// A property of the JSON body.
    BodyProperty(String),
}
