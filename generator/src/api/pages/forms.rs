//! How authors write that the pages of an operation follow each other: under
//! `x-bindery-pagination`, and in the rules of `bindery.toml`.

use serde::Deserialize;
use serde_json::Value;

use super::words::is_page_number;
use crate::api::types::{PageInput, PageStep, Pagination, PaginationSource};

/// The right forms, as help for a wrong one.
const FORMS: &str = "{offset: {query: NAME}}, {page: {query: NAME}}, \
     {cursor: {query: NAME}, next: /POINTER}, {cursor: {query: NAME}, last: /POINTER}, \
     {next_url: /POINTER} or {link: next}, each with items: /POINTER and, where there are any, \
     more, total and total_pages";

/// What authors write; see `bindery explain E0303`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaginationForm {
    offset: Option<InputForm>,
    page: Option<InputForm>,
    cursor: Option<InputForm>,
    first: Option<u64>,
    next: Option<String>,
    last: Option<String>,
    next_url: Option<String>,
    link: Option<String>,
    items: Option<String>,
    more: Option<String>,
    total: Option<String>,
    total_pages: Option<String>,
}

/// `{query: NAME}`, `{header: NAME}` or `{body: NAME}`.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum InputForm {
    Query(String),
    Header(String),
    Body(String),
}

impl InputForm {
    fn read(&self) -> PageInput {
        match self {
            Self::Query(name) => PageInput::Query(name.clone()),
            Self::Header(name) => PageInput::Header(name.clone()),
            Self::Body(name) => PageInput::Body(name.clone()),
        }
    }
}

/// Reads the value of the key.
///
/// # Errors
///
/// What is wrong with it, and how to write it.
pub fn read_pagination(value: &Value) -> Result<Pagination, (String, String)> {
    let refuse = |why: String| (why, format!("write one of {FORMS}"));
    let form = PaginationForm::deserialize(value).map_err(|error| refuse(error.to_string()))?;
    let step = read_page_step(&form).map_err(|why| match why {
        WrongStep::Form(why) => refuse(why.to_owned()),
        WrongStep::NumberAsOffset(name) => (
            format!("`{name}` is the number of a page, and no offset that counts items"),
            format!("write `page: {{query: {name}}}`, and `first: 0` if pages count from 0"),
        ),
    })?;
    Ok(Pagination {
        source: PaginationSource::Key("x-bindery-pagination"),
        step,
        items: form.items.as_deref().map(point).unwrap_or_default(),
        more: form.more.as_deref().map(point),
        total: form.total.as_deref().map(point),
        total_pages: form.total_pages.as_deref().map(point),
    })
}

/// What is wrong with how one page leads to the next.
enum WrongStep {
    Form(&'static str),
    NumberAsOffset(String),
}

fn read_page_step(form: &PaginationForm) -> Result<PageStep, WrongStep> {
    let ways = [
        form.offset.is_some(),
        form.page.is_some(),
        form.cursor.is_some(),
        form.next_url.is_some(),
        form.link.is_some(),
    ];
    if ways.iter().filter(|way| **way).count() != 1 {
        let why = "it needs one of `offset`, `page`, `cursor`, `next_url` and `link`";
        return Err(WrongStep::Form(why));
    }
    if form.page.is_none() && form.first.is_some() {
        return Err(WrongStep::Form("`first` belongs to `page`"));
    }
    if form.cursor.is_none() && (form.next.is_some() || form.last.is_some()) {
        return Err(WrongStep::Form("`next` and `last` belong to `cursor`"));
    }
    if let Some(offset) = &form.offset {
        let offset = offset.read();
        return match is_page_number(offset.name()) {
            true => Err(WrongStep::NumberAsOffset(offset.name().to_owned())),
            false => Ok(PageStep::Offset(offset)),
        };
    }
    if let Some(page) = &form.page {
        return Ok(PageStep::Number(page.read(), form.first.unwrap_or(1)));
    }
    if let Some(cursor) = &form.cursor {
        return match (&form.next, &form.last) {
            (Some(next), None) => Ok(PageStep::Cursor(cursor.read(), point(next))),
            (None, Some(last)) => Ok(PageStep::LastItem(cursor.read(), point(last))),
            _ => Err(WrongStep::Form(
                "`cursor` needs `next`, where the page has it, or `last`, where its last item has it",
            )),
        };
    }
    match (&form.next_url, &form.link) {
        (Some(url), _) => Ok(PageStep::Url(point(url))),
        (None, Some(relation)) => Ok(PageStep::Link(relation.clone())),
        (None, None) => Err(WrongStep::Form("it names no way to the next page")),
    }
}

/// A pointer as it is, and the name of a property as the pointer to it (RFC 6901 §3).
fn point(text: &str) -> String {
    match text.is_empty() || text.starts_with('/') {
        true => text.to_owned(),
        false => format!("/{}", text.replace('~', "~0").replace('/', "~1")),
    }
}

/// As authors write it: `{cursor: {query: after}, next: /next, items: /rows}`.
pub(crate) fn print_pagination(pagination: &Pagination) -> String {
    let input = |input: &PageInput| match input {
        PageInput::Query(name) => format!("{{query: {name}}}"),
        PageInput::Header(name) => format!("{{header: {name}}}"),
        PageInput::Body(name) => format!("{{body: {name}}}"),
    };
    let mut members = match &pagination.step {
        PageStep::Offset(offset) => vec![format!("offset: {}", input(offset))],
        PageStep::Number(page, 1) => vec![format!("page: {}", input(page))],
        PageStep::Number(page, first) => {
            vec![format!("page: {}", input(page)), format!("first: {first}")]
        }
        PageStep::Cursor(cursor, next) => {
            vec![
                format!("cursor: {}", input(cursor)),
                format!("next: {next}"),
            ]
        }
        PageStep::LastItem(cursor, last) => {
            vec![
                format!("cursor: {}", input(cursor)),
                format!("last: {last}"),
            ]
        }
        PageStep::Url(url) => vec![format!("next_url: {url}")],
        PageStep::Link(relation) => vec![format!("link: {relation}")],
    };
    let places = [
        (
            "items",
            Some(&pagination.items).filter(|items| !items.is_empty()),
        ),
        ("more", pagination.more.as_ref()),
        ("total", pagination.total.as_ref()),
        ("total_pages", pagination.total_pages.as_ref()),
    ];
    for (name, place) in places {
        members.extend(place.map(|place| format!("{name}: {place}")));
    }
    format!("{{{}}}", members.join(", "))
}
