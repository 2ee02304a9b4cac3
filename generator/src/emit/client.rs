//! `client.rs`: the description of the API, and its client.

use quote::quote;

use super::docs::docs;
use super::file::File;
use super::syntax::expr::Entry;
use super::syntax::{Expr, Function, Item, Stmt, Ty, slice, strings};
use super::template::print_template;
use super::uses::{Place, Uses};
use crate::printable::StringLiteral;
use crate::rust::Crate;
use crate::rust::model::Client;
use crate::rust::model::Place as Location;
use crate::rust::model::{SchemeKind, SchemeRow, ServerRow};

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let mut file = File::new("client.rs");
    file.extend([describe_api(&krate.client, &uses)]);
    file.extend(define_client(&krate.client));
    file.extend([client_builder(&krate.client)]);
    file.extend(client_conversions());
    file.using(&uses)
}

/// `static API: Api = Api { … };`
fn describe_api<'a>(client: &'a Client, uses: &Uses) -> Item<'a> {
    let ty = uses.rt("Api");
    let servers = client.servers.iter().map(|one| server(one, uses));
    let schemes = client.schemes.iter().map(|one| scheme(one, uses));
    let agent = StringLiteral::new(&format!("{}/", client.crate_name)).into_source();
    let version = "env!(\"CARGO_PKG_VERSION\")";
    let fields = [
        Entry::new("title", Expr::string(&client.title)),
        Entry::new("version", Expr::string(&client.version)),
        Entry::new("servers", slice(servers.collect::<Vec<_>>())),
        Entry::new("schemes", slice(schemes.collect::<Vec<_>>())),
        Entry::new(
            "user_agent",
            Expr::called_macro("concat", vec![agent.into(), version.into()]),
        ),
    ];
    Item::table("API", ty.clone(), Expr::structure(ty, fields, None))
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

/// `Scheme { … }`.
fn scheme<'a>(scheme: &'a SchemeRow, uses: &Uses) -> Expr<'a> {
    let fields = [
        Entry::new("name", Expr::string(&scheme.name)),
        Entry::new("kind", scheme_kind(&scheme.kind, uses)),
        Entry::new("prefix", Expr::string(&scheme.prefix)),
    ];
    Expr::structure(uses.rt("Scheme"), fields, None)
}

/// `SchemeKind::Basic` and the like.
fn scheme_kind<'a>(kind: &'a SchemeKind, uses: &Uses) -> Expr<'a> {
    let ty = uses.rt("SchemeKind");
    let named = |variant: &str, name: &str| Expr::call(ty.to(variant), [Expr::string(name)]);
    match kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Query => named("Query", name),
            Location::Cookie => named("Cookie", name),
            Location::Header | Location::Path => named("Header", name),
        },
        SchemeKind::Basic => Expr::text(ty.to("Basic")),
        SchemeKind::Bearer | SchemeKind::OpenIdConnect => Expr::text(ty.to("Bearer")),
        SchemeKind::OAuth2 { token_url } => {
            let url = Expr::string(token_url.as_deref().unwrap_or_default());
            Expr::structure(ty.to("OAuth2"), [Entry::new("token_url", url)], None)
        }
        SchemeKind::Http(name) => named("Http", name),
        SchemeKind::MutualTls => Expr::text(ty.to("MutualTls")),
    }
}

/// The struct, with what the document says of itself.
fn define_client(client: &Client) -> Vec<Item<'static>> {
    let mut items = print_template(quote! {
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(super) inner: bindery_runtime::Client,
        }
    });
    if let Some(definition) = items.first_mut() {
        definition.attributes = docs(&client.docs);
    }
    items
}

/// What a builder says of itself.
const BUILDER: &str = "/// Starts a client: credentials, base URL, retries, transport.";

/// What the builder of a strict client adds.
const STRICT: [&str; 3] = [
    "///",
    "/// Answers that depart from the document are errors, unless `.strict(false)` says",
    "/// otherwise.",
];

/// `Client::builder`, which knows what the document says of all calls.
fn client_builder(client: &Client) -> Item<'_> {
    let notes: &[&str] = if client.strict { &STRICT } else { &[] };
    let docs = [BUILDER].into_iter().chain(notes.iter().copied());
    let made = Expr::call("bindery_runtime::Builder::new", [Expr::text("&API")]);
    let made = match client.operation_variables.as_slice() {
        [] => made,
        names => made.method("operation_variables", [strings(names)]),
    };
    let made = match client.strict {
        true => made.method("strict", [Expr::bool(true)]),
        false => made,
    };
    let function = Function {
        attributes: docs.map(Into::into).collect(),
        head: "pub fn builder".into(),
        args: Vec::new(),
        returns: Some(Ty::text("bindery_runtime::Builder<Self>")),
        body: vec![Stmt::Value(made)],
    };
    Item::methods("Client", vec![function])
}

/// From the runtime's client, and back.
fn client_conversions() -> Vec<Item<'static>> {
    print_template(quote! {
        impl From<bindery_runtime::Client> for Client {
            fn from(inner: bindery_runtime::Client) -> Self {
                Self { inner }
            }
        }

        impl AsRef<bindery_runtime::Client> for Client {
            fn as_ref(&self) -> &bindery_runtime::Client {
                &self.inner
            }
        }
    })
}
