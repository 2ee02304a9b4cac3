//! The WAAP breakdown.

use cloud_billing::bindery_runtime::jiff::civil::date;
use cloud_billing::gcore::waap::operations::{
    PrebillingBreakdownError, PrebillingBreakdownParams, PrebillingBreakdownParamsRequired,
};
use cloud_billing::gcore::waap::{Client, types};
use wiremock::MockServer;

use crate::support::{header, only_request, with_body};

fn client(server: &MockServer) -> Client {
    let base = format!("{}/waap", server.uri());
    Client::builder()
        .bearer("jwt")
        .base_url(base)
        .retries(0)
        .build()
        .unwrap()
}

fn params() -> PrebillingBreakdownParams {
    PrebillingBreakdownParams::new(PrebillingBreakdownParamsRequired {
        from: date(2026, 1, 1),
        to: date(2026, 2, 1),
    })
}

const METRIC: types::PrebillingBreakdownMetric = types::PrebillingBreakdownMetric::Requests;

#[tokio::test]
async fn the_request_is_exact_and_the_answer_typed() {
    let answer = r#"{"limit":100,"offset":0,"count":2,"results":{"clients":{
        "7":[{"date":"2026-01-01","amount":5},{"date":"2026-01-02","amount":6}],"8":[]}}}"#;
    let server = with_body(200, "application/json", answer).await;
    let params = params().client_ids(vec![1, 2, 3]).limit(100).offset(0);
    let page = client(&server)
        .prebilling_breakdown(&METRIC, &params)
        .await
        .unwrap();

    assert_eq!(page.results.clients["7"][1].amount, 6);
    assert!(page.results.clients["8"].is_empty());

    let sent = only_request(&server).await;
    assert_eq!(sent.method.as_str(), "GET");
    assert_eq!(sent.url.path(), "/waap/v1/prebilling/breakdown/requests");
    let query =
        "client_ids=1&client_ids=2&client_ids=3&from=2026-01-01&to=2026-02-01&limit=100&offset=0";
    assert_eq!(sent.url.query(), Some(query));
    assert_eq!(header(&sent, "authorization"), "Bearer jwt");
    assert!(sent.body.is_empty());
}

#[test]
fn the_published_path_is_corrected() {
    let client = Client::builder().api_key("1$a").build().unwrap();
    let request = client
        .prebilling_breakdown(&METRIC, &params())
        .request()
        .unwrap();
    assert_eq!(
        request.uri().to_string(),
        "https://api.gcore.com/waap/v1/prebilling/breakdown/requests?from=2026-01-01&to=2026-02-01"
    );
    assert_eq!(request.headers()["authorization"], "apikey 1$a");
}

#[tokio::test]
async fn constraints_are_checked_before_anything_is_sent() {
    let server = with_body(200, "application/json", "{}").await;
    let params = params().limit(101).offset(-1);
    let error = client(&server)
        .prebilling_breakdown(&METRIC, &params)
        .await
        .unwrap_err();
    let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(violations.len(), 2, "{violations:?}");
    assert!(
        violations[0].contains("limit") && violations[0].contains("100"),
        "{violations:?}"
    );
    assert!(violations[1].contains("offset"), "{violations:?}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn documented_failures_are_typed() {
    let problem = r#"{"type":"t","title":"T","status":400,"detail":null}"#;
    let composite = r#"{"type":"request-validation-failed","title":"T","status":422,"detail":"D",
        "errors":[{"loc":["body","name",3],"detail":"Field required"}]}"#;
    let plain = r#"{"detail":"Permission denied"}"#;
    for (status, body) in [
        (400, problem),
        (401, plain),
        (403, plain),
        (404, problem),
        (422, composite),
        (500, problem),
    ] {
        let server = with_body(status, "application/problem+json", body).await;
        let error = client(&server)
            .prebilling_breakdown(&METRIC, &params())
            .await
            .unwrap_err();
        use PrebillingBreakdownError as Refused;
        match (status, error.api()) {
            (400, Some(Refused::BadRequest(problem)))
            | (404, Some(Refused::NotFound(problem)))
            | (500, Some(Refused::InternalServerError(problem))) => {
                assert_eq!(
                    (problem.title.as_str(), problem.detail.as_ref()),
                    ("T", None)
                );
            }
            (401, Some(Refused::Unauthorized(value))) | (403, Some(Refused::Forbidden(value))) => {
                assert_eq!(value.to_string(), plain);
            }
            (422, Some(Refused::UnprocessableEntity(body))) => {
                assert_eq!(body.errors[0].detail, "Field required");
            }
            (_, other) => panic!("{status}: {other:?}"),
        }
    }
}
