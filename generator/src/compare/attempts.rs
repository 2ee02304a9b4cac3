//! The order in which alternatives are tried that nothing tells apart.

use std::collections::BTreeMap;

use super::{ApiVersion, Change, ChangeKind};
use crate::maps::HashSet;
use crate::rust::model::{Item, Pick, UnionItem};

/// Compares the order of alternatives of unions that have one name in both versions: a value that
/// fits two of them is read as the one that comes first.
pub(super) fn compare_attempts(old: &ApiVersion, new: &ApiVersion, changes: &mut Vec<Change>) {
    let (before, after) = (index_attempts(old), index_attempts(new));
    for (name, is) in &after {
        let Some(was) = before.get(name) else {
            continue;
        };
        let (was, is) = (keep_common_names(was, is), keep_common_names(is, was));
        if was != is {
            let change = Change::new(ChangeKind::AttemptsReordered, format!("types::{name}"));
            changes.push(change.values(was.join(", "), is.join(", ")));
        }
    }
}

/// The variants of unions, by the unions' names, in the order in which they are tried.
fn index_attempts(version: &ApiVersion) -> BTreeMap<String, Vec<&str>> {
    let items = version.krate.types.items.iter();
    let unions = items.filter_map(|item| match &item.item {
        Item::Union(union) => Some((union.ident.to_string(), list_attempts(&union.pick, union))),
        _ => None,
    });
    unions.collect()
}

fn list_attempts<'u>(pick: &Pick, union: &'u UnionItem) -> Vec<&'u str> {
    match pick {
        Pick::First(attempts) => {
            // What takes anything is tried last, wherever it stands.
            let narrow = attempts.iter().filter(|attempt| !attempt.takes_any);
            let variants = narrow.filter_map(|attempt| union.variants.get(attempt.variant));
            variants.map(|variant| variant.ident.as_str()).collect()
        }
        Pick::Kind { objects, .. } => objects
            .as_ref()
            .map_or_else(Vec::new, |objects| list_attempts(objects, union)),
        Pick::Tag { .. } | Pick::Keys(_) => Vec::new(),
    }
}

fn keep_common_names<'n>(names: &[&'n str], others: &[&str]) -> Vec<&'n str> {
    let others: HashSet<&str> = others.iter().copied().collect();
    let common = names.iter().filter(|name| others.contains(**name));
    common.copied().collect()
}
