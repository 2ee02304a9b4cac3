//! What the macros for enums of constants give, beside what derived code would.

#![allow(missing_docs, reason = "the names say what the types are")]

use std::collections::HashSet;

#[derive(Clone)]
#[non_exhaustive]
pub enum Status {
    Active,
    OnHold,
    Unknown(String),
}

bindery_runtime::open_enum! {
    Status: Debug + Eq + Hash {
        Active = "active",
        OnHold = "on hold",
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub enum Level {
    Low,
    High,
    Unknown(i64),
}

bindery_runtime::open_integer_enum! {
    Level: Debug + Eq + Hash {
        Low = 1,
        High = 2,
    }
}

#[test]
fn they_are_shown_as_derived_code_would_show_them() {
    let values = [Status::Active, Status::OnHold, Status::from("gone")];
    assert_eq!(
        format!("{values:?}"),
        r#"[Active, OnHold, Unknown("gone")]"#
    );
    assert_eq!(format!("{:#?}", values[2]), "Unknown(\n    \"gone\",\n)");
    let values = [Level::Low, Level::High, Level::from(3)];
    assert_eq!(format!("{values:?}"), "[Low, High, Unknown(3)]");
}

#[test]
fn they_are_equal_and_hash_as_what_travels_is() {
    assert_eq!(Status::Unknown("active".into()), Status::Active);
    assert_ne!(Status::Active, Status::OnHold);
    assert_ne!(Level::Unknown(3), Level::Unknown(4));
    let statuses = HashSet::from([Status::from("active"), Status::Unknown("active".into())]);
    assert_eq!(statuses.len(), 1);
    let levels = HashSet::from([Level::Unknown(2), Level::High, Level::Low]);
    assert_eq!(levels.len(), 2);
}
