//! Any bytes as a stream of events or lines, in any pieces: it is read as if it had come
//! in one piece, and events are those of the algorithm that WHATWG HTML §9.2.6 gives.

#![no_main]

use std::fmt::Debug;

use bindery_fuzz::{Failure, Scripted, describe_operation, resolve_at_once};
use bindery_runtime::contract::{Operation, Received, ResponseInfo, Status, read};
use bindery_runtime::json::DecodeError;
use bindery_runtime::{Body, Bytes, Call, Client, Event, EventStream, JsonLines, Value, http};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

static STREAM: Operation = describe_operation(
    "/stream",
    &[],
    &[
        ResponseInfo::success(Status::Code(200), "text/event-stream").streamed(),
        ResponseInfo::success(Status::Code(200), "application/jsonl").streamed(),
    ],
);

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    /// Lengths of the pieces; the last one takes the rest.
    lengths: Vec<u8>,
    body: &'a [u8],
}

fuzz_target!(|input: Input<'_>| {
    let whole = [Bytes::copy_from_slice(input.body)];
    let pieces = cut_into_pieces(input.body, &input.lengths);

    let events = read_events(&whole, read::text_events);
    assert_eq!(read_events(&pieces, read::text_events), events);
    assert_eq!(events, interpret_event_stream(input.body));

    let typed = |pieces| read_events::<Value>(pieces, read::events);
    assert_eq!(typed(&pieces), typed(&whole));
    let objects = |pieces| read_events::<Value>(pieces, read::whole_events);
    assert_eq!(objects(&pieces), objects(&whole));

    let lines = read_lines(&whole);
    assert_eq!(read_lines(&pieces), lines);
    if !input.body.contains(&0x1E) {
        assert_eq!(lines.len(), count_lines(input.body));
    }
});

fn cut_into_pieces(body: &[u8], lengths: &[u8]) -> Vec<Bytes> {
    let mut rest = Bytes::copy_from_slice(body);
    let mut pieces: Vec<Bytes> = Vec::new();
    for &length in lengths {
        pieces.push(rest.split_to(usize::from(length).min(rest.len())));
    }
    pieces.push(rest);
    pieces
}

/// A client that is answered with these pieces.
fn answer_with(media_type: &'static str, pieces: &[Bytes]) -> Client {
    let pieces = pieces.to_vec();
    let answer = move |_: &http::Request<Bytes>| {
        let mut answer = http::Response::new(pieces.clone());
        let media_type = http::HeaderValue::from_static(media_type);
        answer
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, media_type);
        answer
    };
    Scripted::new(answer)
        .builder()
        .build()
        .expect("a sound client")
}

/// All items of a stream as texts, errors too.
fn read_events<T: Debug>(
    pieces: &[Bytes],
    reader: fn(&Received) -> Result<EventStream<T>, DecodeError>,
) -> Vec<String>
where
    EventStream<T>: futures_util::Stream,
{
    let client = answer_with("text/event-stream", pieces);
    let call: Call<EventStream<T>, Failure> =
        Call::new(&client, &STREAM, &[], Body::None, reader, read::never);
    resolve_at_once(async {
        let mut stream = call.streamed().await.expect("the head of an answer");
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(match item {
                Ok(Event {
                    data, event, id, ..
                }) => show_event(&event, &id, &data),
                Err(error) => error.to_string(),
            });
        }
        items
    })
}

fn show_event(event: &str, id: &str, data: &impl Debug) -> String {
    format!("{event:?} {id:?} {data:?}")
}

fn read_lines(pieces: &[Bytes]) -> Vec<String> {
    let client = answer_with("application/jsonl", pieces);
    let call: Call<JsonLines<Value>, Failure> =
        Call::new(&client, &STREAM, &[], Body::None, read::lines, read::never);
    resolve_at_once(async {
        let mut stream = call.streamed().await.expect("the head of an answer");
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(match item {
                Ok(value) => format!("{value:?}"),
                Err(error) => error.to_string(),
            });
        }
        items
    })
}

/// Lines that hold anything.
fn count_lines(body: &[u8]) -> usize {
    let lines = body
        .split(|&byte| byte == b'\n')
        .map(String::from_utf8_lossy);
    lines
        .filter(|line| !line.trim_start_matches('\u{feff}').trim().is_empty())
        .count()
}

/// The algorithm of WHATWG HTML §9.2.6, word by word, for a stream that is all there.
fn interpret_event_stream(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut data, mut event, mut id) = (String::new(), String::new(), String::new());
    let mut events = Vec::new();
    // What follows the last line end is no line.
    let lines = text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    for line in lines {
        if line.is_empty() {
            if let Some(data) = data.strip_suffix('\n') {
                let name = if event.is_empty() { "message" } else { &event };
                events.push(show_event(name, &id, &data));
            }
            data.clear();
            event.clear();
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut event),
            "data" => data.extend([value, "\n"]),
            "id" if !value.contains('\0') => value.clone_into(&mut id),
            _ => {}
        }
    }
    events
}
