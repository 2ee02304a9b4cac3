//! Collapses alternatives that a reader could not tell apart anyway.
//!
//! - Enums and plain values of the same kind are one (open) enum.
//! - `integer | number` is a number that keeps its digits.
//! - Texts that read alike are one text.

use super::Branch;
use crate::api::schemas::scalar;
use crate::api::types::GivenName;
use crate::api::view::{Enumeration, Notes, Rules, SchemaType, View};
use crate::maps::HashSet;
use serde_json::Value;

/// All collapses, in order.
pub(super) fn simplify_branches(branches: Vec<Branch>) -> Vec<Branch> {
    // Enums first: they take plain values of their kind with them, which would else be joined with
    // each other and leave an enum beside a text, and no reader can tell the two apart.
    let branches = join_enum_branches(branches, SchemaType::String);
    let branches = join_enum_branches(branches, SchemaType::Integer);
    let branches = join_number_branches(branches);
    let branches = drop_alike_branches(branches, SchemaType::Boolean, |_| true);
    let branches = drop_alike_branches(branches, SchemaType::Integer, |_| true);
    let branches = drop_alike_branches(branches, SchemaType::Number, |_| true);
    join_text_branches(branches)
}

/// The constants of a branch that has nothing else, if all are of one type.
fn list_branch_constants(branch: &Branch, ty: SchemaType) -> Option<Vec<Value>> {
    let rules = &branch.view.rules;
    if !branch.view.unions.is_empty() {
        return None;
    }
    let values = match (&rules.constant, &rules.enumeration) {
        (Some(value), _) => vec![value.clone()],
        (None, Some(all)) => all.values.clone(),
        (None, None) => return None,
    };
    let fits = |value: &Value| value.is_null() || ty.holds(value);
    (!values.is_empty() && values.iter().all(fits)).then_some(values)
}

/// Whether a branch allows all values of one scalar type.
fn is_plain_scalar(branch: &Branch, ty: SchemaType) -> bool {
    let rules = &branch.view.rules;
    rules.types == [ty]
        && branch.view.unions.is_empty()
        && rules.enumeration.is_none()
        && rules.constant.is_none()
}

/// Several enums and constants of one kind, and plain values of that kind, are
/// one enum: enums are open anyway.
fn join_enum_branches(branches: Vec<Branch>, ty: SchemaType) -> Vec<Branch> {
    let listed = |branch: &Branch| list_branch_constants(branch, ty).is_some();
    let family = |branch: &Branch| listed(branch) || is_plain_scalar(branch, ty);
    let lists = branches.iter().filter(|branch| listed(branch)).count();
    let members = branches.iter().filter(|branch| family(branch)).count();
    if lists == 0 || members < 2 {
        return branches;
    }
    if lists == 1 {
        // One list beside plain values: the list is open, and keeps its component's name.
        return keep_first_branch(branches, |branch| !is_plain_scalar(branch, ty));
    }
    let merged = merge_enumerations(&branches, ty);
    let mut merged = Some(merged);
    let mut rest = Vec::new();
    for branch in branches {
        if !family(&branch) {
            rest.push(branch);
        } else if let Some(enumeration) = merged.take() {
            let mut view = View::default();
            view.rules.types = vec![ty];
            view.rules.enumeration = Some(enumeration);
            rest.push(Branch::made(branch.node.part("enum", view)));
        }
    }
    rest
}

fn merge_enumerations(branches: &[Branch], ty: SchemaType) -> Enumeration {
    let mut merged = Enumeration::default();
    let mut known: HashSet<Value> = HashSet::default();
    for branch in branches {
        let notes = &branch.view.notes;
        let listed = list_branch_constants(branch, ty).unwrap_or_default();
        let alone = listed.len() == 1;
        for (index, value) in listed.into_iter().enumerate() {
            if !known.insert(value.clone()) {
                continue;
            }
            let own = branch.view.rules.enumeration.as_ref();
            let (name, description) = describe_enum_value(own, index, alone.then_some(notes));
            if alone && notes.docs.deprecated {
                merged.deprecated.push(merged.values.len());
            }
            merged.values.push(value);
            merged.names.push(name);
            merged.descriptions.push(description);
        }
    }
    merged
}

/// Name and text of a value: from extension keys of its list, else from title
/// and description of the branch that holds it alone.
fn describe_enum_value(
    list: Option<&Enumeration>,
    index: usize,
    alone: Option<&Notes>,
) -> (Option<GivenName>, Option<String>) {
    let name = list.and_then(|list| list.names.get(index).cloned().flatten());
    let text = list.and_then(|list| list.descriptions.get(index).cloned().flatten());
    (
        name.or_else(|| alone.and_then(Notes::name_of_constant)),
        text.or_else(|| alone.and_then(|notes| notes.docs.description.clone())),
    )
}

/// A whole number is a number; together they keep all digits.
fn join_number_branches(branches: Vec<Branch>) -> Vec<Branch> {
    let has = |ty| branches.iter().any(|branch| is_plain_scalar(branch, ty));
    if !has(SchemaType::Number) || !has(SchemaType::Integer) {
        return branches;
    }
    let is_either = |branch: &Branch| {
        is_plain_scalar(branch, SchemaType::Number) || is_plain_scalar(branch, SchemaType::Integer)
    };
    let mut any = View::default();
    any.rules.types = vec![SchemaType::Integer, SchemaType::Number];
    let mut any = Some(any);
    let mut rest = Vec::new();
    for branch in branches {
        if !is_either(&branch) {
            rest.push(branch);
        } else if let Some(any) = any.take() {
            rest.push(Branch::made(branch.node.part("number", any)));
        }
    }
    rest
}

/// Keeps the first of several branches that read alike; when they differ in
/// their constraints or formats it has none.
fn drop_alike_branches(
    branches: Vec<Branch>,
    ty: SchemaType,
    reads_alike: fn(&Rules) -> bool,
) -> Vec<Branch> {
    let member = |branch: &Branch| is_plain_scalar(branch, ty) && reads_alike(&branch.view.rules);
    let mut members = branches.iter().filter(|branch| member(branch));
    let Some(first) = members.next() else {
        return branches;
    };
    let same = members.all(|branch| branch.view.rules == first.view.rules);
    let mut plain = View::default();
    plain.rules.types = vec![ty];
    let mut kept = Some(if same {
        first.clone()
    } else {
        Branch::made(first.node.part("plain", plain))
    });
    let mut rest = Vec::new();
    for branch in branches {
        if !member(&branch) {
            rest.push(branch);
        } else if let Some(kept) = kept.take() {
            rest.push(kept);
        }
    }
    rest
}

/// Texts whose format does not matter to a reader are one; after such a text no
/// other text can be met.
fn join_text_branches(branches: Vec<Branch>) -> Vec<Branch> {
    let branches = drop_alike_branches(branches, SchemaType::String, |rules| !is_strict(rules));
    let plain = branches.iter().position(|branch| {
        is_plain_scalar(branch, SchemaType::String) && !is_strict(&branch.view.rules)
    });
    let mut index = 0;
    keep_first_branch(branches, |branch| {
        let after = plain.is_some_and(|plain| index > plain);
        index += 1;
        !(after && is_plain_scalar(branch, SchemaType::String))
    })
}

/// Whether not every text can be read as this one.
fn is_strict(rules: &Rules) -> bool {
    scalar::text_of(rules).is_strict()
}

fn keep_first_branch(
    mut branches: Vec<Branch>,
    wanted: impl FnMut(&Branch) -> bool,
) -> Vec<Branch> {
    branches.retain(wanted);
    branches
}
