//! `client.rs`: the description of the API, and its client.

use quote::quote;

use super::docs::emit_docs;
use super::file::File;
use super::syntax::{
    Expr, Function, ItemKind, ItemNode, Stmt, TypeNode, make_slice_expr, make_strings_slice,
};
use super::template::print_template;
use super::uses::{FileRole, Uses};
use crate::printable::StringLiteral;
use crate::rust::Crate;
use crate::rust::model::ClientItem;
use crate::rust::model::Place as Location;
use crate::rust::model::{SchemeKind, SchemeRow, ServerRow, SignInFlows, VariableRow};

/// The contract with the runtime that generated code needs; see the runtime's module
/// `contract`.
const CONTRACT: u32 = 6;

pub(super) fn emit_client_file(krate: &Crate) -> File {
    let uses = Uses::new(FileRole::Beside, &krate.types.full);
    let mut file = File::new("client.rs");
    file.extend([describe_api(&krate.client, &uses), assert_contract()]);
    file.extend(define_client(&krate.client));
    file.extend([client_builder(&krate.client)]);
    file.extend(client_conversions());
    file.using(&uses)
}

/// `static API: Api = Api::new(…)` and what differs from its defaults.
fn describe_api<'a>(client: &'a ClientItem, uses: &Uses) -> ItemNode<'a> {
    let ty = uses.contract("Api");
    let servers = client.servers.iter().map(|one| emit_server(one, uses));
    let schemes = client
        .schemes
        .iter()
        .map(|one| emit_security_scheme(one, uses));
    let agent = StringLiteral::new(&format!("{}/", client.crate_name)).into_source();
    let version = "env!(\"CARGO_PKG_VERSION\")";
    let args = [
        Expr::string(&client.title),
        Expr::string(&client.version),
        Expr::called_macro("concat", vec![agent.into(), version.into()]),
    ];
    let made = Expr::call(ty.to("new"), args);
    let made = call_with_list(made, "servers", servers.collect());
    let made = call_with_list(made, "schemes", schemes.collect());
    let secrets = client.secrets.iter().map(|name| Expr::string(name));
    let made = call_with_list(made, "secrets", secrets.collect());
    ItemNode::table("API", ty, made)
}

/// `const _: () = bindery_runtime::contract::requires(1);`, see that module.
pub(super) fn assert_contract() -> ItemNode<'static> {
    let requires = format!("const _: () = bindery_runtime::contract::requires({CONTRACT});");
    ItemNode::bare(ItemKind::Text(requires.into()))
}

/// `made.name(&[items])`, where there are items.
pub(super) fn call_with_list<'a>(
    made: Expr<'a>,
    name: &'static str,
    items: Vec<Expr<'a>>,
) -> Expr<'a> {
    if items.is_empty() {
        made
    } else {
        made.method(name, [make_slice_expr(items)])
    }
}

/// `Server::new(…)`.
pub(super) fn emit_server<'a>(server: &'a ServerRow, uses: &Uses) -> Expr<'a> {
    let variables = server
        .variables
        .iter()
        .map(|one| emit_server_variable(one, uses));
    let made = uses.contract("Server").to("new");
    let made = Expr::call(made, [Expr::string(&server.url)]);
    let made = match server.name.as_str() {
        "" => made,
        name => made.method("named", [Expr::string(name)]),
    };
    call_with_list(made, "variables", variables.collect())
}

/// `ServerVariable::new(…)`, or `one_of` where the document lists its values.
fn emit_server_variable<'a>(variable: &'a VariableRow, uses: &Uses) -> Expr<'a> {
    let ty = uses.contract("ServerVariable");
    let mut args = vec![
        Expr::string(&variable.name),
        Expr::string(&variable.default),
    ];
    if variable.allowed.is_empty() {
        return Expr::call(ty.to("new"), args);
    }
    args.push(make_strings_slice(&variable.allowed));
    Expr::call(ty.to("one_of"), args)
}

