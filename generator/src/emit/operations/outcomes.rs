//! Enums over answers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{allows, docs};
use crate::emit::uses::Uses;
use crate::rust::model::{OperationItem, Outcome};

pub(super) fn items(operation: &OperationItem, uses: &Uses) -> Vec<TokenStream> {
    let outcomes = operation.outcomes();
    outcomes.map(|outcome| definition(outcome, uses)).collect()
}

fn definition(outcome: &Outcome, uses: &Uses) -> TokenStream {
    let (text, allows, ident) = (docs(&outcome.docs), allows(&outcome.allows), &outcome.ident);
    let variants = outcome.variants.iter().map(|variant| {
        let (text, ident) = (docs(&variant.docs), &variant.ident);
        let payload = variant.payload.as_ref().map(|ty| {
            let ty = uses.ty(ty);
            quote!((#ty))
        });
        quote!(#text #ident #payload)
    });
    quote! {
        #text
        #[derive(Debug, Clone, PartialEq)]
        #allows
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* }
    }
}
