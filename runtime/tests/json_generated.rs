//! Types as the compiler writes them, read and written.

#![allow(missing_docs, unreachable_pub, reason = "stands for generated code")]

use bindery_runtime::json::{from_json, to_json};
use bindery_runtime::{Maybe, Value};

mod types {
    use bindery_runtime::{Extra, Maybe, Value};

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct ApiError {
        pub r#type: String,
        pub title: String,
        pub status: i64,
        pub detail: Option<String>,
        pub metric: Option<Metric>,
        pub hint: Maybe<String>,
        pub extra: Extra,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Metric {
        Domains,
        Volume,
        Unknown(String),
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Level {
        Low,
        High,
        Unknown(i64),
    }

    #[derive(Debug, Clone, PartialEq)]
    pub struct PlatformDateTime(pub bindery_runtime::jiff::civil::DateTime);

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Circle {
        pub kind: String,
        pub radius: f64,
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Square {
        pub kind: String,
        pub side: f64,
        pub inner: Vec<Shape>,
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Shape {
        Circle(Box<Circle>),
        Square(Box<Square>),
        Unknown(Value),
    }
}

mod wire {
    use super::types;
    use bindery_runtime::json::{
        Decode, DecodeError, Encode, Field, Reader, Record, Rules, Writer,
    };
    use bindery_runtime::{Extra, Maybe};

    static API_ERROR: Record = Record::new(
        "ApiError",
        &[
            Field::required("type"),
            Field::required("title").rules(&Rules {
                max_length: Some(20),
                ..Rules::NONE
            }),
            Field::required("status"),
            Field::nullable("detail"),
            Field::optional("metric"),
            Field::optional_nullable("hint"),
        ],
    )
    .any_of(&[&["metric"], &["type", "status"]]);

    impl Encode for types::ApiError {
        #[inline]
        fn encode(&self, to: &mut Writer) {
            to.record(
                &API_ERROR,
                &[
                    &self.r#type,
                    &self.title,
                    &self.status,
                    &self.detail,
                    &self.metric,
                    &self.hint,
                ],
                &self.extra,
            );
        }
    }

    impl Decode for types::ApiError {
        #[inline]
        fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let (mut f0, mut f1, mut f2, mut f3, mut f4, mut f5) =
                (None, None, None, None, None, Maybe::Absent);
            let mut extra = Extra::new();
            from.record(
                &API_ERROR,
                &mut [&mut f0, &mut f1, &mut f2, &mut f3, &mut f4, &mut f5],
                &mut extra,
            )?;
            let (Some(f0), Some(f1), Some(f2)) = (f0, f1, f2) else {
                return Err(from.incomplete(&API_ERROR));
            };
            Ok(Self {
                r#type: f0,
                title: f1,
                status: f2,
                detail: f3,
                metric: f4,
                hint: f5,
                extra,
            })
        }
    }

    static CIRCLE: Record = Record::new(
        "Circle",
        &[Field::required("kind"), Field::required("radius")],
    );

    impl Encode for types::Circle {
        #[inline]
        fn encode(&self, to: &mut Writer) {
            to.record(&CIRCLE, &[&self.kind, &self.radius], &());
        }
    }

    impl Decode for types::Circle {
        #[inline]
        fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let (mut f0, mut f1) = (None, None);
            from.record(&CIRCLE, &mut [&mut f0, &mut f1], &mut ())?;
            let (Some(f0), Some(f1)) = (f0, f1) else {
                return Err(from.incomplete(&CIRCLE));
            };
            Ok(Self {
                kind: f0,
                radius: f1,
            })
        }
    }

    static SQUARE: Record = Record::new(
        "Square",
        &[
            Field::required("kind"),
            Field::required("side"),
            Field::required("inner"),
        ],
    );

    impl Encode for types::Square {
        #[inline]
        fn encode(&self, to: &mut Writer) {
            to.record(&SQUARE, &[&self.kind, &self.side, &self.inner], &());
        }
    }

    impl Decode for types::Square {
        #[inline]
        fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let (mut f0, mut f1, mut f2) = (None, None, None);
            from.record(&SQUARE, &mut [&mut f0, &mut f1, &mut f2], &mut ())?;
            let (Some(f0), Some(f1), Some(f2)) = (f0, f1, f2) else {
                return Err(from.incomplete(&SQUARE));
            };
            Ok(Self {
                kind: f0,
                side: f1,
                inner: f2,
            })
        }
    }

    impl Encode for types::Shape {
        #[inline]
        fn encode(&self, to: &mut Writer) {
            match self {
                Self::Circle(value) => value.encode(to),
                Self::Square(value) => value.encode(to),
                Self::Unknown(value) => value.encode(to),
            }
        }
    }

    impl Decode for types::Shape {
        #[inline]
        fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
            match from.tag("kind", &["circle", "square"])? {
                Some(0) => from.read().map(Self::Circle),
                Some(1) => from.read().map(Self::Square),
                _ => from.read().map(Self::Unknown),
            }
        }
    }

