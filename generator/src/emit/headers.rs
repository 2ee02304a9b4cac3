//! `headers.rs`: documented headers of answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::file::File;
use super::syntax::parsed;
use super::syntax::path::lines;
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{HeaderForm, HeaderItem};

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let items = krate.headers.iter().map(|header| item(header, &uses));
    let mut file = File::new("headers.rs");
    file.extend(items.flat_map(parsed::items));
    let about = [
        "Headers of answers, to be read from a [`Response`](bindery_runtime::Response) or an",
        "[`Error`](bindery_runtime::Error): `response.header(&headers::…)`.",
    ];
    file.about(&about)
        .using(&uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

fn item(header: &HeaderItem, uses: &Uses) -> TokenStream {
    let (text, ident, name) = (lines(&docs(&header.docs)), &header.ident, &header.name);
    let (ty, kind, value) = (
        uses.rt("Header"),
        uses.rt("HeaderForm"),
        uses.ty(&header.ty),
    );
    let form = match &header.form {
        HeaderForm::Text => quote!(Text),
        HeaderForm::Bare => quote!(Bare),
        HeaderForm::Texts => quote!(Texts),
        HeaderForm::Bares => quote!(Bares),
        HeaderForm::Json => quote!(Json),
        HeaderForm::Object(explode, bare) => {
            quote!(Object { explode: #explode, bare: &[#(#bare),*] })
        }
        HeaderForm::BareObject(explode) => quote!(BareObject { explode: #explode }),
    };
    let feature = header.feature.as_ref().map(|feature| feature.as_str());
    let gate = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
    quote! {
        #gate
        #text
        pub static #ident: #ty<#value> = #ty::new(#name, #kind::#form);
    }
}
