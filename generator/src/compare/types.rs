//! What programs notice of types.

use super::matching::SurfaceMatches;
use super::members::has_same_signature;
use super::text::TypeWriter;
use super::uses::find_lasting_uses;
use super::{Change, ChangeKind, Member, Surface, SurfaceConstructor, SurfaceType};
use crate::limits::LONGEST_CHAIN_OF_ALIASES;
use crate::maps::{HashMap, HashSet};
use crate::rust::model::Ty;

/// Compares all types.
pub(super) fn compare_types(
    old: &Surface,
    new: &Surface,
    matches: &SurfaceMatches,
    changes: &mut Vec<Change>,
) {
    let (old_types, new_types) = (index_types_by_name(old), index_types_by_name(new));
    let comparer = TypeComparer {
        old: matches.old_writer(old, new),
        new: TypeWriter::new(new, HashMap::default()),
        uses: find_lasting_uses((old, &old_types), (new, &new_types), matches),
        old_types,
        new_types,
    };
    let pairs = old.types.iter().zip(&matches.types);
    for (old, index) in pairs.clone() {
        match index.and_then(|index| new.types.get(index)) {
            Some(new) => comparer.compare(old, new, changes),
            None => changes.extend(comparer.gone(old)),
        }
    }
    let headers = super::members::MemberComparer {
        old: &comparer.old,
        new: &comparer.new,
        subject: "headers",
        places: (None, None),
        is_split: false,
    };
    headers.compare(&old.headers, &new.headers, changes);
    compare_identities(&comparer, old, new, matches, changes);
    let matched: HashSet<usize> = matches.types.iter().copied().flatten().collect();
    for (index, ty) in new.types.iter().enumerate() {
        if !matched.contains(&index) {
            let change = Change::new(ChangeKind::TypeAdded, &ty.name);
            changes.push(change.places(None, ty.pointer.as_ref()));
        }
    }
}

struct TypeComparer<'s> {
    old: TypeWriter<'s>,
    new: TypeWriter<'s>,
    old_types: HashMap<&'s str, &'s SurfaceType>,
    new_types: HashMap<&'s str, &'s SurfaceType>,
    /// What some item took or gave, with what it takes or gives now.
    uses: HashSet<(String, String)>,
}

fn index_types_by_name(surface: &Surface) -> HashMap<&str, &SurfaceType> {
    let types = surface.types.iter();
    types.map(|ty| (ty.name.as_str(), ty)).collect()
}

/// The type that a name stands for, where that is an alias of one.
pub(super) fn follow_alias<'s>(
    types: &HashMap<&'s str, &'s SurfaceType>,
    ty: &'s SurfaceType,
) -> &'s SurfaceType {
    let mut found = ty;
    for _ in 0..LONGEST_CHAIN_OF_ALIASES {
        let Some(Ty::Named(named)) = &found.alias else {
            break;
        };
        match types.get(named.path().as_str()) {
            Some(target) => found = target,
            None => break,
        }
    }
    found
}

impl<'s> TypeComparer<'s> {
    fn gone(&self, ty: &'s SurfaceType) -> Option<Change> {
        let holder = self.new_types.get(ty.name.as_str());
        let now = self.old.renamed(&follow_alias(&self.old_types, ty).name);
        let same = now.and_then(|now| self.new_types.get(now));
        // What was another name for a type may be its only one now.
        if let (Some(holder), Some(same)) = (holder, same)
            && self.are_one_type(holder, same)
        {
            return None;
        }
        let kind = if self.may_mean_other(ty) {
            ChangeKind::TypeNameMeansOther
        } else {
            ChangeKind::TypeGone
        };
        let change = Change::new(kind, &ty.name).values(&ty.place, "");
        let change = change.places(ty.pointer.as_ref(), None);
        Some(change.advice(format!("remove the uses of `{}`", ty.name)))
    }

    /// Whether a program that uses the name of a type that has another one now, or is gone, may
    /// compile with the schema that has the name. Where nothing that took or gave the one takes
    /// or gives the other, no value gets there; and what is called alike in both stands for the
    /// same on the wire, or programs make other values by it.
    fn may_mean_other(&self, old: &'s SurfaceType) -> bool {
        let Some(holder) = self.new_types.get(old.name.as_str()) else {
            return false;
        };
        let holder = follow_alias(&self.new_types, holder);
        let old = follow_alias(&self.old_types, old);
        let mut members = old.members.iter();
        let means_other = members.any(|before| {
            let mut after = holder.members.iter();
            after.any(|after| {
                (after.kind, &after.name) == (before.kind, &before.name) && after.key != before.key
            })
        });
        means_other || self.uses.contains(&(old.name.clone(), holder.name.clone()))
    }

