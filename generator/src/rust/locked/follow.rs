//! Finds which type of today is which one that an earlier run has named.

use std::collections::{BTreeMap, BTreeSet};

use super::{GETTER_KEY, LockedApi, LockedForm, LockedType, REST_KEY};
use crate::api::places::{CanonicalPlaces, list_lasting_keys};
use crate::api::{Api, NameHint, Shape, TypeId};
use crate::maps::{HashMap, HashSet};
use crate::rust::arena::TypeArena;

/// The types of an earlier run, by what they are today.
#[derive(Debug, Default)]
pub(in crate::rust) struct LockedTypes {
    held: BTreeMap<TypeId, LockedType>,
    /// The names of the places of types that are called after several.
    own: BTreeMap<TypeId, LockedType>,
    /// Types whose places are gone, by their names.
    orphans: BTreeMap<String, LockedType>,
    former: Vec<(TypeId, LockedType)>,
    /// What stands today where an orphan stood, by its name: a property goes on to be there when
    /// its schema is that of another place.
    standing: BTreeMap<String, (TypeId, CurrentMembers)>,
    /// The unions whose alternatives orphans were by a tag, by their names: another alternative
    /// sends another tag, whatever it holds.
    unions: BTreeMap<String, String>,
    /// What each type is today, for those that an orphan may have become.
    members: BTreeMap<TypeId, CurrentMembers>,
}

/// What a type holds today.
#[derive(Debug)]
struct CurrentMembers {
    /// Its place.
    place: String,
    /// The type that an alias stands for.
    behind: TypeId,
    form: LockedForm,
    keys: Vec<String>,
}

impl CurrentMembers {
    /// Whether a type of an earlier run was of this form; what an alias stood for is known by its
    /// members alone.
    fn is_form_of(&self, earlier: &LockedType) -> bool {
        earlier.form == self.form || earlier.form == LockedForm::Alias
    }
}

impl LockedTypes {
    pub(in crate::rust) fn new(
        locked: &LockedApi,
        api: &Api,
        arena: &TypeArena,
        newtypes: &BTreeSet<TypeId>,
        places: &BTreeMap<TypeId, String>,
    ) -> Self {
        let mut found = Self::default();
        let mut met: HashSet<&str> = HashSet::default();
        let mut ids: HashMap<&str, TypeId> = HashMap::default();
        for (id, place) in places {
            ids.insert(place, *id);
            let held = locked.types.get(place);
            if let Some(ty) = held {
                met.insert(place);
                found.held.insert(*id, ty.clone());
            }
            // What was another name for what is gone may have become that.
            if held.is_none_or(|ty| ty.form == LockedForm::Alias) {
                let behind = arena.behind(*id).id;
                let (form, keys) = list_member_keys(api, arena, newtypes, behind);
                let now = CurrentMembers {
                    place: place.clone(),
                    behind,
                    form,
                    keys,
                };
                found.members.insert(*id, now);
            }
            if let Some(own) = locked.own.get(place) {
                found.own.insert(*id, own.clone());
            }
        }
        let types = locked.types.iter();
        let of_schemas = types.filter(|(_, ty)| ty.name.starts_with("types::"));
        let of_schemas = of_schemas.filter(|(place, _)| !met.contains(place.as_str()));
        let of_schemas_gone: Vec<_> = of_schemas.collect();
        for (_, ty) in &of_schemas_gone {
            found.orphans.insert(ty.ident().to_owned(), (*ty).clone());
        }
        for (place, ty) in &of_schemas_gone {
            if let Some(union) = find_union_by_tag(locked, place) {
                found.unions.insert(ty.ident().to_owned(), union);
            }
        }
        for (place, own) in &locked.own {
            if let Some(ty) = locked
                .types
                .get(place)
                .filter(|_| !met.contains(place.as_str()))
            {
                let (name, required) = (own.name.clone(), own.required.clone());
                let orphan = LockedType {
                    name,
                    required,
                    ..ty.clone()
                };
                found.orphans.insert(own.ident().to_owned(), orphan);
            }
        }
        for (place, ty) in of_schemas_gone {
            let standing = find_standing(arena, &ids, place);
            if let Some(id) = standing.filter(|id| places.contains_key(id)) {
                let (form, keys) = list_member_keys(api, arena, newtypes, id);
                let now = CurrentMembers {
                    place: String::new(),
                    behind: id,
                    form,
                    keys,
                };
                found.standing.insert(ty.ident().to_owned(), (id, now));
            }
        }
        for ((place, _), ty) in &locked.former {
            if let Some(id) = ids.get(place.as_str()) {
                found.former.push((*id, ty.clone()));
            }
        }
        found
    }

