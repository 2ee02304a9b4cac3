//! Operations of a tag that take the same parameters share one struct; those that
//! choose between the same media types, or are answered the same, share one enum. The
//! first of them names it; the names of the others are aliases. Their descriptions share
//! the lists of parameters, responses and security requirements in the same way.
//!
//! A program handles their failures in one place, and what APIs repeat at each
//! operation is compiled once. Only operations of one tag share, because tags may be
//! features.

use std::collections::BTreeMap;

use crate::rust::model::{
    AnswerRow, Choice, FailureType, OperationItem, OperationOutcome, Params, Sent, Success, Value,
};
use crate::rust::names::{FieldIdent, StaticIdent, TypeIdent};

/// What may be shared: what it consists of, its name, and where the name of the equal
/// one before it goes.
type Shareable<'o, T, I = TypeIdent> = (T, &'o I, &'o mut Option<I>);

/// Leaves each different type and list once.
pub(super) fn share_operation_items(operations: &mut [OperationItem]) {
    alias_shared_item(operations.iter_mut().filter_map(shared_params));
    name_shared_required(operations);
    order_shared_parameters(operations);
    alias_shared_item(operations.iter_mut().filter_map(shared_choice));
    alias_shared_item(operations.iter_mut().flat_map(shared_outcomes));
    alias_shared_item(operations.iter_mut().filter_map(shared_parameter_table));
    alias_shared_item(operations.iter_mut().filter_map(shared_response_table));
    alias_shared_item(operations.iter_mut().filter_map(shared_security_table));
}

fn alias_shared_item<'o, T: PartialEq, I: Clone + 'o>(
    all: impl Iterator<Item = Shareable<'o, T, I>>,
) {
    let mut known: Vec<(T, &I)> = Vec::new();
    for (definition, ident, same) in all {
        match known.iter().find(|(other, _)| *other == definition) {
            // A linear search: the operations of one tag are some dozens, and what is compared is
            // not hashable.
            Some((_, first)) => *same = Some((*first).clone()),
            None => known.push((definition, ident)),
        }
    }
}

fn shared_params(operation: &mut OperationItem) -> Option<Shareable<'_, impl PartialEq>> {
    let rows = operation.values.iter().zip(&operation.parameters);
    let rules = rows.filter_map(|(value, row)| match value {
        Value::Field(_, field) => Some((field, &row.rules)),
        Value::Reference(_) | Value::Owned(_) => None,
    });
    let mut rules: Vec<_> = rules.collect();
    rules.sort_unstable_by_key(|(field, _)| *field);
    let Params {
        definition,
        same,
        same_required: _,
        on_call,
    } = operation.params.as_mut()?;
    Some((
        (definition.shape(), rules, &*on_call),
        &definition.ident,
        same,
    ))
}

/// Says of parameters that are aliases what the constructor takes.
fn name_shared_required(operations: &mut [OperationItem]) {
    let all = operations.iter().filter_map(|one| one.params.as_ref());
    let all = all.map(|params| &params.definition);
    let all = all.filter_map(|one| Some((one.ident.clone(), one.required()?.ident.clone())));
    let all: BTreeMap<TypeIdent, TypeIdent> = all.collect();
    for params in operations.iter_mut().filter_map(|one| one.params.as_mut()) {
        let same = params.same.as_ref();
        params.same_required = same.and_then(|same| all.get(same)).cloned();
    }
}

/// Describes parameters whose struct is another operation's in the order of its fields, in which
/// it gives them to calls: structs are equal in whatever order documents have their fields.
fn order_shared_parameters(operations: &mut [OperationItem]) {
    let all = operations.iter().filter_map(|one| one.params.as_ref());
    let own = all.filter(|params| params.on_call && params.same.is_none());
    let orders = own.map(|params| {
        let fields = params.definition.fields.iter().zip(0usize..);
        let fields = fields.map(|(field, place)| (field.ident.clone(), place));
        (params.definition.ident.clone(), fields.collect())
    });
    let orders: BTreeMap<TypeIdent, BTreeMap<FieldIdent, usize>> = orders.collect();
    for operation in operations {
        let same = operation
            .params
            .as_ref()
            .and_then(|params| params.same.as_ref());
        let Some(order) = same.and_then(|same| orders.get(same)) else {
            continue;
        };
        let place = |value: &Value| match value {
            Value::Reference(_) | Value::Owned(_) => None,
            Value::Field(_, field) => order.get(field).copied(),
        };
        let values = std::mem::take(&mut operation.values).into_iter();
        let mut rows: Vec<_> = values
            .zip(std::mem::take(&mut operation.parameters))
            .collect();
        // Stable, and nothing comes before something: those of the path stay in front.
        rows.sort_by_key(|(value, _)| place(value));
        (operation.values, operation.parameters) = rows.into_iter().unzip();
    }
}

fn shared_choice(operation: &mut OperationItem) -> Option<Shareable<'_, impl PartialEq>> {
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

fn shared_outcomes(
    operation: &mut OperationItem,
) -> impl Iterator<Item = Shareable<'_, impl PartialEq>> {
    let success = match &mut operation.success {
        Success::One(..) => None,
        Success::Several(outcome) => Some(outcome),
    };
    let failure = match &mut operation.failure {
        FailureType::None(_) => None,
        FailureType::Some(outcome) => Some(outcome),
    };
    let outcomes = success.into_iter().chain(failure);
    outcomes.map(|outcome: &mut OperationOutcome| {
        (
            outcome.definition.shape(),
            &outcome.ident,
            &mut outcome.same,
        )
    })
}

/// How many rows a list has at least that is shared: one row is read faster where it
/// stands.
const SHARED_ROWS: usize = 2;

fn shared_parameter_table(
    operation: &mut OperationItem,
) -> Option<Shareable<'_, impl PartialEq, StaticIdent>> {
    let rows = &operation.parameters;
    let same = &mut operation.same.parameters;
    (rows.len() >= SHARED_ROWS).then_some((rows, &operation.table, same))
}

fn shared_response_table(
    operation: &mut OperationItem,
) -> Option<Shareable<'_, impl PartialEq, StaticIdent>> {
    let rows: Option<Vec<_>> = operation.answers.iter().map(AnswerRow::row).collect();
    let rows = rows.filter(|rows| rows.len() >= SHARED_ROWS)?;
    Some((rows, &operation.table, &mut operation.same.answers))
}

fn shared_security_table(
    operation: &mut OperationItem,
) -> Option<Shareable<'_, impl PartialEq, StaticIdent>> {
    let all = operation.security.as_ref()?;
    let same = &mut operation.same.security;
    (all.iter().flatten().count() >= SHARED_ROWS).then_some((all, &operation.table, same))
}
