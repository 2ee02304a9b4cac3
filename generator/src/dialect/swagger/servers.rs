//! Servers: `schemes`, `host` and `basePath` → `servers`.

use crate::dialect::grammar::Entries;
use crate::source::Node;

/// The keys of the document that become servers.
pub(super) const SERVER_KEYS: [&str; 4] = ["host", "basePath", "schemes", PARAMETERIZED_HOST];

/// How Microsoft's documents say that the host has variables.
const PARAMETERIZED_HOST: &str = "x-ms-parameterized-host";

/// What of the addresses all operations share.
#[derive(Debug, Default)]
pub(super) struct Address {
    /// `api.example.com:8080`, where the document says it.
    host: Option<String>,
    /// `/v1`, or nothing.
    base_path: String,
    /// The variables of a host with variables.
    variables: Option<Node>,
    /// Whether the scheme stands before the host.
    has_scheme: bool,
}

/// Reads the address of a document.
pub(super) fn read_address(root: &Entries) -> Address {
    let text = |key: &str| root.get(key).and_then(Node::as_str).map(str::trim);
    let base_path = text("basePath").unwrap_or_default().trim_end_matches('/');
    let base_path = match base_path {
        "" => String::new(),
        path if path.starts_with('/') => path.to_owned(),
        path => format!("/{path}"),
    };
    let template = root.get(PARAMETERIZED_HOST);
    let host = template.and_then(|template| template.get("hostTemplate"));
    let host = host.and_then(Node::as_str).or_else(|| text("host"));
    Address {
        host: host.filter(|host| !host.is_empty()).map(str::to_owned),
        base_path,
        variables: template.and_then(list_host_variables),
        has_scheme: template.and_then(|template| template.get("useSchemePrefix"))
            != Some(&Node::Bool(false)),
    }
}

/// The variables of a host: what its parameters say, in the form of OpenAPI 3.
fn list_host_variables(template: &Node) -> Option<Node> {
    let Some(Node::List(parameters)) = template.get("parameters") else {
        return None;
    };
    let variables = parameters.iter().filter_map(|parameter| {
        let name = parameter.get("name")?.as_str()?;
        let members = ["description", "enum", "default"]
            .into_iter()
            .filter_map(|key| Some((key.into(), parameter.get(key)?.clone())));
        Some((name.into(), Node::Map(members.collect())))
    });
    let variables: Entries = variables.collect();
    (!variables.is_empty()).then_some(Node::Map(variables))
}

/// The schemes of a list, `https` first: a client takes the first server, and credentials should
/// not travel in the clear where the server speaks TLS as well. Only HTTP is spoken.
pub(super) fn list_http_schemes(node: Option<&Node>) -> Vec<&str> {
    let Some(Node::List(items)) = node else {
        return Vec::new();
    };
    let mut schemes: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
    schemes.retain(|scheme| ["http", "https"].contains(scheme));
    schemes.sort_unstable_by_key(|scheme| *scheme != "https");
    schemes.dedup();
    schemes
}

/// The servers for some schemes; a host without a scheme is asked by `https`.
pub(super) fn make_servers(address: &Address, schemes: &[&str]) -> Node {
    let Some(host) = &address.host else {
        let url = if address.base_path.is_empty() {
            "/"
        } else {
            &address.base_path
        };
        return Node::List(vec![make_server(url.to_owned(), None)]);
    };
    let schemes = if schemes.is_empty() {
        &["https"]
    } else {
        schemes
    };
    let servers = schemes.iter().map(|scheme| {
        let scheme = if address.has_scheme {
            format!("{scheme}://")
        } else {
            String::new()
        };
        let url = format!("{scheme}{host}{}", address.base_path);
        make_server(url, address.variables.clone())
    });
    Node::List(servers.collect())
}

fn make_server(url: String, variables: Option<Node>) -> Node {
    let url = [("url".into(), Node::from(url))];
    let variables = variables.map(|variables| ("variables".into(), variables));
    Node::Map(url.into_iter().chain(variables).collect())
}
