//! `types.rs`: types with their documentation, constructors and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{allows, docs};
use super::file::{File, gated};
use super::structs;
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{
    Alias, Builtin, Deep, EnumItem, Getter, Item, Newtype, NewtypeCodec, UnionItem, VariantFrom,
};

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Types, &krate.types.full);
    let items = krate
        .types
        .items
        .iter()
        .flat_map(|item| gated(item.feature.as_ref(), print(&item.item, &uses)))
        .collect();
    let mut file = File::of_items("types.rs", &uses, items)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features);
    file.docs.push("Types of the API.".to_owned());
    file
}

fn print(item: &Item, uses: &Uses) -> Vec<TokenStream> {
    match item {
        Item::Struct(object, _) | Item::Form(object) => structs::items(object, uses),
        Item::Enum(list) => vec![open_enum(list, uses)],
        Item::Union(union) => {
            let froms = union.froms.iter().map(|from| conversion(union, from, uses));
            [self::union(union, uses)]
                .into_iter()
                .chain(getters(union, uses))
                .chain(froms)
                .collect()
        }
        Item::Alias(alias) => vec![self::alias(alias, uses)],
        Item::Newtype(newtype) => self::newtype(newtype, uses),
    }
}

fn open_enum(list: &EnumItem, uses: &Uses) -> TokenStream {
    let (text, allows, ident) = (docs(&list.docs), allows(&list.allows), &list.ident);
    let variants = list.variants.iter().map(|variant| {
        let (text, ident) = (docs(&variant.docs), &variant.ident);
        quote!(#text #ident)
    });
    let unknown = if list.integer {
        quote!(i64)
    } else {
        uses.builtin(Builtin::String)
    };
    quote! {
        #text
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #allows
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            /// A value that the document does not name.
            Unknown(#unknown),
        }
    }
}

fn union(union: &UnionItem, uses: &Uses) -> TokenStream {
    let (text, allows, ident) = (docs(&union.docs), allows(&union.allows), &union.ident);
    let variants = union.variants.iter().map(|variant| {
        let (text, ident, ty) = (docs(&variant.docs), &variant.ident, uses.ty(&variant.ty));
        quote!(#text #ident(#ty))
    });
    let unknown = union.keeps_unknown().then(|| {
        let value = uses.builtin(Builtin::Value);
        quote! {
            /// A value that the document does not name.
            Unknown(#value),
        }
    });
    quote! {
        #text
        #[derive(Debug, Clone, PartialEq)]
        #allows
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
    }
}

/// Methods for what all variants have.
fn getters(union: &UnionItem, uses: &Uses) -> Option<TokenStream> {
    let ident = &union.ident;
    let methods = union.getters.iter().map(|one| getter(union, one, uses));
    (!union.getters.is_empty()).then(|| quote!(impl #ident { #(#methods)* }))
}

fn getter(union: &UnionItem, getter: &Getter, uses: &Uses) -> TokenStream {
    let (text, method, field) = (docs(&getter.docs), &getter.method, &getter.field);
    let option = uses.builtin(Builtin::Option);
    let given = match &getter.deep {
        Deep::Str => quote!(&str),
        Deep::Value(ty) => uses.ty(ty),
        Deep::Reference(ty) | Deep::OptionReference(ty) => {
            let ty = uses.ty(ty);
            quote!(&#ty)
        }
        Deep::Slice(_)
        | Deep::OptionSlice(_)
        | Deep::OptionStr
        | Deep::Bytes
        | Deep::Into(_)
        | Deep::Text => TokenStream::new(),
    };
    let value = match (&getter.deep, getter.optional) {
        (Deep::Str, true) => quote!(held.#field.as_deref()),
        (Deep::Value(_), true) => quote!(held.#field),
        (Deep::Value(_), false) => quote!(Some(held.#field)),
        (_, true) => quote!(held.#field.as_ref()),
        (_, false) => quote!(Some(&held.#field)),
    };
    let arms = union.variants.iter().map(|variant| {
        let variant = &variant.ident;
        quote!(Self::#variant(held) => #value)
    });
    quote! {
        #text
        #[inline]
        #[must_use]
        pub fn #method(&self) -> #option<#given> {
            match self { #(#arms,)* Self::Unknown(_) => None }
        }
    }
}

fn conversion(union: &UnionItem, from: &VariantFrom, uses: &Uses) -> TokenStream {
    let (ident, variant, ty) = (&union.ident, &from.variant, uses.ty(&from.ty));
    let trait_ = uses.builtin(Builtin::From);
    let value = if from.boxed {
        let boxed = uses.builtin(Builtin::Box);
        quote!(#boxed::new(value))
    } else {
        quote!(value)
    };
    quote! {
        impl #trait_<#ty> for #ident {
            #[inline]
            fn from(value: #ty) -> Self { Self::#variant(#value) }
        }
    }
}

fn alias(alias: &Alias, uses: &Uses) -> TokenStream {
    let (text, ident, ty) = (docs(&alias.docs), &alias.ident, uses.ty(&alias.ty));
    quote!(#text pub type #ident = #ty;)
}

fn newtype(newtype: &Newtype, uses: &Uses) -> Vec<TokenStream> {
    let (text, ident) = (docs(&newtype.docs), &newtype.ident);
    let from = uses.builtin(Builtin::From);
    let (derives, ty) = match &newtype.codec {
        NewtypeCodec::Inner(ty) => (quote!(Debug, Clone, PartialEq), uses.ty(ty)),
        NewtypeCodec::Civil(_) => (
            quote!(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash),
            quote!(::bindery_runtime::jiff::civil::DateTime),
        ),
    };
    let definition = quote! {
        #text
        #[derive(#derives)]
        pub struct #ident(pub #ty);
    };
    let conversion = quote! {
        impl #from<#ty> for #ident {
            #[inline]
            fn from(value: #ty) -> Self { Self(value) }
        }
    };
    match newtype.codec {
        NewtypeCodec::Inner(_) => vec![definition, conversion],
        // The runtime's macro converts it.
        NewtypeCodec::Civil(_) => vec![definition],
    }
}
