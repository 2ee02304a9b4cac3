//! Which calls may be sent twice, and which may with a key.
//!
//! Who says which header carries the key is decided by the pass `passes/idempotency.rs`.

use super::operation_patterns::OperationPatterns;
use super::types::{Location, Operation};
use crate::http_methods::is_http_token;

/// The header that clients put a key into wherever the document has it as a parameter.
const USUAL_HEADER: &str = "Idempotency-Key";

/// A rule of `bindery.toml`: in which header calls of several operations send their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRule {
    /// The operations that it is meant for.
    pub operations: OperationPatterns,
    /// The header.
    pub header: String,
    /// Whether it may fit no operation, as it is meant for other documents too.
    pub shared: bool,
}

/// Whether a text is a name of a header (RFC 9110 §5.1) that says nothing of how a message
/// travels.
pub fn is_key_header(name: &str) -> bool {
    let of_transport = ["host", "connection", "content-length", "transfer-encoding"];
    is_http_token(name) && !of_transport.contains(&name.to_ascii_lowercase().as_str())
}

/// Methods that may be repeated without harm (RFC 9110 §9.2.2; QUERY by its definition).
pub(super) fn is_idempotent_method(method: &str) -> bool {
    matches!(
        method,
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY"
    )
}

/// Why an operation has no use for a rule about keys, if so.
pub(super) fn explain_needless_key(operation: &Operation) -> Option<String> {
    if is_idempotent_method(&operation.method) {
        return Some(format!(
            "`{}` may be sent twice without a key",
            operation.method
        ));
    }
    let mut parameters = operation.parameters.iter();
    let documented = parameters.find(|one| {
        one.location == Location::Header && one.name.eq_ignore_ascii_case(USUAL_HEADER)
    })?;
    Some(format!(
        "its keys travel in its parameter `{}`",
        documented.name
    ))
}
