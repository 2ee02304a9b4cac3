//! Which item of the old surface is which of the new one.

use super::text::TypeWriter;
use super::types::follow_alias;
use super::{Surface, SurfaceOperation, SurfaceType};
use crate::maps::{HashMap, HashSet};

/// For each item of the old surface its index in the new one.
#[derive(Debug, Default)]
pub(super) struct SurfaceMatches {
    /// Types.
    pub(super) types: Vec<Option<usize>>,
    /// Operations.
    pub(super) operations: Vec<Option<usize>>,
}

impl SurfaceMatches {
    /// Writes types of the old surface by their names in the new one.
    pub(super) fn old_writer<'s>(&self, old: &'s Surface, new: &'s Surface) -> TypeWriter<'s> {
        let mut renamed = HashMap::default();
        let mut resolved = HashMap::default();
        let writer = TypeWriter::new(new, HashMap::default());
        for (old, index) in old.types.iter().zip(&self.types) {
            if let Some(new) = index.and_then(|index| new.types.get(index)) {
                renamed.insert(old.name.as_str(), new.name.as_str());
                if let (None, Some(alias)) = (&old.alias, &new.alias) {
                    resolved.insert(old.name.as_str(), writer.ty(alias));
                }
            }
        }
        TypeWriter::new(old, renamed).resolving(resolved)
    }
}

/// Finds what belongs together: by place, by name, and last by what it holds.
pub(super) fn match_surfaces(old: &Surface, new: &Surface) -> SurfaceMatches {
    let types = match_types(&old.types, &new.types);
    SurfaceMatches {
        types,
        operations: match_operations(&old.operations, &new.operations),
    }
}

fn match_operations(old: &[SurfaceOperation], new: &[SurfaceOperation]) -> Vec<Option<usize>> {
    let by_place = match_unique(
        old.iter().map(|one| &one.place),
        new.iter().map(|one| &one.place),
    );
    // An operation that moved keeps its name.
    let by_name = |one: &SurfaceOperation| new.iter().position(|new| new.method == one.method);
    fill_gaps(old, by_place, by_name)
}

fn match_types(old: &[SurfaceType], new: &[SurfaceType]) -> Vec<Option<usize>> {
    // Several types may stand at one place: what some alternatives of a union were taken together
    // to. Those that kept their names are known by them.
    // So are those that only stand further behind among the alternatives of a union, if they hold
    // the same.
    let list_names = |all: &[SurfaceType]| -> Vec<String> {
        let types = all.iter().map(|one| (one.name.as_str(), one)).collect();
        let name = |one: &SurfaceType| {
            let print = describe_members(follow_alias(&types, one));
            match (blank_alternatives(&one.place), print) {
                (Some(place), Some(print)) => format!("{place} {} {print}", one.name),
                _ => format!("{} {}", one.place, one.name),
            }
        };
        all.iter().map(name).collect()
    };
    let (old_names, new_names) = (list_names(old), list_names(new));
    let by_both = match_unique(old_names.iter(), new_names.iter());
    let known: HashSet<usize> = by_both.iter().copied().flatten().collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::default();
    for (index, one) in new.iter().enumerate() {
        if !known.contains(&index) {
            places.entry(one.place.as_str()).or_default().push(index);
        }
    }
    let next = |one: &SurfaceType, taken: &HashSet<usize>| {
        let free = places.get(one.place.as_str())?.iter();
        let mut free = free.filter(|index| !taken.contains(*index));
        let print = describe_members(one);
        let holds_same = |index: &&usize| {
            print.is_some() && new.get(**index).and_then(describe_members) == print
        };
        let same = free.clone().find(holds_same);
        same.or_else(|| free.next()).copied()
    };
    let by_place = fill_gaps_in_turn(old, by_both, next);
    let names = new.iter().enumerate();
    let names: HashMap<&str, usize> = names
        .map(|(index, one)| (one.name.as_str(), index))
        .collect();
    let by_name = |one: &SurfaceType| names.get(one.name.as_str()).copied();
    let named = fill_gaps(old, by_place, by_name);
    // A component that was renamed, or an inline schema that became one.
    let mut prints: HashMap<String, Vec<usize>> = HashMap::default();
    for (index, ty) in new.iter().enumerate() {
        if let Some(print) = describe_members(ty) {
            prints.entry(print).or_default().push(index);
        }
    }
    let taken: HashSet<usize> = named.iter().copied().flatten().collect();
    let tagged = list_tagged_places(old);
    let by_members = |one: &SurfaceType| {
        let candidates = prints.get(&describe_members(one)?)?;
        let union = find_tagged_union(&one.place, &tagged);
        let is_other = |index: &usize| {
            let place = new.get(*index).map(|ty| ty.place.as_str());
            union.is_some_and(|union| place.is_some_and(|place| place.starts_with(union)))
        };
        let free = candidates.iter().filter(|index| !taken.contains(*index));
        let mut free = free.filter(|index| !is_other(index));
        // Two that hold the same cannot be told apart.
        free.next().copied().filter(|_| free.next().is_none())
    };
    fill_gaps(old, named, by_members)
}

