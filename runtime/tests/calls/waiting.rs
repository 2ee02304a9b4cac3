//! Calls that wait, outside and inside of runtimes.

use std::time::Duration;

use bindery_runtime::blocking::{block_on, iter};
use wiremock::matchers::{body_json_string, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};

/// A server with three pages, run by the thread in the background.
fn server() -> MockServer {
    block_on(async {
        let server = MockServer::start().await;
        for (offset, name) in [(0, "a"), (1, "b"), (2, "c")] {
            let page = format!("{{\"count\":3,\"resources\":[{{\"name\":\"{name}\"}}]}}");
            let body = format!("{{\"from\":\"x\",\"offset\":{offset}}}");
            Mock::given(body_json_string(body))
                .respond_with(ResponseTemplate::new(200).set_body_raw(page, "application/json"))
                .mount(&server)
                .await;
        }
        let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(5));
        Mock::given(method("GET"))
            .respond_with(slow)
            .mount(&server)
            .await;
        server
    })
}

fn client(server: &MockServer) -> Client {
    let builder = Client::builder().base_url(server.uri()).api_key("k");
    builder.build().unwrap()
}

/// All kinds of calls, on the thread that it is called on.
fn calls(client: &Client) {
    let mut request = ReportRequest::with_from("x");
    request.offset = Some(1);
    let page = client.report(&request).send_blocking().unwrap();
    assert_eq!(page.resources[0].name, "b");
    let response = client.report(&request).with_response_blocking().unwrap();
    assert_eq!(response.status, 200);

    let items = client
        .report_items(&ReportRequest::with_from("x"))
        .blocking();
    let names: Vec<_> = items.map(|item| item.unwrap().name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let pages = client.report_pages(&ReportRequest::with_from("x"));
    assert_eq!(iter(pages).count(), 3);

    // Timers run as well.
    let call = client.breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let limited = call.attempt_timeout(Duration::from_millis(50)).retries(1);
    assert!(limited.send_blocking().unwrap_err().is_timeout());
}

#[test]
fn without_a_runtime() {
    let server = server();
    let client = client(&server);
    calls(&client);
    // One client for many threads.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| calls(&client));
        }
    });
}

#[test]
fn inside_runtimes() {
    let server = server();
    let current = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    current.block_on(async { calls(&client(&server)) });
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let client = client(&server);
    let task = threads.spawn(async move { calls(&client) });
    threads.block_on(task).unwrap();
    // Inside itself.
    block_on(async { calls(&self::client(&server)) });
}

#[tokio::test]
async fn a_client_of_both_worlds() {
    let server = tokio::task::spawn_blocking(server).await.unwrap();
    let client = client(&server);
    let mut request = ReportRequest::with_from("x");
    request.offset = Some(2);
    for _ in 0..3 {
        assert_eq!(
            client.report(&request).await.unwrap().resources[0].name,
            "c"
        );
        let waiting = client.report(&request).send_blocking();
        assert_eq!(waiting.unwrap().resources[0].name, "c");
    }
}

#[test]
fn long_bodies_inside_a_task() {
    // More pieces than a task of Tokio may read before it has to yield.
    let body = "x".repeat(8 << 20);
    let server = block_on(async {
        let server = MockServer::start().await;
        let page = format!("{{\"count\":1,\"resources\":[{{\"name\":\"{body}\"}}]}}");
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(page, "application/json"))
            .mount(&server)
            .await;
        server
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let client = client(&server);
    let task = runtime.spawn(async move {
        client
            .report(&ReportRequest::with_from("x"))
            .send_blocking()
    });
    let page = runtime.block_on(task).unwrap().unwrap();
    assert_eq!(page.resources[0].name.len(), 8 << 20);
}
