//! Reading what does not keep to its document: what is made of it, and what is told.

mod generated;

use std::collections::BTreeMap;
use std::fmt::Debug;

use bindery_runtime::json::{Decode, DecodeError, Encode, Field, Kind, Reader, Record, from_json};
use bindery_runtime::json::{from_json_forgiving, to_json};
use bindery_runtime::{Base64, Date, Decimal, Timestamp, Value};
use generated::types::{
    ApiError, ByKeys, First, Level, Metric, Open, PlatformDateTime, Presences, Scalar, Shape,
    Square,
};

/// What is read, and what is told of it; or why it cannot be read.
fn read<T: Decode + Debug>(json: &str) -> String {
    assert!(from_json::<T>(json).is_err(), "{json} keeps to its type");
    match from_json_forgiving::<T>(json) {
        Ok((value, corrections)) => {
            let told: Vec<String> = corrections.iter().map(ToString::to_string).collect();
            format!("{value:?} ({})", told.join("; "))
        }
        Err(error) => format!("refused: {error}"),
    }
}

#[test]
fn what_is_right_is_read_as_ever() {
    let json = r#"{"required":1,"nullable":null,"optionalNullable":null}"#;
    let (value, corrections) = from_json_forgiving::<Presences>(json).unwrap();
    assert_eq!(value, from_json(json).unwrap());
    assert_eq!(corrections, []);
}

