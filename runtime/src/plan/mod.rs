//! All of a call but its types, and how it becomes a request: what the operation says,
//! what the client is set to, and what the caller wants for this call. No input, no
//! output, no clock.

mod assemble;
mod idempotency;
mod plain_http;

pub(crate) use assemble::{Assembled, assemble_request, choose_call_credentials};

use assemble::collect_known_secrets;

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, Method};

use crate::auth::{Auth, Tokens};
use crate::call_limits::CallLimits;
use crate::client::Client;
use crate::clock::Instant;
use crate::description::{Operation, Reading};
use crate::drift::Manner;
use crate::error::{Failure, FailureCause};
use crate::json::{Encode, Violation};
use crate::params::EscapeSet;
use crate::request::{Body, Draft, PreparedRequest, parse_request_header};
use crate::retry::Retry;
use crate::secrets::{Secret, Secrets, mark_secret_header};

/// An encoded operation, and what the caller wants for this one call.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) draft: Draft,
    pub(crate) base_url: Option<String>,
    pub(crate) auth: Option<Auth>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: CallLimits,
    /// When the whole of what it is a part of has begun, where that was before it: the time for
    /// the whole call runs from there.
    pub(crate) begun: Option<Instant>,
    /// What is tried again.
    pub(crate) retry: Retry,
    pub(crate) strict: bool,
    pub(crate) idempotent: bool,
    pub(crate) reading: Reading,
    /// Secrets in the body or elsewhere, which errors must not show.
    pub(crate) hidden: Vec<Secret>,
    /// Whether bodies stay out of the log whatever is in them, as those with tokens do.
    pub(crate) hides_bodies: bool,
}

impl fmt::Debug for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Plan")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl Plan {
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        values: &[&dyn Encode],
        body: Body,
    ) -> Box<Self> {
        let mut plan = Box::new(Self {
            client: client.clone(),
            operation,
            method: operation.method(),
            draft: Draft::new(operation, values, body),
            base_url: None,
            auth: None,
            headers: HeaderMap::new(),
            limits: client.shared().limits,
            begun: None,
            retry: client.shared().retry.clone(),
            strict: client.shared().strict,
            idempotent: operation.idempotent,
            reading: Reading::Whole,
            hidden: Vec::new(),
            hides_bodies: false,
        });
        plan.add_idempotency_key();
        plan
    }

    /// Encodes values of parameters behind those that there are.
    pub(crate) fn add_values(&mut self, values: &[&dyn Encode]) {
        self.draft.add_values(self.operation, values);
        self.idempotent |= self.idempotency_key().is_some();
    }

    /// How its responses are read.
    pub(crate) fn manner(&self) -> Manner {
        Manner {
            limits: self.limits,
            strict: self.strict,
            drift: Arc::clone(&self.client.shared().drift),
        }
    }

    /// Sends it elsewhere: another method, another path with its query.
    pub(crate) fn aim(&mut self, method: Method, path: &str) {
        self.idempotent = method.is_idempotent();
        self.method = method;
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let unfit = |c: char| c.is_whitespace() || c.is_control() || c == '#';
        if !path.starts_with('/') || path.contains(unfit) || query.contains(unfit) {
            let message = "must begin with `/`, and be escaped as it is sent";
            self.draft.refuse("path", message);
        }
        self.draft.path = path.to_owned();
        if !query.is_empty() {
            self.draft.query.push(query.to_owned());
        }
        self.add_idempotency_key();
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match parse_request_header(name, value) {
            Ok((name, mut value)) => {
                mark_secret_header(&name, &mut value);
                self.headers.insert(name, value);
                self.idempotent |= self.idempotency_key().is_some();
            }
            Err(message) => self.draft.refuse(format!("header.{name}"), message),
        }
    }

    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        let escape = EscapeSet::Unreserved;
        let pair = format!("{}={}", escape.apply(name), escape.apply(value));
        self.draft.query.push(pair);
    }

    /// A failure before anything was sent.
    pub(crate) fn unsent(&self, trouble: FailureCause) -> Box<Failure> {
        Failure::unsent_with(self.operation, trouble, self.secrets())
    }

    /// What must not be shown, as far as it is known before the request is put
    /// together.
    pub(crate) fn secrets(&self) -> Secrets {
        let credentials = match &self.auth {
            Some(auth) => std::slice::from_ref(auth),
            None => &self.client.shared().credentials,
        };
        let credentials = credentials.iter().flat_map(Auth::secrets);
        collect_known_secrets(self, credentials.collect())
    }

    /// The URL that it would be sent to, without tokens that are got when it is sent.
    pub(crate) fn url(&self) -> Result<String, FailureCause> {
        let assembled = assemble_request(self, &Tokens::default())?;
        Ok(assembled.uri.to_string())
    }

    /// The request, without sending it.
    pub(crate) fn request(&self) -> Result<PreparedRequest, Box<Failure>> {
        let unsent = |trouble| self.unsent(trouble);
        let assembled = assemble_request(self, &Tokens::default()).map_err(unsent)?;
        let Some(body) = assembled.body.bytes() else {
            let streamed = Violation {
                path: "body".to_owned(),
                message: "is a stream, which is only read when it is sent".to_owned(),
            };
            return Err(unsent(FailureCause::Invalid(vec![streamed])));
        };
        let request = assembled.request(body);
        Ok(PreparedRequest::new(
            request,
            assembled.shown,
            assembled.secrets,
        ))
    }
}
