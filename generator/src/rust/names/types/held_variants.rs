//! Which alternative of a union is which one that an earlier run has named.

use crate::api::places::list_alternative_keys;
use crate::api::{Api, Union};
use crate::maps::HashSet;
use crate::rust::locked::LockedType;

/// What stands before the properties in the key of an alternative.
const OF_PROPERTIES: &str = "of:";

/// What stands before the kind of JSON in a key that says nothing else.
const OF_KIND: &str = "json:";

/// What keys of alternatives begin with, the surest first. By its kind a copy of an object is known
/// where an earlier run has known all copies so.
const RANKS: [&str; 6] = ["ref:", "tag:", "title:", "keys:", OF_KIND, OF_PROPERTIES];

/// The names that an earlier run has given to alternatives, whichever of their keys it went by. An
/// alternative that has got properties since is the one that has those that it had, where only one
/// can be meant. Where tags told alternatives apart, one of another tag is another one, whatever it
/// holds: by the old name programs would go on to compile and send the new tag.
pub(super) fn find_held_variants(
    api: &Api,
    union: &Union,
    held: &LockedType,
) -> Vec<Option<String>> {
    let had_tags = held.members.iter().any(|one| one.key.starts_with("tag:"));
    let keys = union.variants.iter().map(|variant| {
        let mut keys = list_alternative_keys(api, variant);
        if had_tags && !variant.tags.is_empty() {
            keys.retain(|key| {
                !["keys:", OF_PROPERTIES]
                    .iter()
                    .any(|one| key.starts_with(one))
            });
        }
        keys
    });
    let keys: Vec<Vec<String>> = keys.collect();
    let mut taken: HashSet<&str> = HashSet::default();
    let mut names: Vec<Option<String>> = vec![None; keys.len()];
    // What is another component now is known by its tag, unless the earlier one is still there.
    for rank in RANKS {
        let open: Vec<bool> = names.iter().map(Option::is_none).collect();
        let before = taken.clone();
        for (slot, own) in names.iter_mut().zip(&keys) {
            let wanted = own.iter().filter(|key| key.starts_with(rank));
            let mut left = wanted.map(|key| (key, list_names_left(held, key, &before)));
            let found = left.find(|(_, left)| !left.is_empty());
            let Some((key, left)) = found.filter(|_| slot.is_none()) else {
                continue;
            };
            // Several of one key are those that they were, in their order, as long as they are as
            // many; else the key says of the first one alone which it is.
            let same = keys.iter().zip(&open);
            let same = same.filter(|(keys, is_open)| **is_open && keys.contains(key));
            let is_as_many = left.len() == same.count();
            let most = match (is_as_many, rank == OF_KIND && own.len() > 1) {
                (true, _) => usize::MAX,
                (false, true) => 0,
                (false, false) => 1,
            };
            let mut names = left.into_iter().take(most);
            let name = names.find(|name| !taken.contains(name));
            if let Some(name) = name {
                taken.insert(name);
                *slot = Some(name.to_owned());
            }
        }
    }
    let grown = find_grown_variants(&keys, &names, held, &taken);
    for (place, name) in grown {
        if let Some(slot) = names.get_mut(place) {
            *slot = Some(name);
        }
    }
    names
}

/// The names that a lock has for a key and that nothing else has.
fn list_names_left<'l>(held: &'l LockedType, key: &str, taken: &HashSet<&'l str>) -> Vec<&'l str> {
    let members = held.members.iter().filter(|member| member.key == key);
    let names = members.map(|member| member.name.as_str());
    names.filter(|name| !taken.contains(name)).collect()
}

/// The places of alternatives that have got properties since they were named, with their names.
fn find_grown_variants(
    keys: &[Vec<String>],
    names: &[Option<String>],
    held: &LockedType,
    taken: &HashSet<&str>,
) -> Vec<(usize, String)> {
    let open = keys.iter().enumerate().zip(names);
    let open = open.filter(|(_, name)| name.is_none());
    let open = open.filter_map(|((place, keys), _)| {
        Some((place, keys.iter().find_map(|key| split_properties(key))?))
    });
    let open: Vec<(usize, HashSet<&str>)> = open.collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut chosen: Vec<(usize, String)> = Vec::new();
    for member in held.list_members() {
        if taken.contains(member.name.as_str()) {
            continue;
        }
        let Some(before) = split_properties(&member.key) else {
            continue;
        };
        let grown = open.iter().filter(|(_, now)| now.is_superset(&before));
        let grown = grown.map(|(place, now)| (now.len(), *place));
        let mut grown: Vec<(usize, usize)> = grown.collect();
        grown.sort_unstable();
        // Two that are as near cannot be told apart.
        let nearest = match grown.as_slice() {
            [one] => one,
            [one, other, ..] if one.0 < other.0 => one,
            _ => continue,
        };
        chosen.push((nearest.1, member.name.clone()));
    }
    let mut counts: Vec<usize> = chosen.iter().map(|(place, _)| *place).collect();
    counts.sort_unstable();
    let is_alone = |place: usize| counts.iter().filter(|one| **one == place).count() == 1;
    chosen.retain(|(place, _)| is_alone(*place));
    chosen
}

/// The properties in the key of an alternative, if it is known by those.
fn split_properties(key: &str) -> Option<HashSet<&str>> {
    let names = key.strip_prefix(OF_PROPERTIES)?;
    (!names.is_empty()).then(|| names.split('+').collect())
}