    /// What was recorded of a type, if it stands where it stood.
    pub(in crate::rust) fn held(&self, id: TypeId) -> Option<&LockedType> {
        self.held.get(&id)
    }

    /// What was recorded of the name of a type's own place, if it is called after several.
    pub(in crate::rust) fn own(&self, id: TypeId) -> Option<&LockedType> {
        self.own.get(&id)
    }

    /// Whether a type that would be called so by itself is the one that was called so and
    /// stands elsewhere now: an inline schema that has become a component, say. If so, it has
    /// been given the name.
    pub(in crate::rust) fn take_moved(&mut self, id: TypeId, name: &str) -> bool {
        let (Some(orphan), Some(now)) = (self.orphans.get(name), self.members.get(&id)) else {
            return false;
        };
        let shared = orphan.list_members();
        let shared = shared.filter(|member| now.keys.contains(&member.key));
        let shared = shared.count();
        // Half of it is a type that has changed on its way; less is another one.
        let is_same = now.is_form_of(orphan) && shared * 2 >= orphan.list_members().count();
        if is_same && let Some(orphan) = self.orphans.remove(name) {
            self.held.insert(id, orphan);
        }
        is_same
    }

    /// Names that types had before and that nothing else has now: those of an earlier run, of
    /// types that an overlay has renamed, and of types whose place is gone while one new type,
    /// and only one, holds the same.
    pub(in crate::rust) fn find_former(
        &mut self,
        name: impl Fn(TypeId) -> Option<String>,
    ) -> Vec<(TypeId, LockedType)> {
        let mut former = std::mem::take(&mut self.former);
        for (id, ty) in &self.held {
            if name(*id).is_some_and(|name| name != ty.ident()) {
                former.push((*id, ty.clone()));
            }
        }
        for orphan in self.orphans.values().filter(|orphan| !orphan.is_gone) {
            let keys = orphan.list_members().map(|one| one.key.as_str());
            let is_written = |key: &&str| !key.starts_with(GETTER_KEY) && *key != REST_KEY;
            let keys: Vec<&str> = keys.filter(is_written).collect();
            let standing = self.standing.get(orphan.ident()).filter(|(_, now)| {
                let is_there = |key: &&str| now.keys.iter().any(|one| one == key);
                now.is_form_of(orphan) && keys.iter().all(is_there)
            });
            if let Some((id, _)) = standing.filter(|_| !keys.is_empty()) {
                former.push((*id, orphan.clone()));
                continue;
            }
            let union = self.unions.get(orphan.ident());
            let is_other = |now: &CurrentMembers| {
                union.is_some_and(|union| now.place.starts_with(union.as_str()))
            };
            let same = self.members.iter().filter(|(_, now)| !is_other(now));
            let mut same = same.filter(|(_, now)| now.is_form_of(orphan) && now.keys == keys);
            let Some((id, now)) = same.next().filter(|_| !keys.is_empty()) else {
                continue;
            };
            // Two that hold the same cannot be told apart, unless they are one.
            if same.all(|(_, other)| other.behind == now.behind) {
                former.push((*id, orphan.clone()));
            }
        }
        former.sort_by(|one, two| one.1.name.cmp(&two.1.name));
        former.dedup_by(|one, two| one.1.name == two.1.name);
        former
    }
}

/// Where the alternatives stand of which a place is one, or in one, that a tag told from others.
fn find_union_by_tag(locked: &LockedApi, place: &str) -> Option<String> {
    let lists = ["/oneOf/", "/anyOf/"].into_iter();
    let places = lists.filter_map(|list| Some((place.split_once(list)?, list)));
    let mut unions = places.filter_map(|((owner, rest), list)| {
        let tag = rest.split('/').next().unwrap_or_default();
        let union = locked.types.get(owner)?;
        let is_tag = union.member(&format!("tag:{tag}")).is_some();
        is_tag.then(|| format!("{owner}{list}"))
    });
    unions.next()
}

