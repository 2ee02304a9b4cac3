//! Clients that released versions of bindery have written, with the runtime of today.
//!
//! Each folder holds `tests/clients` as it was at a release, and is never written anew: programs
//! take patches of the runtime without generating their clients again, so that what does not
//! compile here is a break of the contract. With each release of a new minor version its clients
//! are added (`cp -r tests/clients/* tests/released/v0_N/`), and those of versions that the
//! runtime no longer serves go.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]

#[path = "v0_1/billing/mod.rs"]
mod billing;
#[path = "v0_1/hooks/mod.rs"]
mod hooks;
#[path = "v0_1/paged/mod.rs"]
mod paged;
#[path = "v0_1/streamed/mod.rs"]
mod streamed;

use billing::operations::BreakdownParams;
use billing::types::{Metric, Page};
use bindery_runtime::json::from_json;
use bindery_runtime::testing::Mock;

#[tokio::test]
async fn a_client_of_0_1_calls_and_reads() {
    let mock = Mock::new();
    let builder = billing::Client::builder().api_key("topsecret$abc");
    let client = builder.transport(mock.clone()).build().unwrap();
    let params = BreakdownParams::with_from("2026-01-01");
    let page: Page = from_json(r#"{"count": 1, "resources": [{"name": "a"}]}"#).unwrap();
    mock.on(&client.breakdown(&Metric::Domains, &params))
        .answer(&page);
    let read = client.breakdown(&Metric::Domains, &params).await.unwrap();
    assert_eq!(read, page);
    let sent = mock.sent();
    let paths: Vec<&str> = sent.iter().map(|one| one.uri().path()).collect();
    assert_eq!(paths, ["/api/v1/breakdown/domains"]);
}
