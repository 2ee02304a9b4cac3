//! Paths, and how templates take nodes in.

use std::fmt;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Arg, Expr, Text, Ty};
use crate::emit::layout;

/// A path to an item.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Path<'a>(Text<'a>);

impl<'a> Path<'a> {
    /// A path from its text.
    pub(in crate::emit) fn new(text: impl Into<Text<'a>>) -> Self {
        Self(text.into())
    }

    /// The path to something inside.
    pub(in crate::emit) fn to(&self, name: &str) -> Path<'static> {
        Path::new(format!("{}::{name}", self.0))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'a> From<Path<'a>> for Text<'a> {
    fn from(path: Path<'a>) -> Self {
        path.0
    }
}

impl ToTokens for Path<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(parsed(&self.0));
    }
}

impl ToTokens for Ty<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(parsed(&self.to_string()));
    }
}

impl ToTokens for Arg<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Receiver(text) => parsed(text),
            Self::Typed(name, ty) => parsed(&format!("{name}: {ty}")),
        });
    }
}

impl ToTokens for Expr<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut text = String::new();
        layout::flat(self, &mut text);
        tokens.extend(parsed(&text));
    }
}

/// Lines of attributes and documentation as tokens.
pub(in crate::emit) fn lines(lines: &[Text]) -> TokenStream {
    parsed(&lines.join("\n"))
}

/// Text of this program's own as tokens.
fn parsed(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
