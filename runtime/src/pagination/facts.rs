//! What a page says about its place among the others.

use crate::pagination::link::find_link;
use crate::pagination::paging::{PageInput, PageStep, Paging};
use crate::response::Received;
use crate::values::Value;

/// What a page says about its place among the others.
#[derive(Debug)]
pub(super) struct PageFacts {
    /// The same for equal bodies, and hardly for others.
    pub(super) looks: u64,
    /// Number of its items.
    pub(super) items: u64,
    /// What the page or its headers say of the next one: a cursor or a URL.
    pub(super) next: Option<String>,
    pub(super) more: Option<bool>,
    pub(super) total: Option<u64>,
    pub(super) total_pages: Option<u64>,
}

impl PageFacts {
    /// Finds them in a response. What is not there, or not of the kind that it should be,
    /// says nothing.
    pub(super) fn read(paging: &Paging, received: &Received) -> Self {
        let body = received.read_plain_json();
        let find = |pointer: Option<&str>| pointer.and_then(|pointer| body.pointer(pointer));
        let items = body.pointer(paging.items).and_then(Value::as_array);
        let items = items.unwrap_or_default();
        let next = match paging.step {
            PageStep::Offset(_) | PageStep::Number(..) => None,
            PageStep::Cursor(input, pointer) => print_cursor(body.pointer(pointer), input),
            PageStep::LastItem(input, pointer) => {
                let last = items.last().and_then(|item| item.pointer(pointer));
                print_cursor(last, input)
            }
            PageStep::Url(pointer) => find(Some(pointer))
                .and_then(Value::as_str)
                .map(str::to_owned),
            PageStep::Link(relation) => find_link(received.headers(), relation).map(str::to_owned),
        };
        Self {
            looks: received.looks(),
            items: items.len() as u64,
            next: next.filter(|next| !next.is_empty()),
            more: find(paging.more).and_then(Value::as_bool),
            total: find(paging.total).and_then(Value::as_u64),
            total_pages: find(paging.total_pages).and_then(Value::as_u64),
        }
    }
}

/// A cursor as text. In a body it keeps its type, so that it is the text of its JSON.
fn print_cursor(cursor: Option<&Value>, input: PageInput) -> Option<String> {
    let cursor = cursor.filter(|cursor| !cursor.is_null())?;
    match (cursor.as_str(), input) {
        (Some(""), _) => None,
        (Some(text), PageInput::Query(_) | PageInput::Header(_)) => Some(text.to_owned()),
        _ => Some(cursor.to_string()),
    }
}
