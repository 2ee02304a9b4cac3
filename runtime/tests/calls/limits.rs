//! Limits of time and size.

use std::time::Duration;

use bindery_runtime::{Delivery, ErrorKind};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::fake::{Fake, Step};

const PAGE: &str = r#"{"count": 0, "resources": []}"#;

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_tried_again() {
    let fake = Fake::new([Step::Hang, Step::json(200, PAGE)]);
    let params = BreakdownParams::with_from("x");
    let call = fake.client().breakdown(&Metric::Domains, &params);
    // The fake waits no time at all, so the first limit passes at once.
    call.attempt_timeout(Duration::from_secs(1)).await.unwrap();
    assert_eq!(fake.sent().len(), 2);
}

#[tokio::test]
async fn a_post_that_takes_too_long_is_not_repeated() {
    let fake = Fake::new([Step::Hang]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let error = call
        .attempt_timeout(Duration::from_secs(1))
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::MaybeApplied);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn the_whole_call_is_limited() {
    let fake = Fake::new([Step::Hang]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let error = call.timeout(Duration::from_secs(2)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        error
            .to_string()
            .contains("within the 2s that the whole call may take"),
        "{error}"
    );
}

fn small(fake: &Fake) -> Client {
    let builder = Client::builder().api_key("k").max_response_size(10);
    builder.transport(fake.clone()).build().unwrap()
}

#[tokio::test]
async fn answers_that_are_too_large_are_not_read() {
    let announced = Step::json(200, PAGE).with("content-length", "29");
    let fake = Fake::new([Step::json(200, PAGE), announced]);
    for _ in 0..2 {
        let error = small(&fake)
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.delivery(), Delivery::Applied);
        assert!(error.to_string().contains("10 bytes"), "{error}");
    }
    let fake = Fake::new([Step::json(200, PAGE)]);
    let call = small(&fake).report(&ReportRequest::with_from("x"));
    call.max_response_size(1000).await.unwrap();
}
