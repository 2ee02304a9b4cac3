//! What a document says about all of its operations: servers and security schemes.

/// One document: what its operations share.
#[derive(Debug)]
pub struct Api {
    pub(crate) title: &'static str,
    pub(crate) version: &'static str,
    /// In the order of the document.
    pub(crate) servers: &'static [Server],
    pub(crate) schemes: &'static [Scheme],
    /// Names of properties and parameters that hold secrets.
    pub(crate) secrets: &'static [&'static str],
    pub(crate) user_agent: &'static str,
}

impl Api {
    /// A document by its `info.title` and `info.version`, and what the `User-Agent`
    /// header says. It has no servers and no security schemes.
    #[must_use]
    pub const fn new(title: &'static str, version: &'static str, user_agent: &'static str) -> Self {
        Self {
            title,
            version,
            servers: &[],
            schemes: &[],
            secrets: &[],
            user_agent,
        }
    }

    /// Sets the servers; the first one is the default.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// Sets the security schemes.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets the names of properties and parameters that hold secrets by what the document says of
    /// them (`format: password`, `writeOnly`). What is called so is shown nowhere, in either
    /// direction, beside what is called like a secret anyway.
    #[must_use]
    pub const fn secrets(mut self, secrets: &'static [&'static str]) -> Self {
        self.secrets = secrets;
        self
    }

    /// `info.version`.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A base URL (OAS 3.1 §4.8.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// OAS 3.2 §4.6; empty when the document gives none.
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
    pub(crate) variables: &'static [ServerVariable],
}

impl Server {
    /// A server by its URL, in which `{name}` stands for a variable.
    #[must_use]
    pub const fn new(url: &'static str) -> Self {
        Self {
            name: "",
            url,
            variables: &[],
        }
    }

    /// Sets the name by which callers choose it (OAS 3.2 §4.6).
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sets the variables of the URL.
    #[must_use]
    pub const fn variables(mut self, variables: &'static [ServerVariable]) -> Self {
        self.variables = variables;
        self
    }
}

/// A variable of a server's URL (OAS 3.1 §4.8.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerVariable {
    pub(crate) name: &'static str,
    pub(crate) default: &'static str,
    /// Empty when all values are allowed.
    pub(crate) allowed: &'static [&'static str],
}

impl ServerVariable {
    /// A variable by the name between the braces, and the value that is used when the
    /// caller gives none.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self {
            name,
            default,
            allowed: &[],
        }
    }

    /// The same with the values that are allowed.
    #[must_use]
    pub const fn one_of(
        name: &'static str,
        default: &'static str,
        allowed: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            default,
            allowed,
        }
    }
}

/// A security scheme (OAS 3.1 §4.8.27): how a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// Name in `components/securitySchemes`.
    pub(crate) name: &'static str,
    pub(crate) kind: SchemeKind,
    /// Text before the secret, with its space, such as `apikey `; mostly empty.
    pub(crate) prefix: &'static str,
    /// Where users sign in, of `type: oauth2`.
    pub(crate) sign_in: SignInUrls,
}

/// URLs of the flows by which users let a program act for them (OAS 3.2 §4.29). Empty
/// where the document has none; they may be relative to the base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignInUrls {
    /// `authorizationUrl` of `authorizationCode`, and its `tokenUrl`.
    pub(crate) authorization: &'static str,
    pub(crate) code_token: &'static str,
    /// `deviceAuthorizationUrl` of `deviceAuthorization`, and its `tokenUrl`.
    pub(crate) device: &'static str,
    pub(crate) device_token: &'static str,
    /// `refreshUrl` of one of them.
    pub(crate) refresh: &'static str,
}

impl SignInUrls {
    const NONE: Self = Self {
        authorization: "",
        code_token: "",
        device: "",
        device_token: "",
        refresh: "",
    };
}

impl Scheme {
    /// `type: apiKey` in the header of this name.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, SchemeKind::Header(header))
    }

    /// `type: apiKey` in the query under this key.
    #[must_use]
    pub const fn query(name: &'static str, key: &'static str) -> Self {
        Self::new(name, SchemeKind::Query(key))
    }

    /// `type: apiKey` in the cookie of this name.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, SchemeKind::Cookie(cookie))
    }

    /// `type: http` with `scheme: basic`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Basic)
    }

    /// A bearer token: `type: http` with `scheme: bearer`, or `type: openIdConnect`.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Bearer)
    }

    /// A bearer token of `type: oauth2`, with the `tokenUrl` of the flow
    /// `clientCredentials`, which is empty when the document has none.
    #[must_use]
    pub const fn oauth2(name: &'static str, token_url: &'static str) -> Self {
        Self::new(name, SchemeKind::OAuth2 { token_url })
    }

    /// `type: http` with another scheme, such as `digest`:
    /// `Authorization: <scheme> <secret>`.
    #[must_use]
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self::new(name, SchemeKind::Http(scheme))
    }

    /// `type: mutualTLS`: nothing that a request carries, so nothing that a client
    /// could lack. Certificates are the transport's.
    #[must_use]
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::new(name, SchemeKind::MutualTls)
    }

    /// Sets the text before the secret, with its space, such as `apikey `.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Sets `authorizationUrl` and `tokenUrl` of the flow `authorizationCode`.
    #[must_use]
    pub const fn code_flow(
        mut self,
        authorization_url: &'static str,
        token_url: &'static str,
    ) -> Self {
        self.sign_in.authorization = authorization_url;
        self.sign_in.code_token = token_url;
        self
    }

    /// Sets `deviceAuthorizationUrl` and `tokenUrl` of the flow `deviceAuthorization`.
    #[must_use]
    pub const fn device_flow(mut self, device_url: &'static str, token_url: &'static str) -> Self {
        self.sign_in.device = device_url;
        self.sign_in.device_token = token_url;
        self
    }

    /// Sets where tokens are refreshed, if not where they are got.
    #[must_use]
    pub const fn refresh_url(mut self, url: &'static str) -> Self {
        self.sign_in.refresh = url;
        self
    }

    /// Its name in `components/securitySchemes`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self {
            name,
            kind,
            prefix: "",
            sign_in: SignInUrls::NONE,
        }
    }
}

/// How a credential travels; [`Scheme`] says what each of them means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Basic,
    Bearer,
    OAuth2 { token_url: &'static str },
    Http(&'static str),
    MutualTls,
}
