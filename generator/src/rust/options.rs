//! Choices that the caller makes about the Rust side.

pub use super::locked::{
    LockedApi, LockedBody, LockedForm, LockedMember, LockedOperation, LockedPrecision,
    LockedScalar, LockedType,
};
pub use super::model::Root;
pub use super::naming::{NameReplacement, NameRule, NameRules};
use super::type_rules::TypeRules;

/// Choices about the generated code that no document makes.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the header of each file calls the document, for instance
    /// `specs/pets.yaml`.
    pub source: String,
    /// Path of the API's module in its crate, for instance `gcore`, `waap`;
    /// empty for a crate of its own. Only shown in documentation.
    pub module: Vec<String>,
    /// Name of the crate that holds the code; part of the `User-Agent` header.
    pub crate_name: String,
    /// The feature of the crate that turns this API on. Only shown in
    /// documentation.
    pub feature: Option<String>,
    /// Which client has which operations.
    pub clients: ClientGrouping,
    /// Whether there are types alone: no client, and no HTTP in what the crate needs.
    pub types_only: bool,
    /// Whether each tag is a Cargo feature, with the types that only it reaches.
    pub tag_features: bool,
    /// What `type: number` becomes.
    pub number: NumberType,
    /// Which types stand for what the document describes.
    pub types: TypeRules,
    /// Where responses must keep to the document.
    pub strictness: Strictness,
    /// How names of the document become names of Rust.
    pub names: NameRules,
    /// The names that an earlier run has given, where there is a lock; they are kept.
    pub locked: Option<LockedApi>,
    /// Whether the document's examples of responses are written for tests.
    pub examples: bool,
    /// Whether the root file is `mod.rs` or `lib.rs`.
    pub root: Root,
}

/// Where a response that departs from the document is an error. Elsewhere it is read as far
/// as it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Nowhere, unless a client or a call says so.
    #[default]
    Nowhere,
    /// In all responses, unless a client or a call says otherwise.
    Everywhere,
    /// In types (`Invoice`) and properties (`Invoice.total`), by patterns in which `*`
    /// stands for any text.
    Of(Vec<String>),
}

/// Which client has which operations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClientGrouping {
    /// One client has all.
    #[default]
    Flat,
    /// Those of a tag have a client of their own.
    ByTag,
    /// Those whose paths begin alike have a client of their own.
    ByPath,
}

/// What `type: number` without `format: decimal` becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberType {
    /// `f64`.
    #[default]
    F64,
    /// `Decimal`: exact, for money.
    Decimal,
}
