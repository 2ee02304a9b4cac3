//! Settings of a client, checked all together at the end.

mod check;
mod env;
mod error;
mod limits;
mod make;

pub use error::BuildError;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;

use crate::auth::Auth;
use crate::call_limits::CallLimits;
use crate::client::Client;
use crate::description::Api;
use crate::drift::{Drift, DriftLog};
use crate::hooks::{AttemptReport, CallReport, ExchangeLog, Hooks, LogDetail};
use crate::info::CallInfo;
use crate::limits::RETRY_BUDGET;
use crate::oauth::ClientCredentials;
use crate::retry::Retry;
use crate::secrets::{Secret, mask_url_structure};
use crate::transport::Transport;

/// Makes a client: credentials, base URL, time limits, retries, transport.
///
/// Everything has a default. [`build`](Self::build) tells everything that is wrong, all at
/// once.
#[must_use = "a builder makes nothing until `build` is called"]
pub struct Builder<C> {
    api: &'static Api,
    base_url: Option<String>,
    server: ServerChoice,
    variables: Vec<(String, String)>,
    operation_variables: &'static [&'static str],
    credentials: Vec<Auth>,
    headers: Vec<(String, String)>,
    limits: CallLimits,
    retry: Retry,
    retry_budget: Option<u32>,
    idempotency_header: Option<&'static str>,
    request_ids: Vec<&'static str>,
    hides_bodies: bool,
    hooks: Hooks,
    secrets_over_http: bool,
    strict: bool,
    drift: DriftLog,
    connect_timeout: Option<Duration>,
    transport: Option<Arc<dyn Transport>>,
    /// What was wrong before anything was checked.
    problems: Vec<String>,
    client: PhantomData<fn() -> C>,
}

/// Which server of the document is meant.
enum ServerChoice {
    /// By its place in the list, from 0.
    Place(usize),
    Name(String),
}

