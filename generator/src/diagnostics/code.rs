//! The stable codes of all findings.
//!
//! `E01xx`/`W01xx` reading, `E02xx`/`W02xx` normalising, `E03xx`/`W03xx`
//! resolving, `E04xx`/`W04xx` naming and shaping, `E05xx`/`W05xx` configuration
//! and output. To add one: a line in the table below, its page in
//! `explanations/<code>.md`, and a fixture under `tests/diagnostics/` that is
//! named after it.

use super::Severity;

macro_rules! codes {
    ($($name:ident = $text:literal: $title:literal,)*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code's text, such as `E0203`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What the code stands for, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The long explanation, as CommonMark.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explanations/", $text, ".md")),)* }
            }
        }
    };
}

codes! {
    // reading
    FileNotFound = "E0101": "A file cannot be read",
    InvalidYaml = "E0102": "A file is not valid YAML",
    InvalidJson = "E0103": "A file is not valid JSON",
    DuplicateKey = "E0104": "A key stands twice in one map",
    TooDeep = "E0105": "Lists and maps are nested too deep",
    TooLarge = "E0106": "Aliases expand to too much",
    InvalidOverlay = "E0107": "An overlay is malformed",
    OverlayNoMatch = "E0108": "An action of an overlay matches nothing",
    LongPaths = "E0109": "Keys are too long for what stands below them",
    TrailingComma = "W0101": "A comma stands before a closing bracket",
    JsonComment = "W0102": "A JSON file has comments",
    RepeatedKey = "W0103": "A key stands twice, and one of the two counts",
    UnusualNumber = "W0104": "A number is beyond what programs can hold",
    ControlCharacter = "W0105": "A text holds control characters as they are",
    YamlAsJson = "W0106": "A JSON file is YAML",
    LoneSurrogate = "W0107": "A text holds half of a character",
    OverlayOfOther = "W0108": "An overlay is meant for another document",
    // normalising
    NotOpenApi = "E0201": "The file is not an OpenAPI document",
    Swagger = "E0202": "The document is of Swagger 1, which is not read",
    UnsupportedVersion = "E0203": "The version of OpenAPI is not supported",
    ModelRejected = "E0204": "The normalised document does not fit its model",
    MissingMember = "W0201": "A required member is missing",
    WrongType = "W0202": "A value of the wrong type is read as what it means",
    LeftOut = "W0203": "A value of the wrong type is left out",
    UnknownKey = "W0204": "A key is unknown",
    OtherVersion = "W0205": "A keyword belongs to another version of OpenAPI",
    RefSiblings = "W0206": "A keyword beside a `$ref` does not count",
    NullableReference = "W0207": "`nullable` stands beside a `$ref`",
    UnsupportedFeature = "W0208": "A feature is not supported yet",
    OptionalPathParameter = "W0209": "A path parameter is not marked as required",
    RequiredProperty = "W0210": "A property has a boolean `required`",
    TupleItems = "W0211": "`items` is a list",
    StatusKey = "W0212": "A response has no status",
    UnknownType = "W0213": "A schema has an unknown type",
    UselessObject = "W0214": "An object is of no use as it stands",
    ParameterStyle = "W0215": "A style is not allowed where the parameter stands",
    UnknownDialect = "W0216": "The dialect of the schemas is unknown",
    PathWithoutSlash = "W0217": "A path does not start with a slash",
    RemoteReference = "W0218": "A `$ref` leads to the network",
    NothingThere = "W0219": "A `$ref` leads to nothing in another file",
    MissingFile = "W0220": "A `$ref` leads to a file that is missing",
    CircularReference = "W0221": "A `$ref` leads back to itself",
    ExclusiveFields = "W0222": "Two fields exclude each other",
    EmptyDocument = "W0223": "The document describes nothing",
    ServerVariable = "W0224": "A server variable contradicts itself",
    InvalidName = "W0225": "A name cannot be sent",
    ComponentName = "W0226": "A component has a name that is not allowed",
    ParameterContent = "W0227": "The content of a parameter is not one media type",
    MisfitValue = "W0228": "A value does not fit the type beside it",
    EqualPaths = "W0229": "Two paths are the same",
    RepeatedTooOften = "W0230": "What a `$ref` leads to is repeated too often",
    OutsideReference = "W0231": "A `$ref` leads out of the folders that it may read",
    ForeignReference = "W0232": "A `$ref` leads to something that is not part of an OpenAPI document",
    UnknownOwnKey = "W0233": "An x-bindery key is unknown",
    SwaggerOnly = "W0234": "What Swagger 2.0 says has no place in OpenAPI 3",
    // resolving
    WrongExtension = "E0303": "An x-bindery key has the wrong form",
    NothingSelected = "E0305": "A selection names what is not there",
    TooManyCopies = "E0306": "Schemas copy too much from each other",
    TooManyOperations = "E0307": "A document has too many operations for one client",
    AllOfContradiction = "W0301": "Members of allOf contradict each other",
    RecursiveAllOf = "W0302": "allOf leads back to itself",
    IgnoredKeyword = "W0303": "A keyword does not shape types",
    AmbiguousUnion = "W0304": "Nothing tells alternatives apart",
    EnumFallback = "W0305": "An enum becomes a plain type",
    DiscriminatorMapping = "W0306": "A discriminator does not fit its alternatives",
    UndeclaredPathParameter = "W0307": "A variable of the path is not declared",
    UnusedPathParameter = "W0308": "A path parameter has no place in the path",
    MissingOperationId = "W0309": "An operation has no operationId",
    DuplicateOperationId = "W0310": "Two operations have one operationId",
    UndeclaredSecurityScheme = "W0311": "A security scheme is not declared",
    UndefinedStyle = "W0312": "The style of a parameter has no meaning for its type",
    XmlAsText = "W0313": "XML is carried as text",
    NoSuccess = "W0314": "An operation documents no success",
    UnsupportedSchema = "W0315": "A type cannot show this schema",
    UnionFallback = "W0316": "Alternatives become one object",
    UnresolvedReference = "W0317": "A reference leads nowhere",
    WrongTarget = "W0318": "A reference leads to something of another kind",
    ReferenceCycle = "W0319": "References go round in a circle",
    PathWithQuery = "W0320": "A path holds a query or a fragment",
    UnclearBody = "W0321": "A method has no meaning for a body",
    CollidingParameters = "W0322": "Two parameters are sent under one name",
    AnswerWithoutBody = "W0323": "A response that has no body describes one",
    IgnoredHeader = "W0324": "A header parameter cannot be set",
    NotBuilt = "W0325": "Webhooks, callbacks and links are not built yet",
    InferredPages = "W0326": "Names and types say how pages follow each other",
    // naming and shaping
    NumberedName = "W0401": "A name needs a number to be unique",
    OtherMediaTypes = "W0402": "A request body is offered in one of its media types only",
    BytesBody = "W0403": "A body is handled as plain bytes",
    UnfitPagination = "W0404": "A declared pagination does not fit the operation",
    UncheckedPattern = "W0405": "A pattern is not checked before sending",
    MisfitExample = "W0406": "An example does not have the form of its schema",
    ContestedName = "W0407": "A component and an inline schema want one name",
    IdleNameRule = "W0408": "A rule for names changes no name",
    FormNotReplaced = "W0409": "Another type cannot stand for a form",
    // configuration and output
    ConfigNotFound = "E0501": "There is no configuration",
    ConfigInvalid = "E0502": "The configuration is not valid",
    ForeignFile = "E0503": "The output folder holds files of others",
    WriteFailed = "E0504": "A file cannot be written",
    FolderBusy = "E0505": "Another run writes into the output folder",
    LockInvalid = "E0506": "The lock is not valid",
    LockOutdated = "E0507": "The lock would change",
    EditedFile = "W0501": "A generated file was edited",
    UnfinishedRun = "W0502": "An earlier run was ended while files changed places",
    ManifestLacks = "W0503": "A manifest does not say what the client needs",
}

impl Code {
    /// Errors start with `E`, warnings with `W`.
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }

    /// Whether it is about how much a document as a whole asks for, wherever it stands.
    pub(crate) fn is_about_size(self) -> bool {
        matches!(self, Self::TooManyCopies | Self::TooManyOperations)
    }

    /// Whether a file in which it is found may be no part of an OpenAPI document.
    pub(super) fn is_doubtful(self) -> bool {
        matches!(
            self,
            Self::InvalidYaml
                | Self::InvalidJson
                | Self::DuplicateKey
                | Self::TooDeep
                | Self::TooLarge
                | Self::TrailingComma
                | Self::JsonComment
                | Self::RepeatedKey
                | Self::UnusualNumber
                | Self::ControlCharacter
                | Self::YamlAsJson
                | Self::LoneSurrogate
                | Self::WrongType
                | Self::LeftOut
                | Self::UnknownKey
                | Self::UnknownType
                | Self::UselessObject
        )
    }

    /// Finds a code by its text, without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}
