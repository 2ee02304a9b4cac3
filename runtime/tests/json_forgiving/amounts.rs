//! Amounts of money, of which none is made up, and times, which are written back.

use bindery_runtime::json::{Decode, DecodeError, Field, Reader, Record, to_json};
use bindery_runtime::json::{from_json, from_json_forgiving};
use bindery_runtime::{Decimal, Timestamp};

use crate::read;

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
