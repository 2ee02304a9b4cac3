//! Decides in which header operations send idempotency keys: what the operation or its document
//! says, else the first rule of `bindery.toml` that is meant for it.

use super::rules::report_idle_rule;
use crate::api::context::ResolveCx;
use crate::api::idempotency::{IdempotencyRule, explain_needless_key, is_idempotent_method};
use crate::api::types::Operation;

/// Sets the headers of all operations. `whole` says whether these are all operations of the
/// document, so that a rule that fits none of them is a mistake.
pub(super) fn choose_key_headers(
    cx: &mut ResolveCx<'_>,
    operations: &mut [Operation],
    rules: &[IdempotencyRule],
    whole: bool,
) {
    let mut used = vec![false; rules.len()];
    for (index, operation) in operations.iter_mut().enumerate() {
        operation.idempotency_header = match cx.key_wishes.remove(&index) {
            Some(wish) => wish.filter(|_| !is_idempotent_method(&operation.method)),
            None => apply_idempotency_rule(operation, rules, &mut used),
        };
    }
    let idle = rules
        .iter()
        .zip(used)
        .filter(|(rule, used)| !used && !rule.shared);
    for (rule, _) in idle.filter(|_| whole) {
        let meant = operations.iter().find(|one| rule.operations.names(one));
        let misfit = meant.map(|first| {
            let why = explain_needless_key(first);
            let why = why.unwrap_or_else(|| {
                "another rule, its own key, or that of the document, counts".to_owned()
            });
            (first, why)
        });
        report_idle_rule(cx, "idempotency", &rule.operations, misfit);
    }
}

/// The header of the first rule that is meant for an operation which needs one.
fn apply_idempotency_rule(
    operation: &Operation,
    rules: &[IdempotencyRule],
    used: &mut [bool],
) -> Option<String> {
    if explain_needless_key(operation).is_some() {
        return None;
    }
    let mut rules = rules.iter().zip(used);
    let (rule, used) = rules.find(|(rule, _)| rule.operations.names(operation))?;
    *used = true;
    Some(rule.header.clone())
}
