//! Names that can be searched: a free function and a type have a name of their own in
//! the crate. The lists hold exceptions with their reasons.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "../../runtime/tests/house/mod.rs"]
mod house;

use house::{assert_own_names, defined_function, defined_type};

#[test]
fn free_functions_have_names_of_their_own() {
    // Each of the two programs has one.
    assert_own_names("functions", defined_function, &["main"]);
}

#[test]
fn types_have_names_of_their_own() {
    assert_own_names("types", defined_type, &[]);
}
