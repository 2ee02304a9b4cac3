//! How other tools write that the pages of an operation follow each other.
//!
//! - `x-speakeasy-pagination` (<https://www.speakeasy.com/docs/customize/runtime/pagination>)
//! - `x-fern-pagination` (<https://buildwithfern.com/learn/api-definitions/openapi/extensions/pagination>)
//! - `x-ms-pageable` (<https://azure.github.io/autorest/extensions/#x-ms-pageable>)
//! - `x-dropshot-pagination` (<https://docs.rs/dropshot/latest/dropshot/#support-for-paginated-resources>)

use indexmap::IndexMap;
use serde_json::Value;

use super::list::join_pointer;
use super::{PageWish, VendorPagination};
use crate::api::types::{Location, PageInput, PageStep, Parameter};

/// What the keys of other tools say of the pages of an operation; `None` where there are none,
/// or they say that there are no pages.
pub(in crate::api) fn read_vendor_wish(
    own: &IndexMap<String, Value>,
    root: &IndexMap<String, Value>,
    parameters: &[Parameter],
) -> Option<PageWish> {
    // `x-fern-pagination: true` is what the document says as a whole.
    let find = |name: &str| match own.get(name) {
        Some(Value::Bool(true)) => root.get(name),
        other => other,
    };
    let read = find("x-speakeasy-pagination")
        .and_then(|value| read_speakeasy(value, parameters))
        .or_else(|| find("x-fern-pagination").and_then(|value| read_fern(value, parameters)))
        .or_else(|| find("x-ms-pageable").and_then(read_ms_pageable))
        .or_else(|| find("x-dropshot-pagination").map(|_| make_dropshot_pagination()));
    if let Some(read) = read {
        return Some(PageWish::Vendor(read));
    }
    let mut silent = own.iter().filter(|(key, value)| {
        // `nextLinkName: null` says that there is one page.
        let says_nothing = matches!(value, Value::Null | Value::Bool(_));
        key.contains("pagination") && !key.starts_with("x-bindery-") && !says_nothing
    });
    let (key, _) = silent.next()?;
    Some(PageWish::Unknown(key.clone()))
}

/// `{type, inputs: [{name, in, type}], outputs: {results, nextCursor, nextUrl, numPages}}`,
/// with places as JSONPath.
fn read_speakeasy(value: &Value, parameters: &[Parameter]) -> Option<VendorPagination> {
    let inputs = value.get("inputs").and_then(Value::as_array);
    let input = |kind: &str| {
        let mut inputs = inputs.into_iter().flatten();
        let found = inputs.find(|input| text_of_member(input, "type") == Some(kind))?;
        let name = text_of_member(found, "name")?;
        Some(match text_of_member(found, "in") {
            Some("requestBody") => PageInput::Body(name.to_owned()),
            _ => place_input(name, parameters),
        })
    };
    let output = |name: &str| text_of_member(value.get("outputs")?, name);
    let mut items = output("results")
        .and_then(read_json_path)
        .map(|path| path.0);
    let step = match text_of_member(value, "type")? {
        "url" => PageStep::Url(read_json_path(output("nextUrl")?)?.0),
        "cursor" => match read_json_path(output("nextCursor")?)? {
            (next, None) => PageStep::Cursor(input("cursor")?, next),
            (list, Some(last)) => {
                items.get_or_insert(list);
                PageStep::LastItem(input("cursor")?, last)
            }
        },
        "offsetLimit" => match (input("page"), input("offset")) {
            // Which number the first page has is seen where the parameter is known.
            (Some(page), _) => PageStep::Number(page, 1),
            (None, Some(offset)) => PageStep::Offset(offset),
            (None, None) => return None,
        },
        _ => return None,
    };
    Some(VendorPagination {
        key: "x-speakeasy-pagination",
        step,
        items,
        more: None,
        total: None,
        total_pages: output("numPages")
            .and_then(read_json_path)
            .map(|path| path.0),
    })
}

