//! What the next generation changes for the crate that a lock describes.
//!
//! A lock knows names and how much may lack, and nothing of types. So what is compared is the
//! lock as it was with the lock as it is behind the new version: what is told here is told of
//! the two documents as well.

use super::{ApiVersion, Change, ChangeKind, Comparison, Member, SurfaceConstructor, read_surface};
use crate::api::places::name_operation_places;
use crate::maps::{HashMap, HashSet};
use crate::rust::model::Ty;
use crate::rust::{
    LockedApi, LockedBody, LockedForm, LockedMember, LockedOperation, LockedPrecision, LockedType,
    REST_KEY,
};
use crate::source::Pointer;

/// What is not compared.
const UNKNOWN_TO_LOCKS: &str = "a lock holds names, what may lack, texts and numbers, and what \
     bodies and successes a method has; compare two documents for other types of fields, arguments \
     and successes, for what is sent in another way, and for what old clients meet";

/// Compares what a lock holds with the version that was compiled with it.
pub fn compare_with_lock(held: &LockedApi, new: &ApiVersion) -> Comparison {
    let none = LockedApi::default();
    let comparer = LockComparer::new(held, new.krate.locked.as_ref().unwrap_or(&none), new);
    let mut changes = Vec::new();
    for (place, operation) in held.operations.iter().filter(|(_, one)| !one.is_gone) {
        comparer.compare_operation(place, operation, &mut changes);
    }
    let types = held.types.iter().chain(&held.own);
    let former = held.former.iter().map(|((place, _), ty)| (place, ty));
    let mut known: HashSet<&str> = HashSet::default();
    for (place, ty) in types.chain(former).filter(|(_, ty)| !ty.is_gone) {
        known.insert(&ty.name);
        comparer.compare_type(place, ty, &mut changes);
    }
    comparer.tell_new(held, &known, &mut changes);
    changes.sort_by_key(|change| change.kind);
    changes.dedup();
    Comparison {
        changes,
        unknown: Some(UNKNOWN_TO_LOCKS),
    }
}

/// What the new version is compared by.
struct LockComparer<'n> {
    now: &'n LockedApi,
    /// The places of operations that are new there, by their names.
    moved: HashMap<&'n str, &'n str>,
    /// What has a name now: where it stands, and what it is.
    names: HashMap<&'n str, (&'n str, &'n LockedType)>,
    /// By the paths of types.
    constructors: HashMap<String, SurfaceConstructor>,
    /// The paths of those that hold what the document does not name.
    with_rest: HashSet<String>,
    /// Where types stand in the document, by their paths.
    schemas: HashMap<String, Pointer>,
    /// Where operations stand in the document, by their canonical places.
    operations: HashMap<String, Pointer>,
}

impl<'n> LockComparer<'n> {
    fn new(held: &LockedApi, now: &'n LockedApi, version: &ApiVersion) -> Self {
        let is_new = |place: &str| {
            let held = held.operations.get(place);
            held.is_none_or(|one| one.is_gone)
        };
        let operations = now.operations.iter();
        let new = operations.filter(|(place, one)| !one.is_gone && is_new(place));
        let moved = new.map(|(place, one)| (one.name.as_str(), place.as_str()));
        let mut names = HashMap::default();
        let types = now.types.iter().chain(&now.own);
        for (place, ty) in types.filter(|(_, ty)| !ty.is_gone) {
            names.insert(ty.name.as_str(), (place.as_str(), ty));
        }
        for (place, name) in now.former.keys() {
            // What a former name stands for is what has its place.
            if let Some(ty) = now.types.get(place) {
                names.insert(name, (place, ty));
            }
        }
        let mut constructors = HashMap::default();
        let mut schemas = HashMap::default();
        let mut with_rest = HashSet::default();
        for ty in read_surface(version).types {
            if ty.members.iter().any(|member| member.key == REST_KEY) {
                with_rest.insert(ty.name.clone());
            }
            if let Some(constructor) = ty.constructor {
                constructors.insert(ty.name.clone(), constructor);
            }
            schemas.extend(ty.pointer.map(|pointer| (ty.name, pointer)));
        }
        let places = name_operation_places(&version.api.operations).into_iter();
        let pointers = version.api.operations.iter().map(|one| one.origin.clone());
        Self {
            now,
            moved: moved.collect(),
            names,
            constructors,
            with_rest,
            schemas,
            operations: places.zip(pointers).collect(),
        }
    }

