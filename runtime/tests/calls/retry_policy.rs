//! Policies of retries, their budget, and idempotency keys.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use bindery_runtime::contract::{Operation, Parameter, ResponseInfo, Status, read};
use bindery_runtime::{Body, Bytes, Call, Method, Retry, Value};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::fake::{Fake, Step};
use crate::hooks;

const PAGE: &str = r#"{"count": 0, "resources": []}"#;

static PAY: Operation = Operation::new("pay", Method::POST, "/pay")
    .parameters(&[Parameter::header("idempotency-key")])
    .responses(&[ResponseInfo::success(Status::Range(2), "application/json")]);

fn pay(client: &Client, key: Option<&str>) -> Call<Value, Bytes> {
    let key = key.map(str::to_owned);
    Call::new(
        client.as_ref(),
        &PAY,
        &[&key],
        Body::None,
        read::json,
        read::bytes,
    )
}

/// A server that is busy once and then answers; tells the keys that it has got.
async fn keys(made: impl AsyncFnOnce(String)) -> Vec<Option<String>> {
    let server = MockServer::start().await;
    let busy = Mock::given(any()).respond_with(ResponseTemplate::new(500));
    busy.up_to_n_times(1).mount(&server).await;
    let body = ResponseTemplate::new(200).set_body_raw(PAGE, "application/json");
    Mock::given(any()).respond_with(body).mount(&server).await;
    made(server.uri()).await;
    let sent = server.received_requests().await.unwrap();
    let keys = sent.iter().map(|one| one.headers.get("idempotency-key"));
    keys.map(|key| Some(key?.to_str().unwrap().to_owned()))
        .collect()
}

fn quick() -> Retry {
    Retry::new(2).waits(Duration::from_millis(1), Duration::from_millis(2))
}

fn client(url: String) -> bindery_runtime::Builder<Client> {
    let builder = Client::builder().base_url(url).api_key("k");
    builder.retry(quick())
}

#[tokio::test]
async fn a_documented_key_is_made_once_for_all_attempts() {
    let sent = keys(async |url| {
        let client = client(url).build().unwrap();
        let call = pay(&client, None);
        let key = call.idempotency_key().unwrap().to_owned();
        assert_eq!(key.len(), 36, "{key}");
        assert_ne!(Some(key.as_str()), pay(&client, None).idempotency_key());
        call.await.unwrap();
    })
    .await;
    assert_eq!(sent.len(), 2);
    assert!(sent[0].is_some() && sent[0] == sent[1], "{sent:?}");
}

#[tokio::test]
async fn the_callers_key_is_kept() {
    let sent = keys(async |url| {
        let client = client(url).build().unwrap();
        pay(&client, Some("mine")).await.unwrap();
        pay(&client, None)
            .header("Idempotency-Key", "stored")
            .await
            .unwrap();
    })
    .await;
    let key = |key: &str| Some(key.to_owned());
    assert_eq!(sent, [key("mine"), key("mine"), key("stored")]);
}

#[tokio::test]
async fn a_rule_of_the_client_names_the_header() {
    let sent = keys(async |url| {
        let client = client(url)
            .idempotency_key("Idempotency-Key")
            .build()
            .unwrap();
        client.report(&ReportRequest::with_from("x")).await.unwrap();
        // A method that is idempotent needs none.
        let params = BreakdownParams::with_from("x");
        client.breakdown(&Metric::Domains, &params).await.unwrap();
    })
    .await;
    assert!(sent[0].is_some() && sent[0] == sent[1], "{sent:?}");
    assert_eq!(sent[2], None);
}

#[tokio::test]
async fn a_rule_of_bindery_toml_names_the_header() {
    let sent = keys(async |url| {
        let builder = hooks::Client::builder().base_url(url).retry(quick());
        builder.build().unwrap().subscribe().await.unwrap();
    })
    .await;
    assert_eq!(sent.len(), 2);
    assert!(sent[0].is_some() && sent[0] == sent[1], "{sent:?}");
}

#[tokio::test]
async fn what_was_put_off_is_tried_again_for_every_method() {
    for status in [429, 503] {
        let put_off = Step::json(status, "{}").with("retry-after", "2");
        let fake = Fake::new([put_off, Step::json(200, PAGE)]);
        fake.client()
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap();
        assert_eq!(fake.waits(), [Duration::from_secs(2)]);
    }
    let no = Step::json(429, "{}").with("retry-after", "2");
    let fake = Fake::new([no.with("x-should-retry", "false")]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_policy_says_which_statuses_and_which_waits() {
    let policy = Retry::new(3)
        .statuses(&[404])
        .waits(Duration::from_secs(4), Duration::from_secs(4))
        .longest_retry_after(Duration::from_secs(90));
    let late = Step::json(404, "{}").with("retry-after", "80");
    let fake = Fake::new([Step::json(404, "{}"), late, Step::json(500, "{}")]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let error = call.retry(policy).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 500);
    let waits = fake.waits();
    assert!(waits[0] >= Duration::from_secs(3), "{waits:?}");
    assert_eq!(waits[1], Duration::from_secs(80));
}

#[tokio::test]
async fn a_rule_may_hold_what_it_decides_by() {
    // Settings that change while the client lives, and what the rule has seen.
    let retried = Arc::new(RwLock::new(vec![423_u16]));
    let seen = Arc::new(AtomicUsize::new(0));
    let rule = {
        let (retried, seen) = (Arc::clone(&retried), Arc::clone(&seen));
        quick().rule(move |failed| {
            seen.fetch_add(1, Ordering::Relaxed);
            Some(retried.read().unwrap().contains(&failed.status.as_u16()))
        })
    };
    let steps = || [Step::json(423, "{}"), Step::json(200, PAGE)];
    let fake = Fake::new(steps().into_iter().chain(steps()));
    let client = fake.builder().retry(rule.clone()).build().unwrap();
    let call = || client.report(&ReportRequest::with_from("x"));
    assert_eq!(call().await.unwrap().count, 0);
    retried.write().unwrap().clear();
    assert_eq!(call().await.unwrap_err().status().unwrap(), 423);
    assert_eq!(seen.load(Ordering::Relaxed), 2);
    // What holds for a client may be changed for a call.
    let other = Fake::new(steps());
    let client = other.builder().retry(rule.clone()).build().unwrap();
    let call = client.report(&ReportRequest::with_from("x"));
    let always = rule.clone().rule(|_| Some(true));
    assert_ne!(always, rule);
    assert_eq!(rule, rule.clone());
    assert_eq!(call.retry(always).await.unwrap().count, 0);
}

#[tokio::test]
async fn calls_of_a_client_share_a_budget() {
    let fake = Fake::new(vec![Step::json(500, "{}"); 8]);
    let builder = Client::builder().api_key("k").transport(fake.clone());
    let client = builder.retry_budget(15).build().unwrap();
    let mut attempts = Vec::new();
    for _ in 0..3 {
        let client = client.clone();
        let params = BreakdownParams::with_from("x");
        let error = client
            .breakdown(&Metric::Domains, &params)
            .await
            .unwrap_err();
        attempts.push(error.attempts());
    }
    assert_eq!(attempts, [3, 2, 1]);
}
