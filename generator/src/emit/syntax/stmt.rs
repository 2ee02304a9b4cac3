//! Statements.

use super::{Expr, SourceText, expr, measure_width};

/// A statement.
#[derive(Debug, Clone)]
pub(in crate::emit) enum Stmt<'a> {
    /// `let pattern = value else { … };`
    Let {
        /// What is bound.
        pattern: SourceText<'a>,
        /// To which value.
        value: Expr<'a>,
        /// What happens when the pattern does not match.
        otherwise: Option<Vec<Stmt<'a>>>,
    },
    /// `return value;`
    Return(Expr<'a>),
    /// `value;`
    Run(Expr<'a>),
    /// `value` at the end of a block.
    Value(Expr<'a>),
    /// What is never broken.
    Text(SourceText<'a>),
}

impl<'a> Stmt<'a> {
    /// `let pattern = value;`
    pub(in crate::emit) fn bind(pattern: impl Into<SourceText<'a>>, value: Expr<'a>) -> Self {
        Self::Let {
            pattern: pattern.into(),
            value,
            otherwise: None,
        }
    }

    /// Columns on one line.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Let {
                pattern,
                value,
                otherwise,
            } => {
                let otherwise = otherwise
                    .as_ref()
                    .map_or(0, |block| " else ".len() + expr::block_width(block));
                "let  = ;".len() + measure_width(pattern) + value.width() + otherwise
            }
            Self::Return(back) => "return ;".len() + back.width(),
            Self::Run(run) => run.width() + 1,
            Self::Value(last) => last.width(),
            Self::Text(text) => measure_width(text),
        }
    }
}

/// An arm of a `match`.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Arm<'a> {
    /// Alternatives.
    pub(in crate::emit) patterns: Vec<SourceText<'a>>,
    /// What it is worth.
    pub(in crate::emit) body: Expr<'a>,
}

impl<'a> Arm<'a> {
    /// An arm of one pattern.
    pub(in crate::emit) fn new(pattern: impl Into<SourceText<'a>>, body: Expr<'a>) -> Self {
        Self {
            patterns: vec![pattern.into()],
            body,
        }
    }

    /// Columns on one line.
    pub(super) fn width(&self) -> usize {
        let patterns: usize = self.patterns.iter().map(|one| measure_width(one)).sum();
        let bars = self.patterns.len().saturating_sub(1) * " | ".len();
        patterns + bars + " => ".len() + self.body.width()
    }
}
