//! The keywords that restrict values by themselves.

use std::hash::{Hash, Hasher};

use serde_json::Value;

use super::{Enumeration, SchemaNode, SchemaType};
use crate::api::types::Bounds;
use crate::maps::IndexMap;

/// Keywords that restrict values by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    /// The schema `false`.
    pub(crate) never: bool,
    /// `type`; empty when any type is allowed. `null` only when it is alone.
    pub(crate) types: Vec<SchemaType>,
    /// `enum`.
    pub(crate) enumeration: Option<Enumeration>,
    /// `const`.
    pub(crate) constant: Option<Value>,
    /// `format`.
    pub(crate) format: Option<String>,
    /// `contentEncoding`.
    pub(crate) encoding: Option<String>,
    /// `x-bindery-format`.
    pub(crate) time_format: Option<String>,
    /// `pattern` of the schema and of each member of its `allOf`.
    pub(crate) patterns: Vec<String>,
    /// `minLength`.
    pub(crate) min_length: Option<u64>,
    /// `maxLength`.
    pub(crate) max_length: Option<u64>,
    /// `minimum` and its like.
    pub(crate) bounds: Bounds,
    /// `properties`.
    pub(crate) properties: IndexMap<String, SchemaNode>,
    /// `required`.
    pub(crate) required: Vec<String>,
    /// `additionalProperties`, or `unevaluatedProperties` in its place.
    pub(crate) additional: Additional,
    /// `patternProperties`: the schemas alone.
    pub(crate) pattern_properties: Vec<(String, SchemaNode)>,
    /// `minProperties`.
    pub(crate) min_properties: Option<u64>,
    /// `maxProperties`.
    pub(crate) max_properties: Option<u64>,
    /// `items`.
    pub(crate) items: Option<SchemaNode>,
    /// `prefixItems`.
    pub(crate) prefix_items: Vec<SchemaNode>,
    /// `minItems`.
    pub(crate) min_items: Option<u64>,
    /// `maxItems`.
    pub(crate) max_items: Option<u64>,
    /// `uniqueItems`.
    pub(crate) unique: bool,
    /// `contentMediaType`.
    pub(crate) media_type: Option<String>,
    /// `contentSchema`.
    pub(crate) content_schema: Option<SchemaNode>,
}

/// Of the keywords that set many schemas of one document apart.
impl Hash for Rules {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.types.hash(state);
        self.enumeration.hash(state);
        self.constant.hash(state);
        (&self.format, &self.patterns, &self.bounds).hash(state);
        (self.min_length, self.max_length).hash(state);
        (self.min_properties, self.max_properties).hash(state);
        (self.min_items, self.max_items).hash(state);
        self.required.hash(state);
        self.additional.hash(state);
        self.pattern_properties.hash(state);
        self.items.hash(state);
        self.prefix_items.hash(state);
        // Equality does not look at the order of properties.
        let hasher = foldhash::fast::FixedState::default();
        let properties = self.properties.iter();
        let hashes = properties.map(|property| std::hash::BuildHasher::hash_one(&hasher, property));
        hashes.fold(0, u64::wrapping_add).hash(state);
    }
}

impl Rules {
    /// Whether nothing is restricted.
    pub(crate) fn is_empty(&self) -> bool {
        // The cheap test first; nearly all schemas have a type.
        self.types.is_empty() && *self == Self::default()
    }

    /// Whether nothing is restricted but the type.
    pub(crate) fn is_type_only(&self) -> bool {
        !self.speaks_of_objects()
            && *self
                == Self {
                    types: self.types.clone(),
                    ..Self::default()
                }
    }

    /// Whether a keyword of objects stands here.
    pub(crate) fn speaks_of_objects(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.pattern_properties.is_empty()
            || self.additional != Additional::Unsaid
    }
}

/// `additionalProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) enum Additional {
    /// Absent: anything is allowed.
    #[default]
    Unsaid,
    /// `true`.
    Allowed,
    /// `false`.
    Closed,
    /// Absent, and `unevaluatedProperties: false` stands there: closed, but for what
    /// other keywords name (JSON Schema 2020-12, Core §11.3).
    Unevaluated,
    /// A schema.
    Of(SchemaNode),
}
