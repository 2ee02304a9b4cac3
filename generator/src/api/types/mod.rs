//! The API as the wire sees it: what [`resolve_api`](super::resolve_api) gives to the
//! later stages.
//!
//! Every reference is followed, `allOf` is merged, unions know how their
//! variants are told apart. Nothing here knows of Rust: no identifier, no
//! boxing, no `Option`.

mod body;
mod given;
mod hint;
mod operation;
mod pagination;
mod parameter;
mod scalar;
mod server;
mod shape;
mod union;

pub use body::{
    BodyKind, Content, EventData, PropertyEncoding, PropertyEncodings, RequestBody, Response,
    StatusPattern, TypedHeader,
};
pub use given::GivenName;
pub use hint::{HintStep, NameHint, OperationPart, SharedSection};
pub use operation::{EmbeddedFailure, Operation, Requirement};
pub use pagination::{PageInput, PageStep, Pagination, PaginationSource};
pub use parameter::{ContentKind, Location, Parameter, ParameterEncoding, Style, Styled};
pub use scalar::{Bound, Bounds, Integer, NumberShape, TextShape};
pub use server::{SecurityKind, SecurityScheme, Server, ServerVariable, SignInFlows};
pub use shape::{
    Const, Enum, EnumKind, EnumValue, ListShape, Map, ObjectField, ObjectShape, OtherProperties,
    Presence, Shape, Tuple,
};
pub use union::{JsonType, Select, TagType, Union, Variant};

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
    pub types: ApiTypes,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Which types and operations are wanted.
    pub selected: Selected,
    /// Calls of the provider, where somebody asked for them.
    pub provider_calls: Vec<ProviderCallTypes>,
    /// Examples of calls of the provider: its name, that of the example, and the JSON.
    pub webhook_samples: Vec<[String; 3]>,
}

impl Api {
    /// The operations that are wanted, in the order of the document.
    pub fn wanted_operations(&self) -> impl Iterator<Item = &Operation> {
        let operations = self.operations.iter().enumerate();
        let wanted = operations.filter(|(index, _)| self.selected.has_operation(*index));
        wanted.map(|(_, operation)| operation)
    }
}

/// What is wanted of an API. The rest is there for the sake of names, which mean the same
/// whatever is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selected {
    /// By index, unless all are wanted.
    pub(in crate::api) operations: Option<Vec<bool>>,
    /// By index, unless all are wanted.
    pub(in crate::api) types: Option<Vec<bool>>,
}

impl Selected {
    /// Whether an operation is wanted, by its place among all.
    pub fn has_operation(&self, index: usize) -> bool {
        is_set(self.operations.as_ref(), index)
    }

    /// Whether a type is wanted.
    pub fn has_type(&self, id: TypeId) -> bool {
        is_set(self.types.as_ref(), id.index())
    }
}

fn is_set(marks: Option<&Vec<bool>>, index: usize) -> bool {
    marks.is_none_or(|marks| marks.get(index).copied().unwrap_or_default())
}

/// A webhook or callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderCallTypes {
    /// Its name.
    pub name: String,
    /// An object of the one property that is what it sends.
    pub sent: TypeId,
    /// What it is answered with.
    pub reply: Option<TypeId>,
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
    /// A name for programs.
    pub given: Option<GivenName>,
}

/// Index of a type in [`ApiTypes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(in crate::api) u32);

impl TypeId {
    /// Its place among all types, in their order.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Arena of all types.
#[derive(Debug, Clone, Default)]
pub struct ApiTypes(pub(in crate::api) Vec<Type>);

impl ApiTypes {
    /// All types with their ids, in the order in which they were found:
    /// components first, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        (0u32..).map(TypeId).zip(&self.0)
    }

    /// The type with this id.
    pub fn get(&self, id: TypeId) -> Option<&Type> {
        self.0.get(id.0 as usize)
    }

    /// The type with this id, to be changed.
    pub(crate) fn get_mut(&mut self, id: TypeId) -> Option<&mut Type> {
        self.0.get_mut(id.0 as usize)
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
    /// What a key that other generators read calls it.
    pub suggested: Option<String>,
    /// Title, text, examples.
    pub docs: ApiDocs,
    /// What its values look like.
    pub shape: Shape,
    /// Whether requests or responses reach it.
    pub usage: Usage,
    /// The path of the type that its author has for it (`x-rust-type`), as it stands there.
    pub rust_type: Option<String>,
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

/// What a schema or operation says to people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ApiDocs {
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

impl ApiDocs {
    /// The bytes of its texts.
    pub(crate) fn cost(&self) -> usize {
        let texts = [&self.title, &self.description, &self.default, &self.link];
        let texts = texts.into_iter().flatten().map(String::len);
        texts.chain(self.examples.iter().map(String::len)).sum()
    }
}

/// A use of a type at a place that may allow `null` besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypeUse {
    /// The type.
    pub id: TypeId,
    /// Whether `null` stands beside it.
    pub nullable: bool,
}