    /// Whether two names of the new surface are one type.
    fn are_one_type(&self, one: &'s SurfaceType, other: &'s SurfaceType) -> bool {
        let ends = [one, other].map(|ty| follow_alias(&self.new_types, ty));
        ends[0].name == ends[1].name
    }

    fn compare(&self, old: &'s SurfaceType, new: &'s SurfaceType, changes: &mut Vec<Change>) {
        let places = (old.pointer.as_ref(), new.pointer.as_ref());
        // The old name may have become another name for the same type.
        let is_kept = self.new_types.get(old.name.as_str());
        let is_kept = is_kept.is_some_and(|kept| self.are_one_type(kept, new));
        if old.name != new.name && !is_kept {
            let kind = if self.may_mean_other(old) {
                ChangeKind::TypeNameMeansOther
            } else {
                ChangeKind::TypeRenamed
            };
            let change = Change::new(kind, &old.name).values(&old.name, &new.name);
            let advice = format!("write `{}` for `{}`", new.name, old.name);
            changes.push(change.places(places.0, places.1).advice(advice));
        }
        // Programs do not see whether a name is an alias: what it stands for is compared.
        let name = &new.name;
        let is_one_alias = (old.alias.is_some()) != (new.alias.is_some());
        let is_split = is_one_alias && old.alias.is_some();
        let (old, new) = if is_one_alias {
            let old = follow_alias(&self.old_types, old);
            (old, follow_alias(&self.new_types, new))
        } else {
            (old, new)
        };
        if old.form != new.form {
            let change = Change::new(ChangeKind::TypeFormChanged, name);
            let change = change.values(old.form.as_str(), new.form.as_str());
            changes.push(change.places(places.0, places.1));
            return;
        }
        if let (Some(before), Some(after)) = (&old.alias, &new.alias) {
            self.compare_aliases(old, new, (before, after), changes);
        }
        super::members::MemberComparer {
            old: &self.old,
            new: &self.new,
            subject: name,
            places,
            is_split,
        }
        .compare(&old.members, &new.members, changes);
        self.compare_rest(old, new, changes);
        self.compare_making(old, new, changes);
    }

    fn compare_aliases(
        &self,
        old: &SurfaceType,
        new: &SurfaceType,
        (before, after): (&crate::rust::model::Ty, &crate::rust::model::Ty),
        changes: &mut Vec<Change>,
    ) {
        let texts = (self.old.ty(before), self.new.ty(after));
        // Which of several equal types has the definition is a matter of identity.
        let defined = |text: &str| text.starts_with("types::") || text.starts_with("operations::");
        if texts.0 != texts.1 && !(defined(&texts.0) && defined(&texts.1)) {
            let change = Change::new(ChangeKind::TypeFormChanged, &new.name);
            let change = change.values(texts.0, texts.1);
            changes.push(change.places(old.pointer.as_ref(), new.pointer.as_ref()));
        }
    }

    /// Compares what objects are read as that have no tag that is known.
    fn compare_rest(&self, old: &SurfaceType, new: &SurfaceType, changes: &mut Vec<Change>) {
        // By what the variants hold: another name of one is told as that.
        let before = old.rest.as_ref().map(|rest| self.old.member(rest));
        let after = new.rest.as_ref().map(|rest| self.new.member(rest));
        if before == after {
            return;
        }
        let name = |rest: &Option<Member>| {
            rest.as_ref()
                .map_or("Unknown", |rest| &rest.name)
                .to_owned()
        };
        let (before, after) = (name(&old.rest), name(&new.rest));
        let advice = format!("look at what is done with `{before}` and with `{after}`");
        let change = Change::new(ChangeKind::RestMeansOther, &new.name).values(before, after);
        let change = change.places(old.pointer.as_ref(), new.pointer.as_ref());
        changes.push(change.advice(advice));
    }

    /// Compares constructors and defaults.
    fn compare_making(&self, old: &SurfaceType, new: &SurfaceType, changes: &mut Vec<Change>) {
        let places = (old.pointer.as_ref(), new.pointer.as_ref());
        let made = new.constructor.as_ref().or(old.constructor.as_ref());
        let function = made.map_or("new", |made| made.function.as_str());
        let subject = format!("{}::{function}", new.name);
        match (&old.constructor, &new.constructor) {
            (Some(before), Some(after)) => {
                let kind = self.compare_constructors(before, after);
                if let Some(kind) = kind {
                    let texts = (
                        write_constructor(before, &self.old),
                        write_constructor(after, &self.new),
                    );
                    let advice = if kind == ChangeKind::ConstructorMeansOther {
                        format!("look at each argument of each call of `{subject}`")
                    } else {
                        format!("call `{}`", texts.1)
                    };
                    let change = Change::new(kind, &subject).values(texts.0, texts.1);
                    changes.push(change.places(places.0, places.1).advice(advice));
                }
            }
            (Some(before), None) => {
                let change = Change::new(ChangeKind::ConstructorGone, &subject);
                let change = change.values(write_constructor(before, &self.old), "");
                changes.push(change.places(places.0, places.1));
            }
            (None, Some(after)) => {
                let change = Change::new(ChangeKind::ConstructorAdded, &subject);
                let change = change.values("", write_constructor(after, &self.new));
                changes.push(change.places(places.0, places.1));
            }
            (None, None) => {}
        }
        if old.default && !new.default {
            let change = Change::new(ChangeKind::DefaultGone, &new.name);
            let change = change.values("implements `Default`", "does not");
            changes.push(change.places(places.0, places.1));
        }
    }

