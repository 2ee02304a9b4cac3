//! What calls share: the document's description, and how the caller wants
//! them to be sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::api::Api;
use crate::auth::Auth;
use crate::request::BaseUrl;
use crate::transport::Transport;

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

/// How long and how often a call may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// For the whole call, with its retries and the waits between them.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt, from sending to the last byte of the body.
    pub(crate) attempt_timeout: Option<Duration>,
    /// Attempts after the first.
    pub(crate) retries: u32,
    /// Bytes of the largest body that is read.
    pub(crate) max_body: usize,
}

impl Limits {
    /// What holds when nobody says otherwise.
    pub(crate) const DEFAULT: Self = Self {
        timeout: None,
        attempt_timeout: Some(Duration::from_secs(120)),
        retries: 2,
        max_body: 64 << 20,
    };
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
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
