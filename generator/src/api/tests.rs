//! The small parts of the stage that have rules of their own. What the stage as a
//! whole makes of documents is shown by `tests/api_dump.rs`.

use serde_json::json;

use super::bounds::choose_narrower_bound;
use super::reference::walk;
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
        choose_narrower_bound(bound("1", false), bound("2", false), larger),
        bound("2", false)
    );
    assert_eq!(
        choose_narrower_bound(bound("2", false), bound("1", true), larger),
        bound("2", false)
    );
    assert_eq!(
        choose_narrower_bound(bound("1", false), bound("1.0", true), larger),
        bound("1.0", true)
    );
    assert_eq!(
        choose_narrower_bound(None, bound("1", true), larger),
        bound("1", true)
    );
    assert_eq!(choose_narrower_bound(None, None, larger), None);
}

#[test]
fn pointers_are_followed_through_references() {
    let root = json!({
        "a/b": {"$defs": {"~": [0, {"found": 1}]}},
        "link": {"$ref": "#/a~1b"},
        "self": {"$ref": "#/self"},
    });
    let find = |text: &str| {
        walk::find_document_value(&root, &Beyond::default(), &Pointer::from_text(text))
    };
    let (at, value) = find("/link/$defs/~0/1/found").unwrap();
    assert_eq!(at.as_str(), "/a~1b/$defs/~0/1/found");
    assert_eq!(*value, json!(1));
    assert_eq!(find("/self/anything"), None);
    assert_eq!(find("/a~1b/$defs/~0/2"), None);
}
