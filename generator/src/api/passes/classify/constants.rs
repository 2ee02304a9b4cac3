//! The constants that a property can have in the variants of a union.

use std::rc::Rc;

use crate::api::context::ArenaBuilder;
use crate::api::passes::leaves;
use crate::api::types::{Const, Enum, ObjectField, Shape, TypeId};
use crate::maps::{HashMap, IndexSet};

/// The constants of a property in one variant, in order. Variants whose property is of
/// one type share them: a thousand that refer to one enum of a thousand values are common.
#[derive(Debug, Clone)]
pub(super) struct Constants(Rc<ConstantList>);

#[derive(Debug)]
struct ConstantList {
    values: Vec<String>,
    known: IndexSet<String>,
}

impl Constants {
    fn of(values: IndexSet<String>) -> Self {
        Self(Rc::new(ConstantList {
            values: values.iter().cloned().collect(),
            known: values,
        }))
    }

    /// All of them.
    pub(super) fn listed(&self) -> &[String] {
        &self.0.values
    }

    /// Whether a value is one of them.
    pub(super) fn contain(&self, value: &str) -> bool {
        self.0.known.contains(value)
    }

    /// What tells it from others, as long as it is kept.
    pub(super) fn id(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }
}

/// The constants of types that were looked at.
pub(super) type KnownConstants = HashMap<TypeId, Option<Constants>>;

/// The constants that a property can have in a variant; `None` when it may have
/// others, or is not in every object that the variant can be.
pub(super) fn find_property_constants(
    arena: &ArenaBuilder,
    known: &mut KnownConstants,
    id: TypeId,
    property: &str,
    counts: fn(&ObjectField) -> bool,
) -> Option<Constants> {
    let mut all: Vec<Constants> = Vec::new();
    for leaf in leaves::list_leaf_types(arena, id) {
        let Shape::Struct(object) = arena.shape(leaf) else {
            return None;
        };
        let field = object.fields.get(property).filter(|field| counts(field))?;
        let ty = arena.resolved(field.ty);
        let constants = known
            .entry(ty)
            .or_insert_with(|| list_shape_constants(arena.shape(ty)).map(Constants::of));
        let constants = constants.clone()?;
        // Neighbours mostly share one list: comparing with the last is enough to keep it shared.
        if all.last().is_none_or(|last| last.id() != constants.id()) {
            all.push(constants);
        }
    }
    if all.len() < 2 {
        return all.pop();
    }
    // Only where the objects of a variant differ in the list does it have to be made anew.
    let values = all.iter().flat_map(Constants::listed).cloned();
    Some(Constants::of(values.collect()))
}

/// The values of a type that has a few; `None` where it has none or any.
fn list_shape_constants(shape: &Shape) -> Option<IndexSet<String>> {
    let values: IndexSet<String> = match shape {
        Shape::Const(Const::Text(text) | Const::Integer(text)) => {
            [text.clone()].into_iter().collect()
        }
        Shape::Const(Const::Boolean(truth)) => [truth.to_string()].into_iter().collect(),
        Shape::Enum(Enum { values, .. }) => values.iter().map(|value| value.wire.clone()).collect(),
        _ => return None,
    };
    (!values.is_empty()).then_some(values)
}
