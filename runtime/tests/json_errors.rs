//! What errors say: the place, what was expected, what came; never a value.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::json::{DecodeError, from_json};
use generated::types::{ApiError, Presences, Shape};

fn errors(cases: &[&str]) -> String {
    let one = |json: &&str| {
        let error = from_json::<Vec<ApiError>>(json).map_err(|error| error.to_string());
        format!("{json}\n  {}", error.err().unwrap_or_default())
    };
    cases.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_says_what_is_wrong() {
    insta::assert_snapshot!(errors(&[
        r#"{}"#,
        r#"[{"type":"t"}]"#,
        r#"[{"type":"t","title":"T","status":"secret","detail":null}]"#,
        r#"[{"type":"t","title":null}]"#,
        r#"[{"type":"t","title":"T","status":4.5}]"#,
        r#"[{"type":"t","type":"t"}]"#,
        r#"[{"type":"t","title":"T","status":1,"detail":null,"metric":[]}]"#,
        r#"[{"type":"t","title":"T","status":1,"detail":null,"new":{"deep":[tru]}}]"#,
        r#"[{"type":"t" "title":"T"}]"#,
        r#"[{"type":"t","title":"T","#,
        r#"[{"type":"t","title":"half \ud800 pair"}]"#,
        r#"[{type:"t"}]"#,
        r#"[] []"#,
        r#""#,
    ]), @r#"
    {}
      $: expected an array, found an object (at byte 0)
    [{"type":"t"}]
      $[0]: the required property `title` is missing (at byte 1)
    [{"type":"t","title":"T","status":"secret","detail":null}]
      $[0].status: expected a whole number from -9223372036854775808 to 9223372036854775807, found a string (at byte 34)
    [{"type":"t","title":null}]
      $[0].title: expected a string, found null (at byte 21)
    [{"type":"t","title":"T","status":4.5}]
      $[0].status: expected a whole number from -9223372036854775808 to 9223372036854775807, found a number that is not whole or not in that range (at byte 34)
    [{"type":"t","type":"t"}]
      $[0]: the property `type` stands here twice (at byte 20)
    [{"type":"t","title":"T","status":1,"detail":null,"metric":[]}]
      $[0].metric: expected a string, found an array (at byte 59)
    [{"type":"t","title":"T","status":1,"detail":null,"new":{"deep":[tru]}}]
      $[0].new.deep[0]: this is not JSON: expected true (at byte 65)
    [{"type":"t" "title":"T"}]
      $[0]: this is not JSON: expected `,` or `}` (at byte 13)
    [{"type":"t","title":"T",
      $[0]: the text ends too early: expected the name of a property (at byte 25)
    [{"type":"t","title":"half \ud800 pair"}]
      $[0].title: this is not JSON: expected both halves of a surrogate pair (at byte 28)
    [{type:"t"}]
      $[0]: this is not JSON: expected the name of a property (at byte 2)
    [] []
      $: this is not JSON: expected the end of the text (at byte 3)

      $: the text ends too early: expected a value (at byte 0)
    "#);
}

#[test]
fn an_error_is_small_and_can_be_asked() {
    assert_eq!(size_of::<Result<(), DecodeError>>(), size_of::<usize>());
    let error = from_json::<Vec<Presences>>(r#"[{"required":1,"nullable":[]}]"#).unwrap_err();
    assert_eq!(error.path(), "$[0].nullable");
    assert_eq!(error.offset(), 26);
    assert!(error.reason().ends_with("found an array"));
    assert!(!error.is_syntax() && error.branches().is_empty());
    assert!(from_json::<Shape>("{").unwrap_err().is_syntax());
}
