//! What calls share: the document's description, and how the caller wants
//! them to be sent.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use crate::auth::Auth;
use crate::call_limits::CallLimits;
use crate::description::{Api, Server};
use crate::drift::DriftLog;
use crate::error::ErrorSettings;
use crate::hooks::Hooks;
use crate::limits::RETRY_BUDGET;
use crate::request::{BaseUrl, BaseUrlError};
use crate::retry::{Retry, RetryBudget};
use crate::secrets::Secrets;
use crate::transport::Transport;
use crate::urls::{has_url_scheme, split_url_origin};

/// The engine of a client: cheap to clone, shared by all its clones.
///
/// Generated clients wrap one; [`Builder`](crate::Builder) makes it.
#[derive(Clone)]
pub struct Client(Arc<ClientParts>);

/// What a client is set to.
pub(crate) struct ClientParts {
    pub(crate) api: &'static Api,
    /// The caller's, else that of the document's server.
    pub(crate) base_url: Result<BaseUrl, BaseUrlError>,
    /// Whether it is the caller's, which operations with own servers follow too.
    pub(crate) is_given: bool,
    /// The document's server that the caller chose, else its first.
    pub(crate) server: &'static Server,
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) credentials: Vec<Auth>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: CallLimits,
    /// What is tried again.
    pub(crate) retry: Retry,
    /// Whether responses must keep to the document.
    pub(crate) strict: bool,
    pub(crate) drift: Arc<DriftLog>,
    pub(crate) errors: ErrorSettings,
    pub(crate) hooks: Hooks,
    /// What all calls may spend on retries together.
    pub(crate) retry_budget: RetryBudget,
    /// The header of idempotency keys, where the caller names one.
    pub(crate) idempotency_header: Option<&'static str>,
    /// Whether secrets may travel where they can be read on their way.
    pub(crate) secrets_over_http: bool,
    pub(crate) transport: Arc<dyn Transport>,
}

impl ClientParts {
    /// Of an operation's own servers the one that is named like the chosen server,
    /// else the first.
    pub(crate) fn own_server(&self, own: &'static [Server]) -> Option<&'static Server> {
        let name = self.server.name;
        let mut named = own
            .iter()
            .filter(|own| !name.is_empty() && own.name == name);
        named.next().or(own.first())
    }
}

impl Client {
    pub(crate) fn new(shared: ClientParts) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &ClientParts {
        &self.0
    }

    /// A URL, which may be relative to the base URL, as an absolute one.
    pub(crate) fn absolute(&self, url: &str) -> Result<String, String> {
        if has_url_scheme(url) {
            return Ok(url.to_owned());
        }
        match &self.shared().base_url {
            Ok(base) => Ok(base.resolve(url)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// A client with the same limits and transport for the origin of this absolute
    /// URL, and the path of the URL. It has no credentials.
    pub(crate) fn elsewhere(&self, url: &str) -> Result<(Self, String), String> {
        let (origin, rest) = split_url_origin(url);
        let path = if rest.starts_with('/') {
            rest.to_owned()
        } else {
            format!("/{rest}")
        };
        let shared = self.shared();
        let client = Self::new(ClientParts {
            api: shared.api,
            base_url: Ok(BaseUrl::parse(origin).map_err(|error| error.to_string())?),
            is_given: true,
            server: shared.server,
            variables: Vec::new(),
            credentials: Vec::new(),
            headers: HeaderMap::new(),
            limits: shared.limits,
            retry: shared.retry.clone(),
            strict: shared.strict,
            drift: Arc::clone(&shared.drift),
            retry_budget: RetryBudget::new(Some(RETRY_BUDGET)),
            idempotency_header: None,
            errors: shared.errors.clone(),
            hooks: shared.hooks.clone(),
            secrets_over_http: shared.secrets_over_http,
            transport: Arc::clone(&shared.transport),
        });
        Ok((client, path))
    }
}

/// So that what takes a client takes a generated one and this one.
impl AsRef<Self> for Client {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.shared();
        let secrets = shared.credentials.iter().flat_map(Auth::secrets);
        let secrets = Secrets::new(secrets.collect(), Vec::new());
        let base_url = shared.base_url.as_ref().map(BaseUrl::as_str);
        let base_url = base_url.map(|url| secrets.mask(url));
        out.debug_struct("Client")
            .field("api", &shared.api.title)
            .field("base_url", &base_url)
            .field("credentials", &shared.credentials)
            .field("limits", &shared.limits)
            .field("retry", &shared.retry)
            .field("transport", &shared.transport)
            .finish_non_exhaustive()
    }
}
