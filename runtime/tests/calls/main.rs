//! Calls from end to end: requests byte by byte, answers, credentials,
//! retries, time limits, pages and the default transport. Test names begin with
//! the conformance rules of OpenAPI that they hold (`generator/tests/CONFORMANCE.md`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
#![allow(
    unreachable_pub,
    reason = "modules of a test share what is public in them"
)]

mod answers;
mod any_errors;
#[allow(
    dead_code,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "../clients/billing/mod.rs"]
mod api;
mod connections;
mod credentials;
mod errors;
mod exchange_logs;
mod fake;
mod files;
mod forgiving;
mod forms;
mod framing;
mod headers;
#[allow(
    dead_code,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "../clients/hooks/mod.rs"]
mod hooks;
mod hooks_of_calls;
mod hostile_bodies;
mod hostile_heads;
mod hostile_pace;
mod limits;
mod loopback;
mod mocked_streams;
mod mocked_time;
mod mocking;
mod multipart;
mod multipart_boundaries;
mod oauth;
mod other_ways;
mod own_transports;
#[allow(
    dead_code,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "../clients/paged/mod.rs"]
mod paged;
mod pages;
mod pages_of_every_kind;
mod parameter_values;
mod parameters;
mod paths;
mod plain_http;
mod reading_bodies;
mod redirects;
mod retries;
mod retry_policy;
mod scopes;
mod servers;
mod signing_in;
mod signing_in_on_devices;
mod stored_tokens;
#[allow(
    dead_code,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "../clients/streamed/mod.rs"]
mod streamed;
mod streams;
mod surface;
mod token_server;
mod tower_services;
#[cfg(feature = "tracing")]
mod tracing_events;
mod trouble;
mod undeclared_streams;
mod uploads;
mod waiting;
mod webhook_events;
mod webhooks;
mod whole_sign_ins;
