//! Patterns for indices into a table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A pattern for some indices, each printed by `wrap`: a range where all follow
/// each other, as clippy wants it.
pub(super) fn pattern(indices: &[usize], wrap: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let literal = |index: usize| Literal::usize_unsuffixed(index);
    if let [first, .., last] = indices {
        let (first, last) = (*first, *last);
        if indices.len() > 2 && last - first + 1 == indices.len() {
            let (first, last) = (literal(first), literal(last));
            return wrap(quote!(#first..=#last));
        }
    }
    let all = indices.iter().map(|&index| {
        let index = literal(index);
        wrap(quote!(#index))
    });
    quote!(#(#all)|*)
}
