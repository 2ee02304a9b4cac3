//! One schema as plain data: all its keywords in one struct, whatever variant
//! of `openapiv3` they came in.
//!
//! Takes nothing and decides nothing; [`convert`](super::convert) fills it, the
//! rest of the stage reads it. Knows nothing of `openapiv3`.

mod enumeration;
mod node;
mod rules;
mod schema_type;

pub(crate) use enumeration::Enumeration;
pub(crate) use node::SchemaNode;
pub(crate) use rules::{Additional, Rules};
pub(crate) use schema_type::SchemaType;

use std::hash::{Hash, Hasher};

use serde_json::Value;

use super::pages::PageRole;
use super::types::{ApiDocs, GivenName};
use crate::maps::IndexMap;

/// All keywords of one schema.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    /// What says nothing about allowed values.
    pub(crate) notes: Notes,
    /// `nullable: true`, or `null` among the types.
    pub(crate) nullable: bool,
    /// `$ref`, as written.
    pub(crate) reference: Option<String>,
    /// `allOf`.
    pub(crate) all_of: Vec<SchemaNode>,
    /// `oneOf` and `anyOf`.
    pub(crate) unions: Vec<AlternativeGroup>,
    /// `discriminator` of a schema without alternatives of its own.
    pub(crate) discriminator: Option<Discriminator>,
    /// All other keywords that restrict values.
    pub(crate) rules: Rules,
    /// Keywords that types cannot show, by name.
    pub(crate) ignored: Vec<String>,
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        self.nullable == other.nullable
            && self.reference == other.reference
            && self.all_of == other.all_of
            && self.unions == other.unions
            && self.discriminator == other.discriminator
            && self.rules == other.rules
    }
}

impl Eq for View {}

/// Of what equality looks at.
impl Hash for View {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.nullable.hash(state);
        self.reference.hash(state);
        self.all_of.hash(state);
        self.unions.hash(state);
        self.rules.hash(state);
    }
}

impl View {
    /// Whether it has neither a reference nor `allOf`.
    pub(crate) fn is_merged(&self) -> bool {
        self.reference.is_none() && self.all_of.is_empty()
    }

    /// Whether it restricts no value: annotations at most.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_merged() && !self.restricts()
    }

    /// Whether it restricts values by itself, without what it refers to.
    pub(crate) fn restricts(&self) -> bool {
        !self.unions.is_empty() || !self.rules.is_empty()
    }
}

/// Annotations: they restrict no value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    /// Title, text, examples.
    pub(crate) docs: ApiDocs,
    /// `readOnly`.
    pub(crate) read_only: bool,
    /// `writeOnly`.
    pub(crate) write_only: bool,
    /// A name chosen by an overlay (`x-bindery-name`).
    pub(crate) name: Option<String>,
    /// A name for the type in a key of another generator.
    pub(crate) suggested: Option<String>,
    /// A name for the field, where the schema is that of a property.
    pub(crate) property: Option<GivenName>,
    /// What the value is for the pages of an operation.
    pub(crate) page_role: Option<PageRole>,
    /// `x-rust-type`, as it stands there.
    pub(crate) rust_type: Option<Value>,
}

impl Notes {
    /// The name of the only value of a schema, where the schema says one.
    pub(crate) fn name_of_constant(&self) -> Option<GivenName> {
        let chosen = self.name.clone().map(GivenName::Chosen);
        chosen.or_else(|| self.docs.title.clone().map(GivenName::Suggested))
    }

    /// Takes over what `other` says, where it says anything.
    pub(crate) fn override_with(&mut self, other: &Self) {
        let (docs, theirs) = (&mut self.docs, &other.docs);
        let replace = |mine: &mut Option<String>, theirs: &Option<String>| {
            if theirs.is_some() {
                mine.clone_from(theirs);
            }
        };
        replace(&mut docs.title, &theirs.title);
        replace(&mut docs.description, &theirs.description);
        replace(&mut docs.default, &theirs.default);
        replace(&mut docs.link, &theirs.link);
        if !theirs.examples.is_empty() {
            docs.examples.clone_from(&theirs.examples);
        }
        docs.deprecated |= theirs.deprecated;
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
    }
}

/// `oneOf` or `anyOf`: alternatives, of which a value meets at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AlternativeGroup {
    /// The alternatives in the order of the document.
    pub(crate) branches: Vec<SchemaNode>,
    /// The `discriminator` beside them.
    pub(crate) discriminator: Option<Discriminator>,
    /// Whether several may hold at the same time: `anyOf`.
    pub(crate) overlapping: bool,
}

impl Hash for AlternativeGroup {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.branches.hash(state);
    }
}

/// The Discriminator Object (OAS 3.1 §4.8.25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Discriminator {
    /// `propertyName`.
    pub(crate) property: String,
    /// `mapping`: value → name or reference.
    pub(crate) mapping: IndexMap<String, String>,
    /// `defaultMapping`: the name or reference of what all other objects are (OAS 3.2).
    pub(crate) default_mapping: Option<String>,
}
