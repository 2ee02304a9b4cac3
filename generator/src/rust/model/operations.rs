//! Operations: their descriptions and methods.

use super::{
    Allow, AnswerRow, BodyReader, FailureType, FeatureName, ItemDocs, OperationOutcome, Rule,
    ServerRow, Struct, Success, Ty,
};
pub use crate::api::{ContentKind, PageInput, PageStep, Pagination, Requirement, Style};
use crate::rust::names::{
    ArgIdent, FieldIdent, MethodIdent, ModIdent, StaticIdent, SubClientName, TypeIdent,
    VariantIdent,
};
use crate::source::Pointer;

/// The operations of one tag.
#[derive(Debug, Clone)]
pub struct OperationModule {
    /// Name.
    pub ident: ModIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// The client that has its operations, where that is not the client of all.
    pub client: Option<SubClientName>,
    /// The feature that turns it on, if tags have features.
    pub feature: Option<FeatureName>,
    /// Operations in the order of the document.
    pub operations: Vec<OperationItem>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct OperationItem {
    /// Name of the method.
    pub method: MethodIdent,
    /// Its name among all operations, which is the method's where one client has all.
    pub name: MethodIdent,
    /// The method of an earlier version that takes less, if a lock keeps it.
    pub kept: Option<KeptMethod>,
    /// What its method is called after besides its name, `with` or `any`, where that of an
    /// earlier version stands or stood beside it.
    pub role: Option<&'static str>,
    /// Name of the description.
    pub table: StaticIdent,
    /// Documentation of the method.
    pub docs: ItemDocs,
    /// First line of the documentation, for the overview.
    pub summary: String,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// `operationId`.
    pub id: String,
    /// HTTP method in capitals.
    pub http_method: String,
    /// Path template.
    pub path: String,
    /// Where it stands in the document.
    pub origin: Pointer,
    /// Parameters: those of the path in its order, then the others.
    pub parameters: Vec<ParameterRow>,
    /// The request body.
    pub body: Option<Body>,
    /// Documented responses.
    pub answers: Vec<AnswerRow>,
    /// Security requirements.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// What its description takes from those of operations before it.
    pub same: SameRows,
    /// Own servers.
    pub servers: Vec<ServerRow>,
    /// Whether sending twice is harmless.
    pub idempotent: bool,
    /// The header of its idempotency keys.
    pub idempotency_header: Option<String>,
    /// The parameters outside the path.
    pub params: Option<Params>,
    /// Arguments of the method.
    pub arguments: Vec<Argument>,
    /// Value of each parameter.
    pub values: Vec<Value>,
    /// What success gives.
    pub success: Success,
    /// What failure gives.
    pub failure: FailureType,
    /// The method that gives a stream, where another gives a whole.
    pub stream: Option<StreamMethod>,
    /// How pages are walked.
    pub pages: Option<Pages>,
}

/// A method of an earlier version, which takes or gives less than the operation's own one.
#[derive(Debug, Clone)]
pub struct KeptMethod {
    /// Name.
    pub method: MethodIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Arguments.
    pub arguments: Vec<Argument>,
    /// What stands for each argument of the operation's own method, in its order.
    pub passes: Vec<PassedValue>,
    /// What it knows of answers, where the operation knows more. Without it, it calls the
    /// operation's own method.
    pub answers: Option<KeptAnswers>,
}

/// The answers that an earlier version knew.
#[derive(Debug, Clone)]
pub struct KeptAnswers {
    /// Name of the description that has no others.
    pub table: StaticIdent,
    /// Those answers: successes, then failures.
    pub rows: Vec<AnswerRow>,
    /// What success gives.
    pub success: Ty,
    /// How that is read.
    pub read: BodyReader,
}

/// What one method gives to another.
#[derive(Debug, Clone)]
pub enum PassedValue {
    /// Its own argument.
    Same(ArgIdent),
    /// Its own argument, which may be left out there.
    Some(ArgIdent),
    /// Nothing.
    None,
}

/// The operations before it, by the names of their descriptions, that have equal lists.
#[derive(Debug, Clone, Default)]
pub struct SameRows {
    /// Equal parameters.
    pub parameters: Option<StaticIdent>,
    /// Equal responses.
    pub answers: Option<StaticIdent>,
    /// Equal security requirements.
    pub security: Option<StaticIdent>,
}

/// The struct of an operation's parameters.
#[derive(Debug, Clone)]
pub struct Params {
    /// The struct.
    pub definition: Struct,
    /// The equal struct of an operation before it; then the name is an alias.
    pub same: Option<TypeIdent>,
    /// The struct of what that one's constructor takes; then that name is an alias, too.
    pub same_required: Option<TypeIdent>,
    /// Whether they are given to the call and not to the method, as all can be left out.
    pub on_call: bool,
}

/// A method that gives what a success streams.
#[derive(Debug, Clone)]
pub struct StreamMethod {
    /// Name.
    pub method: MethodIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// The stream.
    pub ty: Ty,
    /// How it is read.
    pub read: BodyReader,
    /// The property of the body that is set to `true`.
    pub property: Option<String>,
}

impl OperationItem {
    /// The struct of the parameters that its calls may be given.
    pub fn call_params(&self) -> Option<&TypeIdent> {
        let params = self.params.as_ref().filter(|params| params.on_call);
        params.map(|params| &params.definition.ident)
    }

