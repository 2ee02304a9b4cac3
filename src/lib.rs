//! Typed clients for the billing endpoints of two cloud providers.
//!
//! | operation | what it reads |
//! |---|---|
//! | [`fastedge::Client::list_prebilling`](gcore::fastedge::Client::list_prebilling) | Gcore FastEdge: consumption of a reseller's clients |
//! | [`waap::Client::prebilling_breakdown`](gcore::waap::Client::prebilling_breakdown) | Gcore WAAP: billable consumption by metric and client |
//! | [`cloud::Client::get_cost_report_totals`](gcore::cloud::Client::get_cost_report_totals) | Gcore Cloud: costs of a period, by resource type and region |
//! | [`cloud::Client::get_usage_report`](gcore::cloud::Client::get_usage_report) | Gcore Cloud: consumption of each resource, [page by page](gcore::cloud::Client::get_usage_report_pages) or [item by item](gcore::cloud::Client::get_usage_report_items) |
//! | [`billing::Client::billing_history`](virtuozzo::billing::Client::billing_history) | Virtuozzo: charges of an account |
//!
//! Each API has a module with a `Client`, and a Cargo feature: `fastedge`, `waap`,
//! `cloud`, `virtuozzo`, all on by default. What all clients share (calls, errors,
//! credentials, retries, pages) is in [`bindery_runtime`].
//!
//! # Reading a bill
//!
//! ```no_run
//! use cloud_billing::gcore::cloud::operations::GetCostReportTotalsOk;
//! use cloud_billing::gcore::cloud::{Client, types};
//!
//! # async fn bill() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::from_env()?; // GCORE_CLOUD_API_KEY
//! let january = types::CostReportTotalsRequest::new(types::CostReportTotalsRequestRequired {
//!     time_from: "2026-01-01T00:00:00Z".parse()?,
//!     time_to: "2026-02-01T00:00:00Z".parse()?,
//! });
//! if let GetCostReportTotalsOk::Json(report) = client.get_cost_report_totals(&january).await? {
//!     for entry in &report.results {
//!         println!("{:?} {:?} {:?}", entry.r#type(), entry.cost(), entry.currency());
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Exactness
//!
//! Costs and quantities are [`Decimal`](bindery_runtime::Decimal)s made of the
//! digits that the server sent. Unknown properties, enum values and kinds of
//! entries are kept and written back as they came.
//!
//! All clients are strict: an answer in which something is missing, or is not what the
//! document says, is an error with its place, because an amount or a day that was made up
//! would be worse in a bill. `.strict(false)` on a client or a call reads such answers as
//! far as they go, and `with_response` tells what was corrected; an amount is never made
//! up.
//!
//! # Credentials
//!
//! `.api_key(…)` sends a permanent token, with the word `apikey` before it as Gcore
//! wants it; `.bearer(…)` sends a JWT instead, which reseller accounts need because
//! they cannot create permanent tokens. Virtuozzo takes its session in the request.

#![cfg_attr(docsrs, feature(doc_cfg))] // docs.rs shows which feature each item needs

#[path = "../generated/mod.rs"]
mod generated;

pub use bindery_runtime;
pub use generated::*;
