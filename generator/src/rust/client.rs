//! The client and what its operations share.

use std::collections::BTreeSet;

use super::docs;
use super::model::{ClientItem, ItemDocs, SchemeRow, ServerRow, VariableRow};
use super::options::{Options, Strictness};
use crate::api::{Api, SecurityKind, Server};

/// Shapes the client.
pub(super) fn shape_client(api: &Api, options: &Options) -> ClientItem {
    ClientItem {
        // What is secret is known of the shaped types.
        secrets: Vec::new(),
        docs: client_docs(api),
        title: api.info.title.clone(),
        version: api.info.version.clone(),
        crate_name: options.crate_name.clone(),
        env_docs: env_docs(api, &name_env_prefix(options)),
        env_prefix: name_env_prefix(options),
        strict: options.strictness == Strictness::Everywhere,
        servers: shape_servers(&api.servers),
        operation_variables: operation_variables(api),
        schemes: api
            .security_schemes
            .iter()
            .map(|scheme| SchemeRow {
                name: scheme.name.clone(),
                kind: scheme.kind.clone(),
                prefix: scheme.prefix.clone(),
            })
            .collect(),
    }
}

/// Names of variables that no server of the document has, but those of operations.
fn operation_variables(api: &Api) -> Vec<String> {
    let names = |servers: &[Server]| -> BTreeSet<String> {
        let variables = servers.iter().flat_map(|server| &server.variables);
        variables.map(|variable| variable.name.clone()).collect()
    };
    // Variables of the document's servers are in their table, where a builder finds them.
    let known = names(&api.servers);
    let all = api.operations.iter();
    let all: BTreeSet<String> = all.flat_map(|one| names(&one.servers)).collect();
    all.difference(&known).cloned().collect()
}

/// What environment variables of this API begin with: its module, or its crate without the word
/// that all such crates end with.
fn name_env_prefix(options: &Options) -> String {
    let whole = options.crate_name.as_str();
    let name = match options.module.as_slice() {
        [] => whole.strip_suffix("-client").unwrap_or(whole).to_owned(),
        module => module.join("_"),
    };
    let upper = name.to_uppercase();
    upper.replace(|letter: char| !letter.is_alphanumeric(), "_")
}

/// The variables that [`bindery_runtime::Builder::from_env`] takes for this document.
fn env_docs(api: &Api, prefix: &str) -> ItemDocs {
    let has = |fits: fn(&SecurityKind) -> bool| {
        let mut schemes = api.security_schemes.iter();
        schemes.any(|scheme| fits(&scheme.kind))
    };
    let is_token = |kind: &SecurityKind| {
        use SecurityKind::{Bearer, OAuth2, OpenIdConnect};
        matches!(kind, Bearer | OAuth2 { .. } | OpenIdConnect)
    };
    let variables = [
        (
            has(|kind| matches!(kind, SecurityKind::ApiKey { .. })),
            "API_KEY",
        ),
        (has(is_token), "TOKEN"),
        (
            has(|kind| matches!(kind, SecurityKind::Basic)),
            "USERNAME` and `PASSWORD",
        ),
        (
            has(|kind| matches!(kind, SecurityKind::OAuth2 { .. })),
            "CLIENT_ID` and `CLIENT_SECRET",
        ),
    ];
    let mut writer = docs::Writer::default();
    writer.own("Makes a client of what the environment says, as far as its variables are set:");
    let rows = variables.iter().filter(|(is_there, _)| *is_there);
    let rows = rows.map(|(_, names)| {
        let names = names.replace("and `", &format!("and `{prefix}_"));
        format!("- `{prefix}_{names}`")
    });
    let first = [format!("- `{prefix}_BASE_URL`")];
    writer.paragraph(first.into_iter().chain(rows).collect());
    writer.paragraph(vec![
        "More are called after security schemes and variables of servers, see".to_owned(),
        "[`Builder::from_env`](bindery_runtime::Builder::from_env), which takes another prefix."
            .to_owned(),
    ]);
    writer.own("# Errors");
    writer.own("As [`Builder::build`](bindery_runtime::Builder::build).");
    writer.finish(false, "")
}

fn client_docs(api: &Api) -> ItemDocs {
    let mut writer = docs::Writer::default();
    let title = docs::plain_line(&api.info.title);
    writer.own(match title.trim() {
        "" => "Client of the API.".to_owned(),
        title => format!("Client of {title}."),
    });
    let servers: Vec<String> = api
        .servers
        .iter()
        .filter_map(|server| {
            let url = docs::make_code_span(&server.url)?;
            let url = match docs::make_code_span(&server.name) {
                Some(name) => format!("{name}, {url}"),
                None => url.to_string(),
            };
            let text = server
                .description
                .as_deref()
                .map(docs::one_line)
                .unwrap_or_default();
            Some(if text.is_empty() {
                format!("- {url}")
            } else {
                format!("- {url}: {text}")
            })
        })
        .collect();
    if !servers.is_empty() {
        writer.own("Servers of the document; the first one is the default:");
        writer.paragraph(servers);
    }
    writer.finish(false, "Client of the API.")
}

/// Shapes servers.
pub(super) fn shape_servers(servers: &[Server]) -> Vec<ServerRow> {
    servers
        .iter()
        .map(|server| ServerRow {
            name: server.name.clone(),
            url: server.url.clone(),
            variables: server
                .variables
                .iter()
                .map(|variable| VariableRow {
                    name: variable.name.clone(),
                    default: variable.default.clone(),
                    allowed: variable.allowed.clone(),
                })
                .collect(),
        })
        .collect()
}
