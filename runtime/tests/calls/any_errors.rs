//! Errors without the types of their operations.

use std::error::Error as _;

use bindery_runtime::{AnyError, Delivery, ErrorKind};

use crate::api::Client;
use crate::api::operations::{BreakdownError, BreakdownParams, HistoryError};
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric};
use crate::fake::{Fake, Step};

const PROBLEM: &str = r#"{"title":"Not Found","status":404,"detail":"There is no session 4711"}"#;

/// Two calls of which each has a type of failures of its own.
async fn both(client: &Client) -> Result<i64, AnyError> {
    let params = BreakdownParams::with_from("x");
    let page = client.breakdown(&Metric::Domains, &params).await?;
    let request = HistoryRequest::new(HistoryRequestRequired {
        session: "s".into(),
        starttime: "t".into(),
    });
    let history = client.history(&request).await?;
    Ok(page.count + history.result)
}

async fn fail(steps: impl IntoIterator<Item = Step>) -> AnyError {
    let fake = Fake::new(steps);
    both(&fake.client()).await.unwrap_err()
}

#[tokio::test]
async fn the_errors_of_all_operations_become_one() {
    let problem = || Step::typed(404, "application/problem+json", PROBLEM);
    let error = fail([problem().with("retry-after", "7").with("request-id", "r-1")]).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.operation(), "get_breakdown");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    assert_eq!(error.message().unwrap(), "There is no session 4711");
    assert!(error.is_not_found() && !error.is_transient() && error.may_be_repeated());
    assert!(matches!(
        error.api::<BreakdownError>(),
        Some(BreakdownError::NotFound(_))
    ));
    assert!(error.api::<String>().is_none());
    assert_eq!(error.document_place(), None);

    let failed = r#"{"result":702,"error":"no session"}"#;
    let page = || Step::json(200, r#"{"count":1,"resources":[]}"#);
    let error = fail([page(), Step::json(200, failed)]).await;
    assert_eq!(error.operation(), "getHistory");
    assert_eq!(error.code().unwrap(), "702");
    assert!(error.api::<HistoryError>().is_some());
    // It goes on into any other error.
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
    assert!(boxed.downcast_ref::<AnyError>().unwrap().source().is_none());
}

#[tokio::test]
async fn bodies_show_where_they_may() {
    let problem = || Step::typed(404, "application/problem+json", PROBLEM);
    let error = fail([problem()]).await;
    assert!(error.to_string().contains("4711"));
    insta::assert_snapshot!(error.without_body(), @"`get_breakdown` was answered 404 Not Found.");

    let fake = Fake::new([problem()]);
    let client = fake.builder().hide_bodies().build().unwrap();
    let error = both(&client).await.unwrap_err();
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains("4711"), "{text}");
    }
    assert_eq!(error.message().unwrap(), "There is no session 4711");
    assert!(!error.body().is_empty());
}

#[tokio::test]
async fn request_ids_have_many_names() {
    let id = async |name: &'static str, told: Option<&'static str>| {
        let fake = Fake::new([Step::json(404, "{}").with(name, "r-2")]);
        let builder = fake.builder();
        let builder = match told {
            Some(told) => builder.request_id_header(told),
            None => builder,
        };
        let error = both(&builder.build().unwrap()).await.unwrap_err();
        error.request_id().map(str::to_owned)
    };
    assert_eq!(id("x-github-request-id", None).await.unwrap(), "r-2");
    assert_eq!(id("box-request-id", None).await.unwrap(), "r-2");
    assert_eq!(id("x-log-number", None).await, None);
    assert_eq!(
        id("x-log-number", Some("X-Log-Number")).await.unwrap(),
        "r-2"
    );
}

#[tokio::test]
async fn the_document_is_named_where_a_body_does_not_fit() {
    let fake = Fake::new([Step::json(200, r#"{"count":"many","resources":[]}"#)]);
    let client = fake.builder().strict(true).build().unwrap();
    let error = both(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.delivery(), Delivery::Applied);
    let place = "#/paths/~1v1~1breakdown~1{metric}/get/responses/200/content/application~1json";
    assert_eq!(error.document_place().unwrap(), place);
    let text = error.without_body().to_string();
    assert!(text.contains("$.count") && text.contains(place), "{text}");
}
