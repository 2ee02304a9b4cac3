//! A failed call without its types: all that errors of every operation share.

use std::any::Any;
use std::error::Error;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::head::Head;
use super::{Delivery, ErrorKind, ErrorSettings, Missing, Origin, TokenError, members};
use crate::clock::read_unix_seconds;
use crate::description::{EmbeddedFailure, Operation, ResponseInfo, Status};
use crate::json::{DecodeError, Violation};
use crate::limits::SHOWN_BODY;
use crate::retry;
use crate::secrets::{Secrets, ShownUrl};
use crate::transport::TransportError;

/// Why a call has no value, and how far it came.
pub(crate) struct Failure {
    pub(crate) trouble: FailureCause,
    /// Which request it was, and how far it came.
    pub(crate) origin: Origin,
    /// The last response, if there was one.
    pub(crate) head: Option<Head>,
    /// What the server calls the request.
    pub(super) request_id: Option<String>,
    /// The documented response whose body it should have had.
    pub(crate) documented: Option<&'static ResponseInfo>,
    /// The failure that the document describes, where its type is forgotten.
    pub(super) api: Option<Box<dyn Any + Send + Sync>>,
    /// The start of the body without secrets, once somebody has asked for it.
    shown_body: OnceLock<Bytes>,
}

/// What went wrong.
#[derive(Debug)]
pub(crate) enum FailureCause {
    Invalid(Vec<Violation>),
    Auth(Missing),
    Token(TokenError),
    Connect(TransportError),
    Timeout(Limit, Duration),
    Transport(TransportError),
    TooLarge(usize),
    /// A documented failure: inside a success or by its status, and what kept its
    /// body from being read.
    Api(Option<&'static EmbeddedFailure>, Option<BodyMisfit>),
    Undocumented(String),
    Decode(DecodeError),
    Pages(String),
    /// A stream tells of a failure: by what the document says, or by an event `error`.
    InStream(Option<&'static EmbeddedFailure>),
    #[cfg_attr(
        target_family = "wasm",
        allow(dead_code, reason = "browsers have no files")
    )]
    File(std::io::Error),
}

/// Why the body of a documented failure was not read.
#[derive(Debug)]
pub(crate) enum BodyMisfit {
    /// There is none.
    Empty,
    /// It is of another media type; the rest of a sentence.
    MediaType(String),
    /// It is not what the document says.
    Content(DecodeError),
}

/// Which time limit passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Attempt,
    Call,
    /// Until the next piece of a stream.
    Piece,
    /// All pages of a walk.
    Walk,
}

impl FailureCause {
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::Auth(_) | Self::Token(_) => ErrorKind::Auth,
            Self::Connect(_) => ErrorKind::Connect,
            Self::Timeout(..) => ErrorKind::Timeout,
            Self::Transport(_) | Self::TooLarge(_) => ErrorKind::Transport,
            Self::Api(..) | Self::InStream(_) => ErrorKind::Api,
            Self::Undocumented(_) => ErrorKind::Undocumented,
            Self::Decode(_) => ErrorKind::Decode,
            Self::Pages(_) => ErrorKind::Pagination,
            Self::File(_) => ErrorKind::File,
        }
    }
}

impl BodyMisfit {
    /// Without secrets in what it tells.
    fn masked(self, secrets: &Secrets) -> Self {
        match self {
            Self::Empty => self,
            Self::MediaType(why) => Self::MediaType(secrets.mask(&why).into_owned()),
            Self::Content(error) => Self::Content(error.masked(secrets)),
        }
    }
}

impl FailureCause {
    /// Without secrets in what it tells.
    fn masked(self, secrets: &Secrets) -> Self {
        match self {
            Self::Invalid(violations) => {
                let violations = violations.into_iter();
                Self::Invalid(violations.map(|one| one.masked(secrets)).collect())
            }
            Self::Token(error) => Self::Token(error.masked(secrets)),
            Self::Connect(error) => Self::Connect(error.masked(secrets)),
            Self::Transport(error) => Self::Transport(error.masked(secrets)),
            Self::Undocumented(why) => Self::Undocumented(secrets.mask(&why).into_owned()),
            Self::Decode(error) => Self::Decode(error.masked(secrets)),
            Self::Pages(why) => Self::Pages(secrets.mask(&why).into_owned()),
            Self::Api(embedded, misfit) => {
                Self::Api(embedded, misfit.map(|misfit| misfit.masked(secrets)))
            }
            Self::Auth(_)
            | Self::Timeout(..)
            | Self::TooLarge(_)
            | Self::InStream(_)
            | Self::File(_) => self,
        }
    }
}

/// What became of a request that was answered with this status; `safe` says
/// whether its method is (RFC 9110 §9.2.1).
pub(crate) fn judge_delivery(status: StatusCode, safe: bool) -> Delivery {
    match status.as_u16() {
        200..=299 => Delivery::Applied,
        // After a POST these often mean "done, see there"; 303 was made for it (RFC
        // 9110 §15.4.4).
        301..=303 if !safe => Delivery::MaybeApplied,
        // Gateways give up on a server with it.
        408 => Delivery::MaybeApplied,
        300..=499 => Delivery::Refused,
        _ => Delivery::MaybeApplied,
    }
}

impl Origin {
    /// A failure of this request.
    pub(crate) fn failure(self, trouble: FailureCause, head: Option<Head>) -> Box<Failure> {
        Failure::new(self, trouble, head)
    }
}

