//! The words of the grammar: what a value of an OpenAPI document may be.

use super::at::DocumentPlace;
use super::walker::Walker;
use crate::maps::IndexMap;
use crate::source::Node;

/// The entries of a map.
pub(super) type Entries = IndexMap<Box<str>, Node>;

/// What a value has to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum ValueKind {
    /// Any JSON value.
    Any,
    /// Text.
    Text,
    /// The name of a type, or several: `types.rs` has brought it to one form.
    Types,
    /// `true` or `false`.
    Boolean,
    /// A whole number that is not negative.
    Size,
    /// A number, handed on as the text of its digits.
    Digits,
    /// A list of one kind.
    List(&'static ValueKind),
    /// A map with free keys to one kind.
    Map(&'static ValueKind),
    /// An OpenAPI object.
    Object(&'static Object),
    /// An OpenAPI object, or a Reference Object to one.
    Referable(&'static Object, ComponentSection),
    /// An OpenAPI object, or a reference whose target is set in here.
    Inlined(&'static Object),
    /// A schema, a boolean schema or a reference to a schema.
    Schema,
    /// A boolean or a schema (`additionalProperties`).
    BooleanOrSchema,
    /// A known key that says nothing to a client.
    Ignored,
    /// A known key that is not supported, left out with a warning.
    Unsupported,
}

/// The kinds of components that a reference can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub(super) enum ComponentSection {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
}

impl ComponentSection {
    /// All of them.
    pub(super) const ALL: [Self; 9] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
    ];

    /// The key in the Components Object.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
        }
    }
}

/// An object of the specification.
#[derive(Debug)]
pub(super) struct Object {
    /// Its name in the specification, such as `Media Type Object`.
    pub name: &'static str,
    /// Its fixed fields.
    pub fields: &'static [FixedField],
    /// Its patterned fields.
    pub rest: RestKeys,
    /// Whether authors may add keys without `x-` since OpenAPI 3.1.
    pub open: bool,
    /// Repairs that need more than one field; `false` leaves the object out.
    pub prepare: Prepare,
}

impl Object {
    /// Whether a node may be meant as this object: a map that has one of its fields,
    /// is a reference, or says nothing.
    pub(super) fn may_be(&self, node: &Node) -> bool {
        let is_known = |key: &str| {
            key == "$ref"
                || is_extension(key)
                || self.fields.iter().any(|field| field.key == key)
                || matches!(self.rest, RestKeys::All(_))
        };
        match node {
            Node::Map(map) => map.is_empty() || map.keys().any(|key| is_known(key)),
            // a schema of any value or none
            Node::Bool(_) => true,
            Node::Null | Node::Number(_) | Node::String(_) | Node::List(_) => false,
        }
    }
}

/// A repair of one object before its fields are walked.
pub(super) type Prepare = fn(&mut Walker<'_>, &mut Entries, &DocumentPlace<'_>) -> bool;

/// No repair.
pub(super) fn repair_nothing(_: &mut Walker<'_>, _: &mut Entries, _: &DocumentPlace<'_>) -> bool {
    true
}

/// What keys beside the fixed fields mean.
#[derive(Debug, Clone, Copy)]
pub(super) enum RestKeys {
    /// Nothing: they are unknown.
    Unknown,
    /// Every key has this kind.
    All(ValueKind),
}

/// A fixed field.
#[derive(Debug, Clone, Copy)]
pub(super) struct FixedField {
    /// The key.
    pub key: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
    /// What happens when it is missing.
    pub need: Need,
    /// The first version that has it.
    pub since: Version,
}

/// What happens when a field is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Optional,
    /// It counts as empty text; up to a version that is worth a warning.
    Text(Version),
    /// It counts as an empty map; up to a version that is worth a warning.
    Map(Version),
    /// The object around it is of no use.
    Object,
}

/// Versions of OpenAPI that read differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 3.0.x
    V30,
    /// 3.1.x
    V31,
    /// 3.2.x
    V32,
}

impl Version {
    /// How it is written in messages.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// A field that may be missing.
pub(super) const fn make_optional_field(key: &'static str, kind: ValueKind) -> FixedField {
    FixedField {
        key,
        kind,
        need: Need::Optional,
        since: Version::V30,
    }
}

impl FixedField {
    /// Says what happens when it is missing.
    pub(super) const fn need(self, need: Need) -> Self {
        Self { need, ..self }
    }

    /// Says which version brought it.
    pub(super) const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }
}

/// Whether a field is an extension of the specification (section "Specification Extensions").
pub(super) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}
