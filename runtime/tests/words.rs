//! Names that can be searched: a free function and a type have a name of their own in
//! the crate. The lists hold the exceptions with their reasons; they only shrink.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

mod house;

use house::{assert_own_names, defined_function, defined_type};

/// The default transport is one type for natives and one for browsers, of one name.
const TYPES: &[&str] = &["ReqwestTransport"];

#[test]
fn free_functions_have_names_of_their_own() {
    assert_own_names("functions", defined_function, &[]);
}

#[test]
fn types_have_names_of_their_own() {
    assert_own_names("types", defined_type, TYPES);
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
