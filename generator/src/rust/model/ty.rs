//! Types of the generated code.

use std::collections::BTreeSet;

use crate::rust::names::TypeIdent;

/// A Rust type, final.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ty {
    /// `()`.
    Unit,
    /// `bool`.
    Bool,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f64`.
    F64,
    /// `&str`, where a text is only read.
    Str,
    /// `String`.
    String,
    /// A type of the runtime that takes no arguments.
    Runtime(Builtin),
    /// `Option<T>`.
    Option(Box<Ty>),
    /// `Maybe<T>`: absent, null or there.
    Maybe(Box<Ty>),
    /// `Box<T>`.
    Box(Box<Ty>),
    /// `Vec<T>`.
    Vec(Box<Ty>),
    /// `BTreeMap<String, T>`.
    Map(Box<Ty>),
    /// `PatternProperties<T>`.
    PatternProperties(Box<Ty>),
    /// `OrEmpty<T>`.
    OrEmpty(Box<Ty>),
    /// `EventStream<T>`.
    Events(Box<Ty>),
    /// `JsonLines<T>`.
    Lines(Box<Ty>),
    /// `(A, B)`.
    Tuple(Vec<Ty>),
    /// A type of this API.
    Named(NamedType),
    /// A type that neither bindery nor its runtime defines.
    Foreign(ForeignType),
}

/// A type that somebody else has written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ForeignType {
    /// Its path, which means the same in every module.
    pub path: String,
    /// The features of the runtime by which it is there and can be read and written.
    pub features: BTreeSet<&'static str>,
    /// Whether it is known to be `Copy`.
    pub is_copy: bool,
}

/// A type that the generated code defines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NamedType {
    /// In the module `types`.
    Types(TypeIdent),
    /// In the module `operations`.
    Operations(TypeIdent),
}

/// A name that generated code takes from elsewhere, and that an item of the
/// module `types` could shadow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Builtin {
    /// `std::option::Option`.
    Option,
    /// `std::string::String`.
    String,
    /// `std::vec::Vec`.
    Vec,
    /// `std::boxed::Box`.
    Box,
    /// `std::convert::From`.
    From,
    /// `std::convert::Into`.
    Into,
    /// `std::default::Default`.
    Default,
    /// `std::collections::BTreeMap`.
    BTreeMap,
    /// `bindery_runtime::Base64`.
    Base64,
    /// `bindery_runtime::Base64Url`.
    Base64Url,
    /// `bindery_runtime::Bytes`.
    Bytes,
    /// `bindery_runtime::Date`.
    Date,
    /// `bindery_runtime::Decimal`.
    Decimal,
    /// `bindery_runtime::Extra`.
    Extra,
    /// `std::iter::IntoIterator`.
    IntoIterator,
    /// `bindery_runtime::IntoMaybe`.
    IntoMaybe,
    /// `bindery_runtime::Maybe`.
    Maybe,
    /// `bindery_runtime::Never`.
    Never,
    /// `bindery_runtime::Multipart`.
    Multipart,
    /// `bindery_runtime::Null`.
    Null,
    /// `bindery_runtime::Number`.
    Number,
    /// `bindery_runtime::Part`.
    Part,
    /// `bindery_runtime::PatternProperties`.
    PatternProperties,
    /// `bindery_runtime::Timestamp`.
    Timestamp,
    /// `bindery_runtime::Upload`.
    Upload,
    /// `bindery_runtime::Value`.
    Value,
}

impl Builtin {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::Option,
        Self::String,
        Self::Vec,
        Self::Box,
        Self::From,
        Self::Into,
        Self::Default,
        Self::BTreeMap,
        Self::Base64,
        Self::Base64Url,
        Self::Bytes,
        Self::Date,
        Self::Decimal,
        Self::Extra,
        Self::IntoIterator,
        Self::IntoMaybe,
        Self::Maybe,
        Self::Never,
        Self::Multipart,
        Self::Null,
        Self::Number,
        Self::Part,
        Self::PatternProperties,
        Self::Timestamp,
        Self::Upload,
        Self::Value,
    ];

    /// The full path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Option => "::std::option::Option",
            Self::String => "::std::string::String",
            Self::Vec => "::std::vec::Vec",
            Self::Box => "::std::boxed::Box",
            Self::From => "::std::convert::From",
            Self::Into => "::std::convert::Into",
            Self::Default => "::std::default::Default",
            Self::BTreeMap => "::std::collections::BTreeMap",
            Self::Base64 => "::bindery_runtime::Base64",
            Self::Base64Url => "::bindery_runtime::Base64Url",
            Self::Bytes => "::bindery_runtime::Bytes",
            Self::Date => "::bindery_runtime::Date",
            Self::Decimal => "::bindery_runtime::Decimal",
            Self::Extra => "::bindery_runtime::Extra",
            Self::IntoIterator => "::std::iter::IntoIterator",
            Self::IntoMaybe => "::bindery_runtime::IntoMaybe",
            Self::Maybe => "::bindery_runtime::Maybe",
            Self::Never => "::bindery_runtime::Never",
            Self::Multipart => "::bindery_runtime::Multipart",
            Self::Null => "::bindery_runtime::Null",
            Self::Number => "::bindery_runtime::Number",
            Self::Part => "::bindery_runtime::Part",
            Self::PatternProperties => "::bindery_runtime::PatternProperties",
            Self::Timestamp => "::bindery_runtime::Timestamp",
            Self::Upload => "::bindery_runtime::Upload",
            Self::Value => "::bindery_runtime::Value",
        }
    }

    /// The name behind the last `::`.
    pub fn name(self) -> &'static str {
        self.path().rsplit("::").next().unwrap_or_default()
    }

    /// The module that a module without the short name imports it from; `None`
    /// for what is in the prelude.
    pub fn import(self) -> Option<&'static str> {
        if self == Self::BTreeMap {
            Some("std::collections")
        } else if self.path().starts_with("::bindery_runtime") {
            Some("bindery_runtime")
        } else {
            None
        }
    }
}

impl Ty {
    /// Whether a value may take much more room than others, as a type of the
    /// document does that is not behind a pointer.
    pub fn is_large(&self) -> bool {
        match self {
            Self::Named(_) => true,
            Self::Foreign(foreign) => !foreign.is_copy,
            Self::Option(inner) | Self::Maybe(inner) | Self::OrEmpty(inner) => inner.is_large(),
            Self::Tuple(items) => items.iter().any(Self::is_large),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F64
            | Self::Str
            | Self::String
            | Self::Runtime(_)
            | Self::Box(_)
            | Self::Vec(_)
            | Self::Map(_)
            | Self::PatternProperties(_)
            | Self::Events(_)
            | Self::Lines(_) => false,
        }
    }

    /// The types directly inside.
    pub fn inner(&self) -> &[Ty] {
        match self {
            Self::Option(inner)
            | Self::Maybe(inner)
            | Self::Box(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::PatternProperties(inner)
            | Self::OrEmpty(inner)
            | Self::Events(inner)
            | Self::Lines(inner) => std::slice::from_ref(inner),
            Self::Tuple(items) => items,
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F64
            | Self::Str
            | Self::String
            | Self::Runtime(_)
            | Self::Named(_)
            | Self::Foreign(_) => &[],
        }
    }

    /// The same, to be changed.
    pub fn inner_mut(&mut self) -> &mut [Ty] {
        match self {
            Self::Option(inner)
            | Self::Maybe(inner)
            | Self::Box(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::PatternProperties(inner)
            | Self::OrEmpty(inner)
            | Self::Events(inner)
            | Self::Lines(inner) => std::slice::from_mut(inner),
            Self::Tuple(items) => items,
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F64
            | Self::Str
            | Self::String
            | Self::Runtime(_)
            | Self::Named(_)
            | Self::Foreign(_) => &mut [],
        }
    }
}
