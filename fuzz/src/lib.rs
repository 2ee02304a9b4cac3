//! What the targets of the runtime share: an API, a transport that answers at once, and
//! values of any form.
//!
//! The targets use the runtime's public surface alone, as generated clients do: what
//! cannot be reached through it cannot be attacked through it either.

mod transport;
mod values;

use std::convert::Infallible;

use bindery_runtime::Method;
use bindery_runtime::contract::{Api, Operation, Parameter, ResponseInfo, Scheme, Server};
use futures_util::FutureExt as _;

pub use transport::Scripted;
pub use values::AnyValue;

/// An API with a credential of each kind.
pub static API: Api = Api::new("Fuzz", "1", "fuzz/1")
    .servers(&[Server::new("https://api.example/v1")])
    .schemes(&[
        Scheme::header("header", "X-Api-Key"),
        Scheme::query("query", "api_key"),
        Scheme::cookie("cookie", "session"),
    ]);

/// An operation without a body and without a need for credentials.
pub const fn describe_operation(
    path: &'static str,
    parameters: &'static [Parameter],
    answers: &'static [ResponseInfo],
) -> Operation {
    Operation::new("probe", Method::GET, path)
        .parameters(parameters)
        .responses(answers)
        .security(&[])
        .idempotent()
}

/// What a future gives that never waits for anything.
pub fn resolve_at_once<T>(future: impl Future<Output = T>) -> T {
    future
        .now_or_never()
        .expect("nothing here waits for anything")
}

/// No failure: for calls without documented ones.
pub type Failure = Infallible;
