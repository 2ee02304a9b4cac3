//! Rules of a mock for operations that answer with streams.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use bindery_runtime::contract::{Operation, Received, ResponseInfo, Status, read};
use bindery_runtime::json::DecodeError;
use bindery_runtime::testing::Mock;
use bindery_runtime::{Body, Call, ErrorKind, Event, EventStream, JsonLines, Method, Value};

use crate::api::Client;
use crate::fake::value;

const OK: Status = Status::Range(2);

const EVENTS: &[ResponseInfo] = &[
    ResponseInfo::success(Status::Code(200), "application/json"),
    ResponseInfo::success(OK, "text/event-stream").streamed(),
];

static WATCH: Operation = operation(EVENTS);
static ROWS: Operation = operation(&[ResponseInfo::success(OK, "application/x-ndjson").streamed()]);
static TEXTS: Operation =
    operation(&[ResponseInfo::success(OK, "application/json-seq").streamed()]);

const fn operation(answers: &'static [ResponseInfo]) -> Operation {
    Operation::new("watch", Method::GET, "/watch")
        .responses(answers)
        .idempotent()
}

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().api_key("1$a");
    builder.transport(mock.clone()).build().unwrap()
}

fn call<T>(
    mock: &Mock,
    operation: &'static Operation,
    success: fn(&Received) -> Result<T, DecodeError>,
) -> Call<T, Infallible> {
    let client = client(mock);
    let body = Body::None;
    Call::new(client.as_ref(), operation, &[], body, success, read::never).streamed()
}

#[tokio::test]
async fn events_with_json_as_their_data() {
    let mock = Mock::new();
    let watch = || call::<EventStream<Vec<i64>>>(&mock, &WATCH, read::events);
    mock.on(&watch())
        .events([
            Event::from(vec![1, 2]),
            Event::new(vec![]).named("end").with_id("7"),
        ])
        .events([vec![3]]);
    let mut stream = watch().await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first, Event::new(vec![1, 2]));
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!(
        (second.data, &*second.event, &*second.id),
        (vec![], "end", "7")
    );
    assert!(stream.next().await.is_none());
    let mut stream = watch().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, [3]);
    assert!(mock.untouched().is_empty());
}

#[tokio::test]
async fn events_with_text_as_their_data() {
    let mock = Mock::new();
    let watch = || call::<EventStream<String>>(&mock, &WATCH, read::text_events);
    let texts = ["two\nlines", "", "\"quoted\"", "[DONE]"].map(str::to_owned);
    mock.on(&watch()).events(texts.clone());
    let mut stream = watch().await.unwrap();
    for text in texts {
        assert_eq!(stream.next().await.unwrap().unwrap().data, text);
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn events_that_are_json_as_a_whole() {
    let mock = Mock::new();
    let watch = || call::<EventStream<Value>>(&mock, &WATCH, read::whole_events);
    let events = [
        value(r#"{"data":{"x":1.50},"event":"said","id":"7"}"#),
        value(r#"{"data":"plain\ntext","id":"8"}"#),
    ];
    mock.on(&watch()).events(events.clone());
    let mut stream = watch().await.unwrap();
    for (event, named) in events.iter().zip(["said", "message"]) {
        let found = stream.next().await.unwrap().unwrap();
        assert_eq!((&found.data, &*found.event), (event, named));
    }
    // A schema may be that of the data alone.
    let watch = || call::<EventStream<BTreeMap<String, i64>>>(&mock, &WATCH, read::whole_events);
    let data = BTreeMap::from([("x".to_owned(), 1)]);
    mock.on(&watch())
        .events([Event::new(data.clone()).named("e")]);
    let mut stream = watch().await.unwrap();
    let found = stream.next().await.unwrap().unwrap();
    assert_eq!((&found.data, &*found.event), (&data, "e"));
}

#[tokio::test]
async fn lines_and_texts_of_json() {
    for operation in [&ROWS, &TEXTS] {
        let mock = Mock::new();
        let rows = || call::<JsonLines<Vec<String>>>(&mock, operation, read::lines);
        let items = [vec!["a\nb".to_owned()], Vec::new()];
        mock.on(&rows()).items(items.clone());
        let mut stream = rows().await.unwrap();
        for item in items {
            assert_eq!(stream.next().await.unwrap().unwrap(), item);
        }
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn streams_that_break_off_or_fall_silent() {
    let mock = Mock::new();
    let rows = || call::<JsonLines<i64>>(&mock, &ROWS, read::lines);
    mock.on(&rows()).items([1]).cut_off().items([2]).stall();
    let mut stream = rows().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(stream.next().await.is_none());

    let limited = rows().idle_timeout(Duration::from_secs(3600));
    let mut stream = limited.await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), 2);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_whole_answer_breaks_off_as_well() {
    let mock = Mock::new();
    let client = client(&mock);
    let call = || client.as_ref().call::<Value>(Method::GET, "/x").retries(0);
    mock.on(&call()).answer(&value("[1]")).cut_off();
    let error = call().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.body(), "[1]");
}

#[tokio::test]
async fn a_stream_that_the_document_does_not_have() {
    let mock = Mock::new();
    static NONE: Operation = operation(&[ResponseInfo::success(OK, "application/json")]);
    let rows = || call::<JsonLines<i64>>(&mock, &NONE, read::lines);
    mock.on(&rows()).items([1]);
    let error = rows().await.unwrap_err();
    assert!(error.to_string().contains("documents no stream"), "{error}");
}
