//! Pages that follow each other in every way, walked against a server on this machine.

use bindery_runtime::{Error, ErrorKind, Items, Pages};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::paged::operations::{ByCursorParams, ByLinkParams, ByNumberParams, ByUrlParams};
use crate::paged::types::{Row, Search};
use crate::paged::{Client, types};

const ROWS: [&str; 7] = ["a", "b&=%", "c", "d", "e", "f", "g"];
const SIZE: usize = 3;

/// A server with seven rows on pages of three.
async fn serve(answer: fn(&Request) -> ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let answer = Mock::given(any()).respond_with(answer);
    answer.mount(&server).await;
    server
}

fn client(server: &MockServer) -> Client {
    let builder = Client::builder().base_url(format!("{}/v1", server.uri()));
    builder.bearer("secret").build().unwrap()
}

fn query(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    let values: Vec<String> = pairs
        .by_ref()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .collect();
    assert!(values.len() < 2, "{} says `{name}` twice", request.url);
    values.into_iter().next()
}

fn number(request: &Request, name: &str) -> usize {
    query(request, name).map_or(0, |number| number.parse().unwrap())
}

/// The rows from this one on, as JSON, and where the next page begins.
fn rows(from: usize) -> (serde_json::Value, Option<usize>) {
    let rows = ROWS.iter().skip(from).take(SIZE);
    let rows = rows.map(|id| serde_json::json!({ "id": id }));
    let next = (from + SIZE < ROWS.len()).then_some(from + SIZE);
    (rows.collect(), next)
}

fn json(value: &serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(value)
}

/// Where a page begins whose cursor is the id of the last row before it.
fn after(id: Option<&str>) -> usize {
    id.map_or(0, |id| 1 + ROWS.iter().position(|row| *row == id).unwrap())
}

async fn ids<T, E: std::fmt::Debug, P>(items: Items<Row, T, E, P>) -> Vec<String> {
    let items = items.all().await.unwrap().into_iter();
    items.map(|row| row.id).collect()
}

async fn sent(server: &MockServer) -> Vec<String> {
    let sent = server.received_requests().await.unwrap();
    for request in &sent {
        assert_eq!(request.headers["authorization"], "Bearer secret");
    }
    let lines = sent.iter().map(|request| {
        let query = request.url.query().unwrap_or_default();
        let body = String::from_utf8_lossy(&request.body);
        format!("{query}{body}")
    });
    lines.collect()
}

#[tokio::test]
async fn by_an_offset_with_null_for_what_is_not_known() {
    let server = serve(|request| {
        let from = number(request, "skip");
        let (rows, next) = rows(from);
        json(&match from {
            0 => serde_json::json!({"data": {"rows": rows}, "more": null, "total": null}),
            _ => serde_json::json!({"data": {"rows": rows}, "more": next.is_some()}),
        })
    })
    .await;
    let items = client(&server).by_offset_items().set(|it| it.take(3));
    assert_eq!(ids(items).await, ROWS);
    assert_eq!(
        sent(&server).await,
        ["take=3&skip=0", "take=3&skip=3", "take=3&skip=6"]
    );
}

#[tokio::test]
async fn an_offset_ends_at_the_total_and_without_items() {
    let server = serve(|request| {
        let (rows, _) = rows(number(request, "skip"));
        json(&serde_json::json!({"data": {"rows": rows}, "total": 6}))
    })
    .await;
    let items = client(&server).by_offset_items();
    assert_eq!(ids(items).await, &ROWS[..6]);
    let server = serve(|_| json(&serde_json::json!({"data": null, "total": 6}))).await;
    let items = client(&server).by_offset_items();
    assert_eq!(ids(items).await, [""; 0]);
    assert_eq!(sent(&server).await.len(), 1);
}

#[tokio::test]
async fn by_a_number_up_to_the_number_of_pages() {
    let server = serve(|request| {
        let page = query(request, "page[number]").map_or(1, |page| page.parse().unwrap());
        let (rows, _) = rows((page - 1) * SIZE);
        json(&serde_json::json!({"rows": rows, "pages": 3}))
    })
    .await;
    let items = client(&server).by_number_items();
    assert_eq!(ids(items).await, ROWS);
    let numbers = ["", "page%5Bnumber%5D=2", "page%5Bnumber%5D=3"];
    assert_eq!(sent(&server).await, numbers);
    // A walk that begins later ends at the same page.
    let items = client(&server)
        .by_number_items()
        .params(&ByNumberParams::new().page_number(3));
    assert_eq!(ids(items).await, ["g"]);
}

