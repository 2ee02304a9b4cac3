//! What values look like in JSON.

use super::{ApiDocs, GivenName, Integer, NumberShape, TextShape, TypeId, TypeUse, Union, Usage};
use crate::maps::IndexMap;
use crate::source::Pointer;

/// What the values of a type look like in JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Any JSON value: `{}`, `true`, or what is not supported (with a warning).
    Any,
    /// No value at all: `false`.
    Never,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// Any number.
    Number(NumberShape),
    /// Text.
    Text(TextShape),
    /// A closed list of texts or whole numbers in the document; open on the wire.
    Enum(Enum),
    /// A constant: a value that never varies.
    Const(Const),
    /// An object with known properties.
    Struct(ObjectShape),
    /// An object with free keys.
    Map(Map),
    /// An array.
    List(ListShape),
    /// An array with one type for each position.
    Tuple(Tuple),
    /// One of several types.
    Union(Union),
    /// Another type under a name of its own (a component that only refers).
    Alias(TypeUse),
}

impl Shape {
    /// Whether it takes whatever comes, or any object. `bare` gives the shape of a type behind
    /// its aliases.
    pub(crate) fn accepts_any_value<'s>(&self, bare: impl Fn(TypeId) -> &'s Self) -> bool {
        match self {
            Self::Any => true,
            Self::Map(map) => *bare(map.value.id) == Self::Any,
            _ => false,
        }
    }
}

/// A list of allowed values.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Enum {
    /// Text or whole numbers: all values are of this one kind.
    pub kind: EnumKind,
    /// Values in the order of the document, without repetition.
    pub values: Vec<EnumValue>,
}

/// Of what kind the values of an enum are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnumKind {
    /// JSON strings.
    Text,
    /// JSON numbers without fraction that fit into `i64`.
    Integer,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value on the wire: the text itself, or the digits of the number.
    pub wire: String,
    /// A name for programs (`x-enum-varnames` and its like).
    pub given: Option<GivenName>,
    /// What the document says of it.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A value that never varies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Const {
    /// A text.
    Text(String),
    /// A whole number, as its digits.
    Integer(String),
    /// `true` or `false`.
    Boolean(bool),
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectShape {
    /// Properties in the order of the document.
    pub fields: IndexMap<String, ObjectField>,
    /// What else the object may hold.
    pub rest: OtherProperties,
    /// Of an object that is closed but for `patternProperties` their expressions: names of
    /// other properties match one of them. Empty where no expression binds the names.
    pub patterns: Vec<String>,
    /// Sets of properties of which at least one must be there whole
    /// (`anyOf`/`oneOf` of branches that say nothing but `required`).
    pub any_of_required: Vec<Vec<String>>,
    /// Fewest members.
    pub min_properties: Option<u64>,
    /// Most members.
    pub max_properties: Option<u64>,
}

/// What an object may hold besides its known properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherProperties {
    /// Anything (`additionalProperties` absent or `true`): kept as it came.
    Any,
    /// Nothing (`false`).
    Closed,
    /// Values of one type.
    Of(TypeUse),
}

/// A property.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectField {
    /// A name for programs.
    pub given: Option<GivenName>,
    /// Type of the value when it is there and not null.
    pub ty: TypeId,
    /// Absent, null or there.
    pub presence: Presence,
    /// What the document says at the property itself.
    pub docs: ApiDocs,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Where it stands.
    pub origin: Pointer,
}

impl ObjectField {
    /// Whether the property travels the other way only: then it need not be there, also
    /// where it is required (OAS 3.0.3 §4.7.24.2).
    pub fn travels_elsewhere(&self, usage: Usage) -> bool {
        (self.read_only && usage.request) || (self.write_only && usage.response)
    }

    /// Whether each object that travels so has the property.
    pub fn is_always_there(&self, usage: Usage) -> bool {
        self.presence.is_required() && !self.travels_elsewhere(usage)
    }
}

/// Whether a property must be there, and whether it may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Always there, may be null.
    RequiredNullable,
    /// May be absent, never null.
    Optional,
    /// May be absent, may be null, and these two differ.
    OptionalNullable,
}

impl Presence {
    /// Required and nullable, as one.
    pub const fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether it is always there.
    pub const fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::OptionalNullable => false,
        }
    }

    /// Whether it may be null.
    pub const fn is_nullable(self) -> bool {
        match self {
            Self::RequiredNullable | Self::OptionalNullable => true,
            Self::Required | Self::Optional => false,
        }
    }
}

/// An object with free keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Type of each value.
    pub value: TypeUse,
    /// Fewest entries.
    pub min_properties: Option<u64>,
    /// Most entries.
    pub max_properties: Option<u64>,
}

/// An array.
#[derive(Debug, Clone, PartialEq)]
pub struct ListShape {
    /// Type of each item.
    pub item: TypeUse,
    /// Fewest items.
    pub min_items: Option<u64>,
    /// Most items.
    pub max_items: Option<u64>,
    /// Whether items must differ.
    pub unique: bool,
}

/// An array with one type for each position (`prefixItems`, `items: false`).
#[derive(Debug, Clone, PartialEq)]
pub struct Tuple {
    /// Types by position.
    pub items: Vec<TypeUse>,
}
