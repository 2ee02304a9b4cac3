//! Enums over responses.

use super::emit_shared_alias;
use crate::emit::docs::{emit_derives, emit_docs};
use crate::emit::enums;
use crate::emit::syntax::{ItemNode, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{Extras, FailureType, NoFailure, OperationItem, OperationOutcome};

pub(super) fn emit_outcome_items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> impl Iterator<Item = ItemNode<'a>> {
    let outcomes = operation.outcomes();
    let outcomes = outcomes.map(|outcome| emit_outcome_item(outcome, uses));
    let none = match &operation.failure {
        FailureType::None(none) => Some(emit_no_failure_alias(none, uses)),
        FailureType::Some(_) => None,
    };
    outcomes.chain(none)
}

fn emit_no_failure_alias<'a>(none: &'a NoFailure, uses: &Uses) -> ItemNode<'a> {
    let ty = TypeNode::text(uses.rt("NoFailure"));
    ItemNode::alias(emit_docs(&none.docs), &none.ident.written(), ty)
}

fn emit_outcome_item<'a>(outcome: &'a OperationOutcome, uses: &Uses) -> ItemNode<'a> {
    match &outcome.same {
        None => emit_outcome_definition(outcome, uses),
        Some(other) => emit_shared_alias(&outcome.docs, &outcome.ident, other, uses),
    }
}

fn emit_outcome_definition<'a>(outcome: &'a OperationOutcome, uses: &Uses) -> ItemNode<'a> {
    let own = &outcome.definition;
    let variants = own.variants.iter().map(|one| {
        let payload = one.payload.as_ref().map(|ty| uses.ty(ty));
        enums::emit_variant(&one.docs, one.ident.written(), payload)
    });
    let about = (&outcome.docs, own.allows.as_slice());
    let derives = emit_derives(enums::VALUE, &Extras::default());
    enums::emit_open_enum_definition(&outcome.ident.written(), about, derives, variants)
}