#[tokio::test]
async fn by_a_number_that_counts_from_zero_up_to_an_empty_list() {
    let server = serve(|request| json(&rows(number(request, "page") * SIZE).0)).await;
    let items = client(&server).by_index_items();
    assert_eq!(ids(items).await, ROWS);
    assert_eq!(sent(&server).await, ["", "page=1", "page=2", "page=3"]);
}

fn by_cursor(request: &Request) -> ResponseTemplate {
    let (rows, next) = rows(after(query(request, "marker").as_deref()));
    let next = next.map(|next| ROWS[next - 1]);
    json(&serde_json::json!({"rows": rows, "next_marker": next}))
        .insert_header("x-left", if next.is_some() { "1" } else { "0" })
}

#[tokio::test]
async fn by_a_cursor_in_the_page() {
    let server = serve(by_cursor).await;
    let items = client(&server)
        .by_cursor_items()
        .params(&ByCursorParams::new().limit(3));
    assert_eq!(ids(items).await, ROWS);
    assert_eq!(
        sent(&server).await,
        ["limit=3", "limit=3&marker=c", "limit=3&marker=f"]
    );
    // The caller's own cursor is replaced, not repeated.
    let items = client(&server)
        .by_cursor_items()
        .params(&ByCursorParams::new().marker("b&=%"));
    assert_eq!(ids(items).await, &ROWS[2..]);
}

#[tokio::test]
async fn pages_come_with_headers_and_go_on_later() {
    let server = serve(by_cursor).await;
    let walk = || client(&server).by_cursor_pages();
    let mut pages = walk().with(|call| call.header("x-tenant", "blue"));
    assert_eq!(pages.next_cursor(), None);
    let page = pages.next_response().await.unwrap().unwrap();
    assert_eq!(page.headers["x-left"], "1");
    assert_eq!(page.value.rows.len(), 3);
    let saved = pages.next_cursor().unwrap().to_owned();
    let page = pages.next_response().await.unwrap().unwrap();
    assert_eq!(page.value.rows[0].id, "d");

    let mut pages = walk().resume(saved);
    assert_eq!(pages.next().await.unwrap().unwrap().rows[0].id, "d");
    assert_eq!(pages.next().await.unwrap().unwrap().rows[0].id, "g");
    assert!(pages.next().await.is_none());
    assert_eq!(pages.next_cursor(), None);
    let tenants = server.received_requests().await.unwrap();
    let tenants = tenants.iter().filter_map(|one| one.headers.get("x-tenant"));
    assert_eq!(tenants.count(), 2);
}

#[tokio::test]
async fn by_a_cursor_of_any_json_in_the_body() {
    let server = serve(|request| {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let from = body["start"]["row"].as_u64().unwrap_or_default();
        let (rows, next) = rows(usize::try_from(from).unwrap());
        json(&match next {
            Some(next) => serde_json::json!({"rows": rows, "last_key": {"row": next}}),
            None => serde_json::json!({ "rows": rows }),
        })
    })
    .await;
    let items = client(&server).by_body_items(&Search::new().text("x"));
    assert_eq!(ids(items).await, ROWS);
    let bodies = [
        r#"{"text":"x"}"#,
        r#"{"text":"x","start":{"row":3}}"#,
        r#"{"text":"x","start":{"row":6}}"#,
    ];
    assert_eq!(sent(&server).await, bodies);
}

#[tokio::test]
async fn by_a_cursor_in_a_header() {
    let server = serve(|request| {
        let cursor = request.headers.get("x-after");
        let (rows, next) = rows(cursor.map_or(0, |at| at.to_str().unwrap().parse().unwrap()));
        let next = next.map_or(String::new(), |next| next.to_string());
        json(&serde_json::json!({"rows": rows, "next_marker": next}))
    })
    .await;
    let items = client(&server).by_header_items();
    assert_eq!(ids(items).await, ROWS);
}

#[tokio::test]
async fn by_the_last_item() {
    let server = serve(|request| {
        let (rows, next) = rows(after(query(request, "starting_after").as_deref()));
        json(&serde_json::json!({"rows": rows, "has_more": next.is_some()}))
    })
    .await;
    let items = client(&server).by_last_item_items();
    assert_eq!(ids(items).await, ROWS);
    assert_eq!(
        sent(&server).await,
        ["", "starting_after=c", "starting_after=f"]
    );
}

#[tokio::test]
async fn by_urls_absolute_and_relative() {
    let server = serve(|request| {
        let from = number(request, "from");
        let (rows, next) = rows(from);
        let next = next.map(|next| match from {
            0 => format!(
                "http://{}/v1/url?from={next}&kind=x",
                request.headers["host"].to_str().unwrap()
            ),
            _ => format!("/v1/url?from={next}"),
        });
        json(&serde_json::json!({"rows": rows, "next": next}))
    })
    .await;
    let items = client(&server)
        .by_url_items()
        .params(&ByUrlParams::new().kind("x"));
    assert_eq!(ids(items).await, ROWS);
    assert_eq!(sent(&server).await, ["kind=x", "from=3&kind=x", "from=6"]);
}

