//! Names that can be searched: a free function and a type have a name of their own in
//! the crate. The lists are what is left from before this was a rule; they only shrink.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

mod house;

use std::path::Path;

use house::{assert_ambiguous, count_names, defined_function, defined_type};

const FUNCTIONS: &[&str] = &[
    "answer",
    "answered",
    "best",
    "body",
    "broken",
    "by_status",
    "bytes",
    "check",
    "choose",
    "code",
    "corrected",
    "decode",
    "default_transport",
    "head",
    "header",
    "headers",
    "in_span",
    "is_json",
    "is_named",
    "is_plain",
    "json",
    "lines",
    "members",
    "object",
    "pair",
    "place",
    "plain",
    "push",
    "random",
    "replace",
    "retry",
    "span",
    "text",
    "unanswered",
    "unescape",
    "url",
    "user_and_password",
    "written",
];

const TYPES: &[&str] = &[
    "BoxFuture",
    "Choice",
    "Clock",
    "Encoding",
    "Escape",
    "Failure",
    "Kind",
    "Pieces",
    "ReqwestTransport",
    "Rule",
    "Shared",
    "Source",
    "Span",
    "State",
    "Step",
    "Waiting",
    "Whole",
];

fn src() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
}

#[test]
fn free_functions_have_names_of_their_own() {
    assert_ambiguous(
        "functions",
        &count_names(src(), defined_function),
        FUNCTIONS,
    );
}

#[test]
fn types_have_names_of_their_own() {
    assert_ambiguous("types", &count_names(src(), defined_type), TYPES);
}

#[test]
fn definitions_are_seen() {
    assert_eq!(
        defined_function("pub(crate) const fn find_it(a: u8) {"),
        Some("find_it")
    );
    assert_eq!(defined_function("async fn send_all<T>("), Some("send_all"));
    assert_eq!(defined_function("    fn method(&self) {"), None);
    assert_eq!(defined_type("pub struct Reader<'a> {"), Some("Reader"));
    assert_eq!(defined_type("impl Reader<'_> {"), None);
}
