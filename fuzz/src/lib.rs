//! What the targets of the runtime share: an API, a transport that answers at once, and
//! values of any form.
//!
//! The targets use the runtime's public surface alone, as generated clients do: what
//! cannot be reached through it cannot be attacked through it either.

mod transport;
mod values;

use std::convert::Infallible;

use bindery_runtime::{Answer, Api, Method, Operation, Parameter, Scheme, SchemeKind, Server};
use futures_util::FutureExt as _;

pub use transport::Scripted;
pub use values::AnyValue;

/// An API with a credential of each kind.
pub static API: Api = Api {
    title: "Fuzz",
    version: "1",
    servers: &[Server {
        name: "",
        url: "https://api.example/v1",
        variables: &[],
    }],
    schemes: &[
        Scheme {
            name: "header",
            kind: SchemeKind::Header("X-Api-Key"),
            prefix: "",
        },
        Scheme {
            name: "query",
            kind: SchemeKind::Query("api_key"),
            prefix: "",
        },
        Scheme {
            name: "cookie",
            kind: SchemeKind::Cookie("session"),
            prefix: "",
        },
    ],
    user_agent: "fuzz/1",
};

/// An operation without a body and without a need for credentials.
pub const fn describe_operation(
    path: &'static str,
    parameters: &'static [Parameter],
    answers: &'static [Answer],
) -> Operation {
    Operation {
        id: "probe",
        method: Method::GET,
        path,
        parameters,
        body: None,
        answers,
        security: Some(&[]),
        servers: &[],
        idempotent: true,
    }
}

/// What a future gives that never waits for anything.
pub fn resolve_at_once<T>(future: impl Future<Output = T>) -> T {
    future
        .now_or_never()
        .expect("nothing here waits for anything")
}

/// No failure: for calls without documented ones.
pub type Failure = Infallible;