    fn compare_operation(&self, place: &str, held: &LockedOperation, changes: &mut Vec<Change>) {
        // One that moved is known by its name, as the comparison of documents has it.
        let has_moved = !self.operations.contains_key(place);
        let moved = self.moved.get(held.name.as_str()).filter(|_| has_moved);
        let place_now = moved.copied().unwrap_or(place);
        let pointer = self.operations.get(place_now);
        let mut push = |kind, subject: &str, before: &str, after: &str, advice: String| {
            let change = Change::new(kind, subject).values(before, after);
            changes.push(change.places(None, pointer).advice(advice));
        };
        let now = self.now.operations.get(place_now);
        let Some(now) = now.filter(|one| !one.is_gone) else {
            let advice = format!("remove the calls of `{}`", held.name);
            return push(ChangeKind::MethodGone, &held.name, place, "", advice);
        };
        if moved.is_some() {
            let kind = ChangeKind::EndpointMoved;
            push(kind, &held.name, place, place_now, String::new());
        }
        if held.name != now.name {
            let advice = format!("write `{}` for `{}`", now.name, held.name);
            push(
                ChangeKind::MethodRenamed,
                &now.name,
                &held.name,
                &now.name,
                advice,
            );
        }
        if held.body != now.body {
            let (before, after) = (describe_body(held.body), describe_body(now.body));
            let advice = format!("`{}` takes {after} now", now.name);
            push(
                ChangeKind::ArgumentsChanged,
                &now.name,
                before,
                after,
                advice,
            );
        }
        // Where both give one type, it may be the same one.
        if held.gives.is_empty() != now.gives.is_empty() {
            let (before, after) = (describe_given(&held.gives), describe_given(&now.gives));
            let advice = format!("`{}` gives {after} now", now.name);
            push(
                ChangeKind::SuccessTypeChanged,
                &now.name,
                &before,
                &after,
                advice,
            );
        }
        for before in &held.others {
            let after = now.others.iter().find(|after| after.key == before.key);
            match after {
                None => {
                    let advice = format!("remove the calls of `{}`", before.name);
                    push(ChangeKind::MethodGone, &now.name, &before.name, "", advice);
                }
                Some(after) if after.name != before.name => {
                    let advice = format!("write `{}` for `{}`", after.name, before.name);
                    push(
                        ChangeKind::MethodRenamed,
                        &now.name,
                        &before.name,
                        &after.name,
                        advice,
                    );
                }
                Some(_) => {}
            }
        }
        for after in &now.others {
            if held.others.iter().all(|before| before.key != after.key) {
                let kind = ChangeKind::MethodAdded;
                push(kind, &after.name, "", &after.name, String::new());
            }
        }
    }

    fn compare_type(&self, place: &str, held: &LockedType, changes: &mut Vec<Change>) {
        let here = self.now.types.get(place).filter(|ty| !ty.is_gone);
        let Some((_, now)) = self.names.get(held.name.as_str()) else {
            let change = match here {
                None => Change::new(ChangeKind::TypeGone, &held.name)
                    .values(place, "")
                    .advice(format!("remove the uses of `{}`", held.name)),
                Some(here) => Change::new(ChangeKind::TypeRenamed, &held.name)
                    .values(&held.name, &here.name)
                    .advice(format!("write `{}` for `{}`", here.name, held.name)),
            };
            let pointer = here.and_then(|here| self.schemas.get(&here.name));
            changes.push(change.places(None, pointer));
            return;
        };
        let pointer = self.schemas.get(&now.name);
        // What an alias stood for is known by its members alone.
        let is_alias = |ty: &LockedType| ty.form == LockedForm::Alias;
        if is_alias(held) && held.list_members().next().is_none() {
            return;
        }
        if held.form != now.form && !is_alias(held) && !is_alias(now) {
            let change = Change::new(ChangeKind::TypeFormChanged, &held.name);
            let change = change.values(held.form.as_str(), now.form.as_str());
            changes.push(change.places(None, pointer));
            return;
        }
        let first = changes.len();
        compare_held_members(held, now, changes);
        // A lock has that only of objects that a document closes.
        if self.with_rest.contains(&now.name) {
            let rest = held.member(REST_KEY).map(|rest| &rest.name);
            let rest = rest.map(|name| format!("{}.{name}", held.name));
            let is_rest = |one: &Change| Some(&one.subject) == rest.as_ref();
            let told = changes.split_off(first);
            changes.extend(told.into_iter().filter(|one| !is_rest(one)));
        }
        self.compare_constructor(held, now, changes);
        for change in changes.iter_mut().skip(first) {
            change.new_place = pointer.cloned();
        }
    }

