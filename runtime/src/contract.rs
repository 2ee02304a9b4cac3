//! What generated code is written against, and nobody else: descriptions, tables,
//! readers. Nothing of it is part of the public interface; a program that names it may
//! break with any release.
//!
//! Generated code says which contract it needs, `const _: () =
//! bindery_runtime::contract::requires(1);`, so that a client and a runtime that do not
//! belong together say so in one sentence instead of a hundred type errors.

#[cfg(feature = "client")]
pub use crate::description::{
    Api, BodyInfo, EmbeddedFailure, Operation, ResponseInfo, Scheme, Server, ServerVariable, Status,
};
#[cfg(feature = "client")]
pub use crate::header::HeaderForm;
#[cfg(feature = "client")]
pub use crate::pagination::{PageInput, Paging};
pub use crate::params::{Parameter, Parameters, Style};
#[cfg(feature = "client")]
pub use crate::request::{Entry, FormEncoding, FormField, PartHeader};
#[cfg(feature = "client")]
pub use crate::response::Received;

/// The readers of bodies.
#[cfg(feature = "client")]
pub mod read {
    pub use crate::response::read::*;
    pub use crate::streaming::read::*;
}

/// The contract of this runtime. It goes up when something is added that older runtimes
/// lack; what is there stays.
pub const VERSION: u32 = 6;

/// The oldest contract that this runtime still keeps. It goes up to [`VERSION`] when
/// something is taken away or changes its meaning.
pub const OLDEST: u32 = 1;

/// Stops the compilation of a client that this runtime does not fit.
///
/// # Panics
///
/// When this runtime does not keep contract `version`; at compile time, as generated code
/// calls it in a constant.
#[allow(
    clippy::panic,
    reason = "runs at compile time, where a panic is an error message"
)]
pub const fn requires(version: u32) {
    if version > VERSION {
        panic!("this client was generated for a newer bindery-runtime: update bindery-runtime");
    }
    if version < OLDEST {
        panic!("this client was generated for an older bindery-runtime: generate it anew");
    }
}

/// Makes a list of what a setter is given.
#[inline]
pub fn collect_items<T>(items: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}