/// `{cursor: $request.…, next_cursor: $response.…, results: $response.…}`, an `offset` in
/// place of the cursors, or `next_uri`. An offset without a `step` counts pages.
fn read_fern(value: &Value, parameters: &[Parameter]) -> Option<VendorPagination> {
    let response = |name: &str| {
        let path = text_of_member(value, name)?.strip_prefix("$response")?;
        Some(read_json_path(&format!("${path}"))?.0)
    };
    let request = |name: &str| {
        let path = text_of_member(value, name)?.strip_prefix("$request.")?;
        Some(place_input(path, parameters))
    };
    let step = if let (Some(cursor), Some(next)) = (request("cursor"), response("next_cursor")) {
        PageStep::Cursor(cursor, next)
    } else if let Some(offset) = request("offset") {
        match value.get("step") {
            Some(_) => PageStep::Offset(offset),
            None => PageStep::Number(offset, 1),
        }
    } else {
        PageStep::Url(response("next_uri").or_else(|| response("next_path"))?)
    };
    Some(VendorPagination {
        key: "x-fern-pagination",
        step,
        items: response("results"),
        more: response("has-next-page"),
        total: None,
        total_pages: None,
    })
}

/// `{nextLinkName, itemName}`; `null` as the first says that there is one page only.
fn read_ms_pageable(value: &Value) -> Option<VendorPagination> {
    let next = text_of_member(value, "nextLinkName")?;
    let items = text_of_member(value, "itemName").unwrap_or("value");
    let point = |path: &str| {
        path.split('.')
            .fold(String::new(), |at, name| join_pointer(&at, name))
    };
    Some(VendorPagination {
        key: "x-ms-pageable",
        step: PageStep::Url(point(next)),
        items: Some(point(items)),
        more: None,
        total: None,
        total_pages: None,
    })
}

/// Pages of Dropshot all have one form.
fn make_dropshot_pagination() -> VendorPagination {
    VendorPagination {
        key: "x-dropshot-pagination",
        step: PageStep::Cursor(
            PageInput::Query("page_token".to_owned()),
            "/next_page".to_owned(),
        ),
        items: Some("/items".to_owned()),
        more: None,
        total: None,
        total_pages: None,
    }
}

fn text_of_member<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// Where a request has something of this name: a parameter, else a property of its body.
fn place_input(name: &str, parameters: &[Parameter]) -> PageInput {
    let found = parameters.iter().find(|one| one.name == name);
    match found.map(|parameter| parameter.location) {
        Some(Location::Header) => PageInput::Header(name.to_owned()),
        Some(_) => PageInput::Query(name.to_owned()),
        None => PageInput::Body(name.to_owned()),
    }
}

/// A JSONPath of names (RFC 9535) as a JSON Pointer; behind a `[-1]`, or the length less
/// one, comes a second pointer, into the last item. `None` for what is more than that.
fn read_json_path(path: &str) -> Option<(String, Option<String>)> {
    let mut rest = path.strip_prefix('$')?;
    let (mut pointer, mut list) = (String::new(), None);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let (name, others) = after.split_at_checked(end)?;
            if name.is_empty() || name == "*" {
                return None;
            }
            pointer = join_pointer(&pointer, name);
            rest = others;
        } else {
            let (inside, others) = rest.strip_prefix('[')?.split_once(']')?;
            let is_last = matches!(inside, "-1" | "-1:" | "(@.length-1)");
            if is_last && list.is_none() {
                list = Some(std::mem::take(&mut pointer));
            } else {
                let name = inside.trim_matches(['\'', '"']);
                if name.len() == inside.len() {
                    return None;
                }
                pointer = join_pointer(&pointer, name);
            }
            rest = others;
        }
    }
    Some(match list {
        Some(list) => (list, Some(pointer)),
        None => (pointer, None),
    })
}

#[cfg(test)]
mod tests {
    use super::read_json_path;

    #[test]
    fn paths_of_names_become_pointers() {
        let read = |path| {
            let (pointer, last) = read_json_path(path)?;
            Some(format!("{pointer} {}", last.unwrap_or_default()))
        };
        let all = [
            ("$", " "),
            ("$.data.rows", "/data/rows "),
            ("$['a/b'].c", "/a~1b/c "),
            ("$.data[-1].id", "/data /id"),
            ("$.data[(@.length-1)].at", "/data /at"),
        ];
        for (path, pointers) in all {
            assert_eq!(read(path).as_deref(), Some(pointers), "{path}");
        }
        for path in ["data", "$.data[0]", "$.data[*].id", "$..id", "$.a["] {
            assert_eq!(read(path), None, "{path}");
        }
    }
}
