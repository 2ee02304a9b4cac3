//! The small parts of the stage that have rules of their own. What the stage as a
//! whole makes of documents is shown by `tests/api_dump.rs`.

use serde_json::json;

use super::bounds::narrower;
use super::reference::{nearest, walk};
use super::types::Bound;
use crate::normalised::Beyond;
use crate::source::Pointer;

fn bound(value: &str, exclusive: bool) -> Option<Bound> {
    let value = value.to_owned();
    Some(Bound { value, exclusive })
}

#[test]
fn the_narrower_bound_wins() {
    let larger = |a: f64, b: f64| a > b;
    assert_eq!(
        narrower(bound("1", false), bound("2", false), larger),
        bound("2", false)
    );
    assert_eq!(
        narrower(bound("2", false), bound("1", true), larger),
        bound("2", false)
    );
    assert_eq!(
        narrower(bound("1", false), bound("1.0", true), larger),
        bound("1.0", true)
    );
    assert_eq!(narrower(None, bound("1", true), larger), bound("1", true));
    assert_eq!(narrower(None, None, larger), None);
}

#[test]
fn the_nearest_name_is_few_edits_away() {
    let near = |wanted, mut comparisons: usize| {
        let names = ["Pet", "Person", "Order"].into_iter();
        nearest::to(wanted, names, &mut comparisons)
    };
    assert_eq!(near("pets", 1_000), Some("Pet"));
    assert_eq!(near("Prson", 1_000), Some("Person"));
    assert_eq!(near("Invoice", 1_000), None);
    assert_eq!(near("", 1_000), None);
    assert_eq!(near("Prson", 10), None);
}

#[test]
fn percent_signs_decode_to_text() {
    assert_eq!(walk::percent_decode("a%2Fb%C3%A9").as_deref(), Some("a/bé"));
    assert_eq!(walk::percent_decode("100%").as_deref(), Some("100%"));
    assert_eq!(walk::percent_decode("%zz%4").as_deref(), Some("%zz%4"));
    assert_eq!(walk::percent_decode("%FF"), None);
}

#[test]
fn pointers_are_followed_through_references() {
    let root = json!({
        "a/b": {"$defs": {"~": [0, {"found": 1}]}},
        "link": {"$ref": "#/a~1b"},
        "self": {"$ref": "#/self"},
    });
    let find = |text: &str| walk::find(&root, &Beyond::default(), &Pointer::from_text(text));
    let (at, value) = find("/link/$defs/~0/1/found").unwrap();
    assert_eq!(at.as_str(), "/a~1b/$defs/~0/1/found");
    assert_eq!(*value, json!(1));
    assert_eq!(find("/self/anything"), None);
    assert_eq!(find("/a~1b/$defs/~0/2"), None);
}
