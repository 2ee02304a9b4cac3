//! Unions: written as what they hold, read as their [`Pick`] says.

use proc_macro2::TokenStream;
use quote::quote;

use super::indices::pattern;
use super::{decode, encode, path};
use crate::emit::uses::{self, Uses};
use crate::rust::model::{KindArm, Pick, UnionItem};
use crate::rust::names::VariantIdent;

pub(super) fn items(union: &UnionItem, uses: &Uses) -> Vec<TokenStream> {
    let path = path(&union.ident, uses);
    vec![
        encode(&path, &writes(union), uses),
        decode(&path, &reads(union, uses), uses),
    ]
}

fn writes(union: &UnionItem) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let ident = &variant.ident;
        quote!(Self::#ident(value) => value.encode(to))
    });
    let unknown = union
        .keeps_unknown()
        .then(|| quote!(Self::Unknown(value) => value.encode(to),));
    quote!(match self { #(#arms,)* #unknown })
}

fn reads(union: &UnionItem, uses: &Uses) -> TokenStream {
    let name = union.ident.as_str();
    match &union.pick {
        Pick::Tag {
            property,
            kind,
            tags,
        } => by_tag(union, property, *kind, tags, uses),
        Pick::Kind { expected, arms } => by_kind(union, expected, arms, uses),
        Pick::Keys(keys) => by_keys(union, name, keys),
        Pick::First(variants) => first(union, name, variants),
    }
}

fn variant(union: &UnionItem, index: usize) -> Option<&VariantIdent> {
    union.variants.get(index).map(|variant| &variant.ident)
}

fn by_tag(
    union: &UnionItem,
    property: &str,
    kind: Option<&str>,
    tags: &[(String, usize)],
    uses: &Uses,
) -> TokenStream {
    let values = tags.iter().map(|(value, _)| value);
    let values = quote!(&[#(#values),*]);
    let tag = match kind {
        Some(kind) => {
            let (kinds, kind) = (uses.json("Kind"), uses::path(kind));
            quote!(from.tag_of(#kinds::#kind, #property, #values))
        }
        None => quote!(from.tag(#property, #values)),
    };
    let arms = arms(union, tags.iter().map(|(_, variant)| *variant));
    quote! {
        match #tag? {
            #(#arms,)*
            _ => from.read().map(Self::Unknown),
        }
    }
}

fn by_keys(union: &UnionItem, name: &str, keys: &[(Vec<String>, usize)]) -> TokenStream {
    let sets = keys.iter().map(|(set, _)| quote!(&[#(#set),*]));
    let arms = arms(union, keys.iter().map(|(_, variant)| *variant));
    quote! {
        match from.keys(&[#(#sets),*])? {
            #(#arms,)*
            _ => Err(from.no_variant(#name)),
        }
    }
}

/// Arms for the indices that lead to one variant each; several may lead to the
/// same.
fn arms(union: &UnionItem, targets: impl Iterator<Item = usize>) -> Vec<TokenStream> {
    let targets: Vec<usize> = targets.collect();
    let mut arms = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        let seen = targets.iter().take(index).any(|earlier| earlier == target);
        let Some(ident) = variant(union, *target).filter(|_| !seen) else {
            continue;
        };
        let all: Vec<usize> = (0..targets.len())
            .filter(|&other| targets.get(other) == Some(target))
            .collect();
        let indices = pattern(&all, |index| quote!(Some(#index)));
        arms.push(quote!(#indices => from.read().map(Self::#ident)));
    }
    arms
}

fn by_kind(union: &UnionItem, expected: &str, arms: &[KindArm], uses: &Uses) -> TokenStream {
    let kind = uses.json("Kind");
    let arms = arms
        .iter()
        .filter(|arm| !arm.kinds.is_empty())
        .filter_map(|arm| {
            let ident = variant(union, arm.variant)?;
            let kinds = arm.kinds.iter().map(|name| {
                let name = uses::path(name);
                quote!(#kind::#name)
            });
            Some(quote!(#(#kinds)|* => from.read().map(Self::#ident)))
        });
    quote! {
        match from.kind()? {
            #(#arms,)*
            found => Err(from.unexpected(found, #expected)),
        }
    }
}

fn first(union: &UnionItem, name: &str, variants: &[usize]) -> TokenStream {
    let attempts = variants.iter().filter_map(|&index| {
        let ident = variant(union, index)?;
        Some(quote! {
            if let Some(value) = from.attempt(&mut tries) { return Ok(Self::#ident(value)); }
        })
    });
    quote! {
        let mut tries = from.tries(#name);
        while tries.go_on() { #(#attempts)* }
        Err(tries.failed())
    }
}
