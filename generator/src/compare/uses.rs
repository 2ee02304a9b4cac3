//! Where values of types go: what stands in signatures of both versions.

use super::matching::SurfaceMatches;
use super::types::follow_alias;
use super::{Member, Surface, SurfaceOperation, SurfaceType};
use crate::limits::LONGEST_CHAIN_OF_ALIASES;
use crate::maps::{HashMap, HashSet};
use crate::rust::model::Ty;

/// The types that stand in signatures of one place, before and now, with aliases followed.
pub(super) fn find_lasting_uses<'s>(
    (old, old_types): (&'s Surface, &HashMap<&'s str, &'s SurfaceType>),
    (new, new_types): (&'s Surface, &HashMap<&'s str, &'s SurfaceType>),
    matches: &SurfaceMatches,
) -> HashSet<(String, String)> {
    let mut uses = HashSet::default();
    let mut add = |before: &Ty, after: &Ty| {
        let (mut old_names, mut new_names) = (Vec::new(), Vec::new());
        collect_used_types(before, old_types, LONGEST_CHAIN_OF_ALIASES, &mut old_names);
        collect_used_types(after, new_types, LONGEST_CHAIN_OF_ALIASES, &mut new_names);
        for before in &old_names {
            let pairs = new_names
                .iter()
                .map(|after| (before.clone(), after.clone()));
            uses.extend(pairs);
        }
    };
    let mut add_members = |before: &[Member], after: &[Member]| {
        // The first that has the key or the name, of types that may have thousands.
        let (mut by_key, mut by_name) = (HashMap::default(), HashMap::default());
        for (place, two) in after.iter().enumerate() {
            by_key.entry((two.kind, two.key.as_str())).or_insert(place);
            by_name
                .entry((two.kind, two.name.as_str()))
                .or_insert(place);
        }
        for one in before {
            let places = [
                by_key.get(&(one.kind, one.key.as_str())),
                by_name.get(&(one.kind, one.name.as_str())),
            ];
            let same = places.into_iter().flatten().min();
            let same = same.and_then(|place| after.get(*place));
            let types = (one.ty.as_ref(), same.and_then(|two| two.ty.as_ref()));
            if let (Some(one), Some(two)) = types {
                add(&one.ty, &two.ty);
            }
        }
    };
    // Programs go by names: what has the name now, be it the same or not, is where values go.
    for (before, index) in old.types.iter().zip(&matches.types) {
        let same = index.and_then(|index| new.types.get(index));
        let named = new_types.get(before.name.as_str()).copied();
        for after in [same, named].into_iter().flatten() {
            add_members(&before.members, &after.members);
        }
    }
    let methods = new.operations.iter();
    let methods: HashMap<&str, &SurfaceOperation> =
        methods.map(|one| (one.method.as_str(), one)).collect();
    let mut calls: Vec<(&SurfaceOperation, &SurfaceOperation)> = Vec::new();
    for (before, index) in old.operations.iter().zip(&matches.operations) {
        let same = index.and_then(|index| new.operations.get(index));
        let named = methods.get(before.method.as_str()).copied();
        calls.extend(
            [same, named]
                .into_iter()
                .flatten()
                .map(|after| (before, after)),
        );
    }
    for (before, after) in &calls {
        add_members(&before.arguments, &after.arguments);
    }
    for (before, after) in calls {
        add(&before.success, &after.success);
        if let (Some(before), Some(after)) = (&before.failure, &after.failure) {
            add(before, after);
        }
    }
    uses
}

/// Adds the types that a type names, and those in what aliases of no single type stand for.
fn collect_used_types(
    ty: &Ty,
    types: &HashMap<&str, &SurfaceType>,
    left: usize,
    names: &mut Vec<String>,
) {
    let Some(left) = left.checked_sub(1) else {
        return;
    };
    if let Ty::Named(named) = ty {
        let path = named.path();
        let found = types.get(path.as_str()).copied();
        let found = found.map(|ty| follow_alias(types, ty));
        if let Some(alias) = found.and_then(|ty| ty.alias.as_ref()) {
            collect_used_types(alias, types, left, names);
        }
        names.push(found.map_or(path, |ty| ty.name.clone()));
    }
    for inner in ty.inner() {
        collect_used_types(inner, types, left, names);
    }
}
