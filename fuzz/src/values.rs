//! JSON values of any form.

use bindery_runtime::Value;
use bindery_runtime::json::from_json;
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, json};

/// Deeper values are no other case.
const DEPTH: u8 = 3;

/// A value of any form, with texts that the fuzzer chooses.
#[derive(Debug, Clone)]
pub struct AnyValue(pub serde_json::Value);

impl AnyValue {
    /// The value as the runtime knows it.
    pub fn to_value(&self) -> Value {
        from_json(&self.0.to_string()).expect("what serde_json writes is JSON")
    }
}

impl<'a> Arbitrary<'a> for AnyValue {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        choose_value(input, DEPTH).map(Self)
    }
}

fn choose_value(input: &mut Unstructured<'_>, depth: u8) -> Result<serde_json::Value> {
    let kinds = if depth == 0 { 5 } else { 8 };
    Ok(match input.int_in_range(0..=kinds)? {
        0 => serde_json::Value::Null,
        1 => json!(bool::arbitrary(input)?),
        2 => json!(i64::arbitrary(input)?),
        3 => json!(f64::arbitrary(input)?),
        4 | 5 => json!(<&str>::arbitrary(input)?),
        6 | 7 => (0..input.int_in_range(0..=3)?)
            .map(|_| choose_value(input, depth - 1))
            .collect::<Result<_>>()?,
        _ => (0..input.int_in_range(0..=3)?)
            .map(|_| {
                let name = String::arbitrary(input)?;
                Ok((name, choose_value(input, depth - 1)?))
            })
            .collect::<Result<Map<_, _>>>()?
            .into(),
    })
}
