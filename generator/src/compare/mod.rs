//! Compares two versions of an API: what a program that uses the old client has to change,
//! and what a client of the old version meets when the server is new.
//!
//! Both sides are the compiler's own values, [`Api`] and
//! [`Crate`], so that what is told is what is generated. The way through:
//! `read` and `read_calls` bring a crate into a [`Surface`], where every item has a canonical
//! `place`; `matching` finds which item of one is which of the other, by place first and by
//! name second, so that a new name is not a loss, and an old name for something else is not a
//! match; `types`, `calls`, `behaviour` and `wire` compare what belongs together. `held` compares a
//! lock with the version that was compiled with it.

mod approval;
mod attempts;
mod behaviour;
mod calls;
mod change;
mod constants;
mod deprecation;
mod held;
mod matching;
mod members;
mod print;
mod read;
mod read_calls;
mod surface;
mod text;
mod types;
mod uses;
mod verdict;
mod wire;
mod written;

pub use approval::Approval;
pub use change::{Change, ChangeKind, ChangeLevel};
pub use held::compare_with_lock;
pub use print::{comparison_as_json, comparison_as_markdown, comparison_as_text};
pub use read::read_surface;
pub use surface::{
    Member, MemberKind, Surface, SurfaceConstructor, SurfaceOperation, SurfaceType, TakenType,
    TypeForm,
};
pub use verdict::{Verdict, next_version};

use crate::api::Api;
use crate::rust::Crate;
use crate::rust::model::HeldPrecision;

/// One version of an API, as the compiler sees it.
#[derive(Debug, Clone)]
pub struct ApiVersion {
    /// The wire.
    pub api: Api,
    /// The Rust of it.
    pub krate: Crate,
    /// The wire with the calls that the provider makes, where it makes any and the crate has no
    /// types for them.
    pub provider: Option<Api>,
}

/// What differs between two versions.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The changes, the gravest first.
    pub changes: Vec<Change>,
    /// What was not compared, where that is something.
    pub unknown: Option<&'static str>,
}

impl Comparison {
    /// What the changes together ask of the next version.
    pub fn verdict(&self) -> Verdict {
        verdict::judge_changes(&self.changes)
    }

    /// Whether a program that compiled may mean something else now.
    pub fn is_silent(&self) -> bool {
        self.has_level(ChangeLevel::Silent)
    }

    /// Whether a program may no longer compile, or means something else.
    pub fn is_breaking(&self) -> bool {
        self.verdict() == Verdict::Major
    }

    fn has_level(&self, level: ChangeLevel) -> bool {
        self.changes.iter().any(|change| change.level() == level)
    }
}

/// Compares two versions.
pub fn compare_versions(old: &ApiVersion, new: &ApiVersion) -> Comparison {
    let (old_surface, new_surface) = (read::read_surface(old), read::read_surface(new));
    let matches = matching::match_surfaces(&old_surface, &new_surface);
    let mut changes = Vec::new();
    types::compare_types(&old_surface, &new_surface, &matches, &mut changes);
    calls::compare_calls(&old_surface, &new_surface, &matches, &mut changes);
    constants::compare_constants(old, new, &mut changes);
    attempts::compare_attempts(old, new, &mut changes);
    behaviour::compare_behaviour(old, new, &mut changes);
    deprecation::compare_deprecation(old, new, &mut changes);
    wire::compare_wire(&old.api, &new.api, &mut changes);
    let [before, after] =
        [old, new].map(|version| version.provider.as_ref().unwrap_or(&version.api));
    wire::compare_provider_calls(before, after, &mut changes);
    tell_held_precision(new, Some(&old.krate.held), &mut changes);
    // Stable: changes of one kind stay in the order of the document.
    changes.sort_by_key(|change| change.kind);
    changes.dedup();
    Comparison {
        changes,
        unknown: None,
    }
}

/// Tells what the lock of the new version holds, and that of the old one did not.
fn tell_held_precision(
    new: &ApiVersion,
    before: Option<&Vec<HeldPrecision>>,
    changes: &mut Vec<Change>,
) {
    let held = new.krate.held.iter();
    for one in held.filter(|one| before.is_none_or(|before| !before.contains(one))) {
        let change = Change::new(ChangeKind::PrecisionHeld, &one.subject);
        let change = change.values(&one.held, &one.stated);
        changes.push(change.places(None, Some(&one.origin)));
    }
}
