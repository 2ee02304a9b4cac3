//! Makes text of items, the way `rustfmt` lays them out by default, so that
//! nobody's formatter changes what bindery wrote.
//!
//! Knows the syntax that generated code is made of; `prettyplease` prints the
//! rest. Its own layout differs from rustfmt's: other widths, no heed of what
//! stands alone in a pair of brackets.

mod args;
mod expr;
mod flat;
mod item;
mod macros;
mod statement;
mod ty;

use proc_macro2::TokenStream;

/// Columns that a line may have.
const WIDTH: usize = 100;

/// Columns of one level.
const INDENT: usize = 4;

/// The text of some items, an empty line between them.
pub(super) fn items(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => {
            let items: Vec<String> = file.items.iter().map(item::item).collect();
            items.join("\n\n")
        }
        // A template that is no Rust shows itself to the compiler.
        Err(error) => error.to_compile_error().to_string(),
    }
}

/// Where some text begins, and what follows it.
#[derive(Debug, Clone, Copy)]
struct At {
    /// Columns before the lines of the statement.
    indent: usize,
    /// Columns before the text itself.
    column: usize,
    /// Columns of what follows on the last line.
    tail: usize,
}

impl At {
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
            column: self.column + width(text),
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

    /// Whether nothing but the indent stands before it.
    fn begins(self) -> bool {
        self.column == self.indent
    }

    /// Whether the text fits on the line.
    fn fits(self, text: &str) -> bool {
        self.column + width(text) + self.tail <= WIDTH
    }
}

/// Columns of some text.
fn width(text: &str) -> usize {
    text.chars().count()
}

/// The beginning of a line.
fn margin(indent: usize) -> String {
    " ".repeat(indent)
}
