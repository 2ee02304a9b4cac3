//! All that programs can name of a generated crate.

use crate::rust::model::Ty;
use crate::source::Pointer;

/// The public items of a crate.
#[derive(Debug, Clone, Default)]
pub struct Surface {
    /// Types: those of schemas, then those of operations.
    pub types: Vec<SurfaceType>,
    /// Methods of the client.
    pub operations: Vec<SurfaceOperation>,
    /// Headers of responses, each with what it holds.
    pub headers: Vec<Member>,
}

/// A type.
#[derive(Debug, Clone)]
pub struct SurfaceType {
    /// Its path: `types::Pet`.
    pub name: String,
    /// Its canonical place.
    pub place: String,
    /// Where it stands in the document.
    pub pointer: Option<Pointer>,
    /// What it is.
    pub form: TypeForm,
    /// What an alias stands for.
    pub alias: Option<Ty>,
    /// Fields, variants and methods.
    pub members: Vec<Member>,
    /// The constructor, if there is one.
    pub constructor: Option<SurfaceConstructor>,
    /// Whether it has a default.
    pub default: bool,
    /// The variant that objects are read as that have no tag, or one that nobody knows.
    pub rest: Option<Member>,
}

/// What makes a type of what is required.
#[derive(Debug, Clone)]
pub struct SurfaceConstructor {
    /// Name of the function.
    pub function: String,
    /// The struct of what it takes, where that is several values.
    pub of: Option<String>,
    /// What it takes, by name: each with its property as its key.
    pub arguments: Vec<Member>,
}

/// What a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeForm {
    /// A struct.
    Struct,
    /// An open list of texts.
    Enum,
    /// An open list of whole numbers.
    Numbers,
    /// One of several types.
    Union,
    /// Another name.
    Alias,
    /// A type around a value.
    Newtype,
}

impl TypeForm {
    /// In a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum of texts",
            Self::Numbers => "enum of numbers",
            Self::Union => "enum of types",
            Self::Alias => "alias",
            Self::Newtype => "newtype",
        }
    }
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemberKind {
    /// A field.
    Field,
    /// A variant.
    Variant,
    /// A method that sets a field.
    Setter,
    /// A method that gives what all variants have.
    Getter,
    /// A `From`.
    Conversion,
    /// An argument.
    Argument,
    /// A header of responses.
    Header,
}

impl MemberKind {
    /// In a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Setter => "setter",
            Self::Getter => "getter",
            Self::Conversion => "conversion",
            Self::Argument => "argument",
            Self::Header => "header",
        }
    }
}

/// A part of a type, or an argument of a function.
#[derive(Debug, Clone)]
pub struct Member {
    /// What it is.
    pub kind: MemberKind,
    /// Its name.
    pub name: String,
    /// What it stands for on the wire, where that is more than the name; it alone says
    /// whether two members mean the same.
    pub key: String,
    /// What it holds, takes or gives.
    pub ty: Option<TakenType>,
    /// Values of the property that chooses a variant of a union; the first one is sent.
    pub tags: Vec<String>,
}

/// A type where it is taken or given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenType {
    /// What stands around it, with `_` for the type: `&_`.
    pub around: &'static str,
    /// The type.
    pub ty: Ty,
}

/// A method of the client.
#[derive(Debug, Clone)]
pub struct SurfaceOperation {
    /// The method.
    pub method: String,
    /// Its canonical place: `GET /pets/{}`.
    pub place: String,
    /// Method and path as the document has them.
    pub endpoint: String,
    /// Where it stands in the document.
    pub pointer: Option<Pointer>,
    /// Its arguments.
    pub arguments: Vec<Member>,
    /// The parameters that a call may be given besides.
    pub parameters: Option<Ty>,
    /// What success gives.
    pub success: Ty,
    /// What failure gives; `None` where no failure is documented.
    pub failure: Option<Ty>,
    /// Other methods of the operation, and what they give: streams and pages.
    pub others: Vec<Member>,
}
