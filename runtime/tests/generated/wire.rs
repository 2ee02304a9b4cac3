//! What nobody needs to read.

use super::types;
use std::collections::BTreeMap;

use bindery_runtime::json::{
    Decode, DecodeError, Encode, Field, Kind, Reader, Record, Rule, Writer,
};
use bindery_runtime::{Extra, Maybe};

static API_ERROR: Record = Record::new(
    "ApiError",
    &[
        Field::required("type"),
        Field::required("title").rules(&[Rule::MaxLength(20)]),
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

static QUERY: Record = Record::new(
    "Query",
    &[
        Field::optional("limit").rules(&[Rule::Minimum("1"), Rule::Maximum("100")]),
        Field::optional("ratio")
            .rules(&[Rule::ExclusiveMinimum("0"), Rule::ExclusiveMaximum("1.0")]),
        Field::optional("price").rules(&[Rule::MultipleOf("0.01")]),
        Field::optional("name").rules(&[Rule::MinLength(2), Rule::MaxLength(4)]),
        Field::optional("ids").rules(&[
            Rule::MinItems(1),
            Rule::MaxItems(3),
            Rule::UniqueItems,
            Rule::Each(&[Rule::Minimum("0")]),
        ]),
        Field::optional("tags").rules(&[Rule::MaxProperties(1), Rule::Each(&[Rule::MaxLength(3)])]),
        Field::optional("inner"),
        Field::required("inners"),
    ],
);

impl Encode for types::Query {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        to.record(
            &QUERY,
            &[
                &self.limit,
                &self.ratio,
                &self.price,
                &self.name,
                &self.ids,
                &self.tags,
                &self.inner,
                &self.inners,
            ],
            &(),
        );
    }
}

static PRESENCES: Record = Record::new(
    "Presences",
    &[
        Field::required("required"),
        Field::nullable("nullable"),
        Field::optional("optional"),
        Field::optional_nullable("optionalNullable"),
    ],
);

impl Encode for types::Presences {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        to.record(
            &PRESENCES,
            &[
                &self.required,
                &self.nullable,
                &self.optional,
                &self.optional_nullable,
            ],
            &(),
        );
    }
}

impl Decode for types::Presences {
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (mut f0, mut f1, mut f2, mut f3) = (None, None, None, Maybe::Absent);
        from.record(
            &PRESENCES,
            &mut [&mut f0, &mut f1, &mut f2, &mut f3],
            &mut (),
        )?;
        let Some(f0) = f0 else {
            return Err(from.incomplete(&PRESENCES));
        };
        Ok(Self {
            required: f0,
            nullable: f1,
            optional: f2,
            optional_nullable: f3,
        })
    }
}

static OPEN: Record = Record::new("Open", &[Field::required("must"), Field::optional("may")]);

impl Encode for types::Open {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        to.record(&OPEN, &[&self.must, &self.may], &self.rest);
    }
}

impl Decode for types::Open {
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (mut f0, mut f1) = (None, None);
        let mut rest = BTreeMap::new();
        from.record(&OPEN, &mut [&mut f0, &mut f1], &mut rest)?;
        let Some(f0) = f0 else {
            return Err(from.incomplete(&OPEN));
        };
        Ok(Self {
            must: f0,
            may: f1,
            rest,
        })
    }
}

impl Decode for types::Scalar {
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match from.kind_of(&[Kind::String, Kind::Number, Kind::Array])? {
            Kind::String => from.read().map(Self::Text),
            Kind::Number => from.read().map(Self::Number),
            Kind::Array => from.read().map(Self::List),
            _ => from.read().map(Self::Unknown),
        }
    }
}

impl Decode for types::ByKeys {
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let keys: &[(&str, &[&str])] = &[("Circle", &["radius"]), ("Square", &["side", "inner"])];
        match from.keys("ByKeys", keys)? {
            Some(0) => from.read().map(Self::Circle),
            Some(1) => from.read().map(Self::Square),
            _ => from.read().map(Self::Unknown),
        }
    }
}

impl Decode for types::First {
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut tries = from.tries("First");
        while tries.go_on() {
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Circle(value));
            }
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Nested(value));
            }
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Level(value));
            }
        }
        from.unknown(tries).map(Self::Unknown)
    }
}
