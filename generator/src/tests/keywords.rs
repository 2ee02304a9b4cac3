//! Every keyword of the grammar is taken away and changed, one at a time, and what
//! `bindery diff` tells of it stands in `tests/keywords/expected.txt`.
//!
//! The tables of the grammar say which keywords there are, so that a new one fails this test
//! until somebody has decided what its edits mean. `UPDATE_EXPECTED=1` writes the file anew; what
//! is told of nothing needs a reason here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::compare::{ApiVersion, compare_versions};
use crate::diagnostics::Diagnostics;
use crate::dialect::normalise_document;
use crate::dialect::occurrences::{Keyword, find_keywords, list_keywords};
use crate::rust::Options;
use crate::stack::run_with_stack;
use crate::{api, rust, source};

const DOCUMENT: &str = include_str!("../../tests/keywords/api.yaml");
const EXPECTED: &str = "tests/keywords/expected.txt";

/// What neither programs nor servers notice, by the words before a colon: an object, or a key of
/// any object, or both.
const SAYS_NOTHING: &[(&str, &str)] = &[
    (
        "title",
        "text for people; where it names a type, that is told",
    ),
    ("description", "text for people"),
    ("summary", "text for people"),
    ("example", "text for people"),
    ("examples", "text for people"),
    ("externalDocs", "text for people"),
    ("Example Object", "text for people"),
    ("External Documentation Object", "text for people"),
    ("Info Object", "text for people"),
    ("Contact Object", "text for people"),
    ("License Object", "text for people"),
    (
        "deprecated",
        "what becomes deprecated is told, and what no longer is harms nobody",
    ),
    ("Link Object", "no client follows links"),
    ("links", "no client follows links"),
    ("webhooks", "`tests/diff/webhook-*` show what is told"),
    ("callbacks", "`tests/diff/callback-*` show what is told"),
    ("bearerFormat", "text for people"),
    (
        "default",
        "text for people: what is not sent is the server's to choose",
    ),
    (
        "pathItems",
        "none is referred to, and what is referred to stands where it is",
    ),
    (
        "headers",
        "none is referred to, and what is referred to stands where it is",
    ),
    (
        "tags",
        "modules are not public; features are named after tags only where that is asked for",
    ),
    ("Tag Object", "modules are not public"),
    ("openIdConnectUrl", "programs bring the token"),
    ("scopes", "what a call needs is told of its operation"),
    (
        "OAuth Flows Object",
        "told where the runtime gets tokens by the flow",
    ),
    ("Header Object: style", "headers have one style"),
    ("info", "text for people"),
    (
        "$defs",
        "names of parts, which are compared where they are referred to",
    ),
    (
        "definitions",
        "names of parts, which are compared where they are referred to",
    ),
    ("contentSchema", "a text is not looked into"),
    ("not", NOT_CHECKED),
    ("if", NOT_CHECKED),
    ("then", NOT_CHECKED),
    ("else", NOT_CHECKED),
    ("dependentRequired", NOT_CHECKED),
    ("dependentSchemas", NOT_CHECKED),
    ("propertyNames", NOT_CHECKED),
    ("contains", NOT_CHECKED),
    ("minContains", NOT_CHECKED),
    ("maxContains", NOT_CHECKED),
    ("unevaluatedItems", NOT_CHECKED),
    ("unevaluatedProperties", NOT_CHECKED),
];

const NOT_CHECKED: &str = "it is not checked before sending";

fn read_edited_version(document: &Value) -> Option<ApiVersion> {
    let mut diagnostics = Diagnostics::new();
    let text = document.to_string();
    let document = source::from_text("api.json", text, &mut diagnostics).ok()?;
    let normalised = normalise_document(document, &mut diagnostics).ok()?;
    let api = api::resolve_api(&normalised, &api::Selection::default(), &mut diagnostics).ok()?;
    let krate = rust::shape_crate(&api, &Options::default(), &mut diagnostics).ok()?;
    Some(ApiVersion {
        api,
        krate,
        provider: None,
    })
}

