//! Enums over the media types of a body.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::made;
use crate::emit::docs::{allows, docs};
use crate::emit::uses::Uses;
use crate::rust::model::{Choice, ChoiceVariant, OperationItem, Sent, Ty};

pub(super) fn items(operation: &OperationItem, uses: &Uses) -> Vec<TokenStream> {
    let Some(Sent::Choice(choice)) = operation.body.as_ref().map(|body| &body.sent) else {
        return Vec::new();
    };
    let property = operation.stream.as_ref();
    let property = property.and_then(|stream| stream.property.as_deref());
    let froms = choice.variants.iter().filter(|variant| variant.from);
    let froms = froms.flat_map(|variant| conversions(choice, variant, uses));
    [definition(choice, uses), encoders(choice, property, uses)]
        .into_iter()
        .chain(froms)
        .collect()
}

fn definition(choice: &Choice, uses: &Uses) -> TokenStream {
    let (text, allows, ident) = (docs(&choice.docs), allows(&choice.allows), &choice.ident);
    let variants = choice.variants.iter().map(|variant| {
        let (text, ident, ty) = (docs(&variant.docs), &variant.ident, uses.ty(&variant.ty));
        quote!(#text #ident(#ty))
    });
    quote! {
        #text
        #[derive(Debug, Clone, PartialEq)]
        #allows
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* }
    }
}

/// How each variant becomes a body; as a stream, too, where a property asks for it.
fn encoders(choice: &Choice, property: Option<&str>, uses: &Uses) -> TokenStream {
    let ident = &choice.ident;
    let whole = encoder(choice, &quote!(encode), None, uses);
    let stream = property.map(|name| encoder(choice, &quote!(encode_stream), Some(name), uses));
    quote!(impl #ident { #whole #stream })
}

fn encoder(choice: &Choice, name: &TokenStream, set: Option<&str>, uses: &Uses) -> TokenStream {
    let ty = uses.rt("Body");
    let arms = choice.variants.iter().map(|variant| {
        let (ident, body) = (&variant.ident, quote!(body));
        let made = made(&variant.sent, &body, &body, set, uses);
        quote!(Self::#ident(body) => #made)
    });
    quote! {
        fn #name(&self) -> #ty {
            match self { #(#arms,)* }
        }
    }
}

fn conversions(choice: &Choice, variant: &ChoiceVariant, uses: &Uses) -> Vec<TokenStream> {
    let ty = uses.ty(&variant.ty);
    let owned = conversion(choice, variant, &ty, &quote!(body));
    let borrowed = match &variant.ty {
        Ty::String => Some((quote!(&str), quote!(body.to_owned()))),
        Ty::Vec(item) => {
            let item = uses.ty(item);
            Some((quote!(&[#item]), quote!(body.to_vec())))
        }
        Ty::Named(_) | Ty::Map(_) => Some((quote!(&#ty), quote!(body.clone()))),
        Ty::Unit
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U32
        | Ty::U64
        | Ty::F64
        | Ty::Runtime(_)
        | Ty::Option(_)
        | Ty::Maybe(_)
        | Ty::Box(_)
        | Ty::Events(_)
        | Ty::Lines(_)
        | Ty::Tuple(_) => None,
    };
    let borrowed = borrowed.map(|(ty, value)| conversion(choice, variant, &ty, &value));
    [owned].into_iter().chain(borrowed).collect()
}

fn conversion(
    choice: &Choice,
    variant: &ChoiceVariant,
    from: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let (ident, name) = (&choice.ident, &variant.ident);
    quote! {
        impl From<#from> for #ident {
            #[inline]
            fn from(body: #from) -> Self { Self::#name(#value) }
        }
    }
}
