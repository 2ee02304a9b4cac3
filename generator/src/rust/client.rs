//! The client and what its operations share.

use std::collections::BTreeSet;

use super::docs;
use super::model::{ClientItem, ItemDocs, SchemeRow, ServerRow, VariableRow};
use super::options::{Options, Strictness};
use crate::api::{Api, Server};

/// Shapes the client.
pub(super) fn shape_client(api: &Api, options: &Options) -> ClientItem {
    ClientItem {
        // What is secret is known of the shaped types.
        secrets: Vec::new(),
        docs: client_docs(api),
        title: api.info.title.clone(),
        version: api.info.version.clone(),
        crate_name: options.crate_name.clone(),
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
