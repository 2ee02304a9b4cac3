//! How complex clippy finds a type (`clippy::type_complexity`).

use super::model::Ty;
use crate::limits::MOST_COMPLEX_TYPE;

/// Whether clippy would complain about the type in a field or signature.
pub(super) fn is_complex(ty: &Ty) -> bool {
    score_type_complexity(ty, 1) > MOST_COMPLEX_TYPE
}

/// Every type counts ten times its depth.
fn score_type_complexity(ty: &Ty, depth: u64) -> u64 {
    // A map counts its key, which is always a `String`.
    let key = if let Ty::Map(_) = ty {
        10 * (depth + 1)
    } else {
        0
    };
    let inner: u64 = ty
        .inner()
        .iter()
        .map(|inner| score_type_complexity(inner, depth + 1))
        .sum();
    10 * depth + key + inner
}
