//! Enums over answers: which answer is read as which variant, and written for
//! tests.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::indices::pattern;
use crate::emit::uses::Uses;
use crate::rust::model::{Case, Named, Outcome, Read};

/// How an enum is read, and how tests write it.
pub(super) fn items(outcome: &Outcome, uses: &Uses) -> [TokenStream; 2] {
    [read(outcome, uses), replies(outcome, uses)]
}

fn replies(outcome: &Outcome, uses: &Uses) -> TokenStream {
    let path = uses.named(&Named::Operations(outcome.ident.clone()));
    let cases = outcome.cases.iter().filter_map(|case| {
        let index = Literal::usize_unsuffixed(*case.answers.first()?);
        let ident = &case.variant;
        Some(match case.read {
            Read::Json | Read::Text => quote!(value #ident = #index),
            Read::Bytes => quote!(bytes #ident = #index),
            Read::Empty => quote!(empty #ident = #index),
            // Tests write streams by themselves.
            Read::Events | Read::TextEvents | Read::Lines => return None,
        })
    });
    quote!(bindery_runtime::replies! { #path { #(#cases),* } })
}

fn read(outcome: &Outcome, uses: &Uses) -> TokenStream {
    let path = uses.named(&Named::Operations(outcome.ident.clone()));
    let (received, error) = (uses.rt("Received"), uses.json("DecodeError"));
    let cases = outcome.cases.iter().map(case);
    quote! {
        impl #path {
            pub(super) fn read(from: &#received) -> Result<Self, #error> {
                match from.case() {
                    #(#cases,)*
                    _ => Err(from.undocumented()),
                }
            }
        }
    }
}

fn case(case: &Case) -> TokenStream {
    let indices = pattern(&case.answers, |index| index);
    let ident = &case.variant;
    let value = match case.read {
        Read::Json => quote!(from.json().map(Self::#ident)),
        Read::Text => quote!(from.text().map(Self::#ident)),
        Read::Bytes => quote!(from.bytes().map(Self::#ident)),
        Read::Events => quote!(from.events().map(Self::#ident)),
        Read::TextEvents => quote!(from.text_events().map(Self::#ident)),
        Read::Lines => quote!(from.lines().map(Self::#ident)),
        Read::Empty => quote!(Ok(Self::#ident)),
    };
    quote!(#indices => #value)
}
