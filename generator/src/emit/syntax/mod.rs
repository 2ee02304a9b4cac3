//! What generated code is made of: items, statements, expressions and types, as
//! far as their layout depends on it.
//!
//! Each node knows how wide it is on one line, from the moment it is made, so
//! that layout looks at every node once. All that depends on the document is made
//! of nodes, which cost a tenth of what templates do; what every client has alike
//! is a [template](super::template).

pub(super) mod expr;
pub(super) mod item;
mod path;
pub(super) mod stmt;
pub(super) mod ty;

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

pub(super) use expr::{Expr, make_slice_expr, make_strings_slice};
pub(super) use item::{
    Arg, FieldNode, Function, ItemKind, ItemNode, MacroPart, VariantNode, call_braced_macro,
    call_runtime_macro, from_impl,
};
pub(super) use path::Path;
pub(super) use stmt::{Arm, Stmt};
pub(super) use ty::TypeNode;

/// Source text that is never broken: a name, a path, a pattern.
pub(super) type SourceText<'a> = Cow<'a, str>;

/// Columns of one level.
pub(super) const INDENT: usize = 4;

/// Columns of some text. `rustfmt` counts two for letters of full width, such as
/// those of Chinese, Japanese and Korean.
pub(super) fn measure_width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}
