//! The crate as Rust sees it: what [`shape_crate`](super::shape_crate) gives to `emit`.
//!
//! Everything is decided here: names, types, documentation, which items there
//! are and what stands in them. Printing it takes no knowledge of OpenAPI.

mod answers;
mod client;
mod docs;
mod features;
mod items;
mod operations;
mod structs;
mod ty;
mod ty_text;
mod type_files;

pub use answers::{
    AnswerRow, BodyReader, Case, EmbeddedFailure, EmbeddedTable, FailureType, NoFailure,
    OperationOutcome, OutcomeAccess, OutcomeEnum, OutcomeVariant, StatusPattern, Success,
};
pub use client::{ClientItem, SchemeKind, SchemeRow, ServerRow, SignInFlows, VariableRow};
pub use docs::{Allow, ItemDocs};
pub use features::{Feature, FeatureName, PASSED_ON};
pub use items::{
    Alias, Attempt, EnumItem, EnumVariant, Extras, Getter, GetterField, HeldFrom, Item, KindArm,
    Newtype, NewtypeCodec, Pick, TagKind, UnionItem, UnionVariant, VariantFrom,
};
pub use operations::{
    Argument, Body, BodyRow, Choice, ChoiceVariant, ContentKind, Deep, EntryEncoding, EntryHeader,
    EntryRow, FormRest, FormRow, KeptAnswers, KeptMethod, OperationItem, OperationModule,
    PageField, PageFieldState, PageInput, PageStep, Pages, Pagination, ParameterRow, Params,
    PartKind, PassedValue, Place, Requirement, SameRows, Sent, SentAs, StreamMethod, Style, Value,
};
pub use structs::{
    Accept, Argue, Constructor, DefaultImpl, Fill, Initial, Presence, Record, Required, RestField,
    Row, Rule, Setter, Struct, StructField, Takes,
};
pub use ty::{Builtin, ForeignType, NamedType, Ty};
pub use ty_text::{TypeStyle, print_rust_type};
pub use type_files::TypeFiles;

use std::collections::{BTreeMap, BTreeSet};

use super::locked::LockedApi;
use super::names::{StaticIdent, TypeIdent};
use crate::printable::Comment;
use crate::source::Pointer;

/// The code of one API.
#[derive(Debug, Clone)]
pub struct Crate {
    /// First line of every file, without the slashes.
    pub header: Comment,
    /// Whether the root file is `mod.rs` or `lib.rs`.
    pub root: Root,
    /// Whether there are types alone, and no client.
    pub types_only: bool,
    /// Documentation of the root module.
    pub docs: ItemDocs,
    /// Description of the API and its client.
    pub client: ClientItem,
    /// Operations by tag.
    pub operations: Vec<OperationModule>,
    /// Examples of calls of the provider, where examples are wanted: its name, that of the
    /// example, and the JSON.
    pub webhook_samples: Vec<[String; 3]>,
    /// Documented headers of responses.
    pub headers: Vec<HeaderItem>,
    /// Everything that the document calls a schema.
    pub types: TypesModule,
    /// Features of the crate, if tags have any: those of tags, then those that only
    /// other features turn on.
    pub features: Vec<Feature>,
    /// How everything is called, for the next run, where names are locked.
    pub locked: Option<LockedApi>,
    /// What the lock holds otherwise than the document has it.
    pub held: Vec<HeldPrecision>,
    /// The features of the runtime that the types of others need.
    pub runtime_features: BTreeSet<&'static str>,
    /// Which type is which schema, in the order of the document.
    pub index: Vec<Indexed>,
    /// How much there is of it.
    pub counts: Counts,
    /// Whether generated code uses something that the document deprecates.
    pub uses_deprecated: bool,
}

/// Something that the lock holds otherwise than the document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPrecision {
    /// What is held: `types::Pet.born`.
    pub subject: String,
    /// Where it stands.
    pub origin: Pointer,
    /// What it is.
    pub held: String,
    /// What the document says.
    pub stated: String,
}

/// A documented header of responses.
#[derive(Debug, Clone)]
pub struct HeaderItem {
    /// Name.
    pub ident: StaticIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Name on the wire.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How its text is read.
    pub form: HeaderForm,
    /// The feature of the type that it holds, if types have any.
    pub feature: Option<FeatureName>,
}

/// How the text of a header is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderForm {
    /// A text.
    Text,
    /// A number or a boolean.
    Bare,
    /// Texts behind commas.
    Texts,
    /// Numbers or booleans behind commas.
    Bares,
    /// An object, as pairs or not, and its members that are numbers or booleans.
    Object(bool, Vec<String>),
    /// An object of numbers or booleans, as pairs or not.
    BareObject(bool),
    /// JSON.
    Json,
}

/// The file that holds an API's root module.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Root {
    /// `mod.rs`, for a module of a larger crate.
    #[default]
    Module,
    /// `lib.rs`, for a crate of its own.
    Library,
}

/// The module of types.
#[derive(Debug, Clone, Default)]
pub struct TypesModule {
    /// Items in the order of the document.
    pub items: Vec<TypeItem>,
    /// Builtins whose short name is taken by an item, so that they are written
    /// with their full path.
    pub full: BTreeSet<Builtin>,
    /// Into how many files the items go.
    pub files: TypeFiles,
    /// Definitions whose names programs cannot write, with a name that they write instead: which
    /// name fits all places that share one changes with the document.
    pub shared: BTreeMap<TypeIdent, TypeIdent>,
}

/// An item of the module of types.
#[derive(Debug, Clone)]
pub struct TypeItem {
    /// The feature that turns it on, if not all do.
    pub feature: Option<FeatureName>,
    /// The item.
    pub item: Item,
}

/// A schema and its type.
#[derive(Debug, Clone)]
pub struct Indexed {
    /// Where the schema stands in the document.
    pub schema: Pointer,
    /// Its type in the module `types`.
    pub ident: TypeIdent,
    /// Whether it travels as JSON; a form with files never does.
    pub json: bool,
}

/// How much an API holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Methods of the client, without those that walk pages.
    pub operations: usize,
    /// Structs, enums, unions, newtypes and aliases.
    pub types: usize,
}
