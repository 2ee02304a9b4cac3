//! Attributes: documentation, deprecation, allowed lints.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::path;
use crate::rust::model::{Allow, Docs};

/// Documentation as attributes, which the formatter prints as `///`.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
    quote!(#(#[doc = #lines])* #deprecated)
}

/// Allowed lints, with their reasons.
pub(super) fn allows(allows: &[Allow]) -> TokenStream {
    let attributes = allows.iter().map(|allow| {
        let (lint, reason) = (path(&format!("clippy::{}", allow.lint())), allow.reason());
        quote!(#[allow(#lint, reason = #reason)])
    });
    quote!(#(#attributes)*)
}
