//! Enums over responses.

use super::emit_shared_alias;
use crate::emit::docs::{emit_attributes, emit_derives, emit_docs};
use crate::emit::enums;
use crate::emit::syntax::{Arg, Arm, Expr, Function, ItemNode, Stmt, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{
    Builtin, Extras, FailureType, NoFailure, OperationItem, OperationOutcome, OutcomeAccess,
    OutcomeVariant, Ty,
};
use crate::rust::names::MethodIdent;

pub(super) fn emit_outcome_items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> impl Iterator<Item = ItemNode<'a>> {
    let outcomes = operation.outcomes();
    let outcomes = outcomes.flat_map(|outcome| {
        let access = emit_outcome_access(outcome, uses);
        [emit_outcome_item(outcome, uses)].into_iter().chain(access)
    });
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

/// Methods that give what one variant holds: `as_json`, `into_json`.
fn emit_outcome_access<'a>(outcome: &'a OperationOutcome, uses: &Uses) -> Option<ItemNode<'a>> {
    let variants = outcome.definition.variants.iter();
    let methods = variants.flat_map(|variant| {
        let of = variant.access.as_ref().zip(variant.payload.as_ref());
        of.into_iter().flat_map(|(access, payload)| {
            let borrowed = access.borrowed.as_ref().map(|method| {
                let ty = match payload {
                    Ty::String => TypeNode::text("&str"),
                    ty => uses.ty(ty).reference(),
                };
                emit_access_method((access, variant), method, ("&self", ty), uses)
            });
            let owned = ("self", uses.ty(payload));
            let owned = emit_access_method((access, variant), &access.owned, owned, uses);
            borrowed.into_iter().chain([owned])
        })
    });
    let methods: Vec<Function> = methods.collect();
    (outcome.same.is_none() && !methods.is_empty())
        .then(|| ItemNode::methods(outcome.ident.written(), methods))
}

fn emit_access_method<'a>(
    (access, variant): (&'a OutcomeAccess, &'a OutcomeVariant),
    method: &MethodIdent,
    (receiver, given): (&'static str, TypeNode<'a>),
    uses: &Uses,
) -> Function<'a> {
    let held = Arm::new(
        format!("Self::{}(body)", variant.ident.written()),
        Expr::text("Some(body)"),
    );
    let other = Arm::new("_", Expr::text("None"));
    Function {
        attributes: emit_attributes(&access.docs, Vec::new(), &[], &["#[inline]", "#[must_use]"]),
        head: format!("pub fn {}", method.written()).into(),
        args: vec![Arg::Receiver(receiver.into())],
        returns: Some(TypeNode::generic(uses.builtin(Builtin::Option), [given])),
        body: vec![Stmt::Value(Expr::choice(
            Expr::text("self"),
            vec![held, other],
        ))],
    }
}
