//! Which hosts are asked, and with which credentials.

use std::env;
use std::fmt;

use cloud_billing::bindery_runtime::BuildError;
use cloud_billing::gcore::cloud;
use cloud_billing::virtuozzo::billing;

/// Hosts and credentials; where there are no credentials, the demo server.
pub(crate) struct Access {
    demo: String,
    gcore_key: Option<String>,
    virtuozzo: Option<(String, String)>,
}

impl Access {
    /// Looks for credentials.
    pub(crate) fn from_environment(demo: &str) -> Self {
        let host = env::var("VIRTUOZZO_HOST").ok();
        Self {
            demo: demo.to_owned(),
            gcore_key: env::var("GCORE_API_KEY").ok(),
            virtuozzo: host.zip(env::var("VIRTUOZZO_SESSION").ok()),
        }
    }

    /// A client for the reports of Gcore Cloud.
    pub(crate) fn cloud(&self) -> Result<cloud::Client, BuildError> {
        match &self.gcore_key {
            Some(key) => cloud::Client::builder().api_key(key.as_str()).build(),
            None => cloud::Client::builder()
                .api_key("demo")
                .base_url(&self.demo)
                .build(),
        }
    }

    /// A client for the billing history of Virtuozzo.
    pub(crate) fn virtuozzo(&self) -> Result<billing::Client, BuildError> {
        let builder = billing::Client::builder();
        match &self.virtuozzo {
            Some((host, _)) => builder.variable("hosterApiHost", host).build(),
            None => builder.base_url(&self.demo).build(),
        }
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
        match &self.gcore_key {
            Some(_) => writeln!(f, "Gcore: the real host")?,
            None => writeln!(
                f,
                "Gcore: examples of the document (set GCORE_API_KEY for the real host)"
            )?,
        }
        match &self.virtuozzo {
            Some((host, _)) => write!(f, "Virtuozzo: {host}"),
            None => write!(
                f,
                "Virtuozzo: examples of the document (set VIRTUOZZO_HOST and VIRTUOZZO_SESSION for the real host)"
            ),
        }
    }
}
