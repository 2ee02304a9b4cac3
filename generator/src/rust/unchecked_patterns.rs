//! Tells of expressions that clients do not check: of what is sent, and of names.

use super::arena::TypeArena;
use super::pattern::checked_name_pattern;
use super::report;
use crate::api::Shape;
use crate::diagnostics::Diagnostics;

/// Tells of each expression that clients do not check: of what is sent, and of names.
pub(super) fn report_unchecked_patterns(arena: &TypeArena, diagnostics: &mut Diagnostics) {
    let wanted = || arena.iter().filter(|(id, _)| arena.is_wanted(*id));
    // These decide how responses are read, too.
    for (_, ty) in wanted() {
        let Shape::Struct(object) = &ty.shape else {
            continue;
        };
        for pattern in &object.patterns {
            if checked_name_pattern(pattern).is_none() {
                report::unchecked_name_pattern(&ty.origin, pattern, diagnostics);
            }
        }
    }
    for (id, ty) in wanted().filter(|(_, ty)| ty.usage.request) {
        let Shape::Text(text) = &ty.shape else {
            continue;
        };
        for (pattern, checked) in text.patterns.iter().zip(arena.checked_patterns(id)) {
            if checked.is_none() {
                report::unchecked_pattern(&ty.origin, pattern, diagnostics);
            }
        }
    }
}
