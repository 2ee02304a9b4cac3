//! All of a call but its types.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::auth::{Auth, Tokens};
use crate::client::{Client, Limits};
use crate::description::{Operation, Reading};
use crate::drift::Manner;
use crate::error::{Failure, FailureCause};
use crate::exchange::RawResponse;
use crate::json::{Encode, Violation};
use crate::params::EscapeSet;
use crate::request::{
    Body, Draft, PreparedRequest, assemble_request, collect_known_secrets, parse_request_header,
};
use crate::response::{Origin, Received};
use crate::secrets::{Secret, Secrets, mark_secret_header};

/// An encoded operation, and what the caller wants for this one call.
pub(crate) struct Plan {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) draft: Draft,
    pub(crate) base_url: Option<String>,
    pub(crate) auth: Option<Auth>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    pub(crate) strict: bool,
    pub(crate) idempotent: bool,
    pub(crate) reading: Reading,
    /// Secrets in the body or elsewhere, which errors must not show.
    pub(crate) hidden: Vec<Secret>,
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
        Box::new(Self {
            client: client.clone(),
            operation,
            method: operation.method.clone(),
            draft: Draft::new(operation, values, body),
            base_url: None,
            auth: None,
            headers: HeaderMap::new(),
            limits: client.shared().limits,
            strict: client.shared().strict,
            idempotent: operation.idempotent,
            reading: Reading::Whole,
            hidden: Vec::new(),
        })
    }

    /// How its answers are read.
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
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match parse_request_header(name, value) {
            Ok((name, mut value)) => {
                mark_secret_header(&name, &mut value);
                self.headers.insert(name, value);
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

    /// An answer that came by other ways than the engine.
    pub(crate) fn received(&self, answer: http::Response<Bytes>) -> Result<Received, Box<Failure>> {
        let assembled = assemble_request(self, &Tokens::default()).ok();
        let origin = Origin {
            operation: self.operation,
            url: assembled
                .as_ref()
                .map(|sent| sent.shown.clone())
                .unwrap_or_default(),
            attempts: 1,
            unsure: false,
            idempotent: self.idempotent,
            safe: self.method.is_safe(),
            secrets: assembled.map_or_else(|| self.secrets(), |sent| sent.secrets),
        };
        let (parts, body) = answer.into_parts();
        let answer = RawResponse {
            status: parts.status,
            headers: parts.headers,
            body,
            live: None,
        };
        Received::new(origin, answer, self.reading, self.manner())
    }
}