    /// What could be left out, or was not there at all, was no argument.
    fn compare_constructor(&self, held: &LockedType, now: &LockedType, changes: &mut Vec<Change>) {
        let is_made = held.is_sent || !held.name.starts_with("types::");
        let constructor = self.constructors.get(&now.name);
        let Some(constructor) = constructor.filter(|_| is_made) else {
            return;
        };
        let taken: HashMap<&str, LockedPrecision> = held
            .list_members()
            .map(|one| (one.key.as_str(), one.around))
            .collect();
        // What is always there and may be null is an argument as well.
        let is_known = |one: &&Member| match taken.get(one.key.as_str()) {
            Some(LockedPrecision::Always) => true,
            Some(LockedPrecision::Option) => {
                let ty = one.ty.as_ref().map(|ty| &ty.ty);
                matches!(ty, Some(Ty::Option(_)))
            }
            Some(LockedPrecision::Maybe | LockedPrecision::Free) | None => false,
        };
        let arguments = constructor.arguments.iter();
        let new = arguments.filter(|one| !is_known(one));
        let new: Vec<String> = new.map(|one| format!("`{}`", one.name)).collect();
        if !new.is_empty() || held.required != now.required {
            let subject = format!("{}::{}", held.name, constructor.function);
            let change = Change::new(ChangeKind::ConstructorChanged, subject);
            let advice = if new.is_empty() {
                format!("call `{}`", constructor.function)
            } else {
                format!("give {} as well", new.join(", "))
            };
            let names = [&held.required, &now.required].map(|name| name.as_deref());
            let [before, after] = names.map(Option::unwrap_or_default);
            changes.push(change.values(before, after).advice(advice));
        }
    }

    fn tell_new(&self, held: &LockedApi, known: &HashSet<&str>, changes: &mut Vec<Change>) {
        let names = held.operations.values().filter(|one| !one.is_gone);
        let names: HashSet<&str> = names.map(|one| one.name.as_str()).collect();
        let new = self.moved.iter().filter(|(name, _)| !names.contains(*name));
        let mut new: Vec<(&str, &str)> = new.map(|(name, place)| (*place, *name)).collect();
        new.sort_unstable();
        for (place, name) in new {
            let change = Change::new(ChangeKind::MethodAdded, name).values("", place);
            changes.push(change.places(None, self.operations.get(place)));
        }
        let types = self.now.types.values().chain(self.now.own.values());
        for ty in types.filter(|ty| !ty.is_gone && !known.contains(ty.name.as_str())) {
            let change = Change::new(ChangeKind::TypeAdded, &ty.name);
            changes.push(change.places(None, self.schemas.get(&ty.name)));
        }
    }
}

