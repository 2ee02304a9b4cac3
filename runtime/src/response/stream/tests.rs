//! The parser of event streams against the HTML standard.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

use std::time::Duration;

use super::sse::{Parser, RawEvent};

/// The events of a text, however it is cut.
fn events(text: &str) -> Vec<(String, String, String)> {
    let whole = parse(text.len().max(1), text);
    for size in [1, 2, 3, 7] {
        assert_eq!(parse(size, text), whole, "in pieces of {size}");
    }
    whole
        .into_iter()
        .map(|raw| (raw.event.unwrap_or_default(), raw.data, raw.id))
        .collect()
}

fn parse(size: usize, text: &str) -> Vec<RawEvent> {
    let (mut parser, mut events) = (Parser::default(), Vec::new());
    for piece in text.as_bytes().chunks(size) {
        parser.push(piece, &mut events);
    }
    events
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
    parser.push(b"id: 1\ndata: a\n\nid: 2\n", &mut Vec::new());
    assert_eq!(parser.last_id(), "1");
    parser.push(b"\nid: 3\ndata: cut off", &mut Vec::new());
    assert_eq!(parser.last_id(), "2");
    let mut events = Vec::new();
    parser.restart();
    parser.push(b"data: b\n\n", &mut events);
    assert_eq!(events[0].id, "2");
}

#[test]
fn rs_11_retry_is_digits() {
    let mut parser = Parser::default();
    parser.push(
        b"retry: 1500\nretry: 1s\nretry:\nretry: -1\n\n",
        &mut Vec::new(),
    );
    assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
}

#[test]
fn a_new_connection_keeps_the_id_alone() {
    let (mut parser, mut events) = (Parser::default(), Vec::new());
    parser.push(b"id: 4\ndata: a\n\nevent: b\ndata: half", &mut events);
    parser.restart();
    parser.push(b"\xEF\xBB\xBFdata: c\n\n", &mut events);
    assert_eq!(parser.last_id(), "4");
    assert_eq!(events[1].data, "c");
    assert_eq!(events[1].event, None);
}
