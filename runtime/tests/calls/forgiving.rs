//! Answers that depart from their document: what comes of them, and who hears of it.

use std::sync::{Arc, Mutex};

use bindery_runtime::json::{Correction, DriftKind};
use bindery_runtime::{ErrorKind, Response};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, Page, ReportRequest};
use crate::fake::{Fake, Step};

const DRIFTED: &str = r#"{"count": "2", "resources": [{"name": null, "size": 1}, {"nam": "b"}]}"#;

fn texts(corrections: &[Correction]) -> Vec<String> {
    corrections.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_was_corrected_is_told_with_the_answer() {
    let fake = Fake::new([Step::json(200, DRIFTED), Step::json(200, DRIFTED)]);
    let client = fake.client();
    let response: Response<Page> = client
        .report(&ReportRequest::with_from("x"))
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.value.count, 2);
    assert_eq!(response.value.resources.len(), 2);
    assert_eq!(
        texts(&response.corrections),
        [
            "$.count: expected a number, found a string",
            "$.resources[0].name: expected a string, found null, read as \"\"",
            "$.resources[1].name: expected a required property, found nothing, read as \"\"",
        ]
    );
    // Without the head of the answer the value alone comes.
    assert_eq!(
        client
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap()
            .count,
        2
    );
}

#[tokio::test]
async fn clients_and_calls_may_be_strict() {
    let fake = Fake::new(vec![Step::json(200, DRIFTED); 3]);
    let builder = Client::builder().api_key("k").strict(true);
    let strict = builder.transport(fake.clone()).build().unwrap();
    let error = strict
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("$.count"), "{error}");
    let call = strict.report(&ReportRequest::with_from("x")).strict(false);
    assert_eq!(call.await.unwrap().count, 2);
    let call = fake
        .client()
        .report(&ReportRequest::with_from("x"))
        .strict(true);
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Decode);
}

/// A client that writes down what it hears.
fn listening(fake: &Fake, with_values: bool) -> (Client, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let builder = Client::builder()
        .api_key("topsecret$abc")
        .drift_values(with_values)
        .on_drift(move |drift| {
            let value = drift.value.as_deref().unwrap_or_default();
            let text = format!(
                "{} {} {:?} {value}",
                drift.operation, drift.place, drift.kind
            );
            ears.lock().unwrap().push(text.trim().to_owned());
        });
    (builder.transport(fake.clone()).build().unwrap(), heard)
}

#[tokio::test]
async fn a_listener_hears_of_each_place_once() {
    let fake = Fake::new(vec![Step::json(200, DRIFTED); 2]);
    let (client, heard) = listening(&fake, false);
    for _ in 0..2 {
        client.report(&ReportRequest::with_from("x")).await.unwrap();
    }
    assert_eq!(
        *heard.lock().unwrap(),
        [
            "create_report $.count OtherForm",
            "create_report $.resources[].name Null",
            "create_report $.resources[].size UnknownMember",
            "create_report $.resources[].name Missing",
            "create_report $.resources[].nam UnknownMember",
        ]
    );
}

#[tokio::test]
async fn a_listener_hears_of_what_the_document_does_not_know() {
    let body = r#"{"count": 1, "resources": [{"name": "a"}], "new": {"topsecret$abc": 1}}"#;
    let fake = Fake::new(vec![Step::json(200, body); 2]);
    let (client, heard) = listening(&fake, true);
    let params = BreakdownParams::with_from("x");
    let call = client.breakdown(&Metric::Domains, &params);
    let response = call.with_response().await.unwrap();
    // Nothing was corrected.
    assert_eq!(response.corrections, []);
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 1);
    assert!(heard[0].contains("$.new UnknownMember {"), "{heard:?}");
    assert!(!heard[0].contains("topsecret"), "{heard:?}");
}

#[tokio::test]
async fn names_that_are_secrets_are_not_told() {
    let body = r#"{"count": 1, "resources": [{"name": "a", "topsecret$abc": 1}]}"#;
    let fake = Fake::new([Step::json(200, body)]);
    let (client, heard) = listening(&fake, false);
    client.report(&ReportRequest::with_from("x")).await.unwrap();
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 1);
    assert!(!heard[0].contains("topsecret"), "{heard:?}");
}

#[tokio::test]
async fn nothing_is_made_up_about_failures() {
    // The document requires a title of each failure.
    let fake = Fake::new([Step::json(404, "{}"), Step::json(200, "[]")]);
    let client = fake.client();
    for _ in 0..2 {
        let error = client
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap_err();
        assert!(error.api().is_none(), "{error}");
    }
}

#[test]
fn kinds_tell_corrections_from_news() {
    assert!(DriftKind::Missing.is_correction());
    assert!(!DriftKind::UnknownMember.is_correction());
}

#[tokio::test]
async fn a_listener_hears_that_an_operation_will_go_away() {
    let headers = [
        ("deprecation", "@1688169599"),
        ("sunset", "Wed, 30 Jun 2027 23:59:59 GMT"),
    ];
    let answer = || {
        headers
            .iter()
            .fold(Step::json(500, "{}"), |step, (name, value)| {
                step.with(name, value)
            })
    };
    let fake = Fake::new([answer(), answer()]);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let builder = Client::builder().api_key("k").retries(0);
    let builder = builder.on_drift(move |drift| {
        let text = format!("{} {:?} {}", drift.place, drift.kind, drift.found);
        ears.lock().unwrap().push(text);
    });
    let client = builder.transport(fake).build().unwrap();
    for _ in 0..2 {
        client
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap_err();
    }
    assert_eq!(
        *heard.lock().unwrap(),
        [
            "header deprecation Deprecated 2023-06-30T23:59:59Z",
            "header sunset Sunset 2027-06-30T23:59:59Z",
        ]
    );
}
