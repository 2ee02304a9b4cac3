//! Calls that an API makes to you: that they are the API's, and what they tell. Needs the
//! feature `webhooks`.
//!
//! A [`WebhookVerifier`] knows the secret that you share with the API. It takes the headers
//! and the body of a request as they came, whatever server has received them:
//!
//! ```
//! use bindery_runtime::Value;
//! use bindery_runtime::http::HeaderMap;
//! use bindery_runtime::webhooks::{WebhookError, WebhookVerifier};
//!
//! fn receive(headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
//!     let verifier = WebhookVerifier::stripe("whsec_123");
//!     // A generated type of the document stands in place of `Value`.
//!     let event: Value = verifier.parse(headers, body)?;
//!     println!("{event}");
//!     Ok(())
//! }
//!
//! // In tests, requests are signed with the same secret:
//! let body = br#"{"type": "invoice.paid"}"#;
//! let headers = WebhookVerifier::stripe("whsec_123").sign("evt_1", body);
//! assert!(receive(&headers, body).is_ok());
//! assert!(receive(&headers, b"{}").is_err());
//! ```
//!
//! Read the body as bytes: a body that was read as JSON and written again has another
//! signature. In axum that is `headers: HeaderMap, body: Bytes` as the arguments of a handler.
//!
//! What was received may come again, as providers send until they get a response, and whoever
//! has seen a request may repeat it within the tolerance: remember the ids of events where
//! that does harm.

mod error;
mod scheme;
mod verifier;

pub use error::WebhookError;
pub use scheme::HmacScheme;
pub use verifier::WebhookVerifier;
