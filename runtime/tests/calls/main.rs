//! Calls from end to end: requests byte by byte, answers, credentials,
//! retries, time limits, pages and the default transport. Test names begin with
//! the conformance rules of OpenAPI that they hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
#![allow(unreachable_pub, reason = "the modules are those of a generated crate")]

mod answers;
mod api;
mod connections;
mod credentials;
mod errors;
mod fake;
mod forgiving;
mod forms;
mod framing;
mod headers;
mod limits;
mod loopback;
mod mocked_streams;
mod mocked_time;
mod mocking;
mod multipart;
mod oauth;
mod other_ways;
mod pages;
mod parameter_values;
mod parameters;
mod paths;
mod plain_http;
mod redirects;
mod retries;
mod scopes;
mod servers;
mod streams;
mod surface;
#[cfg(feature = "tracing")]
mod tracing_events;
mod trouble;
mod uploads;
mod waiting;
