//! Where something stands: pointers into documents, lines and columns of texts, and which file
//! a node came from.
//!
//! The ground that readers and findings share: the readers say where things stand, findings
//! show it.

pub(crate) mod lines;
mod origins;
pub(crate) mod percent;
pub(crate) mod pointer;
pub(crate) mod positions;
pub(crate) mod text;
pub(crate) mod tokens;

pub use origins::Origins;
pub use pointer::Pointer;