/// A place without the numbers of alternatives that have no other name; `None` if it has none.
fn blank_alternatives(place: &str) -> Option<String> {
    let mut blank = String::new();
    let mut is_numbered = false;
    let mut before = "";
    for step in place.split('/') {
        let is_number = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        let is_alternative = is_number && matches!(before, "oneOf" | "anyOf");
        is_numbered |= is_alternative;
        blank.push('/');
        blank.push_str(if is_alternative { "*" } else { step });
        before = step;
    }
    is_numbered.then_some(blank)
}

/// Where alternatives stand that a tag tells from others.
fn list_tagged_places(types: &[SurfaceType]) -> HashSet<String> {
    let places = types.iter().flat_map(|ty| {
        let tags = ty.members.iter().flat_map(|member| &member.tags);
        tags.flat_map(|tag| LISTS.map(|list| format!("{}{list}{tag}", ty.place)))
    });
    places.collect()
}

/// The list of alternatives that a place is one of, or in one of, by a tag: another one of them
/// sends another tag, whatever it holds.
fn find_tagged_union<'p>(place: &'p str, tagged: &HashSet<String>) -> Option<&'p str> {
    let mut lists = LISTS.iter().filter_map(|list| {
        let start = place.find(list)? + list.len();
        let (union, rest) = place.split_at_checked(start)?;
        let tag = rest.split('/').next()?;
        tagged.contains(&format!("{union}{tag}")).then_some(union)
    });
    lists.next()
}

/// What stands between the place of a union and what an alternative is called.
const LISTS: [&str; 2] = ["/oneOf/", "/anyOf/"];

/// All names on the wire that a type has: equal for types that hold the same.
fn describe_members(ty: &SurfaceType) -> Option<String> {
    let keys: Vec<&str> = ty
        .members
        .iter()
        .map(|member| member.key.as_str())
        .collect();
    let mut keys: Vec<&str> = keys.into_iter().filter(|key| *key != "*").collect();
    keys.sort_unstable();
    keys.dedup();
    (!keys.is_empty()).then(|| format!("{}|{}", ty.form.as_str(), keys.join("|")))
}

/// Matches what has one name on both sides; the first counts where several have it.
fn match_unique<'a>(
    old: impl Iterator<Item = &'a String>,
    new: impl Iterator<Item = &'a String>,
) -> Vec<Option<usize>> {
    let mut indices: HashMap<&str, usize> = HashMap::default();
    for (index, name) in new.enumerate() {
        indices.entry(name).or_insert(index);
    }
    let mut taken = HashSet::default();
    old.map(|name| {
        let index = indices.get(name.as_str()).copied()?;
        taken.insert(index).then_some(index)
    })
    .collect()
}

/// Matches in another way what has no match, unless the other one has a match already.
fn fill_gaps<T>(
    old: &[T],
    matched: Vec<Option<usize>>,
    find: impl Fn(&T) -> Option<usize>,
) -> Vec<Option<usize>> {
    fill_gaps_in_turn(old, matched, |one, _| find(one))
}

/// The same, where what is found depends on what is taken already.
fn fill_gaps_in_turn<T>(
    old: &[T],
    matched: Vec<Option<usize>>,
    find: impl Fn(&T, &HashSet<usize>) -> Option<usize>,
) -> Vec<Option<usize>> {
    let mut taken: HashSet<usize> = matched.iter().copied().flatten().collect();
    let pairs = old.iter().zip(matched);
    let fill = |(one, index): (&T, Option<usize>)| {
        index.or_else(|| find(one, &taken).filter(|index| taken.insert(*index)))
    };
    pairs.map(fill).collect()
}
