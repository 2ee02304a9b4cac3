//! What a document says, as constants that generated code holds: servers and
//! security schemes ([`Api`]), operations, and their responses. Knows nothing of
//! types: values travel beside the description.
//!
//! All fields are private and all values are made by `const` functions, so that a
//! field more breaks no client that has been published: an old client leaves it at
//! its default.

mod api;
mod operation;
mod response;

pub(crate) use api::SchemeKind;
#[cfg(feature = "oauth")]
pub(crate) use api::SignInUrls;
pub use api::{Api, Scheme, Server, ServerVariable};
pub use operation::{BodyInfo, Operation, Requirement};
pub use response::{EmbeddedFailure, ResponseInfo, Status};
pub(crate) use response::{Outcome, Reading};
