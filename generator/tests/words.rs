//! Names that can be searched: a free function and a type have a name of their own in
//! the crate. The lists hold exceptions with their reasons.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "../../runtime/tests/house/mod.rs"]
mod house;

use std::path::Path;

use house::{assert_ambiguous, count_names, defined_function, defined_type};

const FUNCTIONS: &[&str] = &[];

const TYPES: &[&str] = &[];

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
