//! What generated code is made of: items, statements, expressions and types, as
//! far as their layout depends on it.
//!
//! Each node knows how wide it is on one line, from the moment it is made, so
//! that layout looks at every node once. What a document has by the thousand
//! (structs, their tables, descriptions of operations) is made of nodes at once;
//! the rest is written with `quote` and [parsed](parsed::items), which costs ten
//! times as much.

pub(super) mod expr;
pub(super) mod item;
pub(super) mod parsed;
pub(super) mod path;
pub(super) mod stmt;
mod tokens;
pub(super) mod ty;

use std::borrow::Cow;

pub(super) use expr::{Expr, slice, strings};
pub(super) use item::{Arg, Field, Function, Item, ItemKind, Member, Part, Variant, from_impl};
pub(super) use path::Path;
pub(super) use stmt::{Arm, Stmt};
pub(super) use ty::Ty;

/// Source text that is never broken: a name, a path, a pattern.
pub(super) type Text<'a> = Cow<'a, str>;

/// Columns of one level.
pub(super) const INDENT: usize = 4;

/// Columns of some text.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}
