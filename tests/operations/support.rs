//! A server that gives one answer, and what it was asked.

use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// Starts a server that always gives this answer.
pub(crate) async fn answering(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    server
}

/// Starts a server that answers with a status and a body.
pub(crate) async fn with_body(status: u16, media_type: &str, body: &str) -> MockServer {
    answering(ResponseTemplate::new(status).set_body_raw(body, media_type)).await
}

/// The only request that the server has received.
pub(crate) async fn only_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

/// A header of a request.
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request
        .headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// A body as text.
pub(crate) fn text(request: &Request) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

/// Whether two texts are the same JSON.
pub(crate) fn same_json(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| serde_json::from_str::<Value>(text).unwrap());
    one == other
}
