//! Where bodies of failures say why.
//!
//! There is no standard that all keep to, so that the usual forms are looked for, the most
//! telling text first:
//!
//! | form | who writes it |
//! |---|---|
//! | `{"message":…}`, `{"Message":…}`, `{"error":{"message":…}}` | most |
//! | `{"error":{"message":{"lang":…,"value":…}}}` | OData 2 and 3 |
//! | `{"error":…,"error_description":…}` | OAuth 2.0 (RFC 6749 §5.2) |
//! | `{"title":…,"detail":…}` | problem details (RFC 9457 §3.1) |
//! | `{"errors":[{"title":…,"detail":…}]}`, `{"errors":[…]}` | JSON:API, GraphQL |
//! | `{"errors":{FIELD:[…]}}` | Rails, ASP.NET, Laravel |
//! | `{"error":…}`, `{"msg":…}`, `{"reason":…}`, `{"fault":{"faultstring":…}}` | others |
//! | `{"non_field_errors":[…],FIELD:[…]}` | Django REST framework |
//! | one short line of plain text | proxies |
//!
//! Texts of one list are joined by `; `, at most [`MOST_JOINED_TEXTS`] of them, and only so
//! many levels are looked through.

use crate::limits::{LONGEST_PLAIN_REASON, MOST_JOINED_TEXTS, MOST_LEVELS_OF_ERROR};
use crate::values::{Object, Value};

/// Members that hold a text or lead to one, in lower case without `_` and `-`, the
/// most telling first. `error` is often but a code where `error_description` (RFC 6749
/// §5.2) or `detail` (RFC 9457 §3.1.4) says why, and a title is the same for all failures of
/// a kind, where `errors` names the fields.
const REASONS: [&str; 14] = [
    "message",
    "errormessage",
    "errordescription",
    "detail",
    "errors",
    "title",
    "error",
    "msg",
    "reason",
    "description",
    "details",
    "faultstring",
    "fault",
    "problems",
];

/// Members with texts that are about no field, beside those of fields, in the same way.
const NO_FIELD: [&str; 2] = ["nonfielderrors", "all"];

/// The text of a failure; `may_be_fields` says whether members that nobody knows may be its
/// fields, as they may in what a server refuses.
pub(super) fn find_json_reason(body: &Value, may_be_fields: bool) -> Option<String> {
    let of_fields = match body {
        Value::Object(members) if may_be_fields => Some(members),
        _ => None,
    };
    let read_fields = |members: &Object| join_field_texts(members, false, MOST_LEVELS_OF_ERROR);
    // Fields may be called `title` or `reason`.
    let table = of_fields.filter(|members| is_field_table(members));
    table
        .and_then(read_fields)
        .or_else(|| find_reason(body, MOST_LEVELS_OF_ERROR))
        .or_else(|| {
            of_fields
                .filter(|members| may_hold_fields(members))
                .and_then(read_fields)
        })
}

/// The text of a failure that is plain text: one short line, which is no markup.
pub(super) fn find_plain_reason(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_line = !text.is_empty() && !text.chars().any(char::is_control);
    let is_short = text.len() <= LONGEST_PLAIN_REASON;
    (is_line && is_short && !text.starts_with(['<', '{', '['])).then(|| text.to_owned())
}

/// The text of a failure, of a list of them all, joined.
fn find_reason(value: &Value, levels: usize) -> Option<String> {
    let levels = levels.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let texts = items.iter().filter_map(|item| find_reason(item, levels));
            join_texts(texts)
        }
        Value::Object(members) => REASONS.iter().find_map(|wanted| {
            let named = members
                .iter()
                .filter(|(name, _)| is_named_member(name, wanted));
            let mut found = named.map(|(_, value)| value);
            found.find_map(|value| read_reason_member(wanted, value, levels))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The text that a member leads to; `errors` may be an object of texts for each field, and
/// `message` one of a language and a text.
fn read_reason_member(name: &str, value: &Value, levels: usize) -> Option<String> {
    let Value::Object(members) = value else {
        return find_reason(value, levels);
    };
    find_reason(value, levels).or_else(|| match name {
        "message" => find_reason(members.get("value")?, levels),
        "errors" => join_field_texts(members, true, levels),
        _ => None,
    })
}

/// Whether an object holds nothing but lists of texts for several fields.
fn is_field_table(members: &Object) -> bool {
    let is_text = |item: &Value| matches!(item, Value::String(_));
    let is_texts =
        |value: &Value| matches!(value, Value::Array(items) if items.iter().all(is_text));
    let is_list_of_errors = |name: &str| {
        ["error", "errors"]
            .iter()
            .any(|of| is_named_member(name, of))
    };
    let mut all = members.iter();
    members.len() > 1 && all.all(|(name, value)| is_texts(value) && !is_list_of_errors(name))
}

/// Whether an object may be one of fields, which hold lists, or objects of such fields.
fn may_hold_fields(members: &Object) -> bool {
    let mut values = members.iter().map(|(_, value)| value);
    values.all(|value| matches!(value, Value::Array(_) | Value::Object(_)))
}

/// What is wrong with each field: `name: is missing; age: is no number`. `may_be_bare` says
/// whether a text may stand without a list around it.
fn join_field_texts(members: &Object, may_be_bare: bool, levels: usize) -> Option<String> {
    let levels = levels.checked_sub(1)?;
    let texts = members.iter().filter_map(|(field, value)| {
        let text = match value {
            Value::Object(inner) => find_reason(value, levels)
                .filter(|_| may_be_bare)
                .or_else(|| join_field_texts(inner, may_be_bare, levels)),
            Value::Array(items) => join_item_texts(items, levels),
            Value::String(_) if may_be_bare => find_reason(value, levels),
            _ => None,
        }?;
        let is_about_all = NO_FIELD.iter().any(|wanted| is_named_member(field, wanted));
        Some(if is_about_all {
            text
        } else {
            format!("{field}: {text}")
        })
    });
    join_texts(texts)
}

/// Texts, failures, or objects of fields.
fn join_item_texts(items: &[Value], levels: usize) -> Option<String> {
    let levels = levels.checked_sub(1)?;
    let texts = items.iter().filter_map(|item| {
        find_reason(item, levels).or_else(|| match item {
            Value::Object(inner) => join_field_texts(inner, false, levels),
            _ => None,
        })
    });
    join_texts(texts)
}

fn join_texts(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.take(MOST_JOINED_TEXTS).collect();
    Some(texts.join("; ")).filter(|text| !text.is_empty())
}

/// Whether a member has this name, in whatever way its words are joined.
fn is_named_member(name: &str, wanted: &str) -> bool {
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.map(|c| c.to_ascii_lowercase()).eq(wanted.chars())
}