    /// Constructors take their values by name: an old call compiles only where the names are
    /// the same.
    fn compare_constructors(
        &self,
        old: &SurfaceConstructor,
        new: &SurfaceConstructor,
    ) -> Option<ChangeKind> {
        let names = |made: &SurfaceConstructor| {
            let names = made.arguments.iter().map(|one| one.name.clone());
            names.collect::<Vec<String>>()
        };
        if old.function != new.function || names(old) != names(new) {
            return Some(ChangeKind::ConstructorChanged);
        }
        let (before, after) = (&old.arguments, &new.arguments);
        compare_argument_lists(&self.old, &self.new, before, after, |silent| {
            if silent {
                ChangeKind::ConstructorMeansOther
            } else {
                ChangeKind::ConstructorChanged
            }
        })
    }
}

/// `with_name(name: impl Into<String>)` or `new(PetRequired { kind: Kind, name: String })`.
fn write_constructor(made: &SurfaceConstructor, writer: &TypeWriter<'_>) -> String {
    let function = made.function.as_str();
    let Some(of) = &made.of else {
        return write_arguments(function, &made.arguments, writer);
    };
    let fields = made.arguments.iter();
    let fields = fields.map(|one| format!("{}: {}", one.name, writer.member(one)));
    let fields: Vec<String> = fields.collect();
    format!("{function}({of} {{ {} }})", fields.join(", "))
}

/// `list_pets(name: impl Into<String>)`.
pub(super) fn write_arguments(
    function: &str,
    arguments: &[Member],
    writer: &TypeWriter<'_>,
) -> String {
    let one = |argument: &Member| format!("{}: {}", argument.name, writer.member(argument));
    let arguments: Vec<String> = arguments.iter().map(one).collect();
    format!("{function}({})", arguments.join(", "))
}

/// Compares arguments that are told apart by their position: `kind` is asked with whether old
/// calls compile with another meaning.
pub(super) fn compare_argument_lists(
    old_writer: &TypeWriter<'_>,
    new_writer: &TypeWriter<'_>,
    old: &[Member],
    new: &[Member],
    kind: impl Fn(bool) -> ChangeKind,
) -> Option<ChangeKind> {
    let pairs = || old.iter().zip(new);
    let means_same = pairs().all(|(old, new)| old.key == new.key);
    let takes_same = |(old, new): (&Member, &Member)| {
        takes_old_value(&old_writer.member(old), &new_writer.member(new))
            || has_same_signature((old_writer, old), (new_writer, new))
    };
    // A literal of text or of a number fits several types.
    let may_compile = |(old, new): (&Member, &Member)| {
        let literal = old_writer.literal(old);
        takes_same((old, new)) || (literal.is_some() && literal == new_writer.literal(new))
    };
    if old.len() == new.len() && means_same {
        return (!pairs().all(takes_same)).then(|| kind(false));
    }
    Some(kind(old.len() == new.len() && pairs().all(may_compile)))
}

/// Whether all that could be given can be given now.
pub(super) fn takes_old_value(old: &str, new: &str) -> bool {
    let converted = new.strip_prefix("impl Into<");
    old == new || converted.and_then(|new| new.strip_suffix('>')) == Some(old)
}

/// Finds names that were one type and are two now.
fn compare_identities(
    comparer: &TypeComparer<'_>,
    old: &Surface,
    new: &Surface,
    matches: &SurfaceMatches,
    changes: &mut Vec<Change>,
) {
    for (old, index) in old.types.iter().zip(&matches.types) {
        let Some(new) = index.and_then(|index| new.types.get(index)) else {
            continue;
        };
        let Some(before) = &old.alias else { continue };
        let before = comparer.old.ty(before);
        let after = new
            .alias
            .as_ref()
            .map_or_else(|| new.name.clone(), |alias| comparer.new.ty(alias));
        let defined = |text: &str| text.starts_with("types::") || text.starts_with("operations::");
        if before != after && defined(&before) && defined(&after) && new.name != before {
            let change = Change::new(ChangeKind::TypesSplit, &new.name);
            let change = change.values(format!("the same as `{before}`"), format!("`{after}`"));
            changes.push(change.places(old.pointer.as_ref(), new.pointer.as_ref()));
        }
    }
}