/// The codes of what is told of an edit.
fn list_told_codes(before: &ApiVersion, edited: &Value) -> BTreeSet<String> {
    match read_edited_version(edited) {
        Some(after) => {
            let changes = compare_versions(before, &after).changes.into_iter();
            changes
                .map(|change| change.kind.as_str().to_owned())
                .collect()
        }
        None => BTreeSet::from(["refused".to_owned()]),
    }
}

/// The document without what stands at a place.
fn remove_node_at(document: &Value, place: &str) -> Value {
    let mut edited = document.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let parent = edited.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(&key);
    edited
}

/// The document with another scalar at a place; `None` for lists and maps, whose parts are
/// keywords or names themselves.
fn change_scalar_at(document: &Value, place: &str) -> Option<Value> {
    let other = match document.pointer(place)? {
        Value::Bool(value) => json!(!value),
        Value::Number(number) => json!(number.as_f64()? as i64 + 1),
        Value::String(text) => json!(match text.as_str() {
            "string" => "integer".to_owned(),
            "integer" => "string".to_owned(),
            "query" => "header".to_owned(),
            "header" => "query".to_owned(),
            "form" | "pipeDelimited" => "spaceDelimited".to_owned(),
            "https" => "http".to_owned(),
            "date" => "date-time".to_owned(),
            other => format!("{other}x"),
        }),
        Value::Array(items) => json!(items.get(1..)?),
        Value::Null | Value::Object(_) => return None,
    };
    let mut edited = document.clone();
    *edited.pointer_mut(place)? = other;
    Some(edited)
}

fn find_reason_of_silence(keyword: &Keyword) -> Option<&'static str> {
    let mut reasons = SAYS_NOTHING.iter();
    let whole = format!("{}: {}", keyword.object, keyword.key);
    let names = [keyword.key, keyword.object, &whole];
    let found = reasons.find(|(name, _)| names.contains(name));
    found.map(|(_, reason)| *reason)
}

fn print_told_codes(codes: &BTreeSet<String>) -> String {
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    match codes.as_slice() {
        [] => "nothing".to_owned(),
        codes => codes.join(" "),
    }
}

#[test]
fn every_keyword_has_a_decision() {
    let table = run_with_stack(|| {
        let document: Value = serde_yaml::from_str(DOCUMENT).unwrap();
        let before = read_edited_version(&document).unwrap();
        let mut told: BTreeMap<Keyword, [BTreeSet<String>; 2]> = BTreeMap::new();
        for (keyword, place) in find_keywords(&document) {
            let [removed, changed] = told.entry(keyword).or_default();
            removed.extend(list_told_codes(&before, &remove_node_at(&document, &place)));
            if let Some(edited) = change_scalar_at(&document, &place) {
                changed.extend(list_told_codes(&before, &edited));
            }
        }
        told
    });
    let without: Vec<Keyword> = list_keywords()
        .into_iter()
        .filter(|keyword| !table.contains_key(keyword))
        .collect();
    assert_eq!(without, [], "tests/keywords/api.yaml has to have them");
    let mut text = String::new();
    let mut undecided = Vec::new();
    for (keyword, [removed, changed]) in &table {
        let is_silent = removed.is_empty() && changed.is_empty();
        let name = format!("{}: {}", keyword.object, keyword.key);
        let line = match find_reason_of_silence(keyword) {
            Some(reason) if is_silent => format!("{name}: nothing, as {reason}\n"),
            None if is_silent => {
                undecided.push(name);
                continue;
            }
            Some(_) | None => {
                let (removed, changed) = (print_told_codes(removed), print_told_codes(changed));
                format!("{name}: without it {removed}; with another value {changed}\n")
            }
        };
        text.push_str(&line);
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(EXPECTED, &text).unwrap();
    }
    assert_eq!(undecided, Vec::<String>::new(), "what do their edits mean?");
    let expected = std::fs::read_to_string(EXPECTED).unwrap_or_default();
    assert!(text == expected, "UPDATE_EXPECTED=1 writes {EXPECTED} anew");
}
