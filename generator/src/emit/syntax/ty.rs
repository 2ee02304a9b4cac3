//! Types.

use std::fmt;

use super::{SourceText, measure_width};

/// A type.
#[derive(Debug, Clone)]
pub(in crate::emit) enum TypeNode<'a> {
    /// One that is never broken.
    Text(SourceText<'a>),
    /// One with arguments: `before<arguments>`.
    Generic {
        /// The path, with `&` or `impl` before it.
        before: SourceText<'a>,
        /// Between the angle brackets.
        arguments: Vec<TypeNode<'a>>,
        /// Columns on one line.
        width: usize,
    },
}

impl<'a> TypeNode<'a> {
    /// A type that is never broken.
    pub(in crate::emit) fn text(text: impl Into<SourceText<'a>>) -> Self {
        Self::Text(text.into())
    }

    /// `before<arguments>`.
    pub(in crate::emit) fn generic(
        before: impl Into<SourceText<'a>>,
        arguments: impl Into<Vec<Self>>,
    ) -> Self {
        let (before, arguments) = (before.into(), arguments.into());
        let inside: usize = arguments.iter().map(Self::width).sum();
        let commas = arguments.len().saturating_sub(1) * ", ".len();
        Self::Generic {
            width: measure_width(&before) + "<>".len() + inside + commas,
            before,
            arguments,
        }
    }

    /// A reference to it.
    pub(in crate::emit) fn reference(self) -> Self {
        self.behind("&")
    }

    /// `impl Trait`.
    pub(in crate::emit) fn implementor(self) -> Self {
        self.behind("impl ")
    }

    fn behind(self, head: &str) -> Self {
        match self {
            Self::Text(text) => Self::Text(format!("{head}{text}").into()),
            Self::Generic {
                before, arguments, ..
            } => Self::generic(format!("{head}{before}"), arguments),
        }
    }

    /// Columns on one line.
    pub(in crate::emit) fn width(&self) -> usize {
        match self {
            Self::Text(text) => measure_width(text),
            Self::Generic { width, .. } => *width,
        }
    }

    /// Whether it is `impl Trait`.
    pub(in crate::emit) fn is_implementor(&self) -> bool {
        matches!(self, Self::Generic { before, .. } if before.starts_with("impl "))
    }

    /// Writes it on one line.
    pub(in crate::emit) fn flat(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Generic {
                before, arguments, ..
            } => {
                out.push_str(before);
                out.push('<');
                for (index, argument) in arguments.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    argument.flat(out);
                }
                out.push('>');
            }
        }
    }
}

impl fmt::Display for TypeNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.flat(&mut text);
        f.write_str(&text)
    }
}