    bindery_runtime::serde_impls!(types::ApiError, types::Shape, types::Metric);
    bindery_runtime::open_enum!(types::Metric { Domains = "domains", Volume = "volume" });
    bindery_runtime::open_integer_enum!(types::Level { Low = -1, High = 2 });
    bindery_runtime::civil_format!(types::PlatformDateTime, "%Y-%m-%d %H:%M:%S");
}

const WHOLE: &str = r#"{"type":"t","title":"T","status":404,"detail":null,"metric":"requests","hint":null,"new":{"a":[1.50]}}"#;

#[test]
fn a_struct_keeps_everything() {
    let error: types::ApiError = from_json(WHOLE).unwrap();
    assert_eq!(
        error.metric,
        Some(types::Metric::Unknown("requests".into()))
    );
    assert_eq!(error.hint, Maybe::Null);
    assert_eq!(
        error
            .extra
            .get("new")
            .unwrap()
            .pointer("/a/0")
            .unwrap()
            .to_string(),
        "1.50"
    );
    assert_eq!(to_json(&error), WHOLE);
}

#[test]
fn serde_goes_the_same_way() {
    let error: types::ApiError = serde_json::from_str(WHOLE).unwrap();
    assert_eq!(error, from_json(WHOLE).unwrap());
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        WHOLE.replace("1.50", "1.5")
    );
    let wrong = serde_json::from_str::<types::Shape>(r#"[{"kind":"circle"}]"#).unwrap_err();
    assert!(
        wrong
            .to_string()
            .contains("expected an object, found an array"),
        "{wrong}"
    );
}

#[test]
fn a_union_keeps_what_it_does_not_know() {
    for json in [
        r#"{"kind":"circle","radius":1.5}"#,
        r#"{"kind":"square","side":2,"inner":[{"kind":"circle","radius":3}]}"#,
        r#"{"kind":"line","from":[0,1.0]}"#,
        r#"{"kindless":true}"#,
    ] {
        let shape: types::Shape = from_json(json).unwrap();
        assert_eq!(to_json(&shape), json);
    }
    let last = r#"{"inner":[{"radius":3,"kind":"circle"}],"side":2,"kind":"square"}"#;
    assert!(matches!(from_json(last), Ok(types::Shape::Square(_))));
}

#[test]
fn enums_are_open() {
    assert_eq!("volume".parse(), Ok(types::Metric::Volume));
    assert_eq!(types::Metric::from("x").to_string(), "x");
    assert_eq!(from_json("\"domains\""), Ok(types::Metric::Domains));
    assert_eq!(from_json("-1"), Ok(types::Level::Low));
    assert_eq!(from_json("7"), Ok(types::Level::Unknown(7)));
    assert_eq!(types::Level::High.value(), 2);
    assert_eq!(to_json(&types::Level::High), "2");
}

#[test]
fn a_time_has_its_own_format() {
    let json = "\"2026-01-31 23:59:58\"";
    let time: types::PlatformDateTime = from_json(json).unwrap();
    assert_eq!(to_json(&time), json);
    assert_eq!(time.to_string(), "2026-01-31 23:59:58");
    let wrong = from_json::<types::PlatformDateTime>("\"2026-01-31\"").unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "$: expected a time as `%Y-%m-%d %H:%M:%S`, found another text (at byte 0)"
    );
}

#[test]
fn null_values_stay() {
    assert_eq!(from_json::<Option<Value>>("null"), Ok(None));
    assert_eq!(from_json::<Vec<Value>>("[null]"), Ok(vec![Value::Null]));
}
