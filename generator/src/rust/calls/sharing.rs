//! Operations of a tag that take the same parameters share one struct; those that
//! choose between the same media types, or are answered the same, share one enum. The
//! first of them names it; the names of the others are aliases.
//!
//! A program handles their failures in one place, and what APIs repeat at each
//! operation is compiled once. Only operations of one tag share, because tags may be
//! features.

use crate::rust::model::{Choice, Failure, OperationItem, Outcome, Params, Sent, Success};
use crate::rust::names::TypeIdent;

/// A type that may be shared: what it consists of, its name, and where the name of the
/// equal one before it goes.
type Shared<'o, T> = (T, &'o TypeIdent, &'o mut Option<TypeIdent>);

/// Leaves each different type once.
pub(super) fn share(operations: &mut [OperationItem]) {
    alias(operations.iter_mut().filter_map(params));
    alias(operations.iter_mut().filter_map(choice));
    alias(operations.iter_mut().flat_map(outcomes));
}

fn alias<'o, T: PartialEq>(types: impl Iterator<Item = Shared<'o, T>>) {
    let mut known: Vec<(T, &TypeIdent)> = Vec::new();
    for (definition, ident, same) in types {
        match known.iter().find(|(other, _)| *other == definition) {
            Some((_, first)) => *same = Some((*first).clone()),
            None => known.push((definition, ident)),
        }
    }
}

fn params(operation: &mut OperationItem) -> Option<Shared<'_, impl PartialEq>> {
    let Params { definition, same } = operation.params.as_mut()?;
    Some((definition.without_name(), &definition.ident, same))
}

fn choice(operation: &mut OperationItem) -> Option<Shared<'_, impl PartialEq>> {
    let stream = operation.stream.as_ref();
    let property = stream.and_then(|stream| stream.property.as_ref());
    let Sent::Choice(choice) = &mut operation.body.as_mut()?.sent else {
        return None;
    };
    let Choice {
        ident,
        docs: _,
        same,
        allows,
        variants,
    } = choice;
    Some(((&*allows, &*variants, property), ident, same))
}

fn outcomes(operation: &mut OperationItem) -> impl Iterator<Item = Shared<'_, impl PartialEq>> {
    let success = match &mut operation.success {
        Success::One(..) => None,
        Success::Several(outcome) => Some(outcome),
    };
    let failure = match &mut operation.failure {
        Failure::None => None,
        Failure::Some(outcome) => Some(outcome),
    };
    let outcomes = success.into_iter().chain(failure);
    outcomes.map(|outcome: &mut Outcome| (&outcome.definition, &outcome.ident, &mut outcome.same))
}
