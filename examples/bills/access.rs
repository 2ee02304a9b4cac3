//! Which hosts are asked, and with which credentials of the environment.

use std::env;
use std::fmt;

use cloud_billing::bindery_runtime::BuildError;
use cloud_billing::gcore::cloud;
use cloud_billing::virtuozzo::billing;

/// Credentials of the documented schemes; where there are none, the demo server.
pub(crate) struct Access {
    demo: String,
    gcore: Option<Gcore>,
    virtuozzo: Option<(String, String)>,
}

/// The two schemes of Gcore's document.
enum Gcore {
    /// A permanent token.
    ApiKey(String),
    /// A JWT, which reseller accounts need.
    Token(String),
}

impl Access {
    /// Looks for credentials.
    pub(crate) fn from_env(demo: &str) -> Self {
        let api_key = env::var("GCORE_API_KEY").ok().map(Gcore::ApiKey);
        let token = env::var("GCORE_TOKEN").ok().map(Gcore::Token);
        let host = env::var("VIRTUOZZO_HOST").ok();
        Self {
            demo: demo.to_owned(),
            gcore: api_key.or(token),
            virtuozzo: host.zip(env::var("VIRTUOZZO_SESSION").ok()),
        }
    }

    /// Whether nobody is asked but the demo server.
    pub(crate) fn is_demo(&self) -> bool {
        self.gcore.is_none() && self.virtuozzo.is_none()
    }

    /// A client for the reports of Gcore Cloud; none where only the other provider is asked.
    pub(crate) fn cloud(&self) -> Result<Option<cloud::Client>, BuildError> {
        let builder = cloud::Client::builder();
        let builder = match &self.gcore {
            Some(Gcore::ApiKey(key)) => builder.api_key(key.as_str()),
            Some(Gcore::Token(token)) => builder.bearer(token.as_str()),
            None if self.is_demo() => builder.api_key("demo").base_url(&self.demo),
            None => return Ok(None),
        };
        builder.build().map(Some)
    }

    /// A client for the billing history of Virtuozzo; none where only the other provider is
    /// asked.
    pub(crate) fn virtuozzo(&self) -> Result<Option<billing::Client>, BuildError> {
        let builder = billing::Client::builder();
        let builder = match &self.virtuozzo {
            Some((host, _)) => builder.variable("hosterApiHost", host),
            None if self.is_demo() => builder.base_url(&self.demo),
            None => return Ok(None),
        };
        builder.build().map(Some)
    }

    /// The session that Virtuozzo calls carry.
    pub(crate) fn session(&self) -> &str {
        self.virtuozzo
            .as_ref()
            .map_or("demo", |(_, session)| session)
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_demo() {
            return f.write_str(
                "Examples of the documents; set GCORE_API_KEY or GCORE_TOKEN, VIRTUOZZO_HOST and \
                 VIRTUOZZO_SESSION for real bills (`--help` tells more)",
            );
        }
        let gcore = match &self.gcore {
            Some(_) => "asked",
            None => "not asked (set GCORE_API_KEY or GCORE_TOKEN)",
        };
        let virtuozzo = match &self.virtuozzo {
            Some((host, _)) => host,
            None => "not asked (set VIRTUOZZO_HOST and VIRTUOZZO_SESSION)",
        };
        write!(f, "Gcore: {gcore}; Virtuozzo: {virtuozzo}")
    }
}
