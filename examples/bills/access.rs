//! Which hosts are asked, and with which credentials of the environment.

use std::env;
use std::fmt;

use cloud_billing::bindery_runtime::BuildError;
use cloud_billing::gcore::cloud;
use cloud_billing::virtuozzo::billing;

/// What the environment says besides what the clients take from it themselves (`Client::from_env`);
/// where it says nothing, the demo server.
pub(crate) struct Access {
    demo: String,
    asks_gcore: bool,
    /// A JWT, which reseller accounts need and the document has no scheme for.
    gcore_token: Option<String>,
    /// The session, which is a parameter of calls and no credential of the client.
    session: Option<String>,
}

impl Access {
    /// Looks for credentials.
    pub(crate) fn from_env(demo: &str) -> Self {
        let read = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let gcore_token = read("GCORE_CLOUD_TOKEN");
        let host = read("VIRTUOZZO_BILLING_HOSTER_API_HOST");
        Self {
            demo: demo.to_owned(),
            asks_gcore: gcore_token.is_some() || read("GCORE_CLOUD_API_KEY").is_some(),
            gcore_token,
            session: host.and_then(|_| read("VIRTUOZZO_BILLING_SESSION")),
        }
    }

    /// Whether nobody is asked but the demo server.
    pub(crate) fn is_demo(&self) -> bool {
        !self.asks_gcore && self.session.is_none()
    }

    /// A client for the reports of Gcore Cloud; none where only the other provider is asked.
    pub(crate) fn cloud(&self) -> Result<Option<cloud::Client>, BuildError> {
        let client = match &self.gcore_token {
            Some(token) => cloud::Client::builder().bearer(token.as_str()).build(),
            None if self.asks_gcore => cloud::Client::from_env(),
            None if self.is_demo() => {
                let builder = cloud::Client::builder().api_key("demo");
                builder.base_url(&self.demo).build()
            }
            None => return Ok(None),
        };
        client.map(Some)
    }

    /// A client for the billing history of Virtuozzo; none where only the other provider is
    /// asked.
    pub(crate) fn virtuozzo(&self) -> Result<Option<billing::Client>, BuildError> {
        let client = match &self.session {
            Some(_) => billing::Client::from_env(),
            None if self.is_demo() => billing::Client::builder().base_url(&self.demo).build(),
            None => return Ok(None),
        };
        client.map(Some)
    }

    /// The session that Virtuozzo calls carry.
    pub(crate) fn session(&self) -> &str {
        self.session.as_deref().unwrap_or("demo")
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_demo() {
            return f.write_str(
                "Examples of the documents; set GCORE_CLOUD_API_KEY or GCORE_CLOUD_TOKEN, \
                 VIRTUOZZO_BILLING_HOSTER_API_HOST and VIRTUOZZO_BILLING_SESSION for real bills \
                 (`--help` tells more)",
            );
        }
        let gcore = match self.asks_gcore {
            true => "asked",
            false => "not asked (set GCORE_CLOUD_API_KEY or GCORE_CLOUD_TOKEN)",
        };
        let virtuozzo = match &self.session {
            Some(_) => "asked",
            None => {
                "not asked (set VIRTUOZZO_BILLING_HOSTER_API_HOST and VIRTUOZZO_BILLING_SESSION)"
            }
        };
        write!(f, "Gcore: {gcore}; Virtuozzo: {virtuozzo}")
    }
}
