//! A client of what a builder was told.

use std::sync::Arc;
use std::time::Duration;

use super::{BuildError, Builder, check};
use crate::auth::Auth;
use crate::client::{Client, ClientParts};
use crate::error::ErrorSettings;
use crate::retry::RetryBudget;
use crate::secrets::Secrets;
use crate::transport::Transport;

impl<C: From<Client>> Builder<C> {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// When a setting cannot be right: a base URL that is not a URL, a variable or
    /// a scheme that the document does not have, a header that cannot be sent,
    /// or when the default transport cannot be set up.
    pub fn build(mut self) -> Result<C, BuildError> {
        let mut problems = std::mem::take(&mut self.problems);
        let server = check::check_server(&self, &mut problems);
        let base_url = check::check_base_url(&self, server, &mut problems);
        let headers = check::check_client_headers(&self, &mut problems);
        check::check_credentials(&self, &mut problems);
        let secrets = self.credentials.iter().flat_map(Auth::secrets);
        let secrets = Secrets::new(secrets.collect(), Vec::new());
        let transport = match self.transport {
            Some(transport) => Some(transport),
            None => make_default_transport(self.connect_timeout)
                .map_err(|problem| problems.push(problem))
                .ok(),
        };
        match transport {
            Some(transport) if problems.is_empty() => Ok(C::from(Client::new(ClientParts {
                api: self.api,
                base_url,
                is_given: self.base_url.is_some(),
                server,
                variables: self.variables,
                credentials: self.credentials,
                headers,
                limits: self.limits,
                retry: self.retry,
                strict: self.strict,
                drift: Arc::new(self.drift),
                retry_budget: RetryBudget::new(self.retry_budget),
                idempotency_header: self.idempotency_header,
                errors: ErrorSettings {
                    request_ids: self.request_ids.into(),
                    hides_bodies: self.hides_bodies,
                },
                hooks: self.hooks,
                secrets_over_http: self.secrets_over_http,
                transport,
            }))),
            _ => {
                let problems = problems.iter().map(|one| secrets.mask(one).into_owned());
                Err(BuildError {
                    title: self.api.title,
                    problems: problems.collect(),
                })
            }
        }
    }
}

/// The transport of a client that is given none.
fn make_default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, String> {
    #[cfg(feature = "reqwest")]
    return match crate::transport::ReqwestTransport::with_connect_timeout(connect_timeout) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(format!("the default transport cannot be set up: {error}")),
    };
    #[cfg(not(feature = "reqwest"))]
    {
        let _ = connect_timeout;
        let without = "there is no transport; give one with `.transport(…)`, or turn on the \
                       feature `reqwest`";
        Err(without.to_owned())
    }
}
