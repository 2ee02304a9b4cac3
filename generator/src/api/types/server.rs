//! Servers, and how calls authenticate.

use super::Location;
use crate::source::Pointer;

/// A base URL with variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Its name (`name` of OAS 3.2); empty when it has none.
    pub name: String,
    /// URL template; `{name}` stands for a variable.
    pub url: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// Variables of the template.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// Sent when the caller gives no other value.
    pub default: String,
    /// Allowed values; empty when any value is allowed.
    pub allowed: Vec<String>,
    /// CommonMark text.
    pub description: Option<String>,
}

/// A named way to authenticate.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Name in `components/securitySchemes`.
    pub name: String,
    /// How the credential travels.
    pub kind: SecurityKind,
    /// Text before the secret, with its blank (`x-bindery-prefix`).
    pub prefix: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
}

/// The flows by which users let a program act for them (OAS 3.2 §4.28).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInFlows {
    /// `authorizationUrl` and `tokenUrl` of `authorizationCode`.
    pub code: Option<(String, String)>,
    /// `deviceAuthorizationUrl` and `tokenUrl` of `deviceAuthorization`.
    pub device: Option<(String, String)>,
    /// `refreshUrl` of the first of them that has one.
    pub refresh_url: Option<String>,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    /// `type: apiKey`.
    ApiKey {
        /// Header, query or cookie.
        location: Location,
        /// Name of the header, query key or cookie.
        name: String,
    },
    /// `type: http`, `scheme: basic`.
    Basic,
    /// `type: http`, `scheme: bearer`.
    Bearer,
    /// `type: http` with another scheme, kept as written.
    Http(String),
    /// `type: oauth2`; a token travels as a bearer token.
    OAuth2 {
        /// Token endpoint of the client credentials flow, if there is one.
        token_url: Option<String>,
        /// How users sign in.
        sign_in: SignInFlows,
    },
    /// `type: openIdConnect`; a token travels as a bearer token.
    OpenIdConnect,
    /// `type: mutualTLS`: nothing that a request carries.
    MutualTls,
}