    /// Its enums over responses.
    pub fn outcomes(&self) -> impl Iterator<Item = &OperationOutcome> {
        let success = match &self.success {
            Success::One(..) => None,
            Success::Several(outcome) => Some(outcome),
        };
        let failure = match &self.failure {
            FailureType::None(_) => None,
            FailureType::Some(outcome) => Some(outcome),
        };
        success.into_iter().chain(failure)
    }
}

/// A parameter's description.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterRow {
    /// Name on the wire.
    pub name: String,
    /// Where it travels.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// Style and explode where they are not the defaults.
    pub style: Option<(Style, bool)>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// What the media type of its `content` makes of the value, if it has one.
    pub content: Option<ContentKind>,
    /// Whether the empty text may stand for a value.
    pub allow_empty: bool,
    /// Whether it may be null although it must be given.
    pub nullable: bool,
    /// Whether it is the whole query.
    pub whole_query: bool,
    /// Constraints.
    pub rules: Vec<Rule>,
}

pub use crate::api::Location as Place;

/// An argument of a method.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Name.
    pub ident: ArgIdent,
    /// What it takes.
    pub deep: Deep,
}

/// What an argument takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deep {
    /// `&str`.
    Str,
    /// A small value.
    Value(Ty),
    /// A reference.
    Reference(Ty),
    /// `&[T]`.
    Slice(Ty),
    /// Perhaps `&[T]`.
    OptionSlice(Ty),
    /// Perhaps `&str`.
    OptionStr,
    /// Perhaps a reference.
    OptionReference(Ty),
    /// What converts into an upload: bytes or a stream.
    Bytes,
    /// What converts into text.
    Text,
    /// What converts into the type.
    Into(Ty),
}

/// The value of a parameter.
#[derive(Debug, Clone)]
pub enum Value {
    /// An argument that is a reference already.
    Reference(ArgIdent),
    /// An argument by value.
    Owned(ArgIdent),
    /// A field of `params`.
    Field(ArgIdent, FieldIdent),
}

/// The request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether a request without it is refused.
    pub required: bool,
    /// Whether callers always give one.
    pub given: bool,
    /// Media type.
    pub media_type: String,
    /// The argument.
    pub argument: ArgIdent,
    /// What is made of the argument.
    pub sent: Sent,
}

impl Body {
    /// The body in each of its media types.
    pub fn each(&self) -> Vec<&SentAs> {
        match &self.sent {
            Sent::One(sent) => vec![sent],
            Sent::Choice(choice) => choice.variants.iter().map(|one| &one.sent).collect(),
        }
    }
}