impl<C: From<Client>> Builder<C> {
    /// Starts with the defaults for a document.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            server: ServerChoice::Place(0),
            variables: Vec::new(),
            operation_variables: &[],
            credentials: Vec::new(),
            headers: Vec::new(),
            limits: CallLimits::DEFAULT,
            retry: Retry::default(),
            retry_budget: Some(RETRY_BUDGET),
            idempotency_header: None,
            request_ids: Vec::new(),
            hides_bodies: false,
            hooks: Hooks::default(),
            secrets_over_http: false,
            strict: false,
            drift: DriftLog::default(),
            connect_timeout: Some(Duration::from_secs(5)),
            transport: None,
            problems: Vec::new(),
            client: PhantomData,
        }
    }

    /// Sets the URL to which all paths are appended, instead of the servers of
    /// the document and its operations.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses a server of the document by its place in the list, from 0.
    pub fn server(mut self, index: usize) -> Self {
        self.server = ServerChoice::Place(index);
        self
    }

    /// Chooses a server of the document by its name, such as `staging` (OAS 3.2
    /// §4.6). Operations with servers of their own use that of the same name, if
    /// there is one.
    pub fn server_named(mut self, name: impl Into<String>) -> Self {
        self.server = ServerChoice::Name(name.into());
        self
    }

    /// Tells the names of variables that only servers of operations have, as generated
    /// clients do.
    pub fn operation_variables(mut self, names: &'static [&'static str]) -> Self {
        self.operation_variables = names;
        self
    }

    /// Sets a variable of the server's URL, also of servers that only some operations
    /// have.
    ///
    /// A value stays where the variable stands: a part of the host holds letters, digits,
    /// `-` and `.`, a port digits, a part of the path no `..` and the like. It may be more
    /// where the document's default is, such as `localhost:8080`.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Gives the secret for the document's API key. A prefix that the document
    /// declares, such as `apikey `, is added unless it is already there.
    pub fn api_key(self, secret: impl Into<Secret>) -> Self {
        self.auth(Auth::api_key(secret))
    }

    /// Gives a bearer token. Where the document declares no scheme that takes
    /// one, it is sent with every call instead of what the document asks for.
    pub fn bearer(self, token: impl Into<Secret>) -> Self {
        self.auth(Auth::bearer(token))
    }

    /// Gives a user and a password. Where the document declares no scheme that
    /// takes them, they are sent with every call instead of what it asks for.
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.auth(Auth::basic(user, password))
    }

    /// Gives the secret for the security scheme of this name.
    pub fn credential(self, scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.auth(Auth::credential(scheme, secret))
    }

    /// Sends this header with every call instead of what the document asks for.
    pub fn header_auth(self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.auth(Auth::header(name, value))
    }

    /// Sends no credentials, also where the document asks for some.
    pub fn anonymous(self) -> Self {
        self.auth(Auth::anonymous())
    }

    /// Gets tokens by OAuth 2.0 client credentials, where the document says or
    /// [`ClientCredentials::token_url`] does. Where the document declares no
    /// scheme that takes a token, it is sent with every call instead of what
    /// the document asks for.
    pub fn client_credentials(self, credentials: ClientCredentials) -> Self {
        self.auth(credentials)
    }

    /// Adds a credential.
    pub fn auth(mut self, auth: impl Into<Auth>) -> Self {
        self.credentials.push(auth.into());
        self
    }

    /// Sends a header with every call. Parameters and headers of a call that
    /// have the same name win.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(self, text: impl Into<String>) -> Self {
        self.header(USER_AGENT.as_str(), text)
    }

    /// Sends a key in this header with each call whose method is not idempotent, by which the
    /// server knows an attempt that it has carried out already, so that the calls may be
    /// tried again. For servers that support it; a header parameter `Idempotency-Key` in the
    /// document is enough without it.
    ///
    /// In browsers no keys are made, as there is no source of randomness: only those are sent
    /// that calls set.
    ///
    /// ```
    /// # use bindery_runtime::contract::Api;
    /// # use bindery_runtime::{Builder, Client};
    /// # static API: Api = Api::new("", "", "");
    /// let client = Builder::<Client>::new(&API).idempotency_key("Idempotency-Key");
    /// # let _ = client;
    /// ```
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_header = Some(header);
        self
    }

    /// Sets what is called after each attempt, with its status, duration and bytes: for
    /// metrics. It runs on the task that makes the call, which waits for it.
    ///
    /// ```
    /// # use bindery_runtime::contract::Api;
    /// # use bindery_runtime::{Builder, Client};
    /// # static API: Api = Api::new("", "", "");
    /// let client = Builder::<Client>::new(&API).on_attempt(|attempt| {
    ///     let status = attempt.status.map_or(0, |status| status.as_u16());
    ///     println!("{} {status} {:?}", attempt.path_template, attempt.duration);
    /// });
    /// # let _ = client;
    /// ```
    pub fn on_attempt(mut self, hear: impl Fn(&AttemptReport) + Send + Sync + 'static) -> Self {
        self.hooks.attempt = Some(Arc::new(hear));
        self
    }

    /// Sets what is called after each call, with all of its attempts.
    pub fn on_call(mut self, hear: impl Fn(&CallReport) + Send + Sync + 'static) -> Self {
        self.hooks.call = Some(Arc::new(hear));
        self
    }

    /// Changes the headers of each attempt at the last moment, within the span of the call:
    /// for those that belong to what is going on, such as `traceparent` (W3C Trace Context).
    /// The headers that it adds are shown nowhere, and redirects take them to other origins.
    ///
    /// ```
    /// # use bindery_runtime::contract::Api;
    /// # use bindery_runtime::{Builder, Client};
    /// # static API: Api = Api::new("", "", "");
    /// # fn current_trace() -> Option<bindery_runtime::http::HeaderValue> { None }
    /// // With OpenTelemetry, its propagator knows what belongs to the current span.
    /// let client = Builder::<Client>::new(&API).on_request(|_call, headers| {
    ///     if let Some(trace) = current_trace() {
    ///         headers.insert("traceparent", trace);
    ///     }
    /// });
    /// # let _ = client;
    /// ```
    pub fn on_request(
        mut self,
        change: impl Fn(&CallInfo, &mut http::HeaderMap) + Send + Sync + 'static,
    ) -> Self {
        self.hooks.headers = Some(Arc::new(change));
        self
    }

    /// Tells each attempt as text, with its headers and bodies, for people who look for a
    /// mistake. Credentials are hidden, and so is what is called like a secret, by its name
    /// or by the document; what else is personal in bodies is not. Streams are only named.
    ///
    /// ```
    /// # use bindery_runtime::contract::Api;
    /// # use bindery_runtime::{Builder, Client};
    /// # static API: Api = Api::new("", "", "");
    /// let client = Builder::<Client>::new(&API).log_exchanges(|text| eprintln!("{text}"));
    /// // With `tracing`: `.log_exchanges(|text| tracing::trace!("{text}"))`
    /// # let _ = client;
    /// ```
    pub fn log_exchanges(self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log(LogDetail::Whole, write)
    }

    /// Tells attempts on the standard error output if the variable `BINDERY_LOG` of the
    /// environment asks for it: `info` for a line each, `debug` for all that
    /// [`log_exchanges`](Self::log_exchanges) tells. Any other value, or none, tells nothing.
    pub fn log_by_environment(self) -> Self {
        let write = |text: &str| eprintln!("{text}");
        match std::env::var("BINDERY_LOG").as_deref() {
            Ok("info") => self.log(LogDetail::Line, write),
            Ok("debug") => self.log(LogDetail::Whole, write),
            _ => self,
        }
    }

    fn log(mut self, detail: LogDetail, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let write = Arc::new(write);
        self.hooks.log = Some(ExchangeLog { detail, write });
        self
    }

    /// Names a header in which this API says what it calls a request, for
    /// [`AnyError::request_id`](crate::AnyError::request_id) and
    /// [`Response::request_id`](crate::Response::request_id). `x-request-id` and other usual
    /// names are known already, as are all that end in `-request-id`.
    pub fn request_id_header(mut self, name: &'static str) -> Self {
        self.request_ids.push(name);
        self
    }

    /// Shows nothing of responses' bodies in the text of errors: neither their start nor
    /// what the API says in them, which a program might hand on to others. Both are still
    /// there: [`AnyError::body`](crate::AnyError::body) and
    /// [`AnyError::message`](crate::AnyError::message).
    pub fn hide_bodies(mut self) -> Self {
        self.hides_bodies = true;
        self
    }

    /// Sets whether responses that depart from the document are errors. By default they are
    /// read as far as they go: members that are missing get empty values, numbers are read
    /// from texts, times without their offset; [`Response::corrections`] tells what was
    /// corrected, and [`on_drift`](Self::on_drift) hears of it. An amount of money
    /// ([`Decimal`](crate::Decimal)) is never made up. Values and members that the document
    /// does not know are kept in either case.
    ///
    /// [`Response::corrections`]: crate::Response::corrections
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Sets what is called where responses depart from their document, which shows when an
    /// API has changed: corrections; values, variants and members that the document does not
    /// know; and what the headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) say of
    /// operations that will go away. Told once for each operation, place and kind, at most
    /// 10,000 times a client,
    /// and on the task that reads the response. Holds no values unless
    /// [`drift_values`](Self::drift_values) asks for them.
    ///
    /// ```
    /// use bindery_runtime::{Builder, Client};
    /// # use bindery_runtime::contract::{Api, Server};
    /// # static API: Api = Api::new("", "", "");
    ///
    /// let builder = Builder::<Client>::new(&API);
    /// let builder = builder.on_drift(|drift| eprintln!("{}: {}", drift.operation, drift.place));
    /// # let _ = builder;
    /// ```
    pub fn on_drift(mut self, hear: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.drift.listener = Some(Arc::new(hear));
        self
    }

    /// Sets whether what [`on_drift`](Self::on_drift) hears holds the start of the values,
    /// which may be secret.
    pub fn drift_values(mut self, told: bool) -> Self {
        self.drift.with_values = told;
        self
    }

    /// Sets how many redirects a call follows; none by default, so that they are
    /// responses. A followed request keeps its method and its body, and loses all
    /// but a few harmless headers at another origin; see the crate's
    /// documentation.
    pub fn redirects(mut self, redirects: u32) -> Self {
        self.limits.redirects = redirects;
        self
    }

    /// Allows secrets over `http://` to other hosts than this machine, where
    /// whoever is on the way can read them: for networks that are trusted as a
    /// whole, or that encrypt below HTTP.
    ///
    /// By default such a call fails before anything is sent, and so does a request
    /// for a token. Secrets are all credentials, an `Authorization` header set by
    /// hand, and what [`Call::hide`](crate::Call::hide) names. `localhost`,
    /// `127.0.0.0/8` and `::1` need no permission.
    ///
    /// ```
    /// # use bindery_runtime::contract::Api;
    /// # use bindery_runtime::{Builder, Client};
    /// # static API: Api = Api::new("", "", "x");
    /// let client = Builder::<Client>::new(&API)
    ///     .base_url("http://billing.internal:8080")
    ///     .bearer("token")
    ///     .allow_secrets_over_http();
    /// ```
    pub fn allow_secrets_over_http(mut self) -> Self {
        self.secrets_over_http = true;
        self
    }

    /// Sends through this transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder")
            .field("api", &self.api.title)
            .field(
                "base_url",
                &self.base_url.as_deref().map(mask_url_structure),
            )
            .field("variables", &self.variables)
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
