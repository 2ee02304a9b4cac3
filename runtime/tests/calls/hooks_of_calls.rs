//! What programs hear of calls and attempts.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::http::HeaderValue;
use bindery_runtime::testing::Mock;
use bindery_runtime::transport::TransportErrorKind;
use bindery_runtime::{AttemptReport, CallReport, ErrorKind, Retry};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::fake::{Fake, Step};

type Heard = (Arc<Mutex<Vec<AttemptReport>>>, Arc<Mutex<Vec<CallReport>>>);

/// A client whose reports are kept.
fn heard(fake: &Fake) -> (Client, Heard) {
    let heard = Heard::default();
    let (attempts, calls) = heard.clone();
    let builder = fake.builder();
    let builder = builder.on_attempt(move |one| attempts.lock().unwrap().push(one.clone()));
    let builder = builder.on_call(move |one| calls.lock().unwrap().push(one.clone()));
    (builder.build().unwrap(), heard)
}

#[tokio::test]
async fn each_attempt_and_each_call_is_told() {
    let page = r#"{"count":1,"resources":[]}"#;
    let fake = Fake::new([
        Step::Fail(TransportErrorKind::Broken),
        Step::json(503, "{}"),
        Step::json(200, page),
        Step::json(403, "no"),
    ]);
    let (client, (attempts, calls)) = heard(&fake);
    let params = BreakdownParams::with_from("x");
    client.breakdown(&Metric::Domains, &params).await.unwrap();
    client
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();

    let attempts = attempts.lock().unwrap();
    let told = attempts.iter().map(|one| {
        let status = one.status.map(|status| status.as_u16());
        (
            one.operation,
            one.number,
            status,
            one.error,
            one.received_bytes,
        )
    });
    let told: Vec<_> = told.collect();
    let bytes = |body: &str| Some(body.len() as u64);
    assert_eq!(
        told,
        [
            ("get_breakdown", 1, None, Some(ErrorKind::Transport), None),
            ("get_breakdown", 2, Some(503), None, bytes("{}")),
            ("get_breakdown", 3, Some(200), None, bytes(page)),
            ("create_report", 1, Some(403), None, bytes("no")),
        ]
    );
    assert_eq!(attempts[0].path_template, "/v1/breakdown/{metric}");
    assert_eq!(attempts[3].sent_bytes, bytes(r#"{"from":"x"}"#));
    let calls = calls.lock().unwrap();
    let told: Vec<_> = calls
        .iter()
        .map(|one| (one.operation, one.attempts, one.status.unwrap().as_u16()))
        .collect();
    assert_eq!(told, [("get_breakdown", 3, 200), ("create_report", 1, 403)]);
    assert!(calls[0].duration >= attempts[2].duration);
}

#[tokio::test]
async fn mocks_tell_of_calls_as_well() {
    let mock = Mock::new();
    let count = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&count);
    let builder = Client::builder().api_key("1$a").transport(mock.clone());
    let builder = builder.on_call(move |call| *counted.lock().unwrap() += call.attempts);
    let client = builder.build().unwrap();
    let call = || client.report(&ReportRequest::with_from("x"));
    mock.on(&call())
        .respond(200, "application/json", r#"{"count":0,"resources":[]}"#);
    call().await.unwrap();
    assert_eq!(*count.lock().unwrap(), 1);
}

#[tokio::test]
async fn headers_are_added_to_each_attempt_at_the_last_moment() {
    let fake = Fake::new([
        Step::json(503, "{}"),
        Step::json(200, r#"{"count":1,"resources":[]}"#),
    ]);
    let count = Mutex::new(0);
    let builder = fake.builder().on_request(move |call, headers| {
        let mut count = count.lock().unwrap();
        *count += 1;
        let trace = format!("{}-{count}", call.operation());
        headers.insert("traceparent", HeaderValue::try_from(trace).unwrap());
    });
    let client = builder.build().unwrap();
    let params = BreakdownParams::with_from("x");
    client.breakdown(&Metric::Domains, &params).await.unwrap();
    let sent = fake.sent();
    let traces: Vec<_> = sent
        .iter()
        .map(|one| one.headers()["traceparent"].clone())
        .collect();
    assert_eq!(traces, ["get_breakdown-1", "get_breakdown-2"]);
}

#[tokio::test]
async fn a_rule_of_ones_own_says_what_is_tried_again() {
    let page = r#"{"count":1,"resources":[]}"#;
    let waits = Retry::new(2).waits(Duration::from_millis(1), Duration::from_millis(1));
    let locked = waits.clone().rule(|failed| {
        let is_locked = failed.body.windows(6).any(|code| code == b"LOCKED");
        is_locked.then_some(true)
    });
    // Not idempotent, and not carried out.
    let steps = || {
        [
            Step::json(409, r#"{"code":"LOCKED"}"#),
            Step::json(200, page),
        ]
    };
    let fake = Fake::new(steps());
    let call = fake.client().report(&ReportRequest::with_from("x"));
    assert_eq!(call.retry(locked.clone()).await.unwrap().count, 1);
    let fake = Fake::new([
        Step::json(409, r#"{"code":"TAKEN"}"#),
        Step::json(200, page),
    ]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    assert_eq!(call.retry(locked).await.unwrap_err().status().unwrap(), 409);
    // And what is not, although the status is one that is.
    let never = waits.rule(|_| Some(false));
    let fake = Fake::new([Step::json(503, "{}"), Step::json(200, page)]);
    let params = BreakdownParams::with_from("x");
    let call = fake.client().breakdown(&Metric::Domains, &params);
    assert_eq!(call.retry(never).await.unwrap_err().status().unwrap(), 503);
}
