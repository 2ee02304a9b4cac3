//! What of a response departs from its document, and was read all the same.

use std::borrow::Cow;
use std::fmt;

/// A part of a response that does not keep to the document, and what was made of it.
///
/// Displayed as `$.items[3].price: expected a number, found a string`, and where a value is
/// made up, as `$.at: expected a required property, found nothing, read as 1970-01-01`.
/// Holds no values of the response, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// Where it stands, as a JSON path: `$.items[3].price`.
    pub path: String,
    /// What is wrong with it.
    pub kind: DriftKind,
    /// What the document asks for: `a number`.
    pub expected: Cow<'static, str>,
    /// What came: `a string`.
    pub found: Cow<'static, str>,
    /// The empty value that stands for it: `0`, `""`, `1970-01-01`. `None` where what came
    /// is kept or left out, and for objects and unions of empty values.
    pub read_as: Option<&'static str>,
}

impl fmt::Display for Correction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
            read_as,
            kind: _,
        } = self;
        write!(out, "{path}: expected {expected}, found {found}")?;
        match read_as {
            None => Ok(()),
            Some(value) => write!(out, ", read as {value}"),
        }
    }
}

/// How a response departs from its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A required property is not there: it got the empty value of its type (`""`, 0,
    /// `false`, an empty list or map, an unknown variant, an object of such, 1970-01-01).
    Missing,
    /// A null where none may be: it became the empty value of its type.
    Null,
    /// A value in another form that says the same: a number in a text, 1 for `true`, a
    /// time without its offset.
    OtherForm,
    /// A value that nothing could be made of: it counts as missing. That of a property is
    /// kept as it came in `extra`, under its name; of a list or a map, that one item is
    /// left out.
    Unreadable,
    /// A value of a union that fits none of its variants, or one that cannot be read: kept
    /// whole, as an unknown variant.
    UnreadableVariant,
    /// A value that an enumeration of the document does not have, which is kept. Told to
    /// [`Builder::on_drift`](crate::Builder::on_drift) alone.
    UnknownValue,
    /// A tag that a union of the document does not have; the object is kept. Told to
    /// [`Builder::on_drift`](crate::Builder::on_drift) alone.
    UnknownVariant,
    /// A member that the document does not name. Told to
    /// [`Builder::on_drift`](crate::Builder::on_drift) alone.
    UnknownMember,
    /// The server says in `Deprecation` (RFC 9745) that the operation is deprecated, or will be.
    /// Told to [`Builder::on_drift`](crate::Builder::on_drift) alone.
    Deprecated,
    /// The server says in `Sunset` (RFC 8594) when the operation will be gone. Told to
    /// [`Builder::on_drift`](crate::Builder::on_drift) alone.
    Sunset,
}

impl DriftKind {
    /// Whether what was read is another value than what came. Else it is kept as it came.
    #[must_use]
    pub const fn is_correction(self) -> bool {
        match self {
            Self::Missing
            | Self::Null
            | Self::OtherForm
            | Self::Unreadable
            | Self::UnreadableVariant => true,
            Self::UnknownValue
            | Self::UnknownVariant
            | Self::UnknownMember
            | Self::Deprecated
            | Self::Sunset => false,
        }
    }
}
