//! Documentation and attributes of items.

use crate::printable::DocLine;

/// What stands above an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemDocs {
    /// Lines of clean Markdown. Never empty for items that users see.
    pub lines: Vec<DocLine>,
    /// Whether the item is deprecated.
    pub deprecated: bool,
}

/// A lint that an item is allowed to break, each for a reason of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allow {
    /// `clippy::too_many_arguments`.
    TooManyArguments,
    /// `clippy::should_implement_trait`.
    ShouldImplementTrait,
    /// `clippy::wrong_self_convention`.
    WrongSelfConvention,
    /// `clippy::large_enum_variant`.
    LargeEnumVariant,
    /// `clippy::enum_variant_names`.
    EnumVariantNames,
    /// `clippy::type_complexity`.
    TypeComplexity,
    /// `clippy::self_named_constructors`.
    SelfNamedConstructors,
}

impl Allow {
    /// The lint's name behind `clippy::`.
    pub const fn lint(self) -> &'static str {
        match self {
            Self::TooManyArguments => "too_many_arguments",
            Self::ShouldImplementTrait => "should_implement_trait",
            Self::WrongSelfConvention => "wrong_self_convention",
            Self::LargeEnumVariant => "large_enum_variant",
            Self::EnumVariantNames => "enum_variant_names",
            Self::TypeComplexity => "type_complexity",
            Self::SelfNamedConstructors => "self_named_constructors",
        }
    }

    /// Why it is allowed.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::TooManyArguments => "the document requires them all",
            Self::ShouldImplementTrait
            | Self::WrongSelfConvention
            | Self::SelfNamedConstructors => "the name is the document's",
            Self::LargeEnumVariant => "one for each call",
            Self::EnumVariantNames => "the names are the document's",
            Self::TypeComplexity => "the type is the document's",
        }
    }
}