/// Compares members by their names: an alternative has several keys, by each of which it can be
/// found again.
fn compare_held_members(held: &LockedType, now: &LockedType, changes: &mut Vec<Change>) {
    // By names and keys, as types may have thousands of members.
    let held_names = index_members(held, |one| &one.name);
    let held_keys = index_members(held, |one| &one.key);
    let (names, keys) = (
        index_members(now, |one| &one.name),
        index_members(now, |one| &one.key),
    );
    let mut seen: HashSet<&str> = HashSet::default();
    for before in held.list_members() {
        if !seen.insert(&before.name) {
            continue;
        }
        let own = held_names.get(before.name.as_str()).into_iter().flatten();
        let same = own.filter_map(|(_, one)| keys.get(one.key.as_str()));
        let mut same: Vec<(usize, &LockedMember)> = same.flatten().copied().collect();
        same.sort_by_key(|(place, _)| *place);
        let mut same = same.into_iter().map(|(_, after)| after);
        let named = names.get(before.name.as_str()).and_then(|all| all.first());
        let named = named.map(|(_, after)| *after);
        let subject = format!("{}.{}", held.name, before.name);
        let (kind, texts, advice) = match (same.clone().next(), named) {
            (Some(_), Some(_)) if same.clone().any(|after| after.name == before.name) => {
                let after = same.find(|after| after.name == before.name);
                let after = after.map_or(before.around, |after| after.around);
                let scalar = named.and_then(|after| after.scalar.as_ref());
                let texts = if before.around != after {
                    [before.around, after].map(|one| describe_precision(one).to_owned())
                } else if let Some(loose) = before.scalar.as_ref().filter(|_| scalar.is_none()) {
                    [loose.to_string(), "of another type".to_owned()]
                } else {
                    continue;
                };
                let advice = format!("`{}` is {} now", before.name, texts[1]);
                (ChangeKind::MemberTypeChanged, texts, advice)
            }
            (Some(after), None) => {
                let advice = format!("write `{}` for `{}`", after.name, before.name);
                let texts = [before.name.clone(), after.name.clone()];
                (ChangeKind::MemberRenamed, texts, advice)
            }
            (None, None) => {
                let advice = format!("remove the uses of `{}`", before.name);
                let texts = [before.key.clone(), String::new()];
                (ChangeKind::MemberGone, texts, advice)
            }
            // The keys of alternatives come and go with what they hold.
            (None, Some(_)) if held.form == LockedForm::Union => continue,
            (_, Some(after)) => {
                let advice = format!("`{}` stands for `{}` now", before.name, after.key);
                let texts = [before.key.clone(), after.key.clone()];
                (find_other_meaning(held.form), texts, advice)
            }
        };
        let [old, new] = texts;
        changes.push(Change::new(kind, subject).values(old, new).advice(advice));
    }
    let is_known = |after: &LockedMember| {
        held_keys.contains_key(after.key.as_str()) || held_names.contains_key(after.name.as_str())
    };
    for after in now.list_members().filter(|after| !is_known(after)) {
        if seen.insert(&after.name) {
            let subject = format!("{}.{}", held.name, after.name);
            let change = Change::new(ChangeKind::MemberAdded, subject);
            changes.push(change.values("", &after.key));
        }
    }
}

/// The members of a type by a text of theirs, each with its place in the type.
fn index_members<'t>(
    ty: &'t LockedType,
    text: impl Fn(&'t LockedMember) -> &'t str,
) -> HashMap<&'t str, Vec<(usize, &'t LockedMember)>> {
    let mut index: HashMap<&str, Vec<(usize, &LockedMember)>> = HashMap::default();
    for (place, member) in ty.list_members().enumerate() {
        index.entry(text(member)).or_default().push((place, member));
    }
    index
}

fn find_other_meaning(form: LockedForm) -> ChangeKind {
    match form {
        LockedForm::Enum | LockedForm::Union => ChangeKind::VariantMeansOther,
        LockedForm::Struct | LockedForm::Alias | LockedForm::Newtype => ChangeKind::FieldMeansOther,
    }
}

fn describe_body(body: LockedBody) -> &'static str {
    match body {
        LockedBody::None => "no body",
        LockedBody::Optional => "a body that may be left out",
        LockedBody::Required => "a body",
    }
}

fn describe_given(keys: &[String]) -> String {
    if keys.is_empty() {
        "an enum of successes".to_owned()
    } else {
        format!("the type of {}", keys.join(", "))
    }
}

fn describe_precision(around: LockedPrecision) -> &'static str {
    match around {
        LockedPrecision::Free | LockedPrecision::Always => "always there",
        LockedPrecision::Option => "an `Option`",
        LockedPrecision::Maybe => "a `Maybe`",
    }
}