#[test]
fn values_in_another_form_say_the_same() {
    let cases = [
        (
            read::<String>("7.50"),
            r#""7.50" ($: expected a string, found a number)"#,
        ),
        (
            read::<String>("true"),
            r#""true" ($: expected a string, found a boolean)"#,
        ),
        (
            read::<i64>(r#""-12""#),
            "-12 ($: expected a number, found a string)",
        ),
        (
            read::<i32>(r#"" 7 ""#),
            "7 ($: expected a number, found a string)",
        ),
        (
            read::<f64>(r#""1.5e3""#),
            "1500.0 ($: expected a number, found a string)",
        ),
        (
            read::<Decimal>(r#""12.50""#),
            "12.50 ($: expected a number, found a string)",
        ),
        (
            read::<bool>("0"),
            "false ($: expected a boolean, found a number)",
        ),
        (
            read::<bool>("1"),
            "true ($: expected a boolean, found a number)",
        ),
        (
            read::<bool>(r#""true""#),
            "true ($: expected a boolean, found a string)",
        ),
        (
            read::<Metric>("5"),
            r#"Unknown("5") ($: expected a string, found a number)"#,
        ),
        (
            read::<Level>(r#""2""#),
            "High ($: expected a number, found a string)",
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    for refused in [
        read::<String>("[]"),
        read::<i64>(r#""twelve""#),
        read::<i64>(r#""1.5""#),
        read::<i64>("1.5"),
        read::<f64>(r#""""#),
        read::<bool>("2"),
        read::<Vec<i64>>("7"),
        read::<BTreeMap<String, i64>>("[]"),
        read::<Presences>("[]"),
    ] {
        assert!(refused.starts_with("refused: $: expected "), "{refused}");
    }
}

#[test]
fn what_is_missing_or_null_gets_the_empty_value() {
    assert_eq!(
        read::<ApiError>(r#"{"type":null,"new":1}"#),
        "ApiError { type: \"\", title: \"\", status: 0, detail: None, metric: None, hint: Absent, \
         extra: {\"new\": 1} } ($.title: expected a required property, found \
         nothing, read as \"\"; $.status: expected a required property, found nothing, read as 0; \
         $.detail: expected a required property, found nothing, read as null; $.type: expected a \
         string, found null, read as \"\")"
    );
    assert_eq!(
        read::<Square>(r#"{"kind":"square","side":1}"#),
        "Square { kind: \"square\", side: 1.0, inner: [] } ($.inner: expected a required property, \
         found nothing, read as [])"
    );
    // The empty value of every type.
    assert_eq!(
        read::<(String, i64, bool, f64, Vec<i64>, BTreeMap<String, i64>)>("[]"),
        r#"("", 0, false, 0.0, [], {}) ($: expected an array of 6 items, found fewer)"#
    );
    assert_eq!(
        read::<(Metric, Shape, Scalar, Value, Option<i64>, Square)>("[]"),
        "(Unknown(\"\"), Unknown(null), Unknown(null), null, None, Square { kind: \"\", side: 0.0, \
         inner: [] }) ($: expected an array of 6 items, found fewer)"
    );
    let times = "(1970-01-01T00:00:00Z, 1970-01-01, PlatformDateTime(1970-01-01T00:00:00)";
    let found = read::<(Shown<Timestamp>, Date, PlatformDateTime, Base64)>("[]");
    assert!(found.starts_with(times), "{found}");
    for whole in ["null", " null "] {
        assert_eq!(
            read::<Vec<i64>>(whole),
            "[] ($: expected an array, found null, read as [])"
        );
    }
}

/// Shows a time as it is written.
struct Shown<T>(T);

impl<T: Decode> Decode for Shown<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.read().map(Self)
    }
}

impl<T: Encode> Debug for Shown<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(to_json(&self.0).trim_matches('"'))
    }
}

#[test]
fn what_cannot_be_read_counts_as_missing() {
    assert_eq!(
        read::<Presences>(r#"{"required":[1],"nullable":{},"optional":"x","optionalNullable":[]}"#),
        "Presences { required: 0, nullable: None, optional: None, optional_nullable: Absent } \
         ($.required: expected a whole number from -9223372036854775808 to 9223372036854775807, \
         found an array, read as 0; $.nullable: expected a whole number from -9223372036854775808 to \
         9223372036854775807, found an object; $.optional: expected a whole number from \
         -9223372036854775808 to 9223372036854775807, found a string; $.optionalNullable: expected \
         a whole number from -9223372036854775808 to 9223372036854775807, found an array)"
    );
    // Lists and maps keep their other items.
    assert_eq!(
        read::<Vec<bool>>(r#"[true, {"a":[]}, false, null, 1]"#),
        "[true, false, false, true] ($[1]: expected a boolean, found an object; $[3]: expected a \
         boolean, found null, read as false; $[4]: expected a boolean, found a number)"
    );
    assert_eq!(
        read::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1],"b":7,"c":null,"d":[2,"x"]}"#),
        "{\"a\": [1], \"c\": [], \"d\": [2]} ($.b: expected an array, found a number; $.c: \
         expected an array, found null, read as []; $.d[1]: expected a whole number from -9223372036854775808 \
         to 9223372036854775807, found a string)"
    );
    assert_eq!(
        read::<Open>(r#"{"must":1,"a":2,"b":"x","c":"3"}"#),
        "Open { must: 1, may: None, rest: {\"a\": 2, \"c\": 3} } ($.b: \
         expected a whole number from -9223372036854775808 to 9223372036854775807, found a string; \
         $.c: expected a number, found a string)"
    );
    assert_eq!(
        read::<Vec<(i64, i64)>>("[[1],[1,2,3],[1,2]]"),
        "[(1, 0), (1, 2), (1, 2)] ($[0]: expected an array of 2 items, found fewer; $[1]: expected \
         an array of 2 items, found more)"
    );
}

#[test]
fn what_cannot_be_read_of_properties_is_kept_beside_them() {
    let json = r#"{"type":["a"],"title":"t","status":1,"detail":{"b":2},"metric":[3],"new":4}"#;
    let (error, corrections) = from_json_forgiving::<ApiError>(json).unwrap();
    assert_eq!(corrections.len(), 3);
    assert_eq!(
        to_json(&error.extra),
        r#"{"type":["a"],"detail":{"b":2},"metric":[3],"new":4}"#
    );
    // What is sent has each name once.
    assert_eq!(
        to_json(&error),
        r#"{"type":"","title":"t","status":1,"detail":null,"new":4}"#
    );
    // A null says nothing.
    let (error, _) = from_json_forgiving::<ApiError>(r#"{"type":null}"#).unwrap();
    assert!(error.extra.is_empty());
}

/// An enum of which zero is a value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Switch {
    Off,
    On,
    Unknown(i64),
}

bindery_runtime::open_integer_enum!(Switch { Off = 0, On = 1 });

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    Less,
    Same,
    Unknown(i64),
}

bindery_runtime::open_integer_enum!(Sign { Less = -1, Same = 0 });

#[test]
fn missing_enums_are_no_value_of_the_document() {
    for (found, value, told) in [
        (read::<Level>("null"), "Unknown(0)", "0"),
        (read::<Switch>("null"), "Unknown(-1)", "-1"),
        (
            read::<Sign>("null"),
            "Unknown(-9223372036854775807)",
            "a number that the document does not have",
        ),
    ] {
        assert!(found.starts_with(value), "{found}");
        assert!(found.ends_with(&format!(", read as {told})")), "{found}");
    }
}

#[test]
fn corrections_tell_what_is_made_up() {
    for (found, made) in [
        (read::<Date>("null"), "1970-01-01"),
        (read::<Timestamp>("null"), "1970-01-01T00:00:00Z"),
        (read::<PlatformDateTime>("null"), "1970-01-01T00:00:00"),
        (read::<bool>("null"), "false"),
        (read::<BTreeMap<String, i64>>("null"), "{}"),
        (read::<Metric>("null"), "\"\""),
    ] {
        let told = format!(", found null, read as {made})");
        assert!(found.ends_with(&told), "{found}");
    }
}

#[test]
fn unions_keep_what_they_cannot_read() {
    // A known tag with members that are missing is that variant.
    assert_eq!(
        read::<Shape>(r#"{"kind":"circle"}"#),
        "Circle(Circle { kind: \"circle\", radius: 0.0 }) ($.radius: expected a required property, \
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
        "Circle(Circle { kind: \"circle\", radius: 1.0 }) ($.radius: expected a number, found a \
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
        "Square(Square { kind: \"square\", side: 1.0, inner: [] }) ($.inner: expected a required \
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

/// A bill.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "only shown")]
struct Bill {
    total: Option<Decimal>,
    lines: Option<Vec<Line>>,
}

#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Line {
    name: String,
    cost: Decimal,
}

static BILL: Record = Record::new(
    "Bill",
    &[Field::optional("total"), Field::optional("lines")],
);
static LINE: Record = Record::new("Line", &[Field::required("name"), Field::required("cost")]);

impl Decode for Bill {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut value = Self::default();
        from.record(&BILL, &mut [&mut value.total, &mut value.lines], &mut ())?;
        Ok(value)
    }
}

impl Decode for Line {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (mut name, mut cost) = (None, None);
        from.record(&LINE, &mut [&mut name, &mut cost], &mut ())?;
        let (Some(name), Some(cost)) = (name, cost) else {
            return Err(from.incomplete(&LINE));
        };
        Ok(Self { name, cost })
    }
}

#[test]
fn no_amount_of_money_is_made_up() {
    for json in [
        r#"{"lines":[{"name":"a","cost":1},{"name":"b"}]}"#,
        r#"{"lines":[{"name":"a","cost":1},{"name":"b","cost":null}]}"#,
        r#"{"lines":[{"name":"a","cost":1},{"name":"b","cost":"much"}]}"#,
        r#"{"lines":[{"name":"a","cost":1},{"name":"b","cost":[1]}]}"#,
        r#"{"lines":[{"name":"a","cost":1},null]}"#,
        r#"{"total":"much"}"#,
        r#"{"total":{}}"#,
        r#"{"total":1e99}"#,
    ] {
        let refused = read::<Bill>(json);
        assert!(refused.starts_with("refused: $."), "{json}: {refused}");
    }
    assert_eq!(
        read::<Decimal>("null"),
        "refused: $: expected a number, found null (at byte 0)"
    );
    let found = read::<Bill>(r#"{"total":"1.50","lines":[{"cost":"2.00"}]}"#);
    assert!(
        found.starts_with(r#"Bill { total: Some(1.50), lines: Some([Line { name: "", cost: 2.00"#)
    );
    // What is no line is no line of a bill: it is told, and none is made up.
    let found = read::<Bill>(r#"{"lines":[{"name":"a","cost":1},7]}"#);
    assert!(
        found.contains("$.lines[1]: expected an object, found a number"),
        "{found}"
    );
}

#[test]
fn times_are_read_in_other_forms_and_written_back() {
    let others = [
        ("2018-01-02T03:04:05", "2018-01-02T03:04:05Z"),
        ("2018-01-02 03:04:05", "2018-01-02T03:04:05Z"),
        ("2018-01-02t03:04:05.120", "2018-01-02T03:04:05.12Z"),
        ("2018-01-02", "2018-01-02T00:00:00Z"),
        ("2018-01-02T03:04", "2018-01-02T03:04:00Z"),
        (
            "2018-01-02T03:04:05.1234567890Z",
            "2018-01-02T03:04:05.123456789Z",
        ),
        (
            "2018-01-02T03:04:05.123456789012345678+01:00",
            "2018-01-02T02:04:05.123456789Z",
        ),
        ("2018-01-02T03:04:05.0000000001", "2018-01-02T03:04:05Z"),
    ];
    for (text, point) in others {
        let json = format!("\"{text}\"");
        assert!(from_json::<Timestamp>(&json).is_err(), "{text}");
        let (time, corrections) = from_json_forgiving::<Timestamp>(&json).unwrap();
        assert_eq!(to_json(&time), json);
        assert_eq!(time.instant().to_string(), point, "{text}");
        assert_eq!(corrections.len(), 1, "{text}");
        assert_eq!(
            time.has_offset(),
            text.ends_with('Z') || text.contains('+'),
            "{text}"
        );
    }
    // Offsets without a colon say which point is meant, so they are read strictly.
    for text in [
        "2018-01-02T03:04:05+0200",
        "2018-01-02T03:04:05.1-0530",
        "2018-01-02T03:04Z",
    ] {
        let json = format!("\"{text}\"");
        let time: Timestamp = from_json(&json).unwrap();
        assert_eq!(to_json(&time), json);
        assert!(time.has_offset());
    }
    for none in [
        "",
        "0000-00-00 00:00:00",
        "2018-13-02",
        "2018-01-02T24:00:00",
        "soon",
        "1514862245",
    ] {
        let json = format!("[\"{none}\",\"2018-01-02\"]");
        let (times, corrections) = from_json_forgiving::<Vec<Timestamp>>(&json).unwrap();
        assert_eq!((times.len(), corrections.len()), (1, 2), "{none}");
    }
    // Beyond nanoseconds, too, an earlier time is less.
    let read = |text: &str| {
        from_json_forgiving::<Timestamp>(&format!("\"{text}\""))
            .unwrap()
            .0
    };
    let (early, late) = (
        read("2018-01-02T03:04:05.1234567891Z"),
        read("2018-01-02T03:04:05.123456789100001Z"),
    );
    assert!(early < late && early == read("2018-01-02T03:04:05.12345678910Z"));
}

#[test]
fn some_things_are_never_forgiven() {
    for json in [
        "",
        "{",
        r#"{"required":1"#,
        "<html>",
        r#"{"required":1,"required":2}"#,
        r#"{"required":tru}"#,
        r#"{"required":1} x"#,
    ] {
        let refused = read::<Presences>(json);
        assert!(refused.starts_with("refused"), "{json}: {refused}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(read::<Vec<Value>>(&deep).contains("128 levels"));
}

static STRICT: Record = Record::new("Strict", &[Field::required("a")]).strict();
static PARTLY: Record = Record::new(
    "Partly",
    &[Field::required("a").strict(), Field::required("b")],
);

/// Objects of one or two numbers, which are strict by their tables.
#[derive(Debug)]
struct Strict;

#[derive(Debug)]
struct Partly;

impl Decode for Strict {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.record(&STRICT, &mut [&mut None::<i64>], &mut ())
            .map(|()| Self)
    }
}

impl Decode for Partly {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (a, b) = (&mut None::<i64>, &mut None::<i64>);
        from.record(&PARTLY, &mut [a, b], &mut ()).map(|()| Self)
    }
}

#[test]
fn types_and_properties_may_be_strict() {
    for json in [
        r#"[{}]"#,
        r#"[{"a":null}]"#,
        r#"[{"a":"1"}]"#,
        r#"[{"a":[]}]"#,
    ] {
        let refused = read::<Vec<Strict>>(json);
        assert!(refused.starts_with("refused: $"), "{json}: {refused}");
    }
    for json in [
        r#"[{"b":1}]"#,
        r#"[{"a":null,"b":1}]"#,
        r#"[{"a":[],"b":1}]"#,
    ] {
        let refused = read::<Vec<Partly>>(json);
        assert!(refused.starts_with("refused: $"), "{json}: {refused}");
    }
    assert!(read::<Vec<Partly>>(r#"[{"a":1,"b":null}]"#).starts_with("[Partly]"));
}

#[test]
fn what_is_told_has_a_limit() {
    let json = format!("[{}]", vec!["null"; 1000].join(","));
    let (value, corrections) = from_json_forgiving::<Vec<i64>>(&json).unwrap();
    assert_eq!((value.len(), corrections.len()), (1000, 64));
}

/// An object that cannot be without another of its kind.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Endless {
    next: Box<Endless>,
}

static ENDLESS: Record = Record::new("Endless", &[Field::required("next")]);

impl Decode for Endless {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut next = None;
        from.record(&ENDLESS, &mut [&mut next], &mut ())?;
        let Some(next) = next else {
            return Err(from.incomplete(&ENDLESS));
        };
        Ok(Self { next })
    }
}

#[test]
fn what_has_no_end_is_not_made_of_nothing() {
    for json in ["{}", r#"{"next":null}"#, r#"{"next":{"next":{}}}"#] {
        assert!(read::<Endless>(json).starts_with("refused"), "{json}");
    }
}
