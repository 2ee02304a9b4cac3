//! Cost report totals and the usage report.

use cloud_billing::bindery_runtime::json::{from_json, to_json};
use cloud_billing::gcore::cloud::operations::{GetCostReportTotalsError, GetCostReportTotalsOk};
use cloud_billing::gcore::cloud::{Client, types};
use wiremock::matchers::{body_partial_json, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{header, only_request, same_json, text, with_body};

fn client(server: &MockServer) -> Client {
    Client::builder()
        .api_key("1$a")
        .base_url(server.uri())
        .retries(0)
        .build()
        .unwrap()
}

fn costs() -> types::CostReportTotalsRequest {
    let times = ["2023-01-01T00:00:00Z", "2023-02-01T00:00:00Z"].map(|time| time.parse().unwrap());
    types::CostReportTotalsRequest::new(types::CostReportTotalsRequestRequired {
        time_from: times[0],
        time_to: times[1],
    })
}

fn usage() -> types::UsageReportRequest {
    let times = ["2019-08-01T00:00:00Z", "2019-09-15T00:00:00Z"].map(|time| time.parse().unwrap());
    types::UsageReportRequest::new(types::UsageReportRequestRequired {
        time_from: times[0],
        time_to: times[1],
    })
}

fn filter() -> types::SchemaFilterInstance {
    types::SchemaFilterInstance::new(types::SchemaFilterInstanceRequired {
        field: types::SchemaFilterInstanceField::Flavor,
        values: vec!["g1-standard-1-2".to_owned()],
    })
}

#[tokio::test]
async fn costs_are_exact_and_what_is_unknown_is_kept() {
    let entry = r#"{"type":"ai_cluster","billing_feature_name":null,"billing_metric_name":"m",
        "billing_value":1000,"billing_value_unit":"minutes","cost":0.1234567890123456789,
        "currency":"EUR","err":null,"region":76,"region_id":76,"flavor":"f","added":[1.50]}"#;
    let unknown = r#"{"type":"quantum","cost":1.10}"#;
    let answer = format!(r#"{{"count":2,"price_status":"later","results":[{entry},{unknown}]}}"#);
    let server = with_body(200, "application/json", &answer).await;
    let report = match client(&server)
        .get_cost_report_totals(&costs())
        .await
        .unwrap()
    {
        GetCostReportTotalsOk::Json(report) => report,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        report.results[0].cost().unwrap().to_string(),
        "0.1234567890123456789"
    );
    assert!(matches!(
        report.results[0],
        types::CostReportTotal::AiClusterWithCost(_)
    ));
    assert!(matches!(
        report.results[1],
        types::CostReportTotal::Unknown(_)
    ));
    assert_eq!(report.price_status.as_str(), "later");
    assert!(same_json(&to_json(&report), &answer));
    assert!(to_json(&report).contains("0.1234567890123456789"));
    assert!(to_json(&report).contains("1.50") && to_json(&report).contains("1.10"));
}

#[tokio::test]
async fn the_cost_request_is_exact() {
    let server = with_body(
        200,
        "application/json",
        r#"{"count":0,"price_status":"show","results":[]}"#,
    )
    .await;
    let conditions = ["22.04", "9"].map(|value| {
        types::TagsFilterCondition::new()
            .key("os_version")
            .strict(true)
            .value(value)
    });
    let tags = types::TagsFilter::with_conditions(conditions.to_vec())
        .condition_type(types::TagsFilterConditionTypes::Or);
    let request = costs()
        .enable_last_day(false)
        .projects(vec![16, 17])
        .regions(vec![1])
        .response_format(types::CostReportTotalsResponseFormat::Json)
        .rounding(false)
        .schema_filter(filter())
        .tags(tags)
        .types(["egress_traffic", "instance"]);
    client(&server)
        .get_cost_report_totals(&request)
        .await
        .unwrap();

    let sent = only_request(&server).await;
    assert_eq!(
        (sent.method.as_str(), sent.url.path()),
        ("POST", "/cloud/v1/cost_report/totals")
    );
    assert_eq!(header(&sent, "authorization"), "apikey 1$a");
    assert_eq!(
        text(&sent),
        r#"{"time_from":"2023-01-01T00:00:00Z","time_to":"2023-02-01T00:00:00Z","enable_last_day":false,"projects":[16,17],"regions":[1],"response_format":"json","rounding":false,"schema_filter":{"type":"instance","field":"flavor","values":["g1-standard-1-2"]},"tags":{"condition_type":"OR","conditions":[{"key":"os_version","strict":true,"value":"22.04"},{"key":"os_version","strict":true,"value":"9"}]},"types":["egress_traffic","instance"]}"#
    );
}

#[tokio::test]
async fn the_csv_form_is_usable() {
    let csv = "Type,Cost\ninstance,1.5\n";
    let server = with_body(200, "text/csv; charset=utf-8", csv).await;
    let request = costs().response_format(types::CostReportTotalsResponseFormat::CsvTotals);
    let answer = client(&server)
        .get_cost_report_totals(&request)
        .await
        .unwrap();
    assert_eq!(answer, GetCostReportTotalsOk::Csv(csv.to_owned()));
}

#[tokio::test]
async fn documented_failures_are_typed() {
    let body = r#"{"exception_class":"ValidationError","message":"bad period","request_id":"af99","invalid_fields":{"time_from":["Field required"]}}"#;
    for status in [400, 401, 403, 429, 500] {
        let server = with_body(status, "application/json", body).await;
        let error = client(&server)
            .get_cost_report_totals(&costs())
            .await
            .unwrap_err();
        use GetCostReportTotalsError as Refused;
        let refused = match (status, error.api()) {
            (400, Some(Refused::BadRequest(refused)))
            | (401, Some(Refused::Unauthorized(refused)))
            | (403, Some(Refused::Forbidden(refused)))
            | (429, Some(Refused::TooManyRequests(refused)))
            | (500, Some(Refused::InternalServerError(refused))) => refused,
            (_, other) => panic!("{status}: {other:?}"),
        };
        assert_eq!(refused.message, "bad period");
        assert_eq!(error.message().as_deref(), Some("bad period"));
    }
}

/// Answers with the resources from `offset` on, two at a time.
async fn pages() -> MockServer {
    let server = MockServer::start().await;
    let resource = |id: usize| serde_json::json!({"type": "floatingip_of_tomorrow", "id": id});
    for offset in [0, 2, 4] {
        let items: Vec<_> = (offset..5).take(2).map(resource).collect();
        let body = serde_json::json!({"count": 5, "resources": items, "totals": []});
        Mock::given(method("POST"))
            .and(body_partial_json(serde_json::json!({"offset": offset})))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&server)
            .await;
    }
    server
}

#[tokio::test]
async fn pages_are_walked_to_the_end() {
    let server = pages().await;
    let mut pages = client(&server).get_usage_report_pages(&usage().limit(2));
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => sizes.push(page.resources.len()),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(sizes, [2, 2, 1]);
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn usage_constraints_are_checked() {
    let server = with_body(200, "application/json", "{}").await;
    let request = usage().limit(0).offset(-5);
    let error = client(&server)
        .get_usage_report(&request)
        .await
        .unwrap_err();
    assert_eq!(error.violations().len(), 2, "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[test]
fn the_usage_request_can_say_null() {
    let request = usage().projects(cloud_billing::bindery_runtime::Maybe::Null);
    assert!(to_json(&request).contains(r#""projects":null"#));
    assert!(!to_json(&usage()).contains("projects"));
}

#[test]
fn every_filter_survives() {
    let filter = types::SchemaFilter::from(filter());
    let text = to_json(&filter);
    assert_eq!(
        text,
        r#"{"type":"instance","field":"flavor","values":["g1-standard-1-2"]}"#
    );
    assert_eq!(from_json::<types::SchemaFilter>(&text).unwrap(), filter);
}
