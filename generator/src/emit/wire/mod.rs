//! `wire.rs`: how everything is read and written. Nobody needs to read it.

mod examples;
mod indices;
mod outcomes;
mod records;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{File, gated};
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{EnumItem, Item, Named, Newtype, NewtypeCodec, OperationItem};
use crate::rust::names::TypeIdent;

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let mut items: Vec<TokenStream> = krate
        .types
        .items
        .iter()
        .flat_map(|item| gated(item.feature.as_ref(), print(&item.item, &uses)))
        .collect();
    for module in &krate.operations {
        let outcomes = module.operations.iter().flat_map(OperationItem::outcomes);
        let read = outcomes.flat_map(|outcome| outcomes::items(outcome, &uses));
        items.extend(gated(module.feature.as_ref(), read.collect()));
    }
    items.extend(examples::item(krate));
    let mut file = File::of_items("wire.rs", &uses, items)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features);
    file.docs
        .push("How everything is read and written.".to_owned());
    file
}

fn print(item: &Item, uses: &Uses) -> Vec<TokenStream> {
    match item {
        Item::Struct(object, record) => {
            let mut items = records::items(object, record, uses);
            items.push(serde(&object.ident, uses));
            items
        }
        Item::Enum(list) => vec![open_enum(list, uses), serde(&list.ident, uses)],
        Item::Union(union) => {
            let mut items = unions::items(union, uses);
            items.push(serde(&union.ident, uses));
            items
        }
        Item::Newtype(newtype) => self::newtype(newtype, uses),
        Item::Form(_) | Item::Alias(_) => Vec::new(),
    }
}

/// The type's path.
fn path(ident: &TypeIdent, uses: &Uses) -> TokenStream {
    uses.named(&Named::Types(ident.clone()))
}

fn serde(ident: &TypeIdent, uses: &Uses) -> TokenStream {
    let path = path(ident, uses);
    quote!(bindery_runtime::serde_impls!(#path);)
}

fn open_enum(list: &EnumItem, uses: &Uses) -> TokenStream {
    let path = path(&list.ident, uses);
    let variants = list.variants.iter().map(|variant| {
        let (ident, wire) = (&variant.ident, &variant.wire);
        let value = if list.integer {
            super::uses::path(wire)
        } else {
            quote!(#wire)
        };
        quote!(#ident = #value)
    });
    if list.integer {
        quote!(bindery_runtime::open_integer_enum! { #path { #(#variants),* } })
    } else {
        quote!(bindery_runtime::open_enum! { #path { #(#variants),* } })
    }
}

fn newtype(newtype: &Newtype, uses: &Uses) -> Vec<TokenStream> {
    let path = path(&newtype.ident, uses);
    match &newtype.codec {
        NewtypeCodec::Civil(format) => {
            vec![
                quote!(bindery_runtime::civil_format!(#path, #format);),
                serde(&newtype.ident, uses),
            ]
        }
        NewtypeCodec::Inner(_) => {
            let encode = encode(&path, &quote!(self.0.encode(to)), uses);
            let decode = decode(&path, &quote!(from.read().map(Self)), uses);
            vec![encode, decode, serde(&newtype.ident, uses)]
        }
    }
}

/// `impl Encode`.
fn encode(path: &TokenStream, body: &TokenStream, uses: &Uses) -> TokenStream {
    let (encode, writer) = (uses.json("Encode"), uses.json("Writer"));
    quote! {
        impl #encode for #path {
            #[inline]
            fn encode(&self, to: &mut #writer) { #body }
        }
    }
}

/// `impl Decode`.
fn decode(path: &TokenStream, body: &TokenStream, uses: &Uses) -> TokenStream {
    let (decode, error, reader) = (
        uses.json("Decode"),
        uses.json("DecodeError"),
        uses.json("Reader"),
    );
    quote! {
        impl #decode for #path {
            #[inline]
            fn decode(from: &mut #reader<'_>) -> Result<Self, #error> { #body }
        }
    }
}
