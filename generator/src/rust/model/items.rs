//! Items of the module `types`.

use super::{Allow, Deep, ItemDocs, Record, Struct, Ty};
use crate::printable::RustAttribute;
use crate::rust::names::{FieldIdent, TypeIdent, VariantIdent};

/// An item of the module `types`.
#[derive(Debug, Clone)]
pub enum Item {
    /// An object with known properties, and how it travels.
    Struct(Struct, Record),
    /// An object that only travels as the parts of a form.
    Form(Struct),
    /// An open list of values.
    Enum(EnumItem),
    /// One of several types.
    Union(UnionItem),
    /// Another name.
    Alias(Alias),
    /// A type around one value.
    Newtype(Newtype),
}

impl Item {
    /// What users want above its definition; an alias has nothing of its own.
    pub fn extras_mut(&mut self) -> Option<&mut Extras> {
        match self {
            Self::Struct(object, _) | Self::Form(object) => Some(&mut object.extras),
            Self::Enum(list) => Some(&mut list.extras),
            Self::Union(union) => Some(&mut union.extras),
            Self::Newtype(newtype) => Some(&mut newtype.extras),
            Self::Alias(_) => None,
        }
    }

    /// Its name.
    pub fn ident(&self) -> &TypeIdent {
        match self {
            Self::Struct(object, _) | Self::Form(object) => &object.ident,
            Self::Enum(list) => &list.ident,
            Self::Union(union) => &union.ident,
            Self::Alias(alias) => &alias.ident,
            Self::Newtype(newtype) => &newtype.ident,
        }
    }
}

/// What users want above the definition of a type, besides what all have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extras {
    /// Traits that are derived.
    pub derives: Vec<String>,
    /// Attributes.
    pub attributes: Vec<RustAttribute>,
}

/// An open list of values.
#[derive(Debug, Clone)]
pub struct EnumItem {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// What users want besides.
    pub extras: Extras,
    /// Whether the values are whole numbers instead of texts.
    pub integer: bool,
    /// Known values.
    pub variants: Vec<EnumVariant>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumVariant {
    /// Name.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// The value on the wire, or the digits of the number.
    pub wire: String,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct UnionItem {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// What users want besides.
    pub extras: Extras,
    /// Variants.
    pub variants: Vec<UnionVariant>,
    /// How the variants are told apart.
    pub pick: Pick,
    /// Conversions from what the variants hold.
    pub froms: Vec<VariantFrom>,
    /// Methods for what all variants have.
    pub getters: Vec<Getter>,
}

/// A method of a union for a property that all its variants have.
#[derive(Debug, Clone)]
pub struct Getter {
    /// The method.
    pub method: FieldIdent,
    /// The field of each variant, in their order; none where a lock keeps the method although
    /// the variant has no such property.
    pub fields: Vec<Option<GetterField>>,
    /// Its name on the wire, by which it is found in a variant that nobody knows.
    pub wire: String,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it gives, when it is there.
    pub deep: Deep,
}

/// The field of a variant that a [`Getter`] gives out.
#[derive(Debug, Clone)]
pub struct GetterField {
    /// Name.
    pub ident: FieldIdent,
    /// Whether the field itself is an `Option`.
    pub optional: bool,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// Name.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it holds.
    pub ty: Ty,
    /// The tag that is added when it is written, and its value.
    pub added_tag: Option<(String, String)>,
}

/// What the value of a tag is.
#[derive(Debug, Clone, Copy)]
pub struct TagKind {
    /// Its JSON type, as the runtime calls it.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

/// How the variants of a union are told apart. Numbers are indices of variants.
#[derive(Debug, Clone)]
pub enum Pick {
    /// By the value of a property; values that no variant has are kept.
    Tag {
        /// The property.
        property: String,
        /// What its value is, where all variants say the same.
        kind: Option<TagKind>,
        /// Each value and its variant.
        tags: Vec<(String, usize)>,
        /// The variant that all other objects are.
        rest: Option<usize>,
    },
    /// By the JSON type.
    Kind {
        /// What each kind chooses.
        arms: Vec<KindArm>,
        /// How objects are told apart, where several variants are.
        objects: Option<Box<Self>>,
    },
    /// By the properties that are there, in this order.
    Keys(Vec<(Vec<String>, usize)>),
    /// By what keeps most of the value, tried in this order.
    First(Vec<Attempt>),
}

/// A variant that is tried.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// The variant.
    pub variant: usize,
    /// Whether it takes whatever comes, or any object.
    pub takes_any: bool,
}

/// The kinds that choose a variant.
#[derive(Debug, Clone)]
pub struct KindArm {
    /// Kinds as the runtime calls them.
    pub kinds: Vec<&'static str>,
    /// The variant.
    pub variant: usize,
}

/// A conversion into a union.
#[derive(Debug, Clone)]
pub struct VariantFrom {
    /// From what.
    pub ty: Ty,
    /// Into which variant.
    pub variant: VariantIdent,
    /// How what the variant holds is made of it.
    pub made: HeldFrom,
}

/// How what a variant holds is made of what converts into the union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldFrom {
    /// It is the same.
    Same,
    /// In a box.
    Boxed,
    /// A text of a `&str`, so that a literal will do.
    Borrowed,
    /// A number of an `i32`, which a literal is where nothing says more.
    Wider,
}

/// Another name for a type.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it stands for.
    pub ty: Ty,
    /// The name beside it for what the constructor of the struct takes for which it stands,
    /// and the struct's own name for that.
    pub required: Option<(TypeIdent, TypeIdent)>,
}

/// A type around one value.
#[derive(Debug, Clone)]
pub struct Newtype {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// What users want besides.
    pub extras: Extras,
    /// How it travels.
    pub codec: NewtypeCodec,
}

/// What a newtype holds and how it travels.
#[derive(Debug, Clone)]
pub enum NewtypeCodec {
    /// As the value inside, which breaks a circle.
    Inner(Ty),
    /// As the text inside, which users want under a name of its own.
    Text,
    /// As the whole number inside, which users want under a name of its own.
    Whole(Ty),
    /// A civil date-time in a format of its own, in `strftime` letters.
    Civil(String),
}
