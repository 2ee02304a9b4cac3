//! Walking pages.

use bindery_runtime::ErrorKind;

use crate::api::types::ReportRequest;
use crate::fake::{Fake, Step};

fn page(count: u64, names: &[&str]) -> Step {
    let resources: Vec<_> = names
        .iter()
        .map(|name| format!("{{\"name\":\"{name}\"}}"))
        .collect();
    Step::json(
        200,
        &format!(
            "{{\"count\":{count},\"resources\":[{}]}}",
            resources.join(",")
        ),
    )
}

fn offsets(fake: &Fake) -> Vec<String> {
    let sent = fake.sent();
    sent.iter()
        .map(|request| String::from_utf8(request.body().to_vec()).unwrap())
        .collect()
}

#[tokio::test]
async fn all_items_of_all_pages() {
    let fake = Fake::new([page(5, &["a", "b"]), page(5, &["c", "d"]), page(5, &["e"])]);
    let items = fake
        .client()
        .report_items(&ReportRequest::with_from("x").limit(2));
    let names: Vec<_> = items
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|item| item.name)
        .collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    assert_eq!(
        offsets(&fake),
        [
            r#"{"from":"x","limit":2,"offset":0}"#,
            r#"{"from":"x","limit":2,"offset":2}"#,
            r#"{"from":"x","limit":2,"offset":4}"#,
        ]
    );
}

#[tokio::test]
async fn pages_begin_where_the_caller_says() {
    let fake = Fake::new([page(5, &["e"])]);
    let mut body = ReportRequest::with_from("x");
    body.offset = Some(4);
    let mut pages = fake.client().report_pages(&body);
    assert_eq!(pages.next().await.unwrap().unwrap().resources[0].name, "e");
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_empty_page_ends_the_walk() {
    // The total is wrong: nothing more will ever come.
    let fake = Fake::new([page(100, &["a"]), page(100, &[])]);
    let items = fake.client().report_items(&ReportRequest::with_from("x"));
    assert_eq!(items.all().await.unwrap().len(), 1);
    assert_eq!(fake.sent().len(), 2);
}

#[tokio::test]
async fn pages_without_end_are_stopped() {
    let fake = Fake::new(["a", "b", "a"].map(|name| page(u32::MAX.into(), &[name])));
    let mut pages = fake
        .client()
        .report_pages(&ReportRequest::with_from("x"))
        .max_pages(3);
    for _ in 0..3 {
        pages.next().await.unwrap().unwrap();
    }
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    insta::assert_snapshot!(error, @"`create_report` was stopped: there are more than 3 pages; ask for larger pages, or raise the limit with `.max_pages(…)`.");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_server_that_knows_nothing_of_offsets() {
    let fake = Fake::new([page(4, &["a", "b"]), page(4, &["a", "b"])]);
    let mut pages = fake.client().report_pages(&ReportRequest::with_from("x"));
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    insta::assert_snapshot!(error, @"`create_report` was stopped: the page at 2 is the one before it again, so the server seems not to know the parameter that asks for it.");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_walk() {
    let fake = Fake::new([page(3, &["a"]), Step::json(404, "{}")]);
    let mut items = fake.client().report_items(&ReportRequest::with_from("x"));
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(
        items.next().await.unwrap().unwrap_err().status().unwrap(),
        404
    );
    assert!(items.next().await.is_none());
}

#[test]
fn walks_are_streams() {
    fn stream<T: futures_core::Stream + Send + Unpin>(_: &T) {}
    let client = Fake::default().client();
    stream(&client.report_pages(&ReportRequest::with_from("x")));
    stream(&client.report_items(&ReportRequest::with_from("x")));
}
