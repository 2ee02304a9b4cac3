//! Streams that documents do not declare, and failures inside of streams, from a server on
//! this machine.

use bindery_runtime::testing::Mock as TestMock;
use bindery_runtime::{AnyError, Delivery, ErrorKind, Value};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::streamed::Client;

async fn client(media_type: &str, body: &str) -> (MockServer, Client) {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw(body.as_bytes(), media_type);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn lines_come_under_the_media_type_of_one() {
    let body = "{\"what\":\"start\"}\n\n{\"what\":\"stop\"}";
    let (_server, client) = client("application/json", body).await;
    let mut lines = client.events().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().what, "start");
    assert_eq!(lines.next().await.unwrap().unwrap().what, "stop");
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn a_line_tells_of_a_failure_where_the_document_says_so() {
    let failure = r#"{"error":{"code":"gone","message":"the daemon stopped"}}"#;
    let body = format!("{{\"what\":\"start\"}}\n{failure}\n{{\"what\":\"stop\"}}");
    let (_server, client) = client("application/json", &body).await;
    let mut lines = client.events().await.unwrap();
    assert!(lines.next().await.unwrap().is_ok());
    let error = AnyError::from(lines.next().await.unwrap().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.delivery(), Delivery::MaybeApplied);
    assert_eq!(error.code().unwrap(), "gone");
    assert_eq!(error.body(), failure);
    insta::assert_snapshot!(error.without_body(), @"`events` was answered 200 OK, but its stream says that it failed.");
    assert!(error.to_string().contains("the daemon stopped"), "{error}");
    assert!(lines.next().await.unwrap().is_ok());
}

#[tokio::test]
async fn an_event_that_is_an_error_is_one() {
    let body = "event: said\ndata: {\"what\":\"a\"}\n\nevent: error\ndata: {\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}\n\n";
    let (_server, client) = client("text/event-stream", body).await;
    // The document names another media type.
    let mut events = client
        .said()
        .stream()
        .await
        .unwrap()
        .value
        .events::<Value>();
    assert_eq!(events.next().await.unwrap().unwrap().event, "said");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.message().unwrap(), "Overloaded");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn declared_events_are_read_from_the_type_that_the_document_names() {
    let body = "data: {\"what\":\"a\"}\n\nevent: error\ndata: no JSON\n\n";
    let (_server, client) = client("application/json", body).await;
    let mut events = client.said().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.what, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), &**error.body()),
        (ErrorKind::Api, &b"no JSON"[..])
    );
}

#[tokio::test]
async fn any_body_is_read_by_lines() {
    let (_server, client) = client("text/plain", "one\r\n\n  two\n{\"what\":1}").await;
    let mut lines = client.log().stream().await.unwrap().value.text_lines();
    for text in ["one", "two", "{\"what\":1}"] {
        assert_eq!(lines.next().await.unwrap().unwrap(), text);
    }
    assert!(lines.next().await.is_none());
    let mut lines = client.log().stream().await.unwrap().value.lines::<Value>();
    let error = lines.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn mocks_send_them_as_well() {
    let mock = TestMock::new();
    let client = Client::builder()
        .base_url("https://h")
        .transport(mock.clone());
    let client = client.build().unwrap();
    let lines = "{\"what\":\"a\"}\n{\"error\":{\"message\":\"m\"}}\n";
    mock.on(&client.events())
        .respond(200, "application/json", lines);
    let mut lines = client.events().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().what, "a");
    assert_eq!(
        lines.next().await.unwrap().unwrap_err().message().unwrap(),
        "m"
    );
}
