//! Why JSON text could not be read: where, what was expected, what was found.
//!
//! Values are never part of an error, because they may be secret.

use std::borrow::Cow;
use std::fmt;

use super::Kind;
use super::path::{self, Segment, Shortened};
use crate::letters::replace_hidden_letters;
use crate::limits::{MOST_LEVELS_OF_VARIANTS, SHOWN_VARIANTS};
use crate::secrets::Secrets;

/// Why a JSON text could not be read.
///
/// One pointer wide. Displayed as `$.results[3].cost: expected a number, found
/// a string (at byte 512)`; a union of which no variant fits adds one line for
/// each variant. Never shows values.
#[derive(Debug, Clone, PartialEq)]
pub struct DecodeError(Box<DecodeFailure>);

#[derive(Debug, Clone, PartialEq)]
struct DecodeFailure {
    /// The way to the value, innermost step first.
    path: Vec<Segment>,
    offset: usize,
    reason: Reason,
    /// Whether nothing can stand for the value, nor for what holds it.
    is_final: bool,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    /// The text is not JSON; what should have come.
    Syntax(&'static str),
    /// The text ends too early; what should have come.
    End(&'static str),
    /// A value of another kind.
    Kind {
        expected: Cow<'static, str>,
        found: Kind,
    },
    /// A value of the right kind that is not what is expected.
    Value {
        expected: Cow<'static, str>,
        found: &'static str,
    },
    /// A value that is not the only one that its type allows, which is this JSON text.
    Constant(&'static str),
    /// A property is not there.
    Missing(&'static str),
    /// A property stands there twice.
    Twice(&'static str),
    /// No variant of a union fits; why each of them does not.
    NoVariant {
        union: &'static str,
        branches: Vec<DecodeError>,
    },
    /// Of each variant of a union properties are missing that tell it from the others.
    Lacking {
        union: &'static str,
        variants: Vec<(&'static str, Vec<&'static str>)>,
    },
    /// Arrays and objects stand inside each other deeper than so many levels.
    Depth(u32),
    /// They need more than so many bytes of the stack.
    Stack(usize),
    /// The value needs more than so many bytes of the heap.
    Memory(usize),
    /// Reading alternatives again and again took too much work.
    Effort,
    /// Told by a hand-written `Decode`.
    Other(String),
}

impl DecodeError {
    pub(crate) fn new(offset: usize, reason: Reason) -> Self {
        Self(Box::new(DecodeFailure {
            path: Vec::new(),
            offset,
            reason,
            is_final: false,
        }))
    }

    /// An error for a union of which no variant fits.
    pub(crate) fn no_variant(offset: usize, union: &'static str, mut branches: Vec<Self>) -> Self {
        // Unions inside unions would else multiply what is kept.
        for branch in &mut branches {
            branch.forget_below(MOST_LEVELS_OF_VARIANTS);
        }
        let is_final = branches.iter().any(|branch| branch.0.is_final);
        let error = Self::new(offset, Reason::NoVariant { union, branches });
        if is_final { error.finally() } else { error }
    }

    /// Forgets the branches of unions that stand deeper than so many levels.
    fn forget_below(&mut self, levels: usize) {
        if let Reason::NoVariant { branches, .. } = &mut self.0.reason {
            match levels.checked_sub(1) {
                None => branches.clear(),
                Some(levels) => branches
                    .iter_mut()
                    .for_each(|branch| branch.forget_below(levels)),
            }
        }
    }

    /// Without secrets: names of members come from servers.
    pub(crate) fn masked(mut self, secrets: &Secrets) -> Self {
        self.mask(secrets);
        self
    }

    fn mask(&mut self, secrets: &Secrets) {
        for segment in &mut self.0.path {
            if let Segment::Name(name) = segment {
                mask_text(name, secrets);
            }
        }
        match &mut self.0.reason {
            Reason::Kind { expected, .. } | Reason::Value { expected, .. } => {
                mask_text(expected, secrets);
            }
            Reason::NoVariant { branches, .. } => {
                branches.iter_mut().for_each(|branch| branch.mask(secrets));
            }
            Reason::Other(message) => {
                if let Cow::Owned(masked) = secrets.mask(message) {
                    *message = masked;
                }
            }
            Reason::Syntax(_)
            | Reason::End(_)
            | Reason::Constant(_)
            | Reason::Missing(_)
            | Reason::Twice(_)
            | Reason::Lacking { .. }
            | Reason::Depth(_)
            | Reason::Stack(_)
            | Reason::Memory(_)
            | Reason::Effort => {}
        }
    }

    /// An error about an object at `offset`: a property is not there.
    pub(crate) fn missing(offset: usize, name: &'static str) -> Self {
        Self::new(offset, Reason::Missing(name))
    }

    /// Says that the response is no good without the value.
    #[cold]
    pub(crate) fn finally(mut self) -> Self {
        self.0.is_final = true;
        self
    }

    /// Whether no reader can make do with it: the text is not JSON, says a thing twice,
    /// asks for too much, or has no amount where money is due.
    pub(crate) fn is_final(&self) -> bool {
        let is_twice = matches!(self.0.reason, Reason::Twice(_));
        self.0.is_final || is_twice || self.is_syntax() || self.is_limit()
    }

    /// Whether a reader that makes do with what comes may read more of the text.
    pub(crate) fn may_be_forgiven(&self) -> bool {
        !self.is_syntax() && !self.is_limit() && !matches!(self.0.reason, Reason::Twice(_))
    }

    /// What was expected, and what was found. Of an error inside the value, that one.
    #[cold]
    pub(crate) fn differences(&self) -> (Cow<'static, str>, Cow<'static, str>) {
        match &self.0.reason {
            Reason::Kind { expected, found } => (expected.clone(), found.to_string().into()),
            Reason::Value { expected, found } => (expected.clone(), (*found).into()),
            Reason::NoVariant { union, .. } | Reason::Lacking { union, .. } => (
                format!("a variant of `{union}`").into(),
                "a value that fits none".into(),
            ),
            other => (
                "what the document describes".into(),
                other.to_string().into(),
            ),
        }
    }

    /// Adds the property from which the error comes.
    #[cold]
    #[must_use]
    pub(crate) fn in_member(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.path.push(Segment::member(name));
        self
    }

    /// Adds the item from which the error comes.
    #[cold]
    #[must_use]
    pub(crate) fn in_item(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Where the value stands, as a JSON path: `$.results[3].cost`.
    #[must_use]
    pub fn path(&self) -> String {
        self.path_below("$")
    }

    /// Byte of the text at which the problem was noticed, from 0.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What is wrong, without the place: `expected a number, found a string`.
    #[must_use]
    pub fn reason(&self) -> String {
        self.0.reason.to_string()
    }

    /// For a union of which no variant fits: why each of them does not, in the
    /// order in which they were tried. Their paths begin at the union.
    #[must_use]
    pub fn branches(&self) -> &[Self] {
        match &self.0.reason {
            Reason::NoVariant { branches, .. } => branches,
            _ => &[],
        }
    }

    /// Whether the text is not JSON at all (rather than JSON that does not fit).
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        matches!(self.0.reason, Reason::Syntax(_) | Reason::End(_))
    }

    /// Whether the text is refused for what it asks of the reader, and not for what it
    /// says: see [`ReadLimits`](super::ReadLimits).
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.is_room() || matches!(self.0.reason, Reason::Effort)
    }

    /// Whether there is no room for the value, whatever type it is read as.
    pub(crate) fn is_room(&self) -> bool {
        matches!(
            self.0.reason,
            Reason::Depth(_) | Reason::Stack(_) | Reason::Memory(_)
        )
    }

    /// Whether the value is not of its type because of a constant, or may be of none of
    /// several types because of that.
    pub(crate) fn breaks_constant(&self) -> bool {
        matches!(self.0.reason, Reason::Constant(_))
            || self.branches().iter().any(Self::breaks_constant)
    }

    fn path_below(&self, root: &str) -> String {
        let mut path = root.to_owned();
        for segment in self.0.path.iter().rev() {
            path::push_segment(&mut path, segment);
        }
        path
    }

    fn write(&self, root: &str, indent: usize, out: &mut dyn fmt::Write) -> fmt::Result {
        let path = self.path_below(root);
        write!(out, "{path}: {} (at byte {})", self.0.reason, self.0.offset)?;
        for branch in self.branches() {
            write!(out, "\n{:indent$}- ", "")?;
            branch.write(&path, indent + 2, out)?;
        }
        Ok(())
    }
}

fn mask_text(text: &mut Cow<'static, str>, secrets: &Secrets) {
    if let Cow::Owned(masked) = secrets.mask(text) {
        *text = Cow::Owned(masked);
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write("$", 2, &mut Shortened::new(out))
    }
}

impl std::error::Error for DecodeError {}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(expected) => write!(out, "this is not JSON: expected {expected}"),
            Self::End(expected) => write!(out, "the text ends too early: expected {expected}"),
            Self::Kind { expected, found } => write!(out, "expected {expected}, found {found}"),
            Self::Value { expected, found } => write!(out, "expected {expected}, found {found}"),
            Self::Constant(only) => write!(out, "expected `{only}`, which it always is"),
            Self::Missing(name) => write!(out, "the required property `{name}` is missing"),
            Self::Twice(name) => write!(out, "the property `{name}` stands here twice"),
            Self::NoVariant { union, .. } => write!(out, "no variant of `{union}` fits"),
            Self::Lacking { union, variants } => write_missing_members(union, variants, out),
            Self::Depth(most) => write!(out, "more than {most} levels inside each other"),
            Self::Stack(most) => write!(
                out,
                "so many levels inside each other that reading them takes more than {most} bytes \
                 of the stack"
            ),
            Self::Memory(most) => write!(
                out,
                "the value takes more than the {most} bytes of memory that are allowed"
            ),
            Self::Effort => out.write_str("too many alternatives inside each other"),
            Self::Other(message) => out.write_str(&replace_hidden_letters(message)),
        }
    }
}

/// "no variant of `Thing` fits: `User` needs `name`; `Robot` needs `model`".
fn write_missing_members(
    union: &str,
    variants: &[(&str, Vec<&str>)],
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(out, "no variant of `{union}` fits")?;
    for (place, (variant, lacking)) in variants.iter().take(SHOWN_VARIANTS).enumerate() {
        let before = if place == 0 { ": " } else { "; " };
        write!(
            out,
            "{before}`{variant}` needs `{}`",
            lacking.join("` and `")
        )?;
    }
    match variants.len().saturating_sub(SHOWN_VARIANTS) {
        0 => Ok(()),
        more => write!(out, "; and {more} more"),
    }
}
