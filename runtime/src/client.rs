//! What calls share: the document's description, and how the caller wants
//! them to be sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::api::{Api, Server};
use crate::auth::Auth;
use crate::request::{BaseUrl, BaseUrlError, from_server, has_scheme, split_origin};
use crate::transport::Transport;

/// The server of a document that names none (OAS 3.1 §4.8.1).
const NO_SERVER: Server = Server {
    name: "",
    url: "/",
    variables: &[],
};

/// The engine of a client: cheap to clone, shared by all its clones.
///
/// Generated clients wrap one; [`Builder`](crate::Builder) makes it.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// What a client is set to.
pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) server: usize,
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) credentials: Vec<Auth>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Shared {
    /// The document's server that the caller chose, else its first.
    fn chosen_server(&self) -> &'static Server {
        self.api.servers.get(self.server).unwrap_or(&NO_SERVER)
    }

    /// Of an operation's own servers the one that is named like the chosen server,
    /// else the first.
    pub(crate) fn own_server(&self, own: &'static [Server]) -> Option<&'static Server> {
        let name = self.chosen_server().name;
        let mut named = own
            .iter()
            .filter(|own| !name.is_empty() && own.name == name);
        named.next().or(own.first())
    }
}

/// How long and how often a call may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// For the whole call, with its retries and the waits between them.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt, from sending to the last byte of the body.
    pub(crate) attempt_timeout: Option<Duration>,
    /// For each piece of an answer that is read while it comes.
    pub(crate) idle_timeout: Option<Duration>,
    /// Attempts after the first.
    pub(crate) retries: u32,
    /// Bytes of the largest body that is read.
    pub(crate) max_body: usize,
    /// Redirects that are followed.
    pub(crate) redirects: u32,
}

impl Limits {
    /// What holds when nobody says otherwise.
    pub(crate) const DEFAULT: Self = Self {
        timeout: None,
        attempt_timeout: Some(Duration::from_secs(120)),
        idle_timeout: None,
        retries: 2,
        max_body: 64 << 20,
        redirects: 0,
    };
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// The base URL of operations that have no servers of their own.
    pub(crate) fn base_url(&self) -> Result<BaseUrl, BaseUrlError> {
        let shared = self.shared();
        match &shared.base_url {
            Some(url) => Ok(url.clone()),
            None => from_server(shared.chosen_server(), &shared.variables),
        }
    }

    /// A URL, which may be relative to the base URL, as an absolute one.
    pub(crate) fn absolute(&self, url: &str) -> Result<String, String> {
        if has_scheme(url) {
            return Ok(url.to_owned());
        }
        let base = self.base_url().map_err(|error| error.to_string())?;
        Ok(base.resolve(url))
    }

    /// A client with the same limits and transport for the origin of this absolute
    /// URL, and the path of the URL. It has no credentials.
    pub(crate) fn elsewhere(&self, url: &str) -> Result<(Self, String), String> {
        let (origin, path) = split_origin(url);
        let shared = self.shared();
        let client = Self::new(Shared {
            api: shared.api,
            base_url: Some(BaseUrl::parse(origin).map_err(|error| error.to_string())?),
            server: 0,
            variables: Vec::new(),
            credentials: Vec::new(),
            headers: HeaderMap::new(),
            limits: shared.limits,
            transport: Arc::clone(&shared.transport),
        });
        Ok((client, path.to_owned()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.shared();
        out.debug_struct("Client")
            .field("api", &shared.api.title)
            .field("base_url", &shared.base_url.as_ref().map(BaseUrl::as_str))
            .field("credentials", &shared.credentials)
            .field("limits", &shared.limits)
            .field("transport", &shared.transport)
            .finish_non_exhaustive()
    }
}