#[tokio::test]
async fn by_links() {
    let server = serve(|request| {
        let (rows, next) = rows(number(request, "from"));
        let links = match next {
            Some(next) => {
                format!(r#"</first>; rel="first", <?from={next}&per_page=3>; rel="next""#)
            }
            None => r#"</first>; rel="first""#.to_owned(),
        };
        json(&rows).insert_header("link", links.as_str())
    })
    .await;
    let items = client(&server)
        .by_link_items("a b")
        .params(&ByLinkParams::new().per_page(3));
    assert_eq!(ids(items).await, ROWS);
    let all = ["per_page=3", "from=3&per_page=3", "from=6&per_page=3"];
    assert_eq!(sent(&server).await, all);
    let sent = server.received_requests().await.unwrap();
    assert!(sent.iter().all(|one| one.url.path() == "/v1/link/a%20b"));
}

async fn last_error<T, E, P>(mut pages: Pages<T, E, P>, before: usize) -> Error<E> {
    for _ in 0..before {
        assert!(pages.next().await.unwrap().is_ok());
    }
    let error = pages.next().await.unwrap().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(pages.next().await.is_none());
    error
}

#[tokio::test]
async fn another_origin_gets_nothing() {
    let other = serve(|_| ResponseTemplate::new(200)).await;
    let url = format!("{}/steal", other.uri());
    let page = serde_json::json!({"rows": [], "next": url});
    let server = MockServer::start().await;
    let answer = Mock::given(any()).respond_with(json(&page));
    answer.mount(&server).await;
    let error = last_error(client(&server).by_url_pages(), 1).await;
    let text = error.to_string().replace(&other.uri(), "http://other");
    insta::assert_snapshot!(text, @"`by_url` was stopped: the next page is at another origin, `http://other`, to which credentials are not sent.");
    // Nor does a stored URL lead there.
    let resumed = client(&server).by_url_pages().resume(url);
    last_error(resumed, 0).await;
    assert_eq!(other.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn circles_end() {
    // The cursors alternate, with other rows each time.
    let server = serve(|request| {
        let next = match query(request, "marker").as_deref() {
            Some("x") => "y",
            _ => "x",
        };
        json(&serde_json::json!({"rows": [{"id": next}], "next_marker": next}))
    })
    .await;
    let error = last_error(client(&server).by_cursor_pages(), 3).await;
    insta::assert_snapshot!(error, @"`by_cursor` was stopped: a page leads back to one that was there before.");

    // A server that does not know the parameter.
    let server =
        serve(|_| json(&serde_json::json!({"rows": [{"id": "a"}], "has_more": true}))).await;
    last_error(client(&server).by_last_item_pages(), 1).await;
    let server = serve(|_| json(&serde_json::json!({"rows": [{"id": "a"}]}))).await;
    last_error(client(&server).by_number_pages(), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn walks_block_where_they_are_told_to() {
    let server = serve(by_cursor).await;
    let client = client(&server);
    let walked = std::thread::spawn(move || {
        let items = client.by_cursor_items().blocking();
        let ids: Vec<String> = items.map(|row| row.unwrap().id).collect();
        let mut pages = client.by_cursor_pages();
        let page: types::Rows = pages.next_response_blocking().unwrap().unwrap().value;
        (ids, page.rows.len())
    });
    assert_eq!(
        walked.join().unwrap(),
        (ROWS.map(str::to_owned).to_vec(), 3)
    );
}

#[tokio::test]
async fn a_walk_ends_with_its_time() {
    use std::time::Duration;
    let server = serve(|request| by_cursor(request).set_delay(Duration::from_millis(60))).await;
    let walk = |limit| {
        let items = client(&server).by_cursor_items();
        items.timeout(Duration::from_millis(limit))
    };
    assert_eq!(ids(walk(5000)).await, ROWS);
    let mut pages = client(&server)
        .by_cursor_pages()
        .timeout(Duration::from_millis(90));
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout());
    let text = error.to_string();
    assert!(
        text.contains("within the 90ms that the whole walk may take"),
        "{text}"
    );
    assert!(pages.next().await.is_none());
    // What the caller does between pages counts, too.
    let mut pages = client(&server)
        .by_cursor_pages()
        .timeout(Duration::from_millis(150));
    assert!(pages.next().await.unwrap().is_ok());
    tokio::time::sleep(Duration::from_millis(160)).await;
    let error = pages.next().await.unwrap().err().unwrap();
    assert_eq!(error.delivery(), bindery_runtime::Delivery::NotSent);
}