/// What stands today at a place below a type that is still there: `/properties/kind`, or the items
/// of that.
fn find_standing(arena: &TypeArena, ids: &HashMap<&str, TypeId>, place: &str) -> Option<TypeId> {
    let (owner, key) = place.rsplit_once("/properties/")?;
    let (key, is_item) = match key.strip_suffix("/items") {
        Some(key) => (key, true),
        None => (key, false),
    };
    let Shape::Struct(object) = arena.shape(arena.behind(*ids.get(owner)?).id) else {
        return None;
    };
    let field = object.fields.get(key)?.ty;
    match (arena.shape(arena.behind(field).id), is_item) {
        (Shape::List(list), true) => Some(arena.behind(list.item.id).id),
        (_, true) => None,
        (_, false) => Some(arena.behind(field).id),
    }
}

/// Fields, values or alternatives of a type, by what they are on the wire, in the order of a lock.
fn list_member_keys(
    api: &Api,
    arena: &TypeArena,
    newtypes: &BTreeSet<TypeId>,
    id: TypeId,
) -> (LockedForm, Vec<String>) {
    let (form, mut keys) = match arena.shape(id) {
        Shape::Struct(object) => (LockedForm::Struct, object.fields.keys().cloned().collect()),
        Shape::Enum(list) => {
            let values = list.values.iter();
            (
                LockedForm::Enum,
                values.map(|value| value.wire.clone()).collect(),
            )
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            let keys = variants.flat_map(|variant| list_lasting_keys(api, variant));
            (LockedForm::Union, keys.collect())
        }
        Shape::Text(text) if text.time_format.is_some() => (LockedForm::Newtype, Vec::new()),
        _ if newtypes.contains(&id) => (LockedForm::Newtype, Vec::new()),
        _ => (LockedForm::Alias, Vec::new()),
    };
    keys.sort_unstable();
    (form, keys)
}

/// The canonical places of all types that may have names. Where several stand at one, each
/// stands at its own pointer; and what some alternatives of a union were taken together to stands
/// at the union's, with what it is behind it, and if that is not enough, with which alternative it
/// is or what it holds.
pub(in crate::rust) fn find_type_places(
    api: &Api,
    arena: &TypeArena,
    newtypes: &BTreeSet<TypeId>,
) -> BTreeMap<TypeId, String> {
    let canonical = CanonicalPlaces::of(api);
    let is_item = |id: TypeId, hint: &NameHint| {
        !hint.is_inline() || newtypes.contains(&id) || arena.is_nominal(arena.behind(id).id)
    };
    let types = arena.iter().filter(|(id, ty)| is_item(*id, &ty.hint));
    let types: Vec<_> = types.collect();
    let mut open: Vec<(TypeId, String)> = types
        .iter()
        .map(|(id, ty)| (*id, canonical.name_type(ty)))
        .collect();
    let mut places = BTreeMap::new();
    take_places_alone(&mut open, &mut places);
    for (id, place) in &mut open {
        arena.get(*id).origin.as_str().clone_into(place);
    }
    // The first one at a pointer is the whole of it.
    let mut seen: HashSet<String> = HashSet::default();
    let (firsts, others): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|(_, place)| seen.insert(place.clone()));
    places.extend(firsts);
    let mut open = others;
    let forms = |id| list_member_keys(api, arena, newtypes, id);
    for (id, place) in &mut open {
        place.push('#');
        place.push_str(forms(*id).0.as_str());
    }
    take_places_alone(&mut open, &mut places);
    let alternatives = name_alternatives(api, arena);
    for (id, place) in &mut open {
        let holds = || forms(*id).1.join("+");
        let name = alternatives.get(id).cloned().unwrap_or_else(holds);
        place.push(':');
        place.push_str(&name);
    }
    take_places_alone(&mut open, &mut places);
    places
}

/// Gives their places to those that stand there alone, and leaves the others.
fn take_places_alone(open: &mut Vec<(TypeId, String)>, places: &mut BTreeMap<TypeId, String>) {
    let mut counts: HashMap<String, usize> = HashMap::default();
    for (_, place) in open.iter() {
        *counts.entry(place.clone()).or_default() += 1;
    }
    open.retain(|(id, place)| {
        let is_alone = counts.get(place) == Some(&1);
        if is_alone {
            places.insert(*id, place.clone());
        }
        !is_alone
    });
}

/// What each type is among the alternatives of a union.
fn name_alternatives(api: &Api, arena: &TypeArena) -> HashMap<TypeId, String> {
    let mut names = HashMap::default();
    for (id, _) in arena.iter() {
        let Shape::Union(union) = arena.shape(id) else {
            continue;
        };
        for variant in &union.variants {
            let mut keys = list_lasting_keys(api, variant).into_iter();
            if let Some(key) = keys.next() {
                names.entry(variant.ty).or_insert(key);
            }
        }
    }
    names
}
