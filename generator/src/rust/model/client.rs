//! The client of an API and what its operations share.

use super::ItemDocs;
pub use crate::api::SecurityKind as SchemeKind;
pub use crate::api::SignInFlows;

/// The client, and the table that describes the API.
#[derive(Debug, Clone, Default)]
pub struct ClientItem {
    /// Documentation of the client.
    pub docs: ItemDocs,
    /// Title of the API.
    pub title: String,
    /// Version of the document.
    pub version: String,
    /// Name of the crate that calls, for the `User-Agent` header.
    pub crate_name: String,
    /// What names of environment variables begin with, before a `_`.
    pub env_prefix: String,
    /// Documentation of what takes them.
    pub env_docs: ItemDocs,
    /// Whether responses must keep to the document by default.
    pub strict: bool,
    /// Servers of the document.
    pub servers: Vec<ServerRow>,
    /// Names of variables that only servers of operations have.
    pub operation_variables: Vec<String>,
    /// Security schemes.
    pub schemes: Vec<SchemeRow>,
    /// Names of properties and parameters that hold secrets.
    pub secrets: Vec<String>,
}

/// A server.
#[derive(Debug, Clone)]
pub struct ServerRow {
    /// Its name; empty when it has none.
    pub name: String,
    /// URL template.
    pub url: String,
    /// Variables of the template.
    pub variables: Vec<VariableRow>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct VariableRow {
    /// Name between the braces.
    pub name: String,
    /// Default value.
    pub default: String,
    /// Allowed values.
    pub allowed: Vec<String>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SchemeRow {
    /// Name in the document.
    pub name: String,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// Text before the secret.
    pub prefix: String,
}
