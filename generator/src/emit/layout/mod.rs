//! Makes text of items, the way `rustfmt` lays them out by default, so that
//! nobody's formatter changes what bindery wrote.

mod args;
mod chain;
mod expr;
mod function;
mod item;
mod macros;
mod statement;
mod ty;

pub(super) use item::write_item;

use super::syntax::{INDENT, measure_width};

/// Columns that a line may have.
const WIDTH: usize = 100;

/// Where some text begins, and what follows it.
#[derive(Debug, Clone, Copy)]
struct LineSpace {
    /// Columns before the lines of the statement.
    indent: usize,
    /// Columns before the text itself.
    column: usize,
    /// Columns of what follows on the last line.
    tail: usize,
}

impl LineSpace {
    /// At the beginning of a line.
    fn line(indent: usize) -> Self {
        Self {
            indent,
            column: indent,
            tail: 0,
        }
    }

    /// Behind some more text.
    fn behind(self, text: &str) -> Self {
        Self {
            column: self.column + measure_width(text),
            ..self
        }
    }

    /// Before some more text.
    fn before(self, tail: usize) -> Self {
        Self {
            tail: self.tail + tail,
            ..self
        }
    }

    /// On a line of its own, one level deeper.
    fn deeper(self) -> Self {
        Self::line(self.indent + INDENT)
    }

    /// On a line of its own, one level deeper, before the same text.
    fn below(self) -> Self {
        Self {
            tail: self.tail,
            ..self.deeper()
        }
    }

    /// Whether the first line of a text is too long here.
    fn overflows(self, text: &str) -> bool {
        let first = text.lines().next().unwrap_or_default();
        !self.fits(measure_width(first))
    }

    /// Whether nothing but the indent stands before it.
    fn begins(self) -> bool {
        self.column == self.indent
    }

    /// Whether so many columns fit on the line.
    fn fits(self, columns: usize) -> bool {
        // What follows on the line (a comma, a brace, `?;`) counts before the text is written:
        // rustfmt decides by the whole line.
        self.column + columns + self.tail <= WIDTH
    }
}

/// Writes the beginning of a line.
fn write_margin(indent: usize, out: &mut String) {
    for _ in 0..indent / INDENT {
        out.push_str("    ");
    }
}

/// Goes to the next line.
fn next_line(indent: usize, out: &mut String) {
    out.push('\n');
    write_margin(indent, out);
}
