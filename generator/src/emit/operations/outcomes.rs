//! Enums over answers.

use crate::emit::docs::{attributes, docs};
use crate::emit::syntax::{Item, ItemKind, Variant};
use crate::emit::uses::Uses;
use crate::rust::model::{OperationItem, Outcome};

pub(super) fn items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> impl Iterator<Item = Item<'a>> {
    let outcomes = operation.outcomes();
    outcomes.map(|outcome| definition(outcome, uses))
}

fn definition<'a>(outcome: &'a Outcome, uses: &Uses) -> Item<'a> {
    let variants = outcome.variants.iter().map(|variant| Variant {
        attributes: docs(&variant.docs),
        name: variant.ident.written(),
        payload: variant.payload.as_ref().map(|ty| uses.ty(ty)),
    });
    let derives = "#[derive(Debug, Clone, PartialEq)]";
    Item {
        attributes: attributes(
            &outcome.docs,
            &[derives],
            &outcome.allows,
            &["#[non_exhaustive]"],
        ),
        kind: ItemKind::Enum {
            head: format!("pub enum {}", outcome.ident.written()).into(),
            variants: variants.collect(),
        },
    }
}
