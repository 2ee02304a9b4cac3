//! The program that is written, and what counts as told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use std::path::Path;

use bindery::compare::{Comparison, compare_versions, read_surface};

use super::cause::{BreakCause, WrittenDocuments};
use super::judge::{ToldChanges, is_told};
use super::program::{Unit, write_units};
use super::{options, read_version};

fn units_of(case: &str) -> (Vec<Unit>, Comparison) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/diff");
    let read = |name: &str| read_version(&folder.join(case).join(name), &options(), None).unwrap();
    let (old, new) = (read("old.yaml"), read("new.yaml"));
    (
        write_units(&read_surface(&old)),
        compare_versions(&old, &new),
    )
}

#[test]
fn each_thing_is_used_with_its_type() {
    let (units, _) = units_of("optional-becomes-required-answers");
    let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    for code in [
        "fn use_it(x: client::types::Pet) { drop(x) }",
        "fn use_it(x: client::types::Pet) -> Option<i64> { x.age }",
        "fn use_it(client: &client::Client, ) -> bindery_runtime::Call<client::types::Pet, \
         client::operations::ListPetsError> { client.list_pets() }",
    ] {
        assert!(codes.contains(&code), "{codes:#?}");
    }
}

#[test]
fn only_what_is_named_is_told() {
    let (units, comparison) = units_of("optional-becomes-required-answers");
    let (told, nothing) = (
        ToldChanges::of(&comparison),
        ToldChanges::of(&Comparison::default()),
    );
    for unit in &units {
        assert_eq!(
            is_told(&told, unit),
            unit.owner == "types::Pet",
            "{}",
            unit.code
        );
        assert!(!is_told(&nothing, unit), "{}", unit.code);
    }
}

/// Who is to blame for the breaks of an edit.
fn causes_of(case: &str) -> Vec<BreakCause> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/diff");
    let [old, new] = ["old.yaml", "new.yaml"].map(|name| folder.join(case).join(name));
    let written = WrittenDocuments::read(&old, &new).unwrap();
    let (_, comparison) = units_of(case);
    let causes = written.find_causes(&comparison);
    causes.into_iter().map(|(_, cause)| cause).collect()
}

#[test]
fn what_is_only_more_is_no_break_of_the_wire() {
    let cases = [
        // A success that old clients do not know is told as one of the wire.
        ("second-success-without-body", BreakCause::Added),
        ("property-removed", BreakCause::Wire),
        // The value that had the name is gone.
        ("value-renamed-keeps-variant", BreakCause::Wire),
        ("tags-of-variants-swapped", BreakCause::Wire),
        ("response-header-removed", BreakCause::Wire),
        // A parameter may be left out, and the struct of what is required has nothing to hold.
        (
            "only-required-query-becomes-optional",
            BreakCause::Precision,
        ),
        ("property-renamed-keeps-name", BreakCause::Wire),
    ];
    for (case, expected) in cases {
        let causes = causes_of(case);
        let first = causes.first();
        assert_eq!(first, Some(&expected), "{case}: {causes:?}");
    }
}
