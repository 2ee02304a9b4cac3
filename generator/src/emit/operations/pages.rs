//! Methods that walk pages.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{arguments, failure, success};
use crate::emit::docs::attributes;
use crate::emit::syntax::path::lines;
use crate::emit::syntax::{Function, parsed};
use crate::emit::uses::Uses;
use crate::rust::model::{Argument, Deep, OperationItem, Pages, Ty};

pub(super) fn methods(
    operation: &OperationItem,
    pages: &Pages,
    uses: &Uses,
) -> Vec<Function<'static>> {
    let all = all_pages(operation, pages, uses);
    let items = all_items(operation, pages, uses);
    parsed::methods(quote!(#all #items))
}

fn all_pages(operation: &OperationItem, pages: &Pages, uses: &Uses) -> TokenStream {
    let (text, ident) = (
        lines(&attributes(
            &pages.docs.0,
            &[],
            &operation.allows,
            &["#[inline]"],
        )),
        &pages.pages,
    );
    let (ty, arguments) = (uses.rt("Pages"), arguments(operation, uses));
    let (success, failure) = (success(operation, uses), failure(operation, uses));
    let owned = operation.arguments.iter().filter_map(owned);
    let (argument, field) = (&pages.place.argument, &pages.place.field);
    let (start, offset, method) = (start(pages), next(pages), &operation.method);
    let again = operation.arguments.iter().map(again);
    let info = info(pages, uses);
    quote! {
        #text
        pub fn #ident(#(#arguments),*) -> #ty<#success, #failure> {
            let start = #start;
            let client = self.clone();
            #(#owned)*
            let next = move |offset: u64| {
                let mut #argument = #argument.clone();
                #argument.#field = #offset;
                client.#method(#(#again),*)
            };
            let info = |page: &#success| #info;
            #ty::offset(start, next, info)
        }
    }
}

fn all_items(operation: &OperationItem, pages: &Pages, uses: &Uses) -> TokenStream {
    let (text, ident) = (
        lines(&attributes(
            &pages.docs.1,
            &[],
            &operation.allows,
            &["#[inline]"],
        )),
        &pages.items,
    );
    let (ty, arguments) = (uses.rt("Items"), arguments(operation, uses));
    let (success, failure, item) = (
        success(operation, uses),
        failure(operation, uses),
        uses.ty(&pages.item),
    );
    let names = operation.arguments.iter().map(|argument| &argument.ident);
    let (walk, list) = (&pages.pages, &pages.list.0);
    let default = pages.list.1.then(|| quote!(.unwrap_or_default()));
    quote! {
        #text
        pub fn #ident(#(#arguments),*) -> #ty<#item, #success, #failure> {
            #ty::new(self.#walk(#(#names),*), |page: #success| page.#list #default)
        }
    }
}

/// What a closure keeps of an argument.
fn owned(argument: &Argument) -> Option<TokenStream> {
    let ident = &argument.ident;
    match argument.deep {
        Deep::Str | Deep::Slice(_) => Some(quote!(let #ident = #ident.to_owned();)),
        Deep::OptionStr | Deep::OptionSlice(_) => {
            Some(quote!(let #ident = #ident.map(ToOwned::to_owned);))
        }
        Deep::Reference(_) => Some(quote!(let #ident = #ident.clone();)),
        Deep::OptionReference(_) => Some(quote!(let #ident = #ident.cloned();)),
        Deep::Bytes | Deep::Into(_) | Deep::Text => Some(quote!(let #ident = #ident.into();)),
        Deep::Value(_) => None,
    }
}

/// An argument of each call.
fn again(argument: &Argument) -> TokenStream {
    let ident = &argument.ident;
    match argument.deep {
        Deep::Str | Deep::Slice(_) | Deep::Reference(_) => quote!(&#ident),
        Deep::OptionStr | Deep::OptionSlice(_) => quote!(#ident.as_deref()),
        Deep::OptionReference(_) => quote!(#ident.as_ref()),
        Deep::Bytes | Deep::Into(_) | Deep::Text => quote!(#ident.clone()),
        Deep::Value(_) => quote!(#ident),
    }
}

/// The offset of the first page.
fn start(pages: &Pages) -> TokenStream {
    let (argument, field) = (&pages.place.argument, &pages.place.field);
    let given = quote!(#argument.#field);
    let given = if pages.optional {
        quote!(#given.unwrap_or_default())
    } else {
        given
    };
    match &pages.offset {
        Ty::U64 => given,
        Ty::U32 => quote!(u64::from(#given)),
        _ => quote!(#given.max(0) as u64),
    }
}

/// The offset of a later page.
fn next(pages: &Pages) -> TokenStream {
    let offset = match &pages.offset {
        Ty::U64 => quote!(offset),
        Ty::U32 => quote!(u32::try_from(offset).unwrap_or(u32::MAX)),
        Ty::I32 => quote!(i32::try_from(offset).unwrap_or(i32::MAX)),
        _ => quote!(i64::try_from(offset).unwrap_or(i64::MAX)),
    };
    if pages.optional {
        quote!(Some(#offset))
    } else {
        offset
    }
}

fn info(pages: &Pages, uses: &Uses) -> TokenStream {
    let (ty, list) = (uses.rt("PageInfo"), &pages.list.0);
    let items = if pages.list.1 {
        quote!(page.#list.as_ref().map_or(0, |items| items.len()) as u64)
    } else {
        quote!(page.#list.len() as u64)
    };
    let total = pages.total.as_ref().map_or_else(
        || quote!(None),
        |total| {
            let field = &total.field;
            if total.optional {
                quote!(page.#field.and_then(|total| u64::try_from(total).ok()))
            } else {
                quote!(u64::try_from(page.#field).ok())
            }
        },
    );
    quote!(#ty { items: #items, total: #total })
}
