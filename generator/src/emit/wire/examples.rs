//! The document's examples of answers, for tests of programs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::Crate;

/// All examples; `None` when there are none, or none are wanted.
pub(super) fn item(krate: &Crate) -> Option<TokenStream> {
    let operations = krate
        .operations
        .iter()
        .flat_map(|module| &module.operations);
    let examples: Vec<TokenStream> = operations
        .flat_map(|operation| {
            let answers = operation.answers.iter().enumerate();
            answers.flat_map(move |(case, answer)| {
                let (id, case) = (&operation.id, Literal::usize_unsuffixed(case));
                let examples = answer.examples.iter();
                examples.map(move |(name, json)| quote!(#id #case #name = #json))
            })
        })
        .collect();
    (!examples.is_empty())
        .then(|| quote!(bindery_runtime::examples! { super::Client { #(#examples),* } }))
}
