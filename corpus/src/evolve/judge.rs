//! Whether a comparison names what rustc refuses.

use std::collections::BTreeSet;

use bindery::compare::{Change, ChangeKind, ChangeLevel, Comparison};

use super::program::Unit;

/// What a comparison tells of programs.
pub(super) struct ToldChanges {
    /// Types and methods, by their old or new names.
    owners: BTreeSet<String>,
    /// Names of types that are gone, or stand for something else.
    names: BTreeSet<String>,
    pub(super) silent: usize,
    pub(super) source: usize,
}

impl ToldChanges {
    /// What may refuse a program, or make it mean something else.
    pub(super) fn of(comparison: &Comparison) -> Self {
        let changes = comparison.changes.iter();
        Self::of_changes(changes.filter(|change| change.level() <= ChangeLevel::Identity))
    }

    /// The same of some changes.
    pub(super) fn of_changes<'c>(changes: impl Iterator<Item = &'c Change>) -> Self {
        let mut told = Self {
            owners: BTreeSet::new(),
            names: BTreeSet::new(),
            silent: 0,
            source: 0,
        };
        for change in changes {
            match change.level() {
                ChangeLevel::Silent => told.silent += 1,
                ChangeLevel::Source => told.source += 1,
                ChangeLevel::Identity
                | ChangeLevel::Behaviour
                | ChangeLevel::Wire
                | ChangeLevel::Additive => {}
            }
            told.owners.insert(name_owner(&change.subject));
            told.owners.insert(change.before.clone());
            let of_name = [
                ChangeKind::TypeGone,
                ChangeKind::TypeRenamed,
                ChangeKind::TypeNameMeansOther,
                ChangeKind::TypeFormChanged,
                ChangeKind::TypesSplit,
            ];
            if of_name.contains(&change.kind) {
                told.names.insert(name_owner(&change.subject));
            }
        }
        told
    }
}

impl ToldChanges {
    /// Whether a type or method is told of.
    pub(super) fn has_owner(&self, name: &str) -> bool {
        self.owners.contains(name)
    }
}

/// `types::Pet` of `types::Pet::new` and of `types::Pet.name`.
fn name_owner(subject: &str) -> String {
    let subject = subject.split('.').next().unwrap_or_default();
    let steps: Vec<&str> = subject.split("::").take(2).collect();
    steps.join("::")
}

/// Whether the type or method of a unit is told of, or a name that it uses.
pub(super) fn is_told(told: &ToldChanges, unit: &Unit) -> bool {
    told.owners.contains(&unit.owner) || unit.names.iter().any(|name| told.names.contains(name))
}

/// So many faults of a program are shown: they mostly have one cause.
const SHOWN_MISFITS: usize = 3;

/// What rustc refuses of a program with the client that it was written for: a fault of the
/// program.
pub(super) fn describe_misfits(units: &[Unit], wrong: &[(usize, String)]) -> Vec<String> {
    let shown = wrong.iter().take(SHOWN_MISFITS);
    let misfits = shown.map(|(index, message)| {
        let code = units.get(*index).map_or("", |unit| unit.code.as_str());
        format!("does not fit its own client: {code}\n    {message}")
    });
    misfits.collect()
}
