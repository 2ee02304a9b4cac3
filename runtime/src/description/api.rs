//! What a document says about all of its operations, as constants: servers and
//! security schemes.

/// One document: what its operations share.
#[derive(Debug)]
pub struct Api {
    /// `info.title`.
    pub title: &'static str,
    /// `info.version`.
    pub version: &'static str,
    /// The servers, in the order of the document.
    pub servers: &'static [Server],
    /// The security schemes.
    pub schemes: &'static [Scheme],
    /// What the `User-Agent` header says.
    pub user_agent: &'static str,
}

impl Api {
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A base URL (OAS 3.1 §4.8.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// Its name (OAS 3.2 §4.6); empty when the document gives none.
    pub name: &'static str,
    /// The URL; `{name}` stands for a variable.
    pub url: &'static str,
    /// The variables of the URL.
    pub variables: &'static [Variable],
}

/// A variable of a server's URL (OAS 3.1 §4.8.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Name between the braces.
    pub name: &'static str,
    /// The value that is used when the caller gives none.
    pub default: &'static str,
    /// The values that are allowed; empty when all are.
    pub allowed: &'static [&'static str],
}

/// A security scheme (OAS 3.1 §4.8.27).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// Name in `components/securitySchemes`.
    pub name: &'static str,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// Text before the secret, with its blank, such as `apikey `; mostly empty.
    pub prefix: &'static str,
}

/// How a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `type: apiKey` in the header of this name.
    Header(&'static str),
    /// `type: apiKey` in the query under this key.
    Query(&'static str),
    /// `type: apiKey` in the cookie of this name.
    Cookie(&'static str),
    /// `type: http` with `scheme: basic`.
    Basic,
    /// A bearer token: `type: http` with `scheme: bearer`, or `type:
    /// openIdConnect`.
    Bearer,
    /// A bearer token of `type: oauth2`.
    OAuth2 {
        /// `tokenUrl` of the flow `clientCredentials`; empty when the document
        /// has none.
        token_url: &'static str,
    },
    /// `type: http` with another scheme of this name: `Authorization: <name>
    /// <secret>`.
    Http(&'static str),
    /// `type: mutualTLS`: nothing that a request carries, so nothing that a
    /// client could miss. Certificates are the transport's.
    MutualTls,
}
