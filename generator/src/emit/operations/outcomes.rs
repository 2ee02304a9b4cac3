//! Enums over answers.

use super::alias;
use crate::emit::enums;
use crate::emit::syntax::Item;
use crate::emit::uses::Uses;
use crate::rust::model::{OperationItem, Outcome};

pub(super) fn items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> impl Iterator<Item = Item<'a>> {
    let outcomes = operation.outcomes();
    outcomes.map(|outcome| item(outcome, uses))
}

fn item<'a>(outcome: &'a Outcome, uses: &Uses) -> Item<'a> {
    match &outcome.same {
        None => definition(outcome, uses),
        Some(other) => alias(&outcome.docs, &outcome.ident, other, uses),
    }
}

fn definition<'a>(outcome: &'a Outcome, uses: &Uses) -> Item<'a> {
    let own = &outcome.definition;
    let variants = own.variants.iter().map(|one| {
        let payload = one.payload.as_ref().map(|ty| uses.ty(ty));
        enums::variant(&one.docs, one.ident.written(), payload)
    });
    let about = (&outcome.docs, own.allows.as_slice());
    enums::open(&outcome.ident.written(), about, enums::VALUE, variants)
}
