use bindery_runtime::{Api, Scheme, SchemeKind, Server, Variable};

pub static API: Api = Api {
    title: "Billing",
    version: "1.0.0",
    servers: &[
        Server {
            name: "",
            url: "https://{host}/api",
            variables: &[Variable {
                name: "host",
                default: "billing.example",
                allowed: &[],
            }],
        },
        Server {
            name: "",
            url: "https://{region}.example/",
            variables: &[Variable {
                name: "region",
                default: "eu",
                allowed: &["eu", "us"],
            }],
        },
    ],
    schemes: &[Scheme {
        name: "APIKey",
        kind: SchemeKind::Header("Authorization"),
        prefix: "apikey ",
    }],
    user_agent: concat!("billing-client/", "1.2.3"),
};

/// Billing
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) inner: bindery_runtime::Client,
}

impl Client {
    /// Starts a client: credentials, base URL, retries and more.
    pub fn builder() -> bindery_runtime::Builder<Self> {
        bindery_runtime::Builder::new(&API)
    }
}

impl From<bindery_runtime::Client> for Client {
    fn from(inner: bindery_runtime::Client) -> Self {
        Self { inner }
    }
}

impl AsRef<bindery_runtime::Client> for Client {
    fn as_ref(&self) -> &bindery_runtime::Client {
        &self.inner
    }
}
