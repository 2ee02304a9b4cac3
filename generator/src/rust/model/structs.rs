//! Structs: those of schemas and those of parameters.

use super::{Allow, Builtin, Extras, ItemDocs, Ty};
use crate::rust::names::{ArgIdent, FieldIdent, StaticIdent, TypeIdent};

/// A struct with its constructor and setters.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// What users want besides.
    pub extras: Extras,
    /// Fields in the order of the document.
    pub fields: Vec<StructField>,
    /// The field that keeps everything else.
    pub rest: Option<RestField>,
    /// How `Default` is implemented.
    pub default: DefaultImpl,
    /// What makes it of what is required; only where programs send it.
    pub constructor: Option<Constructor>,
    /// Setters of optional fields.
    pub setters: Vec<Setter>,
}

impl Struct {
    /// What holds of all structs that hold and take the same, whatever they are called,
    /// what is said of them, and in which order their fields stand.
    pub fn shape(&self) -> impl PartialEq {
        let Self {
            ident: _,
            docs: _,
            allows: _,
            extras: _,
            fields,
            rest,
            default,
            constructor,
            setters,
        } = self;
        let mut fields: Vec<_> = fields.iter().map(|one| (&one.ident, &one.ty)).collect();
        fields.sort_unstable_by_key(|(ident, _)| *ident);
        let fills = constructor.iter().flat_map(|new| &new.fills);
        let mut fills: Vec<_> = fills.map(|one| (&one.ident, &one.initial)).collect();
        fills.sort_unstable_by_key(|(ident, _)| *ident);
        let setters = setters.iter();
        let mut setters: Vec<_> = setters
            .map(|one| (&one.field, &one.method, one.maybe, &one.accept))
            .collect();
        setters.sort_unstable_by_key(|(field, ..)| *field);
        let rest = rest.as_ref().map(|rest| &rest.ty);
        (fields, rest, default, fills, setters)
    }

    /// The struct of what its constructor takes, if that is several values.
    pub fn required(&self) -> Option<&Required> {
        match &self.constructor.as_ref()?.takes {
            Takes::Several(required) => Some(required),
            Takes::Nothing | Takes::One(_) => None,
        }
    }
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructField {
    /// Name.
    pub ident: FieldIdent,
    /// Type, with everything around it.
    pub ty: Ty,
    /// Whether `Debug` does not show it.
    pub secret: bool,
    /// Documentation.
    pub docs: ItemDocs,
}

/// The field that keeps what the document does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestField {
    /// Name.
    pub ident: FieldIdent,
    /// `Extra`, or a map.
    pub ty: Ty,
    /// Documentation.
    pub docs: ItemDocs,
}

/// How a struct implements `Default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultImpl {
    /// Not at all: something is required.
    None,
    /// By derive.
    Derived,
    /// By calling `new`, which fills constants.
    New,
}

/// A constructor that takes what is required.
///
/// A document may rename, reorder, replace and add what is required, and no call may then
/// compile and mean something else. So a constructor takes no two values by their position,
/// and one that takes a single value is called after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constructor {
    /// Name: `new`, or `with_name` where a name is all that is required.
    pub ident: FieldIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// What it takes.
    pub takes: Takes,
    /// How each field is filled; empty when `Default` fills them all.
    pub fills: Vec<Fill>,
}

/// What a constructor takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// The value of one field.
    One(Argue),
    /// The values of several fields, by name.
    Several(Required),
}

/// The struct of what a constructor takes: plain fields, so that whoever writes one has to
/// name all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// Fields in the order of the document.
    pub fields: Vec<StructField>,
}

/// An argument of a constructor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argue {
    /// Name.
    pub ident: ArgIdent,
    /// What it takes.
    pub accept: Accept,
}

/// What a constructor or setter takes for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// The type itself.
    Value(Ty),
    /// What converts into the type.
    Into(Ty),
    /// What converts into the type, which is then put into a box.
    IntoBox(Ty),
    /// What converts into the type, or a `Maybe` of it.
    IntoMaybe(Ty),
    /// What gives items of the type one after the other, of which a list is made.
    Items(Ty),
    /// What gives items that convert into the type.
    IntoItems(Ty),
}

/// How a constructor fills a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The field.
    pub ident: FieldIdent,
    /// With what.
    pub initial: Initial,
}

/// What a constructor fills a field with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Initial {
    /// The argument.
    Argument(ArgIdent, Accept),
    /// The field of the same name of the struct of what is required.
    Required,
    /// `None`.
    None,
    /// `Maybe::Absent`.
    Absent,
    /// A constant text.
    Text(String),
    /// A constant text, converted into the type of the field.
    Converted(String),
    /// A constant number, converted into the type of the field.
    ConvertedInteger(String),
    /// A constant number.
    Integer(String),
    /// A constant boolean.
    Bool(bool),
    /// An empty value of such a type.
    New(Builtin),
    /// Something, in `Some`.
    Some(Box<Initial>),
}

/// A setter of an optional field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setter {
    /// The field.
    pub field: FieldIdent,
    /// Name of the argument.
    pub argument: ArgIdent,
    /// Name of the method: the field's, where a method can have it.
    pub method: FieldIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// Whether the field is a `Maybe` instead of an `Option`.
    pub maybe: bool,
    /// What it takes.
    pub accept: Accept,
}

/// How a struct travels.
#[derive(Debug, Clone)]
pub struct Record {
    /// Name of the table.
    pub ident: StaticIdent,
    /// A row for each field, in order.
    pub rows: Vec<Row>,
    /// Sets of properties of which one must be there whole.
    pub any_of: Vec<Vec<String>>,
    /// Constraints of the object as a whole.
    pub rules: Vec<Rule>,
    /// Constraints of each value that the document does not name.
    pub rest_rules: Vec<Rule>,
    /// Whether responses must keep to it.
    pub strict: bool,
    /// Whether nothing is sent that the document does not name.
    pub closed: bool,
    /// What names beyond those must match; empty where any will do.
    pub patterns: Vec<String>,
    /// Properties without which a value is not of this type, and what they always are,
    /// as JSON.
    pub constants: Vec<(String, &'static str)>,
}

/// How a field travels.
#[derive(Debug, Clone)]
pub struct Row {
    /// Name of the property.
    pub wire: String,
    /// Whether JSON writes the name with escapes.
    pub escaped: bool,
    /// Name of the constructor of the runtime's `Field`.
    pub presence: Presence,
    /// Constraints that are checked before sending.
    pub rules: Vec<Rule>,
    /// Whether responses must keep to it.
    pub strict: bool,
}

pub use crate::api::Presence;

/// A constraint of a value, as the runtime checks it.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Smallest value.
    Minimum(String),
    /// Largest value.
    Maximum(String),
    /// What the value exceeds.
    ExclusiveMinimum(String),
    /// What the value stays under.
    ExclusiveMaximum(String),
    /// The value is a multiple of this.
    MultipleOf(String),
    /// Fewest characters.
    MinLength(u64),
    /// Most characters.
    MaxLength(u64),
    /// What the text matches somewhere, in the dialect of the runtime's engine.
    Pattern(String),
    /// The only value, as JSON text.
    Const(String),
    /// Fewest items.
    MinItems(u64),
    /// Most items.
    MaxItems(u64),
    /// Items differ.
    UniqueItems,
    /// Fewest members.
    MinProperties(u64),
    /// Most members.
    MaxProperties(u64),
    /// Constraints of each item or value.
    Each(Vec<Rule>),
    /// Constraints of items by position.
    Positions(Vec<Vec<Rule>>),
    /// At least one of these lists holds.
    AnyOf(Vec<Vec<Rule>>),
}
