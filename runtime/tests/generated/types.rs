//! What users see.

use std::collections::BTreeMap;

use bindery_runtime::{Decimal, Extra, Maybe, Value};

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

/// Rules of every kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    pub limit: Option<i64>,
    pub ratio: Option<f64>,
    pub price: Option<Decimal>,
    pub name: Option<String>,
    pub ids: Option<Vec<i64>>,
    pub tags: Option<BTreeMap<String, String>>,
    pub inner: Option<Box<Query>>,
    pub inners: Vec<Query>,
}

/// All four presences.
#[derive(Debug, Clone, PartialEq)]
pub struct Presences {
    pub required: i64,
    pub nullable: Option<i64>,
    pub optional: Option<i64>,
    pub optional_nullable: Maybe<i64>,
}

/// Any value, and typed members besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    pub must: Value,
    pub may: Option<Value>,
    pub rest: BTreeMap<String, i64>,
}

/// Told apart by the JSON type.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    Text(String),
    Number(f64),
    List(Vec<Scalar>),
    Unknown(Value),
}

/// Told apart by the properties.
#[derive(Debug, Clone, PartialEq)]
pub enum ByKeys {
    Circle(Box<Circle>),
    Square(Box<Square>),
    Unknown(Value),
}

/// The first that fits.
#[derive(Debug, Clone, PartialEq)]
pub enum First {
    Circle(Box<Circle>),
    Nested(Vec<First>),
    Level(i64),
    Unknown(Value),
}
