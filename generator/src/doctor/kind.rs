//! What kinds of complaints there are, and how much each weighs.

use super::mend::find_meant_type;
use crate::diagnostics::{Code, Diagnostic};

/// What is wrong with a place of a document, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComplaintKind {
    /// Something has no type, or a looser one than the document means.
    Untyped,
    /// Two things cannot be told apart, or nothing says what is meant.
    Ambiguous,
    /// The document says two things that exclude each other.
    Contradictory,
    /// Money is a binary floating point number, which rounds.
    Money,
    /// Something is not as OpenAPI has it; it was read as what it means.
    Repaired,
}

impl ComplaintKind {
    /// All kinds, in their order.
    pub const ALL: [Self; 5] = [
        Self::Untyped,
        Self::Ambiguous,
        Self::Contradictory,
        Self::Money,
        Self::Repaired,
    ];

    /// What one operation or type is worth.
    pub(super) const FULL_WEIGHT: usize = 4;

    /// The kind's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Untyped => "untyped",
            Self::Ambiguous => "ambiguous",
            Self::Contradictory => "contradictory",
            Self::Money => "money",
            Self::Repaired => "repaired",
        }
    }

    /// How much a complaint takes away, in quarters of an operation or a type.
    #[must_use]
    pub fn weight(self) -> usize {
        match self {
            Self::Untyped | Self::Ambiguous | Self::Contradictory => Self::FULL_WEIGHT,
            Self::Money => 2,
            Self::Repaired => 1,
        }
    }

    /// Of what kind a finding is. Findings of reading and normalising are repairs unless they
    /// cost a type.
    pub(super) fn of_finding(finding: &Diagnostic) -> Self {
        match finding.code {
            Code::UnknownType if find_meant_type(finding).is_some() => Self::Repaired,
            Code::UnsupportedFeature
            | Code::UnknownType
            | Code::TupleItems
            | Code::UnknownDialect
            | Code::RemoteReference
            | Code::NothingThere
            | Code::MissingFile
            | Code::CircularReference
            | Code::RepeatedTooOften
            | Code::OutsideReference
            | Code::ForeignReference
            | Code::RecursiveAllOf
            | Code::IgnoredKeyword
            | Code::EnumFallback
            | Code::XmlAsText
            | Code::UnsupportedSchema
            | Code::UnionFallback
            | Code::UnresolvedReference
            | Code::WrongTarget
            | Code::ReferenceCycle
            | Code::NotBuilt
            | Code::OtherMediaTypes
            | Code::BytesBody
            | Code::UncheckedPattern => Self::Untyped,
            Code::EqualPaths
            | Code::AmbiguousUnion
            | Code::DiscriminatorMapping
            | Code::MissingOperationId
            | Code::DuplicateOperationId
            | Code::UndefinedStyle
            | Code::UnclearBody
            | Code::CollidingParameters
            | Code::NumberedName
            | Code::ContestedName => Self::Ambiguous,
            Code::ExclusiveFields
            | Code::ServerVariable
            | Code::MisfitValue
            | Code::AllOfContradiction
            | Code::UndeclaredPathParameter
            | Code::UnusedPathParameter
            | Code::UndeclaredSecurityScheme
            | Code::NoSuccess
            | Code::AnswerWithoutBody
            | Code::UnfitPagination
            | Code::MisfitExample => Self::Contradictory,
            _ => Self::Repaired,
        }
    }
}