/// `Scheme::basic(…)` and the like.
fn emit_security_scheme<'a>(scheme: &'a SchemeRow, uses: &Uses) -> Expr<'a> {
    let (made, about) = match &scheme.kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Query => ("query", Some(name.as_str())),
            Location::Cookie => ("cookie", Some(name.as_str())),
            Location::Header | Location::Path => ("header", Some(name.as_str())),
        },
        SchemeKind::Basic => ("basic", None),
        SchemeKind::Bearer | SchemeKind::OpenIdConnect => ("bearer", None),
        SchemeKind::OAuth2 { token_url, .. } => {
            ("oauth2", Some(token_url.as_deref().unwrap_or_default()))
        }
        SchemeKind::Http(name) => ("http", Some(name.as_str())),
        SchemeKind::MutualTls => ("mutual_tls", None),
    };
    let args = [Some(scheme.name.as_str()), about].into_iter().flatten();
    let args: Vec<_> = args.map(Expr::string).collect();
    let made = Expr::call(uses.contract("Scheme").to(made), args);
    let made = match &scheme.kind {
        SchemeKind::OAuth2 { sign_in, .. } => emit_sign_in_flows(made, sign_in),
        _ => made,
    };
    match scheme.prefix.as_str() {
        "" => made,
        prefix => made.method("prefix", [Expr::string(prefix)]),
    }
}

/// Where users sign in.
fn emit_sign_in_flows<'a>(mut made: Expr<'a>, flows: &'a SignInFlows) -> Expr<'a> {
    let urls = |(first, second): &'a (String, String)| [Expr::string(first), Expr::string(second)];
    if let Some(code) = &flows.code {
        made = made.method("code_flow", urls(code));
    }
    if let Some(device) = &flows.device {
        made = made.method("device_flow", urls(device));
    }
    if let Some(url) = &flows.refresh_url {
        made = made.method("refresh_url", [Expr::string(url)]);
    }
    made
}

/// The struct, with what the document says of itself.
fn define_client(client: &ClientItem) -> Vec<ItemNode<'static>> {
    let mut items = print_template(quote! {
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(super) inner: bindery_runtime::Client,
        }
    });
    if let Some(definition) = items.first_mut() {
        definition.attributes = emit_docs(&client.docs);
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
fn client_builder(client: &ClientItem) -> ItemNode<'_> {
    let notes: &[&str] = if client.strict { &STRICT } else { &[] };
    let docs = [BUILDER].into_iter().chain(notes.iter().copied());
    let made = Expr::call("bindery_runtime::Builder::new", [Expr::text("&API")]);
    let made = match client.operation_variables.as_slice() {
        [] => made,
        names => made.method("operation_variables", [make_strings_slice(names)]),
    };
    let made = match client.strict {
        true => made.method("strict", [Expr::bool(true)]),
        false => made,
    };
    let function = Function {
        attributes: docs.map(Into::into).collect(),
        head: "pub fn builder".into(),
        args: Vec::new(),
        returns: Some(TypeNode::text("bindery_runtime::Builder<Self>")),
        body: vec![Stmt::Value(made)],
    };
    ItemNode::methods("Client", vec![function, emit_client_from_env(client)])
}

/// `Client::from_env`, whose prefix is the API's own.
fn emit_client_from_env(client: &ClientItem) -> Function<'_> {
    let made = Expr::call("Self::builder", []);
    let made = made.method("from_env", [Expr::string(&client.env_prefix)]);
    Function {
        attributes: emit_docs(&client.env_docs),
        head: "pub fn from_env".into(),
        args: Vec::new(),
        returns: Some(TypeNode::text("Result<Self, bindery_runtime::BuildError>")),
        body: vec![Stmt::Value(made.method("build", []))],
    }
}

/// From the runtime's client, and back.
fn client_conversions() -> Vec<ItemNode<'static>> {
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
