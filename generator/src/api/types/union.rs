//! Unions, and how their variants are told apart.

use super::{ApiDocs, GivenName, TypeId};

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
        /// The type of its value, where all variants have it with the same type:
        /// then an object with a value of another type is none of these.
        of: Option<TagType>,
    },
    /// By the JSON type of the value: see [`Variant::json_types`].
    JsonType,
    /// By the JSON type of the value; several variants are objects, and these are told apart
    /// in this way, by their tags or by their keys.
    ObjectsBy(Box<Self>),
    /// By the properties that must be there: see [`Variant::keys`]. The first
    /// variant whose keys are all there is taken, in the order of these places.
    Keys(Vec<usize>),
    /// All variants are tried, and the one is taken that keeps most of the value.
    First,
}

impl Select {
    /// How those variants are told apart that are objects.
    pub fn of_objects(&self) -> &Self {
        match self {
            Self::ObjectsBy(objects) => objects,
            Self::Tag { .. } | Self::JsonType | Self::Keys(_) | Self::First => self,
        }
    }

    /// The property by whose value variants, or those that are objects, are told apart.
    pub fn tag_property(&self) -> Option<&str> {
        match self.of_objects() {
            Self::Tag { property, .. } => Some(property),
            Self::ObjectsBy(_) | Self::JsonType | Self::Keys(_) | Self::First => None,
        }
    }
}

/// What all variants of a union say of their tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagType {
    /// The JSON type of its value.
    pub json_type: JsonType,
    /// Whether it is always there.
    pub required: bool,
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The type; a branch that is only `null` makes the union's uses nullable
    /// and is no variant.
    pub ty: TypeId,
    /// What the document suggests as a name: the component's key or the title.
    pub hint: Option<String>,
    /// A name for programs.
    pub given: Option<GivenName>,
    /// Text at the branch itself.
    pub docs: ApiDocs,
    /// Values of the tag that choose it; numbers and booleans as their text.
    pub tags: Vec<String>,
    /// JSON types that choose it.
    pub json_types: Vec<JsonType>,
    /// Required properties that choose it.
    pub keys: Vec<String>,
    /// The value of the tag that is added when it is sent, where the document's
    /// discriminator demands one and the variant itself may lack it.
    pub added_tag: Option<String>,
    /// Whether it is what objects are that have no tag, or one that no variant has: the
    /// discriminator's `defaultMapping`.
    pub takes_rest: bool,
}

impl Variant {
    /// A variant that nothing chooses yet.
    pub(in crate::api) fn bare(ty: TypeId, hint: Option<String>, docs: ApiDocs) -> Self {
        Self {
            ty,
            hint,
            given: None,
            docs,
            tags: Vec::new(),
            json_types: Vec::new(),
            keys: Vec::new(),
            added_tag: None,
            takes_rest: false,
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
