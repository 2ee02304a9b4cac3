//! `listPrebilling`.

use cloud_billing::gcore::fastedge::operations::ListPrebillingError;
use cloud_billing::gcore::fastedge::{Client, types};
use wiremock::MockServer;

use crate::support::{header, only_request, text, with_body};

fn client(server: &MockServer) -> Client {
    Client::builder()
        .api_key("1234$abcdef")
        .base_url(server.uri())
        .retries(0)
        .build()
        .unwrap()
}

fn request() -> types::ListPrebillingRequest {
    types::ListPrebillingRequest::new(types::ListPrebillingRequestRequired {
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        metrics: vec!["number_of_calls".into(), "total_runtime_mms".into()],
        service: "FAST_EDGE".into(),
        to: "2026-01-31T23:59:59Z".parse().unwrap(),
    })
    .clients(vec![141_309, 1111])
    .group_by(["client", "region", "billing_plan"])
    .networks(vec!["gcore".to_owned()])
}

#[tokio::test]
async fn the_request_is_exact_and_the_answer_typed() {
    let answer = r#"[{"metrics":{"number_of_calls":9007199254740993,"kv_storage_size":0.1,"new":1},
        "client":141309,"region":"eu"},{"metrics":{}}]"#;
    let server = with_body(200, "application/json", answer).await;
    let objects = client(&server).list_prebilling(&request()).await.unwrap();

    assert_eq!(objects[0].client, Some(141_309));
    assert_eq!(
        objects[0].metrics.number_of_calls,
        Some(9_007_199_254_740_993)
    );
    assert_eq!(
        objects[0].metrics.kv_storage_size.unwrap().to_string(),
        "0.1"
    );
    assert_eq!(
        objects[0].metrics.extra.get("new").unwrap().to_string(),
        "1"
    );
    assert_eq!(objects[1].billing_plan, None);

    let sent = only_request(&server).await;
    assert_eq!(sent.method.as_str(), "POST");
    assert_eq!(sent.url.path(), "/fastedge/v1/admin/prebilling");
    assert_eq!(header(&sent, "authorization"), "apikey 1234$abcdef");
    assert_eq!(header(&sent, "content-type"), "application/json");
    assert_eq!(header(&sent, "accept"), "application/json");
    assert_eq!(
        text(&sent),
        r#"{"clients":[141309,1111],"from":"2026-01-01T00:00:00Z","group_by":["client","region","billing_plan"],"metrics":["number_of_calls","total_runtime_mms"],"networks":["gcore"],"service":"FAST_EDGE","to":"2026-01-31T23:59:59Z"}"#
    );
}

#[tokio::test]
async fn documented_failures_are_typed() {
    for status in [400, 503] {
        let server = with_body(status, "application/json", r#"{"error":"no such metric"}"#).await;
        let error = client(&server)
            .list_prebilling(&request())
            .await
            .unwrap_err();
        let message = match error.api() {
            Some(ListPrebillingError::BadRequest(body)) if status == 400 => &body.error,
            Some(ListPrebillingError::ServiceUnavailable(body)) if status == 503 => &body.error,
            other => panic!("{other:?}"),
        };
        assert_eq!(message, "no such metric");
        assert!(error.to_string().contains("no such metric"), "{error}");
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[tokio::test]
async fn a_reseller_may_use_a_bearer_token() {
    let server = with_body(200, "application/json", "[]").await;
    let client = Client::builder()
        .bearer("a.b.c")
        .base_url(server.uri())
        .retries(0)
        .build()
        .unwrap();
    client.list_prebilling(&request()).await.unwrap();
    assert_eq!(
        header(&only_request(&server).await, "authorization"),
        "Bearer a.b.c"
    );
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = with_body(200, "application/json", "[]").await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let error = client.list_prebilling(&request()).await.unwrap_err();
    assert!(error.to_string().contains(".api_key(secret)"), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}
