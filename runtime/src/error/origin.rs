//! Which request a response belongs to, and how far it came.

use std::sync::Arc;

use http::HeaderMap;

use super::members::find_request_id;
use crate::description::Operation;
use crate::secrets::{Secrets, ShownUrl};

/// Where a response comes from, for errors about it.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) operation: &'static Operation,
    /// Empty when it is not known.
    pub(crate) url: ShownUrl,
    pub(crate) attempts: u32,
    /// Whether an attempt before the last one may have been carried out.
    pub(crate) unsure: bool,
    /// Whether sending the request again is harmless.
    pub(crate) idempotent: bool,
    /// Whether its method is safe (RFC 9110 §9.2.1).
    pub(crate) safe: bool,
    /// What must not be shown, should the response repeat it.
    pub(crate) secrets: Secrets,
    pub(crate) settings: ErrorSettings,
}

/// How the caller wants errors to be told; shared by all calls of a client.
#[derive(Debug, Clone, Default)]
pub(crate) struct ErrorSettings {
    /// Headers that name a request, besides the usual ones.
    pub(crate) request_ids: Arc<[&'static str]>,
    /// Whether nothing of bodies is shown.
    pub(crate) hides_bodies: bool,
}

impl ErrorSettings {
    /// What the server calls a request.
    pub(crate) fn find_request_id(&self, headers: &HeaderMap) -> Option<String> {
        find_request_id(headers, &self.request_ids)
    }
}
