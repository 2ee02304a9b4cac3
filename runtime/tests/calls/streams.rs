//! Answers that are read while they come: events, lines, bytes.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bindery_runtime::contract::{Operation, ResponseInfo, Status, read};
use bindery_runtime::http::StatusCode;
use bindery_runtime::json::Decode;
use bindery_runtime::{Body, Call, ErrorKind, EventStream, JsonLines, Method, Value};

use crate::fake::{Fake, Step, value};

const OK: Status = Status::Code(200);

static CHAT: Operation = Operation::new("chat", Method::POST, "/chat")
    .responses(&[
        ResponseInfo::success(OK, "application/json"),
        ResponseInfo::success(OK, "text/event-stream").streamed(),
        ResponseInfo::success(OK, "application/x-ndjson").streamed(),
        ResponseInfo::failure(Status::Default, "application/json"),
    ])
    .idempotent();

fn events(fake: &Fake) -> Call<EventStream<Vec<i64>>, Value> {
    let client = fake.client();
    Call::new(
        client.as_ref(),
        &CHAT,
        &[],
        Body::None,
        read::events,
        read::json,
    )
    .streamed()
}

fn answer(body: &str) -> Step {
    Step::typed(200, "text/event-stream; charset=utf-8", body)
}

#[tokio::test]
async fn events_are_typed_and_end_with_done() {
    let fake = Fake::new([answer(
        ": hello\n\nid: 1\nevent: delta\ndata: [1,\ndata: 2]\n\ndata:\n\ndata: [3]\n\ndata: [DONE]\n\ndata: [4]\n\n",
    )]);
    let mut stream = events(&fake).await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(
        (first.data, &*first.event, &*first.id),
        (vec![1, 2], "delta", "1")
    );
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!((second.data, &*second.event), (vec![3], "message"));
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
    let accept = fake.sent()[0].headers()["accept"].clone();
    assert_eq!(
        accept,
        "text/event-stream, application/x-ndjson, application/json;q=0.9"
    );
}

