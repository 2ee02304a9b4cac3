//! What can be wrong with the settings of a client. Each function adds what it
//! finds to a list, so that all of it is told at once.

use http::HeaderMap;

use super::{Builder, ServerChoice};
use crate::auth::{AuthKind, explain_unfit, list_misfit_credentials};
use crate::description::Server;
use crate::request::{
    BaseUrl, BaseUrlError, list_unknown_variables, parse_request_header, read_server_url,
};
use crate::secrets::mark_secret_header;

/// The server of a document that names none (OAS 3.1 §4.8.1).
static NO_SERVER: Server = Server::new("/");

/// The server that the caller chose; the first where there is none such.
pub(super) fn check_server<C>(builder: &Builder<C>, problems: &mut Vec<String>) -> &'static Server {
    let servers = builder.api.servers;
    let first = servers.first().unwrap_or(&NO_SERVER);
    let found = match &builder.server {
        ServerChoice::Place(0) => Some(first),
        ServerChoice::Place(place) => servers.get(*place),
        ServerChoice::Name(name) => servers
            .iter()
            .find(|server| !name.is_empty() && server.name == name),
    };
    found.unwrap_or_else(|| {
        problems.push(explain_missing_server(&builder.server, servers));
        first
    })
}

fn explain_missing_server(choice: &ServerChoice, servers: &[Server]) -> String {
    let names: Vec<_> = servers.iter().map(|server| server.name).collect();
    let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
    match choice {
        ServerChoice::Place(place) => format!(
            "the document has {} servers, so there is no server {place}",
            servers.len()
        ),
        ServerChoice::Name(name) if names.is_empty() => {
            format!("the document names no servers, so there is no server `{name}`")
        }
        ServerChoice::Name(name) => format!(
            "the document has no server `{name}`; it has `{}`",
            names.join("`, `")
        ),
    }
}

/// The caller's base URL, else that of the document's server. That this one is
/// relative is no problem yet: a call may have its own base URL.
pub(super) fn check_base_url<C>(
    builder: &Builder<C>,
    server: &Server,
    problems: &mut Vec<String>,
) -> Result<BaseUrl, BaseUrlError> {
    let of_operations = builder.operation_variables;
    let unknown = list_unknown_variables(builder.api.servers, &builder.variables);
    for name in unknown.filter(|name| !of_operations.contains(name)) {
        problems.push(format!("no server of the document has a variable `{name}`"));
    }
    let url = match &builder.base_url {
        Some(url) => BaseUrl::parse(url),
        None => read_server_url(server, &builder.variables),
    };
    let is_said = builder.base_url.is_some() || !builder.variables.is_empty();
    if let (Err(error), true) = (&url, is_said) {
        problems.push(error.to_string());
    }
    url
}

/// The headers of every call.
pub(super) fn check_client_headers<C>(
    builder: &Builder<C>,
    problems: &mut Vec<String>,
) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in &builder.headers {
        match parse_request_header(name, value) {
            Ok((name, mut value)) => {
                mark_secret_header(&name, &mut value);
                headers.insert(name, value);
            }
            Err(message) => problems.push(format!("the header `{name}` {message}")),
        }
    }
    headers
}

/// Whether the credentials are some, and have somewhere to go.
pub(super) fn check_credentials<C>(builder: &Builder<C>, problems: &mut Vec<String>) {
    for misfit in list_misfit_credentials(&builder.credentials, builder.api) {
        let names: Vec<_> = builder
            .api
            .schemes
            .iter()
            .map(|scheme| scheme.name)
            .collect();
        problems.push(match misfit.scheme_name() {
            Some(scheme) => format!(
                "the document has no security scheme `{scheme}`; it has `{}`",
                names.join("`, `")
            ),
            None => "the document has no API key scheme, so nobody knows where the key should travel; use `.header_auth(name, value)`".to_owned(),
        });
    }
    for auth in &builder.credentials {
        if auth.is_empty() {
            problems.push(
                "a credential is empty; is a variable of the environment not set?".to_owned(),
            );
        }
        if let Some(problem) = explain_unfit(auth, builder.api) {
            problems.push(problem);
        }
        if let AuthKind::Header { name, value } = &auth.0
            && let Err(message) = parse_request_header(name, value.expose())
        {
            problems.push(format!("the header `{name}` {message}"));
        }
    }
}
