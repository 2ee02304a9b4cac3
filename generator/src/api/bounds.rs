//! Which of two bounds is the narrower one.

use super::types::{Bound, Bounds};

/// The narrower of two bounds; `tighter` compares their numbers. Of equal ones
/// the exclusive one is narrower.
pub(crate) fn choose_narrower_bound(
    old: Option<Bound>,
    new: Option<Bound>,
    tighter: fn(f64, f64) -> bool,
) -> Option<Bound> {
    match (old, new) {
        (Some(old), Some(new)) => Some(choose_bound(old, new, tighter)),
        (old, new) => old.or(new),
    }
}

fn choose_bound(old: Bound, new: Bound, tighter: fn(f64, f64) -> bool) -> Bound {
    let (Ok(a), Ok(b)) = (old.value.parse::<f64>(), new.value.parse::<f64>()) else {
        // Digits that are no float stay as they are; that they are none was reported when they
        // were read.
        return old;
    };
    // Floats are enough to compare: what differs only beyond their digits bounds the same values
    // for any program that sends floats, and what is written stays the digits of the document.
    if tighter(b, a) || (!tighter(a, b) && new.exclusive) {
        new
    } else {
        old
    }
}

/// Both bounds of a number, each the narrower one.
pub(crate) fn merge_number_bounds(old: Bounds, new: Bounds) -> Bounds {
    Bounds {
        minimum: choose_narrower_bound(old.minimum, new.minimum, |a, b| a > b),
        maximum: choose_narrower_bound(old.maximum, new.maximum, |a, b| a < b),
        multiple_of: old.multiple_of.or(new.multiple_of),
    }
}
