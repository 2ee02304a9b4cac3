//! What programs notice of operations.

use super::matching::SurfaceMatches;
use super::text::{TypeWriter, is_same_type};
use super::types::{compare_argument_lists, takes_old_value, write_arguments};
use super::{Change, ChangeKind, Member, MemberKind, Surface, SurfaceOperation};
use crate::maps::{HashMap, HashSet};
use crate::rust::model::Ty;

/// Compares all operations.
pub(super) fn compare_calls(
    old: &Surface,
    new: &Surface,
    matches: &SurfaceMatches,
    changes: &mut Vec<Change>,
) {
    let comparer = CallComparer {
        old: matches.old_writer(old, new),
        new: TypeWriter::new(new, HashMap::default()),
        surface: new,
    };
    let methods = new.operations.iter().map(|one| (one.method.as_str(), one));
    let methods: HashMap<&str, &SurfaceOperation> = methods.collect();
    let is_reused = |before: &SurfaceOperation| {
        let holder = methods.get(before.method.as_str());
        holder.is_some_and(|holder| comparer.may_take_calls(before, holder))
    };
    for (before, index) in old.operations.iter().zip(&matches.operations) {
        match index.and_then(|index| new.operations.get(index)) {
            Some(after) => {
                comparer.compare_method(before, after, is_reused(before), changes);
            }
            None => {
                let kind = if is_reused(before) {
                    ChangeKind::MethodMeansOther
                } else {
                    ChangeKind::MethodGone
                };
                let change = Change::new(kind, &before.method).values(&before.endpoint, "");
                let advice = format!("remove the calls of `{}`", before.method);
                changes.push(change.places(before.pointer.as_ref(), None).advice(advice));
            }
        }
    }
    let matched: HashSet<usize> = matches.operations.iter().copied().flatten().collect();
    for (index, operation) in new.operations.iter().enumerate() {
        if !matched.contains(&index) {
            let change = Change::new(ChangeKind::MethodAdded, &operation.method);
            let change = change.values("", &operation.endpoint);
            changes.push(change.places(None, operation.pointer.as_ref()));
        }
    }
}

struct CallComparer<'s> {
    old: TypeWriter<'s>,
    new: TypeWriter<'s>,
    surface: &'s Surface,
}

