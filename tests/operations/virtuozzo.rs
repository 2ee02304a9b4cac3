//! The Virtuozzo billing history.

use cloud_billing::bindery_runtime::jiff::civil::datetime;
use cloud_billing::bindery_runtime::json::to_json;
use cloud_billing::virtuozzo::billing::operations::BillingHistoryError;
use cloud_billing::virtuozzo::billing::{Client, types};
use wiremock::MockServer;

use crate::support::{header, only_request, same_json, text, with_body};

fn client(server: &MockServer) -> Client {
    Client::builder()
        .base_url(server.uri())
        .retries(0)
        .build()
        .unwrap()
}

fn request() -> types::GetAccountBillingHistoryByPeriodRequest {
    types::GetAccountBillingHistoryByPeriodRequest::new(
        types::GetAccountBillingHistoryByPeriodRequestRequired {
            starttime: datetime(2024, 4, 1, 20, 23, 55, 0).into(),
            endtime: datetime(2024, 4, 2, 20, 23, 55, 0).into(),
            period: types::BillingPeriod::Day,
        },
    )
}

#[tokio::test]
async fn the_request_is_exact_and_the_answer_typed() {
    let answer = r#"{"result":0,"array":[{"dateTime":"2024-04-01 00:00:00","cost":0.012846,"bonusCost":0.10,"isPaid":false}]}"#;
    let server = with_body(200, "application/json", answer).await;
    let history = client(&server)
        .billing_history(&request().session("582e7dd"))
        .await
        .unwrap();

    let items = history.array.clone().unwrap();
    assert_eq!(
        items[0].date_time.unwrap().0,
        datetime(2024, 4, 1, 0, 0, 0, 0)
    );
    assert_eq!(items[0].cost.unwrap().to_string(), "0.012846");
    assert_eq!(items[0].extra.get("bonusCost").unwrap().to_string(), "0.10");
    assert!(same_json(&to_json(&history), answer));

    let sent = only_request(&server).await;
    assert_eq!(sent.method.as_str(), "POST");
    assert_eq!(
        sent.url.path(),
        "/1.0/billing/account/rest/getaccountbillinghistorybyperiod"
    );
    assert_eq!(
        header(&sent, "content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(header(&sent, "authorization"), "");
    assert_eq!(
        text(&sent),
        "session=582e7dd&starttime=2024-04-01+20%3A23%3A55&endtime=2024-04-02+20%3A23%3A55&period=DAY"
    );
}

#[tokio::test]
async fn a_failure_inside_a_success_is_an_error() {
    let body = r#"{"result":3,"error":"invalid parameter [session]"}"#;
    let server = with_body(200, "application/json", body).await;
    let error = client(&server)
        .billing_history(&request().session("x"))
        .await
        .unwrap_err();
    assert_eq!(error.code().as_deref(), Some("3"));
    assert_eq!(
        error.message().as_deref(),
        Some("invalid parameter [session]")
    );
    assert!(
        matches!(error.api(), Some(BillingHistoryError::Failure(failure)) if failure.result == 3)
    );
    assert_eq!(error.status().unwrap().as_u16(), 200);
}

#[tokio::test]
async fn session_or_appid_must_be_there() {
    let server = with_body(200, "application/json", r#"{"result":0}"#).await;
    let error = client(&server)
        .billing_history(&request())
        .await
        .unwrap_err();
    let violation = error.violations()[0].to_string();
    assert!(
        violation.contains("session") && violation.contains("appid"),
        "{violation}"
    );
    assert!(server.received_requests().await.unwrap().is_empty());
    for request in [
        request().appid("1dd8"),
        request().appid("1dd8").session("s"),
    ] {
        client(&server).billing_history(&request).await.unwrap();
    }
}

#[tokio::test]
async fn any_other_status_is_the_documented_default() {
    let server = with_body(502, "text/html", "<html>Bad Gateway</html>").await;
    let error = client(&server)
        .billing_history(&request().session("s"))
        .await
        .unwrap_err();
    assert_eq!(error.api(), Some(&BillingHistoryError::Default));
    assert!(error.to_string().contains("Bad Gateway"), "{error}");
}

#[test]
fn the_host_is_a_variable() {
    let client = Client::builder()
        .variable("hosterApiHost", "app.example.org")
        .build()
        .unwrap();
    let request = client
        .billing_history(&request().session("s"))
        .request()
        .unwrap();
    assert!(
        request
            .uri()
            .to_string()
            .starts_with("https://app.example.org/1.0/billing/")
    );
}
