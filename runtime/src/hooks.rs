//! What programs hear of calls: one report for each attempt and one for each call, enough for
//! metrics; and headers that are added at the last moment.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::error::ErrorKind;
use crate::info::CallInfo;

/// One attempt of a call: what [`Builder::on_attempt`](crate::Builder::on_attempt) hears.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AttemptReport {
    /// `operationId` of the operation; `token` for requests of tokens.
    pub operation: &'static str,
    /// The path template of the operation, which does not vary with the values.
    pub path_template: &'static str,
    /// The method.
    pub method: Method,
    /// Which attempt of the call it is, from 1.
    pub number: u32,
    /// The status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// What went wrong where there was no response, or no whole one.
    pub error: Option<ErrorKind>,
    /// From sending to the last byte of the response; to its head where it is a stream.
    pub duration: Duration,
    /// Bytes of the request's body, if they are known.
    pub sent_bytes: Option<u64>,
    /// Bytes of the response's body; `None` where it is a stream.
    pub received_bytes: Option<u64>,
    /// Whether the response was a redirect that is followed.
    pub is_redirected: bool,
}

/// One call with all of its attempts: what [`Builder::on_call`](crate::Builder::on_call)
/// hears.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CallReport {
    /// `operationId` of the operation; `token` for requests of tokens.
    pub operation: &'static str,
    /// The path template of the operation, which does not vary with the values.
    pub path_template: &'static str,
    /// The method.
    pub method: Method,
    /// How often it was sent.
    pub attempts: u32,
    /// The status of the response that counts, if there was one.
    pub status: Option<StatusCode>,
    /// What went wrong where there was no response. Failures that the API tells of have a
    /// status.
    pub error: Option<ErrorKind>,
    /// With all attempts and the waits between them; to the head of the response where it
    /// is a stream.
    pub duration: Duration,
    /// Bytes of the response's body; `None` where it is a stream.
    pub received_bytes: Option<u64>,
}

/// How much is told of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogDetail {
    /// One line.
    Line,
    /// Headers and bodies.
    Whole,
}

/// Where attempts are told as text.
#[derive(Clone)]
pub(crate) struct ExchangeLog {
    pub(crate) detail: LogDetail,
    pub(crate) write: Arc<dyn Fn(&str) + Send + Sync>,
}

type HearAttempt = Arc<dyn Fn(&AttemptReport) + Send + Sync>;
type HearCall = Arc<dyn Fn(&CallReport) + Send + Sync>;
type AddHeaders = Arc<dyn Fn(&CallInfo, &mut HeaderMap) + Send + Sync>;

/// What a program has asked to hear; shared by all calls of a client.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) attempt: Option<HearAttempt>,
    pub(crate) call: Option<HearCall>,
    pub(crate) headers: Option<AddHeaders>,
    pub(crate) log: Option<ExchangeLog>,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Hooks(..)")
    }
}
