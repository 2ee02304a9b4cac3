//! A server that answers with the examples of the documents.

use std::error::Error;

use cloud_billing::bindery_runtime::jiff::civil::Date;
use serde_json::{Value, json};
use wiremock::matchers::{body_string_contains, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::samples::Document;

const CLOUD: &str = include_str!("../../specs/gcore-cloud-reports.yaml");
const VIRTUOZZO: &str = include_str!("../../specs/virtuozzo-billing.yaml");
const COSTS: &str = "/cloud/v1/cost_report/totals";
const USAGE: &str = "/cloud/v1/usage_report";
const HISTORY: &str = "/1.0/billing/account/rest/getaccountbillinghistorybyperiod";

/// Starts the server on a free port of this machine.
pub(crate) async fn start() -> Result<MockServer, Box<dyn Error>> {
    let (cloud, virtuozzo) = (Document::parse(CLOUD)?, Document::parse(VIRTUOZZO)?);
    let server = MockServer::start().await;

    let mut entries = cloud.variants("CostReportTotal");
    // Of a kind that came after the document.
    entries.push(json!({
        "type": "quantum_computer", "region": 76, "region_id": 76,
        "billing_metric_name": "qubit_min", "billing_value": 10, "billing_value_unit": "minutes",
        "cost": 1000.50, "currency": "EUR"
    }));
    let costs = Mock::given(method("POST")).and(path(COSTS));
    costs
        .respond_with(move |request: &Request| totals(request, &entries))
        .mount(&server)
        .await;

    let resources = cloud.variants("UsageReportResource");
    let usage = Mock::given(method("POST")).and(path(USAGE));
    usage
        .respond_with(move |request: &Request| page(request, &resources))
        .mount(&server)
        .await;

    let failure = virtuozzo.answer(HISTORY, "200", Some("failure"));
    answer(HISTORY, "session=expired", failure)
        .mount(&server)
        .await;
    let success = virtuozzo.answer(HISTORY, "200", Some("success"));
    answer(HISTORY, "", success).mount(&server).await;
    Ok(server)
}

/// Answers requests to a path whose body contains a text.
fn answer(to: &str, containing: &str, body: Value) -> Mock {
    let given = Mock::given(method("POST"))
        .and(path(to))
        .and(body_string_contains(containing));
    given.respond_with(ResponseTemplate::new(200).set_body_json(body))
}

/// All entries, or for a single day those of that day: each belongs to one.
fn totals(request: &Request, entries: &[Value]) -> ResponseTemplate {
    let body: Value = request.body_json().unwrap_or_default();
    let day = |name: &str| {
        let text = body.get(name).and_then(Value::as_str);
        text.and_then(|text| text.get(..10)?.parse::<Date>().ok())
    };
    let single = day("time_from").filter(|from| from.tomorrow().ok() == day("time_to"));
    let is_wanted = |index: usize| {
        single.is_none_or(|day| index % 28 + 1 == usize::from(day.day().unsigned_abs()))
    };
    let wanted = entries
        .iter()
        .enumerate()
        .filter(|(index, _)| is_wanted(*index));
    let wanted: Vec<&Value> = wanted.map(|(_, entry)| entry).collect();
    let report = json!({"count": wanted.len(), "price_status": "show", "results": wanted});
    ResponseTemplate::new(200).set_body_json(report)
}

/// The page that a request asks for.
fn page(request: &Request, resources: &[Value]) -> ResponseTemplate {
    let body: Value = request.body_json().unwrap_or_default();
    let number = |name: &str, default| {
        body.get(name)
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(default)
    };
    let (offset, limit) = (number("offset", 0), number("limit", 10));
    let items: Vec<&Value> = resources.iter().skip(offset).take(limit).collect();
    let report = json!({"count": resources.len(), "resources": items, "totals": []});
    ResponseTemplate::new(200).set_body_json(report)
}
