//! What a document says, as constants that generated code holds: servers and
//! security schemes ([`Api`]), operations, and their responses. Knows nothing of
//! types: values travel beside the description.
//!
//! All fields are private and all values are made by `const` functions, so that a
//! field more breaks no client that has been published: an old client leaves it at
//! its default.

mod api;
mod operation;

pub use api::{Api, Scheme, SchemeKind, Server, Variable};
pub use operation::{Answer, BodyInfo, EmbeddedFailure, Operation, Requirement, Status};
pub(crate) use operation::{Outcome, Reading};