/// What is made of a body's argument.
#[derive(Debug, Clone)]
pub enum Sent {
    /// A body in the one media type.
    One(Box<SentAs>),
    /// A body in the media type that the caller chooses.
    Choice(Choice),
}

/// An enum over the media types of a body.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// The equal enum of an operation before it; then the name is an alias.
    pub same: Option<TypeIdent>,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// Variants; the usual one first.
    pub variants: Vec<ChoiceVariant>,
}

/// A media type of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceVariant {
    /// Name.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it holds.
    pub ty: Ty,
    /// Whether what it holds converts into it.
    pub from: bool,
    /// How that is sent.
    pub sent: SentAs,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct SentAs {
    /// Media type.
    pub media_type: String,
    /// Whether the argument is a reference to what has no size, which has to be
    /// passed by a reference of its own.
    pub unsized_argument: bool,
    /// How it becomes bytes.
    pub row: BodyRow,
    /// Constraints of a body of JSON, or of each item of JSON Lines, that its type does not
    /// check by itself.
    pub rules: Vec<Rule>,
    /// The struct of its parts, unless that is one of the module `types`.
    pub form: Option<Struct>,
}

/// The field of a form for properties that the document does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRest {
    /// Its name.
    pub ident: FieldIdent,
    /// What names must match; empty where any will do.
    pub patterns: Vec<String>,
}

/// How a body becomes bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyRow {
    /// As JSON.
    Json,
    /// Each item as a line of JSON.
    Lines,
    /// As a form.
    UrlEncoded(Vec<FormRow>),
    /// As the parts of a form, and with them those of a field for properties that
    /// the document does not name.
    Form(Vec<EntryRow>, Option<FormRest>),
    /// As parts that the caller puts together.
    Parts,
    /// As it is: bytes.
    Bytes,
    /// As it is: text.
    Text,
    /// A value as plain text.
    Plain,
}

/// How a property of a form becomes text.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRow {
    /// Name on the wire.
    pub name: String,
    /// Style, explode and whether reserved characters stay; `None`: JSON text.
    pub style: Option<(Style, bool, bool)>,
}

/// How a property of a form becomes parts.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    /// Name on the wire.
    pub name: String,
    /// The field.
    pub field: FieldIdent,
    /// What it holds.
    pub kind: PartKind,
    /// Whether the field is an `Option`.
    pub optional: bool,
    /// What the document says of the parts.
    pub encoding: Option<EntryEncoding>,
    /// Headers of its parts.
    pub headers: Vec<EntryHeader>,
    /// Constraints.
    pub rules: Vec<Rule>,
}

/// A header of the parts of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryHeader {
    /// Name on the wire.
    pub name: String,
    /// The field that holds its value.
    pub field: FieldIdent,
    /// Whether each part must have it.
    pub required: bool,
    /// Whether the value travels as JSON text.
    pub json: bool,
}

/// What a property of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A value, as in JSON.
    Value,
    /// A file.
    File,
    /// Any number of files.
    Files,
}

/// What an Encoding Object says of parts.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryEncoding {
    /// Their content type.
    ContentType(String),
    /// Style and explode.
    Style(Style, bool),
}

/// How pages are walked.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Method that gives pages.
    pub pages: MethodIdent,
    /// Method that gives items.
    pub items: MethodIdent,
    /// Documentation of both.
    pub docs: (ItemDocs, ItemDocs),
    /// The page.
    pub page: Ty,
    /// The item.
    pub item: Ty,
    /// How one page leads to the next.
    pub pagination: Pagination,
    /// The fields of the page that lead to its items; none where the page is their list.
    pub list: Vec<PageField>,
}

/// A field on the way from a page to its items.
#[derive(Debug, Clone)]
pub struct PageField {
    /// The field.
    pub field: FieldIdent,
    /// What its type adds to that of its value.
    pub state: PageFieldState,
}

/// Whether a field may have no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFieldState {
    /// It always has one.
    There,
    /// An `Option`.
    Option,
    /// A `Maybe`.
    Maybe,
}
