//! Unions keep what they cannot read.

use bindery_runtime::Value;
use bindery_runtime::json::{Decode, DecodeError, Kind, Reader};

use crate::generated::types::{ByKeys, First, Scalar, Shape};
use crate::read;

#[test]
fn unions_keep_what_they_cannot_read() {
    // A known tag with members that are missing is that variant.
    assert_eq!(
        read::<Shape>(r#"{"kind":"circle"}"#),
        "Circle(Circle { kind: \"circle\", radius: 0.0, extra: {} }) ($.radius: expected a required property, \
         found nothing, read as 0)"
    );
    // Anything else is kept whole.
    assert_eq!(
        read::<Vec<Shape>>(r#"[7, "circle", null]"#),
        "[Unknown(7), Unknown(\"circle\"), Unknown(null)] ($[0]: \
         expected an object, found a number; $[1]: expected an object, found a string; $[2]: \
         expected an object, found null)"
    );
    assert_eq!(
        read::<Paid>(r#"{"kind":"paid","cost":"much"}"#),
        "Unknown({\"kind\": \"paid\", \"cost\": \"much\"}) ($: expected what the document describes, found never fits)"
    );
    // So is what fits no variant of unions without a tag, after what can be made of it.
    assert_eq!(
        read::<Vec<Scalar>>(r#"["a", true, {}, null]"#),
        "[Text(\"a\"), Text(\"true\"), Unknown({}), \
         Unknown(null)] ($[1]: expected a string, found a boolean; $[2]: expected a string, a \
         number or an array, found an object; $[3]: expected a string, a number or an array, \
         found null)"
    );
    assert_eq!(
        read::<Vec<ByKeys>>(r#"[{"x":1}, 7, null]"#),
        "[Unknown({\"x\": 1}), \
         Unknown(7), Unknown(null)] ($[0]: expected a variant of `ByKeys`, \
         found a value that fits none; $[1]: expected an object, found a number; $[2]: expected \
         an object, found null)"
    );
    assert_eq!(
        read::<First>("true"),
        "Unknown(true) ($: expected a variant of `First`, found a value that fits none)"
    );
    // What a variant cannot read at all is kept by the innermost union around it.
    assert_eq!(
        read::<PaidOrText>(r#"{"kind":"paid"}"#),
        "Object(Unknown({\"kind\": \"paid\"})) \
         ($: expected what the document describes, found never fits)"
    );
    // Of alternatives the one that departs least from the document.
    assert_eq!(
        read::<First>(r#"{"kind":"circle","radius":"1"}"#),
        "Circle(Circle { kind: \"circle\", radius: 1.0, extra: {} }) ($.radius: expected a number, found a \
         string)"
    );
    assert_eq!(
        read::<First>(r#""7""#),
        "Level(7) ($: expected a number, found a string)"
    );
    assert_eq!(
        read::<First>(r#"[1,"2",[]]"#),
        "Nested([Level(1), Level(2), Nested([])]) ($[1]: expected a number, found a string)"
    );
    assert_eq!(
        read::<ByKeys>(r#"{"side":1,"kind":"square"}"#),
        "Square(Square { kind: \"square\", side: 1.0, inner: [], extra: {} }) ($.inner: expected a required \
         property, found nothing, read as [])"
    );
}

/// A union with a variant that refuses texts.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum Paid {
    Paid(Picky),
    Unknown(Value),
}

#[derive(Debug)]
struct Picky;

impl Decode for Picky {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.skip()?;
        Err(from.error("never fits"))
    }
}

impl Decode for Paid {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match from.tag("kind", &["paid"])? {
            Some(0) => from.read().map(Self::Paid),
            _ => from.read().map(Self::Unknown),
        }
    }
}

/// A union with a union inside.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum PaidOrText {
    Text(String),
    Object(Paid),
    Unknown(Value),
}

impl Decode for PaidOrText {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match from.kind_of(&[Kind::String, Kind::Object])? {
            Kind::String => from.read().map(Self::Text),
            Kind::Object => from.read().map(Self::Object),
            _ => from.read().map(Self::Unknown),
        }
    }
}
