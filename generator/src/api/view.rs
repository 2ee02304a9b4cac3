//! One schema as plain data: all its keywords in one struct, whatever variant
//! of `openapiv3` they came in.
//!
//! Takes nothing and decides nothing; [`convert`](super::convert) fills it, the
//! rest of the stage reads it. Knows nothing of `openapiv3`.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use serde_json::Value;

use super::types::{ApiDocs, Bounds, GivenName};
use crate::maps::{HashMap, IndexMap};
use crate::source::Pointer;

/// A schema and its place.
#[derive(Debug, Clone)]
pub(crate) struct SchemaNode {
    /// Where the schema stands in the document.
    pub(crate) at: Pointer,
    /// What tells it from others when the document has no such schema: an
    /// intersection of several, or a part of one.
    made: Option<ComposedSchema>,
    /// Over how many references and members of `allOf` it is reached from the schema that
    /// it was made a part of.
    pub(crate) distance: usize,
    /// What it says.
    pub(crate) view: Rc<View>,
}

/// A schema that the document has only in parts.
#[derive(Debug, Clone)]
struct ComposedSchema {
    key: Rc<str>,
    depth: usize,
}

impl SchemaNode {
    /// A schema of the document.
    pub(crate) fn new(at: Pointer, view: View) -> Self {
        Self {
            at,
            made: None,
            distance: 0,
            view: Rc::new(view),
        }
    }

    /// A part of this schema under a key of its own.
    pub(crate) fn part(&self, name: &str, view: View) -> Self {
        let key = Rc::from(format!("{}!{name}", self.key()));
        let depth = self.depth();
        Self {
            at: self.at.clone(),
            made: Some(ComposedSchema { key, depth }),
            distance: 0,
            view: Rc::new(view),
        }
    }

    /// The same schema, reached from so much further away.
    pub(crate) fn further(&self, steps: usize) -> Self {
        Self {
            distance: self.distance + steps,
            ..self.clone()
        }
    }

    /// What satisfies all of `parts`; stands where the last of them stands.
    pub(crate) fn all_of(mut parts: Vec<Self>) -> Option<Self> {
        let mut seen = crate::maps::HashSet::default();
        parts.retain(|part| seen.insert(part.key().to_owned()));
        let last = parts.pop()?;
        if parts.is_empty() {
            return Some(last);
        }
        let at = last.at.clone();
        parts.push(last);
        let mut keys: Vec<&str> = parts.iter().map(Self::key).collect();
        // In any order the same intersection is the same schema, so that it has one type.
        keys.sort_unstable();
        let made = ComposedSchema {
            key: Rc::from(keys.join("&")),
            depth: 1 + parts.iter().map(Self::depth).max().unwrap_or_default(),
        };
        let view = View {
            notes: joint_notes(&parts),
            all_of: parts,
            ..View::default()
        };
        Some(Self {
            at,
            made: Some(made),
            distance: 0,
            view: Rc::new(view),
        })
    }

    /// What tells this schema from every other: its pointer, unless it was made.
    pub(crate) fn key(&self) -> &str {
        match &self.made {
            Some(made) => &made.key,
            None => self.at.as_str(),
        }
    }

    /// Whether the document has it only in parts.
    pub(crate) fn is_made(&self) -> bool {
        self.made.is_some()
    }

    /// How many intersections stand inside one another here.
    pub(crate) fn depth(&self) -> usize {
        self.made.as_ref().map_or(0, |made| made.depth)
    }
}

/// What an intersection says to people: each fact from the last part that has it.
fn joint_notes(parts: &[SchemaNode]) -> Notes {
    let mut notes = Notes::default();
    for part in parts {
        notes.override_with(&part.view.notes);
    }
    notes
}

/// Two schemas are equal when they allow the same values by the same keywords.
impl PartialEq for SchemaNode {
    fn eq(&self, other: &Self) -> bool {
        // The pointer first: copies of a node share its view, and are what is compared most.
        Rc::ptr_eq(&self.view, &other.view) || *self.view == *other.view
    }
}

impl Eq for SchemaNode {}

impl Hash for SchemaNode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.view.hash(state);
    }
}

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
}

/// The `type` keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SchemaType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl SchemaType {
    /// Reads the word that stands after `type:`.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    /// The word that stands after `type:`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// Whether a value is of this type.
    pub(crate) fn holds(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

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
    pub(crate) pattern_properties: Vec<SchemaNode>,
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

/// `enum`, with what extension keys say of its values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Enumeration {
    /// The values as written, `null` and repetitions included.
    pub(crate) values: Vec<Value>,
    /// Suggested names by position.
    pub(crate) names: Vec<Option<GivenName>>,
    /// Texts by position.
    pub(crate) descriptions: Vec<Option<String>>,
    /// Positions of deprecated values, from the smallest.
    pub(crate) deprecated: Vec<usize>,
}

impl Enumeration {
    /// About how many bytes its values take, with what is said of them.
    pub(crate) fn cost(&self) -> usize {
        let texts = self.descriptions.iter().flatten();
        64 * self.values.len() + texts.map(String::len).sum::<usize>()
    }

    /// Whether the value at a position is deprecated.
    pub(crate) fn is_deprecated(&self, position: usize) -> bool {
        self.deprecated.binary_search(&position).is_ok()
    }

    /// The values that stand in both lists, in this order, with what either says.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let mut common = Self::default();
        let mut places: HashMap<&Value, usize> = HashMap::default();
        for (place, value) in other.values.iter().enumerate() {
            places.entry(value).or_insert(place);
        }
        for (index, value) in self.values.iter().enumerate() {
            let Some(place) = places.get(value).copied() else {
                continue;
            };
            if self.is_deprecated(index) || other.is_deprecated(place) {
                common.deprecated.push(common.values.len());
            }
            let at = (index, place);
            common
                .names
                .push(choose_said(&self.names, &other.names, at));
            let texts = choose_said(&self.descriptions, &other.descriptions, at);
            common.descriptions.push(texts);
            common.values.push(value.clone());
        }
        common
    }
}

/// What is said of a value by its place in either list; the first list counts more.
fn choose_said<T: Clone>(
    ours: &[Option<T>],
    theirs: &[Option<T>],
    (our_place, their_place): (usize, usize),
) -> Option<T> {
    let ours = ours.get(our_place).cloned().flatten();
    ours.or_else(|| theirs.get(their_place).cloned().flatten())
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
