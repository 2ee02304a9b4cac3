//! Enums over answers: which answer is read as which variant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::uses::Uses;
use crate::rust::model::{Case, Named, Outcome, Read};

pub(super) fn read(outcome: &Outcome, uses: &Uses) -> TokenStream {
    let path = uses.named(&Named::Operations(outcome.ident.clone()));
    let (received, error) = (uses.rt("Received"), uses.json("DecodeError"));
    let cases = outcome.cases.iter().map(case);
    quote! {
        impl #path {
            pub(super) fn read(received: &#received) -> Result<Self, #error> {
                match received.case() {
                    #(#cases,)*
                    _ => Err(received.undocumented()),
                }
            }
        }
    }
}

fn case(case: &Case) -> TokenStream {
    let indices = case
        .answers
        .iter()
        .map(|&index| Literal::usize_unsuffixed(index));
    let ident = &case.variant;
    let value = match case.read {
        Read::Json => quote!(received.json().map(Self::#ident)),
        Read::Text => quote!(received.text().map(Self::#ident)),
        Read::Bytes => quote!(received.bytes().map(Self::#ident)),
        Read::Empty => quote!(Ok(Self::#ident)),
    };
    quote!(#(#indices)|* => #value)
}
