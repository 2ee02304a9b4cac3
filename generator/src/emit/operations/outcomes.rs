//! Enums over answers.

use crate::emit::docs::docs;
use crate::emit::enums;
use crate::emit::syntax::{Item, Path, Ty};
use crate::emit::uses::Uses;
use crate::rust::model::{OperationItem, Outcome, OutcomeEnum, OutcomeShape};

pub(super) fn items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> impl Iterator<Item = Item<'a>> {
    let outcomes = operation.outcomes();
    outcomes.map(|outcome| item(outcome, uses))
}

fn item<'a>(outcome: &'a Outcome, uses: &Uses) -> Item<'a> {
    match &outcome.shape {
        OutcomeShape::Own(own) => definition(outcome, own, uses),
        OutcomeShape::Same(other) => alias(outcome, uses.operations(other)),
    }
}

fn definition<'a>(outcome: &'a Outcome, own: &'a OutcomeEnum, uses: &Uses) -> Item<'a> {
    let variants = own.variants.iter().map(|one| {
        let payload = one.payload.as_ref().map(|ty| uses.ty(ty));
        enums::variant(&one.docs, one.ident.written(), payload)
    });
    let about = (&outcome.docs, own.allows.as_slice());
    enums::open(&outcome.ident.written(), about, enums::VALUE, variants)
}

fn alias<'a>(outcome: &'a Outcome, other: Path<'a>) -> Item<'a> {
    Item::alias(
        docs(&outcome.docs),
        &outcome.ident.written(),
        Ty::text(other),
    )
}