impl Failure {
    /// A failure of a call that comes from there. All that it may tell is masked
    /// here.
    pub(crate) fn new(origin: Origin, trouble: FailureCause, head: Option<Head>) -> Box<Self> {
        let headers = head.as_ref().map(|head| &head.headers);
        let request_id = headers.and_then(|headers| origin.settings.find_request_id(headers));
        Box::new(Self {
            trouble: trouble.masked(&origin.secrets),
            request_id: request_id.map(|id| origin.secrets.mask(&id).into_owned()),
            head,
            documented: None,
            api: None,
            origin,
            shown_body: OnceLock::new(),
        })
    }

    /// A call that was not sent, with what it must not show.
    pub(crate) fn unsent_with(
        operation: &'static Operation,
        trouble: FailureCause,
        secrets: Secrets,
    ) -> Box<Self> {
        let origin = Origin {
            operation,
            url: ShownUrl::default(),
            attempts: 0,
            unsure: false,
            idempotent: operation.idempotent,
            safe: operation.method().is_safe(),
            secrets,
            settings: ErrorSettings::default(),
        };
        Self::new(origin, trouble, None)
    }

    /// The start of the body without secrets.
    pub(super) fn shown_body(&self) -> &Bytes {
        self.shown_body.get_or_init(|| {
            let body = self.head.as_ref().map(|head| &head.body);
            let mut body = body.map_or_else(Bytes::new, |body| self.origin.secrets.mask_body(body));
            body.truncate(SHOWN_BODY);
            body
        })
    }

    pub(super) fn delivery(&self) -> Delivery {
        match self.last_delivery() {
            Delivery::NotSent | Delivery::Refused if self.origin.unsure => Delivery::MaybeApplied,
            last => last,
        }
    }

    /// What became of the last attempt.
    fn last_delivery(&self) -> Delivery {
        match &self.trouble {
            FailureCause::Invalid(_) | FailureCause::Auth(_) | FailureCause::Connect(_) => {
                Delivery::NotSent
            }
            FailureCause::Api(Some(_), _) => Delivery::Refused,
            FailureCause::Pages(_) | FailureCause::File(_) => Delivery::Applied,
            // Something of it was carried out, or there would be no stream.
            FailureCause::InStream(_) => Delivery::MaybeApplied,
            FailureCause::Token(_)
            | FailureCause::Timeout(..)
            | FailureCause::Transport(_)
            | FailureCause::TooLarge(_)
            | FailureCause::Api(None, _)
            | FailureCause::Undocumented(_)
            | FailureCause::Decode(_) => match self.head.as_ref().map(|head| head.status) {
                Some(status) => judge_delivery(status, self.origin.safe),
                None if self.origin.attempts == 0 => Delivery::NotSent,
                None => Delivery::MaybeApplied,
            },
        }
    }

    /// How long the server asks to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        retry::find_retry_after(&self.head.as_ref()?.headers, read_unix_seconds())
    }

    pub(super) fn code(&self) -> Option<String> {
        if let FailureCause::Token(error) = &self.trouble {
            return error.code().map(str::to_owned);
        }
        let code = members::find_error_code(&self.head.as_ref()?.body, self.embedded())?;
        Some(self.origin.secrets.mask(&code).into_owned())
    }

    pub(super) fn message(&self) -> Option<String> {
        let message = members::find_error_message(self.head.as_ref()?, self.embedded())?;
        Some(self.origin.secrets.mask(&message).into_owned())
    }

    /// The pointer to the response that does not fit, as far as its path, method, status
    /// and media type tell it.
    pub(super) fn document_place(&self) -> Option<String> {
        let misfits = match &self.trouble {
            FailureCause::Decode(error) => !error.is_limit(),
            FailureCause::Api(_, misfit) => misfit.is_some(),
            _ => false,
        };
        let documented = self.documented.filter(|_| misfits)?;
        let operation = self.origin.operation;
        let method = operation.method().as_str().to_ascii_lowercase();
        let status = match documented.status {
            Status::Code(code) => code.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        let mut names = vec!["paths", operation.path, &method, "responses", &status];
        if !documented.media_type.is_empty() {
            names.extend(["content", documented.media_type]);
        }
        let mut place = "#".to_owned();
        for name in names {
            place.push('/');
            place.push_str(&name.replace('~', "~0").replace('/', "~1"));
        }
        Some(place)
    }

    fn embedded(&self) -> Option<&'static EmbeddedFailure> {
        match &self.trouble {
            FailureCause::Api(embedded, _) | FailureCause::InStream(embedded) => *embedded,
            _ => None,
        }
    }

    pub(super) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.trouble {
            FailureCause::Connect(error) | FailureCause::Transport(error) => Some(error),
            FailureCause::Decode(error)
            | FailureCause::Api(_, Some(BodyMisfit::Content(error))) => Some(error),
            FailureCause::Token(error) => Some(error),
            FailureCause::File(error) => Some(error),
            FailureCause::Invalid(_)
            | FailureCause::Auth(_)
            | FailureCause::Timeout(..)
            | FailureCause::TooLarge(_)
            | FailureCause::Api(..)
            | FailureCause::Undocumented(_)
            | FailureCause::InStream(_)
            | FailureCause::Pages(_) => None,
        }
    }
}