#[tokio::test]
async fn what_is_no_stream_is_read_as_a_whole() {
    let fake = Fake::new([
        Step::json(200, "[5]"),
        Step::json(400, r#"{"no":1}"#),
        Step::json(200, "[6]"),
    ]);
    let client = fake.client();
    let call: Call<Vec<i64>, Value> = Call::new(
        client.as_ref(),
        &CHAT,
        &[],
        Body::None,
        read::json,
        read::json,
    );
    assert_eq!(call.await.unwrap(), [5]);
    assert_eq!(fake.sent()[0].headers()["accept"], "application/json");
    let error = events(&fake).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(*error.api().unwrap(), value(r#"{"no":1}"#));
    let error = events(&fake).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    assert!(
        error
            .to_string()
            .contains("content type `application/json`"),
        "{error}"
    );
}

#[tokio::test]
async fn an_event_that_cannot_be_read_does_not_end_the_stream() {
    let fake = Fake::new([answer("data: {\"error\":\"busy\"}\n\ndata: [1]\n\n")]);
    let mut stream = events(&fake).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.body(), r#"{"error":"busy"}"#);
    assert_eq!(stream.next().await.unwrap().unwrap().data, [1]);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn text_events_keep_their_text() {
    let fake = Fake::new([answer("data: [DONE]\n\ndata:\n\n")]);
    let client = fake.client();
    let call: Call<EventStream<String>, Infallible> = Call::new(
        client.as_ref(),
        &CHAT,
        &[],
        Body::None,
        read::text_events,
        read::never,
    );
    let mut stream = call.streamed().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, "[DONE]");
    assert_eq!(stream.next().await.unwrap().unwrap().data, "");
    assert!(stream.next().await.is_none());
}

fn whole<T: Decode>(fake: &Fake) -> Call<EventStream<T>, Infallible> {
    let client = fake.client();
    let read = (read::whole_events, read::never);
    Call::new(client.as_ref(), &CHAT, &[], Body::None, read.0, read.1).streamed()
}

#[tokio::test]
async fn rs_10_events_that_are_json_as_a_whole() {
    let fake = Fake::new([answer(
        "event: said\nid: 7\ndata: {\"x\":1}\n\ndata: not JSON\n\n: nothing\n\ndata: [DONE]\n\n",
    )]);
    let mut stream = whole::<Value>(&fake).await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    let said = r#"{"data":{"x":1},"event":"said","id":"7"}"#;
    assert_eq!((first.data, &*first.event), (value(said), "said"));
    let second = stream.next().await.unwrap().unwrap();
    let text = r#"{"data":"not JSON","id":"7"}"#;
    assert_eq!((second.data, &*second.event), (value(text), "message"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn rs_10_data_that_looks_like_json_may_be_text() {
    let fake = Fake::new([answer("data: 1\n\nevent: e\ndata: {\"a\":\"b\"}\n\n")]);
    let mut stream = whole::<BTreeMap<String, String>>(&fake).await.unwrap();
    let first = stream.next().await.unwrap().unwrap().data;
    assert_eq!(first["data"], "1");
    let second = stream.next().await.unwrap().unwrap().data;
    assert_eq!((&*second["data"], &*second["event"]), (r#"{"a":"b"}"#, "e"));
}

#[tokio::test]
async fn rs_10_data_cannot_add_to_its_event() {
    let fake = Fake::new([answer("event: e\ndata: 1,\"id\":\"forged\"\n\n")]);
    let mut stream = whole::<Value>(&fake).await.unwrap();
    let first = stream.next().await.unwrap().unwrap().data;
    assert_eq!(
        first,
        value(r#"{"data":"1,\"id\":\"forged\"","event":"e"}"#)
    );
}

#[tokio::test]
async fn rs_10_data_alone_may_be_what_looks_like_a_whole_event() {
    let fake = Fake::new([answer(
        "event: e\ndata: {\"data\":[1]}\n\ndata: {\"data\":2}\n\n",
    )]);
    let call = whole::<BTreeMap<String, Vec<i64>>>(&fake).strict(true);
    let mut stream = call.await.unwrap();
    let first = stream.next().await.unwrap().unwrap().data;
    assert_eq!(first["data"], [1]);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), r#"{"data":2}"#);
}

#[tokio::test]
async fn a_broken_connection_is_an_error_unless_it_is_made_again() {
    let fake =
        Fake::new([Step::BreakOff(200, Vec::new()).with("content-type", "text/event-stream")]);
    let mut stream = events(&fake).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn rs_11_the_last_id_is_that_of_an_event_that_was_given() {
    let fake = Fake::new([answer("id: a\ndata: [1]\n\nid: b\ndata: [2]\n\nid: c\n\n")]);
    let mut stream = events(&fake).await.unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.last_event_id(), "a");
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.last_event_id(), "b");
    assert!(stream.next().await.is_none());
    assert_eq!(stream.last_event_id(), "c");
}

#[tokio::test]
async fn rs_11_reconnecting_as_browsers_do() {
    let fake = Fake::new([
        answer("data: [1]\n\n"),
        answer("retry: 70\nid: b\ndata: [2]\n\nid: c\ndata: half"),
        answer("data: [3]\n\n"),
        Step::Answer(204, Vec::new(), String::new()),
    ]);
    let mut stream = events(&fake).await.unwrap().reconnecting();
    for (data, id) in [(1, ""), (2, "b"), (3, "b")] {
        let event = stream.next().await.unwrap().unwrap();
        assert_eq!((event.data, &*event.id), (vec![data], id));
    }
    assert!(stream.next().await.is_none());
    assert_eq!(stream.last_event_id(), "b");
    let sent: Vec<Option<String>> = fake
        .sent()
        .iter()
        .map(|one| one.headers().get("last-event-id"))
        .map(|id| id.map(|id| id.to_str().unwrap().to_owned()))
        .collect();
    let expected = [None, None, Some("b"), Some("b")];
    assert_eq!(sent, expected.map(|id| id.map(str::to_owned)));
    let waits = [3000, 70, 70].map(Duration::from_millis);
    assert_eq!(fake.waits(), waits);
}

#[tokio::test]
async fn rs_11_a_server_that_wants_no_wait_is_not_called_without_a_pause() {
    let fake = Fake::new([
        answer("retry: 0\ndata: [1]\n\n"),
        answer(""),
        answer("data: [2]\n\n"),
    ]);
    let mut stream = events(&fake).await.unwrap().reconnecting();
    for data in [1, 2] {
        assert_eq!(stream.next().await.unwrap().unwrap().data, [data]);
    }
    assert_eq!(fake.waits(), [Duration::from_millis(50); 2]);
}

/// A stream of lines with this body.
async fn lines(body: &str) -> JsonLines<Value> {
    limited_lines(body, 1000).await
}

async fn limited_lines(body: &str, most: usize) -> JsonLines<Value> {
    let fake = Fake::new([Step::typed(200, "application/x-ndjson", body)]);
    let client = fake.client();
    let call: Call<JsonLines<Value>, Infallible> = Call::new(
        client.as_ref(),
        &CHAT,
        &[],
        Body::None,
        read::lines,
        read::never,
    );
    call.max_response_size(most).streamed().await.unwrap()
}

#[tokio::test]
async fn rs_10_lines_of_json() {
    let mut stream = lines("{\"a\":1}\n\n{\"a\":\r\nno\n{\"a\":2}").await;
    assert_eq!(stream.next().await.unwrap().unwrap(), value(r#"{"a":1}"#));
    for broken in ["{\"a\":", "no"] {
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body(), broken);
    }
    assert_eq!(stream.next().await.unwrap().unwrap(), value(r#"{"a":2}"#));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn rs_10_texts_of_json_sequences_hold_line_ends() {
    // The third is cut off, as RFC 7464 §2.1 has it; the last has no RS.
    let body = "\u{1E}\n{\n  \"a\": [\n    1\n  ],\n  \"b\": \"\\\"}]\"\n}\n\
                \u{1E}\"x{\\\\\"\n\u{1E}{\"a\":\n\"b\u{1E}7\n\u{1E}[\n]\u{1E}true\n{\"a\":2}\n";
    let mut stream = lines(body).await;
    let first = value(r#"{"a": [1], "b": "\"}]"}"#);
    assert_eq!(stream.next().await.unwrap().unwrap(), first);
    assert_eq!(stream.next().await.unwrap().unwrap(), value(r#""x{\\""#));
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.body(), "{\"a\":\n\"b");
    for next in ["7", "[]", "true", r#"{"a":2}"#] {
        assert_eq!(stream.next().await.unwrap().unwrap(), value(next));
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn what_never_ends_is_stopped() {
    for (media_type, body) in [
        (
            "text/event-stream",
            "data: [1,\ndata: 2,\ndata: 3,\ndata: 4,",
        ),
        ("text/event-stream", "data: [1, 2, 3, 4, 5, 6, 7, 8"),
        ("text/event-stream", "id: 1234567890\ndata: 1\n\n"),
        ("text/event-stream", "event: 1234567890\ndata: 1\n\n"),
        (
            "text/event-stream",
            "id: 12345\nevent: 123\ndata: 123\n\ndata: 1\n\n",
        ),
    ] {
        let fake = Fake::new([Step::typed(200, media_type, body)]);
        let mut stream = events(&fake).max_response_size(10).await.unwrap();
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.to_string().contains("10 bytes"), "{error}");
        assert!(stream.next().await.is_none());
    }
    for body in ["[1,2,3,4,5,6,7]\n1\n", "[1,2,3,4,5,6,7"] {
        let mut stream = limited_lines(body, 10).await;
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("10 bytes"), "{error}");
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn a_thousand_events_of_one_piece_share_their_id() {
    let id = "i".repeat(10_000);
    let body = format!("id: {id}\n{}", "data: [1]\n\n".repeat(1000));
    let mut stream = events(&Fake::new([answer(&body)])).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event.unwrap().id);
    }
    assert_eq!(all.len(), 1000);
    assert!(all.iter().all(|one| Arc::ptr_eq(one, &all[0])));
}

#[tokio::test]
async fn rb_05_downloads_are_not_held() {
    let fake = Fake::new([
        Step::json(200, "[1, 2]").with("x-request-id", "r1"),
        Step::json(404, r#"{"no":2}"#),
        Step::BreakOff(200, Vec::new()).with("content-type", "application/json"),
    ]);
    let client = fake.client();
    let call = || -> Call<Value, Value> {
        Call::new(
            client.as_ref(),
            &CHAT,
            &[],
            Body::None,
            read::json,
            read::json,
        )
    };
    let mut response = call().max_response_size(1).stream().await.unwrap();
    assert_eq!(response.request_id.as_deref(), Some("r1"));
    assert_eq!(response.value.next().await.unwrap().unwrap(), "[1, 2]");
    assert!(response.value.next().await.is_none());
    let error = call().stream().await.unwrap_err();
    assert_eq!(*error.api().unwrap(), value(r#"{"no":2}"#));
    let mut response = call().stream().await.unwrap();
    assert!(response.value.next().await.unwrap().is_ok());
    let error = response.value.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(response.value.next().await.is_none());
}

#[test]
fn a_property_is_set_in_the_body() {
    let fake = Fake::default();
    let body = |json: &str| {
        let value = crate::fake::value(json);
        let body = Body::json_with("application/json", &value, "stream", "true");
        let call = crate::fake::call(&fake.client(), &CHAT, &[], body);
        String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
    };
    assert_eq!(body(r#"{"a":1.50}"#), r#"{"a":1.50,"stream":true}"#);
    assert_eq!(
        body(r#"{"stream":false,"a":1}"#),
        r#"{"stream":true,"a":1}"#
    );
}
