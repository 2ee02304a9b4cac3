//! Named texts and whole numbers that users want as types of their own, so that a
//! `CustomerId` is no `InvoiceId`.

use std::collections::BTreeSet;

use super::arena::TypeArena;
use super::report;
use super::type_rules::TypeRules;
use crate::api::{NameHint, Shape, Type, TypeId};
use crate::diagnostics::Diagnostics;
use crate::wildcard::fits_wildcard;

/// The components that are texts or whole numbers and whose names fit a pattern; a pattern
/// that no name fits is reported.
pub(super) fn find_chosen_newtypes(
    arena: &TypeArena,
    rules: &TypeRules,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<TypeId> {
    let named: Vec<(TypeId, &str)> = arena
        .iter()
        .filter_map(|(id, ty)| Some((id, find_scalar_name(ty)?)))
        .collect();
    let mut chosen = BTreeSet::new();
    for pattern in &rules.newtypes {
        let fits = named
            .iter()
            .filter(|(_, name)| fits_wildcard(pattern, name));
        let fits: Vec<TypeId> = fits.map(|(id, _)| *id).collect();
        if fits.is_empty() {
            let what = "no schema of a text or a whole number is called";
            report::unmatched_type_rule(what, pattern, diagnostics);
        }
        chosen.extend(fits);
    }
    chosen
}

/// The name of a component that is a text or a whole number.
fn find_scalar_name(ty: &Type) -> Option<&str> {
    let is_scalar = match &ty.shape {
        Shape::Text(text) => text.time_format.is_none(),
        Shape::Integer(_) => true,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Number(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    };
    match &ty.hint {
        NameHint::Component(name) | NameHint::Chosen(name) if is_scalar => Some(name),
        NameHint::Component(_)
        | NameHint::Chosen(_)
        | NameHint::Inside(..)
        | NameHint::Operation(..)
        | NameHint::Shared(..)
        | NameHint::RequestView(_) => None,
    }
}