impl CallComparer<'_> {
    fn compare_method(
        &self,
        old: &SurfaceOperation,
        new: &SurfaceOperation,
        is_reused: bool,
        changes: &mut Vec<Change>,
    ) {
        let mut push = |kind: ChangeKind, before: String, after: String, advice: String| {
            let is_new = kind == ChangeKind::MethodAdded;
            let change = Change::new(kind, if is_new { &after } else { &new.method })
                .values(before, after)
                .advice(advice);
            changes.push(change.places(old.pointer.as_ref(), new.pointer.as_ref()));
        };
        if old.method != new.method {
            let kind = if is_reused {
                ChangeKind::MethodMeansOther
            } else {
                ChangeKind::MethodRenamed
            };
            let advice = format!("write `{}` for `{}`", new.method, old.method);
            push(kind, old.method.clone(), new.method.clone(), advice);
        }
        if old.place != new.place {
            let (before, after) = (old.endpoint.clone(), new.endpoint.clone());
            push(ChangeKind::EndpointMoved, before, after, String::new());
        }
        if let Some(kind) = self.compare_arguments(old, new) {
            let before = write_arguments(&old.method, &old.arguments, &self.old);
            let after = write_arguments(&new.method, &new.arguments, &self.new);
            let advice = format!("call `{after}`");
            push(kind, before, after, advice);
        }
        let same = |before: &Ty, after: &Ty| is_same_type((&self.old, before), (&self.new, after));
        let are_same = match (&old.parameters, &new.parameters) {
            (Some(before), Some(after)) => same(before, after),
            (before, after) => before.is_none() && after.is_none(),
        };
        if !are_same {
            let none = || "no parameters".to_owned();
            let before = old
                .parameters
                .as_ref()
                .map_or_else(none, |ty| self.old.ty(ty));
            let after = new
                .parameters
                .as_ref()
                .map_or_else(none, |ty| self.new.ty(ty));
            push(
                ChangeKind::CallParametersChanged,
                before,
                after,
                String::new(),
            );
        }
        if !same(&old.success, &new.success) {
            let (before, after) = (self.old.ty(&old.success), self.new.ty(&new.success));
            let advice = format!("`{}` gives `{after}` now", new.method);
            push(ChangeKind::SuccessTypeChanged, before, after, advice);
        }
        let none = || "no documented failure".to_owned();
        let before = old.failure.as_ref().map_or_else(none, |ty| self.old.ty(ty));
        let after = new.failure.as_ref().map_or_else(none, |ty| self.new.ty(ty));
        let is_same_failure = match (&old.failure, &new.failure) {
            (Some(before), Some(after)) => same(before, after),
            (None, None) => true,
            _ => false,
        };
        if !is_same_failure {
            let advice = format!("`{}` fails with `{after}` now", new.method);
            push(ChangeKind::ErrorTypeChanged, before, after, advice);
        }
        self.compare_other_methods(old, new, &mut push);
    }

    /// Whether calls of a method may compile with the method of another operation that has its
    /// name now. What is taken by conversion, or may be left out, fits more than it says.
    fn may_take_calls(&self, old: &SurfaceOperation, holder: &SurfaceOperation) -> bool {
        let mut pairs = old.arguments.iter().zip(&holder.arguments);
        let is_open = |argument: &Member| {
            let around = argument.ty.as_ref().map_or("_", |taken| taken.around);
            around.starts_with("impl ") || around.starts_with("Option<")
        };
        old.arguments.len() == holder.arguments.len()
            && pairs.all(|(before, after)| {
                is_open(after)
                    || takes_old_value(&self.old.member(before), &self.new.member(after))
                    || self.old.literal(before).is_some()
            })
    }

    /// Path parameters are told apart by their place in the path; where that is another path,
    /// by their names.
    fn compare_arguments(
        &self,
        old: &SurfaceOperation,
        new: &SurfaceOperation,
    ) -> Option<ChangeKind> {
        // What stands before a parameter says what it is, whatever it is called.
        let is_moved = old.place != new.place
            && list_words_before_parameters(&old.endpoint)
                != list_words_before_parameters(&new.endpoint);
        let name_keys = |arguments: &[Member]| -> Vec<Member> {
            let named = arguments.iter().enumerate().map(|(index, argument)| {
                let mut argument = argument.clone();
                if !is_moved && argument.key == argument.name {
                    argument.key = index.to_string();
                }
                argument
            });
            named.collect()
        };
        let (before, mut after) = (name_keys(&old.arguments), name_keys(&new.arguments));
        for (before, after) in before.iter().zip(&mut after) {
            if before.key == "*body" && self.converts(before, after) {
                after.ty.clone_from(&before.ty);
                let written = self.old.member(before);
                if written != self.new.member(after) {
                    // The old type by its new name is what the conversion takes.
                    return None;
                }
            }
        }
        compare_argument_lists(&self.old, &self.new, &before, &after, |silent| {
            if silent {
                ChangeKind::ArgumentsMeanOther
            } else {
                ChangeKind::ArgumentsChanged
            }
        })
    }

    /// Whether what was the body converts into the choice of bodies that is taken now.
    fn converts(&self, before: &Member, after: &Member) -> bool {
        let Some(Ty::Named(named)) = after.ty.as_ref().map(|taken| &taken.ty) else {
            return false;
        };
        let path = named.path();
        let choice = self.surface.types.iter().find(|ty| ty.name == path);
        let held = before.ty.as_ref().map(|taken| self.old.ty(&taken.ty));
        let conversions = choice.into_iter().flat_map(|choice| &choice.members);
        let mut conversions = conversions.filter(|one| one.kind == MemberKind::Conversion);
        path.starts_with("operations::")
            && conversions.any(|one| one.ty.as_ref().map(|taken| self.new.ty(&taken.ty)) == held)
    }

    fn compare_other_methods(
        &self,
        old: &SurfaceOperation,
        new: &SurfaceOperation,
        push: &mut impl FnMut(ChangeKind, String, String, String),
    ) {
        for after in &new.others {
            if old.others.iter().all(|before| before.key != after.key) {
                let name = after.name.clone();
                push(ChangeKind::MethodAdded, String::new(), name, String::new());
            }
        }
        for before in &old.others {
            let after = new.others.iter().find(|after| after.key == before.key);
            let Some(after) = after else {
                let advice = format!("remove the calls of `{}`", before.name);
                push(
                    ChangeKind::MethodGone,
                    before.name.clone(),
                    String::new(),
                    advice,
                );
                continue;
            };
            if before.name != after.name {
                let advice = format!("write `{}` for `{}`", after.name, before.name);
                push(
                    ChangeKind::MethodRenamed,
                    before.name.clone(),
                    after.name.clone(),
                    advice,
                );
            }
            let (given, gives) = (self.old.member(before), self.new.member(after));
            if given != gives {
                let advice = format!("`{}` gives `{gives}` now", after.name);
                push(ChangeKind::SuccessTypeChanged, given, gives, advice);
            }
        }
    }
}

/// `GET /v2/pets/{id}` → `pets`: the segment before each parameter of a path.
fn list_words_before_parameters(endpoint: &str) -> Vec<&str> {
    let segments: Vec<&str> = endpoint.split('/').collect();
    let pairs = segments.iter().zip(segments.iter().skip(1));
    let before = pairs.filter(|(_, segment)| segment.contains('{'));
    before.map(|(word, _)| *word).collect()
}
