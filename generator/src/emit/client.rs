//! `client.rs`: the description of the API, and its client.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::file::File;
use super::syntax::expr::Entry;
use super::syntax::path::lines;
use super::syntax::{Expr, parsed, slice, strings};
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::Place as Location;
use crate::rust::model::{SchemeKind, SchemeRow, ServerRow};

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let items = [api(krate, &uses), client(krate)]
        .into_iter()
        .chain(conversions(krate));
    let mut file = File::new("client.rs");
    file.extend(items.flat_map(parsed::items));
    file.using(&uses)
}

fn api(krate: &Crate, uses: &Uses) -> TokenStream {
    let client = &krate.client;
    let (title, version, ty) = (&client.title, &client.version, uses.rt("Api"));
    let servers = client.servers.iter().map(|one| server(one, uses));
    let schemes = client.schemes.iter().map(|one| scheme(one, uses));
    let agent = format!("{}/", client.crate_name);
    quote! {
        static API: #ty = #ty {
            title: #title,
            version: #version,
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            user_agent: concat!(#agent, env!("CARGO_PKG_VERSION")),
        };
    }
}

/// `Server { … }`.
pub(super) fn server<'a>(server: &'a ServerRow, uses: &Uses) -> Expr<'a> {
    let variables = server.variables.iter().map(|variable| {
        let fields = [
            Entry::new("name", Expr::string(&variable.name)),
            Entry::new("default", Expr::string(&variable.default)),
            Entry::new("allowed", strings(&variable.allowed)),
        ];
        Expr::structure(uses.rt("Variable"), fields, None)
    });
    let fields = [
        Entry::new("name", Expr::string(&server.name)),
        Entry::new("url", Expr::string(&server.url)),
        Entry::new("variables", slice(variables.collect::<Vec<_>>())),
    ];
    Expr::structure(uses.rt("Server"), fields, None)
}

fn scheme(scheme: &SchemeRow, uses: &Uses) -> TokenStream {
    let (name, prefix, ty) = (&scheme.name, &scheme.prefix, uses.rt("Scheme"));
    let kind = kind(&scheme.kind, uses);
    quote!(#ty { name: #name, kind: #kind, prefix: #prefix })
}

fn kind(kind: &SchemeKind, uses: &Uses) -> TokenStream {
    let ty = uses.rt("SchemeKind");
    match kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Query => quote!(#ty::Query(#name)),
            Location::Cookie => quote!(#ty::Cookie(#name)),
            Location::Header | Location::Path => quote!(#ty::Header(#name)),
        },
        SchemeKind::Basic => quote!(#ty::Basic),
        SchemeKind::Bearer | SchemeKind::OpenIdConnect => quote!(#ty::Bearer),
        SchemeKind::OAuth2 { token_url } => {
            let url = token_url.as_deref().unwrap_or_default();
            quote!(#ty::OAuth2 { token_url: #url })
        }
        SchemeKind::Http(name) => quote!(#ty::Http(#name)),
        SchemeKind::MutualTls => quote!(#ty::MutualTls),
    }
}

fn client(krate: &Crate) -> TokenStream {
    let text = lines(&docs(&krate.client.docs));
    quote! {
        #text
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(super) inner: bindery_runtime::Client,
        }
    }
}

fn conversions(krate: &Crate) -> [TokenStream; 3] {
    let names = &krate.client.operation_variables;
    let told = (!names.is_empty()).then(|| quote!(.operation_variables(&[#(#names),*])));
    let strict = krate.client.strict.then(|| quote!(.strict(true)));
    let note = krate.client.strict.then(|| {
        quote! {
            ///
            /// Answers that depart from the document are errors, unless `.strict(false)` says
            /// otherwise.
        }
    });
    [
        quote! {
            impl Client {
                /// Starts a client: credentials, base URL, retries, transport.
                #note
                pub fn builder() -> bindery_runtime::Builder<Self> {
                    bindery_runtime::Builder::new(&API) #told #strict
                }
            }
        },
        quote! {
            impl From<bindery_runtime::Client> for Client {
                fn from(inner: bindery_runtime::Client) -> Self { Self { inner } }
            }
        },
        quote! {
            impl AsRef<bindery_runtime::Client> for Client {
                fn as_ref(&self) -> &bindery_runtime::Client { &self.inner }
            }
        },
    ]
}
