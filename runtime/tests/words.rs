//! Names that can be searched: a free function and a type have a name of their own in
//! the crate. The lists hold the exceptions with their reasons; they only shrink.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

mod house;

use std::path::Path;

use house::{assert_ambiguous, count_names, defined_function, defined_type};

const FUNCTIONS: &[&str] = &[];

/// The default transport is one type for natives and one for browsers, of one name.
const TYPES: &[&str] = &["ReqwestTransport"];

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
