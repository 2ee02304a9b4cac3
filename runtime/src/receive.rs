//! Which documented response came of a call: where what the engine brings and what
//! the document says meet. The engine knows nothing of documents' responses, and they
//! nothing of the engine.

use bytes::Bytes;

use crate::auth::Tokens;
use crate::engine;
use crate::error::{Failure, Origin};
use crate::exchange::RawResponse;
use crate::plan::{Plan, assemble_request};
use crate::response::Received;
use crate::transport::BoxFuture;

/// Sends a call until there is a response that counts, and finds out which of the
/// documented ones it is.
pub(crate) fn send_call(plan: Box<Plan>) -> BoxFuture<'static, Result<Received, Box<Failure>>> {
    Box::pin(async move {
        let (origin, response) = engine::send_until_response(&plan).await?;
        let received = Received::new(origin, response, plan.reading, plan.manner())?;
        Ok(received.by(plan))
    })
}

/// Finds out which documented response this is, which came by other ways than the
/// engine.
pub(crate) fn receive_response(
    plan: &Plan,
    response: http::Response<Bytes>,
) -> Result<Received, Box<Failure>> {
    let assembled = assemble_request(plan, &Tokens::default()).ok();
    let origin = Origin {
        operation: plan.operation,
        url: assembled
            .as_ref()
            .map(|sent| sent.shown.clone())
            .unwrap_or_default(),
        attempts: 1,
        unsure: false,
        idempotent: plan.idempotent,
        safe: plan.method.is_safe(),
        secrets: assembled.map_or_else(|| plan.secrets(), |sent| sent.secrets),
        settings: plan.client.shared().errors.clone(),
    };
    let (parts, body) = response.into_parts();
    let response = RawResponse {
        status: parts.status,
        headers: parts.headers,
        body,
        live: None,
        limit: None,
    };
    Received::new(origin, response, plan.reading, plan.manner())
}
