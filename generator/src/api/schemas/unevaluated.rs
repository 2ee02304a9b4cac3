//! `unevaluatedProperties: false`: what else it allows than the properties of the
//! object itself (JSON Schema 2020-12, Core §11.3).

use std::borrow::Cow;

use super::only_required::says_only_required;
use crate::api::view::{Additional, AlternativeGroup, Rules, View};

/// Keywords that name properties which hold only under conditions.
const CONDITIONS: [&str; 4] = ["if", "then", "else", "dependentSchemas"];

/// Whether properties are allowed that are not those of the object itself: those of
/// conditions, and of a second alternative of `anyOf` that holds, too.
pub(super) fn is_evaluated_elsewhere(view: &View) -> bool {
    let is_condition = |keyword: &String| CONDITIONS.contains(&keyword.as_str());
    let overlapping = |group: &AlternativeGroup| group.overlapping && !says_only_required(group);
    view.rules.additional == Additional::Unevaluated
        && (view.ignored.iter().any(is_condition) || view.unions.iter().any(overlapping))
}

/// The rules of a whole schema, closed or open. One with properties that are named
/// elsewhere is open: its type has no field for them, and they can be read and sent.
pub(super) fn settled_rules(view: &View) -> Cow<'_, Rules> {
    if view.rules.additional != Additional::Unevaluated {
        return Cow::Borrowed(&view.rules);
    }
    let mut rules = view.rules.clone();
    rules.additional = if is_evaluated_elsewhere(view) {
        Additional::Allowed
    } else {
        Additional::Closed
    };
    Cow::Owned(rules)
}
