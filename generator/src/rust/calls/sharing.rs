//! Operations that are answered the same share one enum, and those that take the same
//! parameters share one struct. The first of them names it; the names of the others
//! are aliases.
//!
//! A program handles their failures in one place, and what APIs repeat at each
//! operation is compiled once. Only operations of one tag share, because tags may be
//! features.

use crate::rust::model::{
    Failure, OperationItem, Outcome, OutcomeEnum, OutcomeShape, Params, Struct, Success,
};
use crate::rust::names::TypeIdent;

/// Leaves each different struct and each different enum once.
pub(super) fn share(operations: &mut [OperationItem]) {
    share_params(operations);
    share_outcomes(operations);
}

fn share_params(operations: &mut [OperationItem]) {
    let mut known: Vec<&Struct> = Vec::new();
    for operation in operations {
        let Some(Params { definition, same }) = &mut operation.params else {
            continue;
        };
        match known.iter().find(|other| other.is_like(definition)) {
            Some(other) => *same = Some(other.ident.clone()),
            None => known.push(definition),
        }
    }
}

fn share_outcomes(operations: &mut [OperationItem]) {
    let mut known: Vec<(OutcomeEnum, TypeIdent)> = Vec::new();
    for outcome in operations.iter_mut().flat_map(outcomes) {
        let OutcomeShape::Own(own) = &outcome.shape else {
            continue;
        };
        match known.iter().find(|(other, _)| other == own) {
            Some((_, ident)) => outcome.shape = OutcomeShape::Same(ident.clone()),
            None => known.push((own.clone(), outcome.ident.clone())),
        }
    }
}

fn outcomes(operation: &mut OperationItem) -> impl Iterator<Item = &mut Outcome> {
    let success = match &mut operation.success {
        Success::One(..) => None,
        Success::Several(outcome) => Some(outcome),
    };
    let failure = match &mut operation.failure {
        Failure::None => None,
        Failure::Some(outcome) => Some(outcome),
    };
    success.into_iter().chain(failure)
}
