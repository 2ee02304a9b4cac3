//! Values in documents: examples, defaults, and what enums list.

use serde_json::{Value, json};

use crate::Choices;

/// A value of any kind.
pub(crate) fn any(choices: &mut Choices<'_>) -> Value {
    match choices.below(14) {
        0 => json!("a"),
        1 => json!("A"),
        2 => json!(""),
        3 => json!(1),
        4 => json!(-1),
        5 => json!(1.5),
        6 => json!(true),
        7 => json!(null),
        8 => json!(["a"]),
        9 => json!({"k": "a"}),
        10 => json!("2"),
        11 => json!("a b"),
        12 => json!(9_223_372_036_854_775_807_u64),
        _ => json!(2),
    }
}

/// A list for `enum`.
pub(crate) fn list(choices: &mut Choices<'_>) -> Value {
    let count = choices.below(4);
    (0..=count).map(|_| any(choices)).collect()
}
