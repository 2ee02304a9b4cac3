//! The parser of event streams against the HTML standard.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::sse::{Parser, RawEvent};

/// The events of a text, however it is cut.
fn events(text: &str) -> Vec<(String, String, String)> {
    let whole = parse(text.len().max(1), text);
    for size in [1, 2, 3, 7] {
        assert_eq!(parse(size, text), whole, "in pieces of {size}");
    }
    whole
        .into_iter()
        .map(|raw| (raw.event.unwrap_or_default(), raw.data, raw.id.to_string()))
        .collect()
}

fn parse(size: usize, text: &str) -> Vec<RawEvent> {
    let (mut parser, mut events) = (Parser::default(), Vec::new());
    for piece in text.as_bytes().chunks(size) {
        events.extend(push(&mut parser, piece));
    }
    events
}

/// The events that end in a piece.
fn push(parser: &mut Parser, piece: &[u8]) -> Vec<RawEvent> {
    let mut piece = Bytes::copy_from_slice(piece);
    std::iter::from_fn(|| parser.next(&mut piece)).collect()
}

fn event(event: &str, data: &str, id: &str) -> (String, String, String) {
    (event.to_owned(), data.to_owned(), id.to_owned())
}

#[test]
fn rs_11_examples_of_the_standard() {
    let stocks = "data: YHOO\ndata: +2\ndata: 10\n\n";
    assert_eq!(events(stocks), [event("", "YHOO\n+2\n10", "")]);
    let ids = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    assert_eq!(
        events(ids),
        [
            event("", "first event", "1"),
            event("", "second event", ""),
            event("", " third event", ""),
        ]
    );
    // The last block is not ended, so it is dropped.
    let empty = "data\n\ndata\ndata\n\ndata:";
    assert_eq!(events(empty), [event("", "", ""), event("", "\n", "")]);
    let same = "data:test\n\ndata: test\n\n";
    let test = event("", "test", "");
    assert_eq!(events(same), [test.clone(), test]);
}

#[test]
fn rs_11_line_ends_and_the_byte_order_mark() {
    let expected = [event("a", "1\n2", ""), event("", "3", "")];
    for end in ["\n", "\r", "\r\n"] {
        let text = "\u{FEFF}event: a\ndata: 1\ndata: 2\n\ndata: 3\n\n".replace('\n', end);
        assert_eq!(events(&text), expected, "{end:?}");
    }
    // Only the first one is a mark.
    assert_eq!(
        events("data: 1\n\n\u{FEFF}data: 2\n\n"),
        [event("", "1", "")]
    );
}

#[test]
fn rs_11_ids_stay_and_nul_is_ignored() {
    let text = "id: 1\ndata: a\n\ndata: b\n\nid: x\0y\ndata: c\n\nid:\ndata: d\n\n";
    let ids: Vec<String> = events(text).into_iter().map(|one| one.2).collect();
    assert_eq!(ids, ["1", "1", "1", ""]);
}

#[test]
fn rs_11_what_has_no_data_is_no_event() {
    assert_eq!(
        events("event: ping\nid: 7\n\ndata: x\nunknown: y\n\n"),
        [event("", "x", "7")]
    );
}

#[test]
fn rs_11_an_id_counts_from_the_blank_line() {
    let mut parser = Parser::default();
    push(&mut parser, b"id: 1\ndata: a\n\nid: 2\n");
    assert_eq!(parser.last_id(), "1");
    push(&mut parser, b"\nid: 3\ndata: cut off");
    assert_eq!(parser.last_id(), "2");
    parser.restart();
    let events = push(&mut parser, b"data: b\n\n");
    assert_eq!(&*events[0].id, "2");
}

#[test]
fn rs_11_retry_is_digits() {
    let mut parser = Parser::default();
    push(
        &mut parser,
        b"retry: 1500\nretry: 1s\nretry:\nretry: -1\n\n",
    );
    assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
}

#[test]
fn no_server_asks_for_silence_without_end() {
    for asked in ["18446744073709551615", "99999999999999999999999", "3600001"] {
        let mut parser = Parser::default();
        push(&mut parser, format!("retry: {asked}\n").as_bytes());
        assert_eq!(parser.retry(), Some(Duration::from_secs(3600)), "{asked}");
    }
}

#[test]
fn one_id_is_held_once_and_counts() {
    let mut parser = Parser::default();
    let text = format!("id: {}\n{}", "i".repeat(1000), "data: x\n\n".repeat(3));
    let events = push(&mut parser, text.as_bytes());
    assert!(Arc::ptr_eq(&events[0].id, &events[2].id));
    assert_eq!(events[2].size(), 1001);
    push(&mut parser, b"event: name\n");
    assert_eq!(parser.held(), 1004);
}

#[test]
fn a_new_connection_keeps_the_id_alone() {
    let mut parser = Parser::default();
    push(&mut parser, b"id: 4\ndata: a\n\nevent: b\ndata: half");
    parser.restart();
    let events = push(&mut parser, b"\xEF\xBB\xBFdata: c\n\n");
    assert_eq!(parser.last_id(), "4");
    assert_eq!(events[0].data, "c");
    assert_eq!(events[0].event, None);
}
