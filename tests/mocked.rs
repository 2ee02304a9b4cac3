//! How a program that reads bills is tested without a server: rules that are
//! typed by the operation, the documents' examples, failures, recordings.

use cloud_billing::bindery_runtime::Decimal;
use cloud_billing::bindery_runtime::testing::{Cassette, Mock};
use cloud_billing::bindery_runtime::transport::TransportErrorKind;
use cloud_billing::gcore::cloud::operations::{
    GetCostReportTotalsError, GetCostReportTotalsOk, GetUsageReportError,
};
use cloud_billing::gcore::cloud::{Client, types};
use cloud_billing::virtuozzo::billing;

/// The program under test.
async fn total(client: &Client) -> Result<Decimal, String> {
    let january = january();
    match client.get_cost_report_totals(&january).await {
        Ok(GetCostReportTotalsOk::Json(report)) => {
            Ok(report.results.iter().filter_map(|entry| entry.cost()).sum())
        }
        Ok(_) => Err("not JSON".to_owned()),
        Err(error) => Err(match error.api() {
            Some(GetCostReportTotalsError::Forbidden(_)) => "ask the account's owner".to_owned(),
            _ => error.to_string(),
        }),
    }
}

fn january() -> types::CostReportTotalsRequest {
    types::CostReportTotalsRequest::new(types::CostReportTotalsRequestRequired {
        time_from: "2026-01-01T00:00:00Z".parse().unwrap(),
        time_to: "2026-02-01T00:00:00Z".parse().unwrap(),
    })
}

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().api_key("1$a");
    builder.transport(mock.clone()).build().unwrap()
}

#[tokio::test]
async fn a_bill_after_an_overload() {
    let mock = Mock::with_examples::<Client>();
    let client = client(&mock);
    mock.on(&client.get_cost_report_totals(&january()))
        .fail(TransportErrorKind::Connect)
        .status(503)
        .example();
    let sum = total(&client).await.unwrap();
    assert!(sum > Decimal::ZERO, "{sum}");
    let sent = mock.sent();
    assert_eq!(sent.len(), 3);
    let body: types::CostReportTotalsRequest = sent[2].json().unwrap();
    assert_eq!(body, january());
    assert_eq!(sent[2].header("authorization"), "apikey 1$a");
}

#[tokio::test]
async fn a_documented_failure() {
    let mock = Mock::new();
    let client = client(&mock);
    let why = r#"{"exception_class": "ForbiddenException", "message": "no"}"#;
    let forbidden = GetCostReportTotalsError::Forbidden(why.parse_json());
    mock.on(&client.get_cost_report_totals(&january()))
        .refuse(&forbidden);
    assert_eq!(total(&client).await.unwrap_err(), "ask the account's owner");
}

/// Values of types that have no constructor, as they travel.
trait ParseJson {
    fn parse_json<T: cloud_billing::bindery_runtime::json::Decode>(self) -> T;
}

impl ParseJson for &str {
    fn parse_json<T: cloud_billing::bindery_runtime::json::Decode>(self) -> T {
        cloud_billing::bindery_runtime::json::from_json(self).unwrap()
    }
}

#[tokio::test]
async fn pages_are_answered_one_by_one() {
    let mock = Mock::new();
    let client = client(&mock);
    let request = types::UsageReportRequest::new(types::UsageReportRequestRequired {
        time_from: "2026-01-01T00:00:00Z".parse().unwrap(),
        time_to: "2026-02-01T00:00:00Z".parse().unwrap(),
    });
    let page: types::UsageReport = r#"{"count": 0, "resources": [], "totals": []}"#.parse_json();
    let gone = GetUsageReportError::TooManyRequests(
        r#"{"exception_class": "RateLimit", "message": "slow down"}"#.parse_json(),
    );
    mock.on(&client.get_usage_report(&request))
        .refuse(&gone)
        .answer(&page);
    let items = client.get_usage_report_items(&request).all().await.unwrap();
    assert!(items.is_empty());
    assert_eq!(mock.sent().len(), 2);
}

#[tokio::test]
async fn examples_by_name() {
    let mock = Mock::with_examples::<billing::Client>();
    let builder = billing::Client::builder();
    let client: billing::Client = builder
        .variable("hosterApiHost", "cloud.example")
        .transport(mock.clone())
        .build()
        .unwrap();
    let request: billing::types::GetAccountBillingHistoryByPeriodRequest = r#"{"session": "s",
        "period": "DAY", "starttime": "2024-04-01 00:00:00", "endtime": "2024-04-02 00:00:00"}"#
        .parse_json();
    let call = || client.billing_history(&request);
    mock.on(&call())
        .example_named("success")
        .example_named("failure");
    assert_eq!(call().await.unwrap().result, 0);
    let error = call().await.unwrap_err();
    assert_eq!(error.code().as_deref(), Some("3"));
}

#[tokio::test]
async fn a_recording_holds_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bills.jsonl");
    let mock = Mock::with_examples::<Client>();
    let recorded = |cassette: Cassette| -> Client {
        let builder = Client::builder().api_key("1$secret-token");
        builder.transport(cassette).build().unwrap()
    };
    let first = recorded(Cassette::open(&path, mock.clone()).unwrap());
    mock.on(&first.get_cost_report_totals(&january())).example();
    let sum = total(&first).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("secret-token"), "{text}");

    let second = recorded(Cassette::open(&path, Mock::new()).unwrap());
    assert_eq!(total(&second).await.unwrap(), sum);
    assert_eq!(mock.sent().len(), 1);
}
