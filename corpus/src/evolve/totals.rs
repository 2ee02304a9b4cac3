//! What all pairs amount to.

use std::collections::BTreeMap;

use bindery::compare::{Change, ChangeLevel};

use super::VersionPair;
use super::cause::BreakCause;

/// Counts over all pairs.
#[derive(Default)]
pub(super) struct EvolveTotals {
    pairs: usize,
    /// Pairs in which a program may no longer compile, or means something else.
    breaking: usize,
    /// Pairs in which some of that was avoidable.
    avoidable: usize,
    /// Pairs of which rustc refused what was not told.
    unsound: usize,
    /// Changes by level and cause.
    by_cause: BTreeMap<(ChangeLevel, BreakCause), usize>,
}

impl EvolveTotals {
    /// Counts a pair.
    pub(super) fn add(
        &mut self,
        pair: &VersionPair,
        causes: &[(&Change, BreakCause)],
        is_sound: bool,
    ) {
        self.pairs += 1;
        self.breaking += usize::from(pair.comparison.is_breaking());
        let has_avoidable = causes
            .iter()
            .any(|(change, cause)| change.level() != ChangeLevel::Identity && cause.is_avoidable());
        self.avoidable += usize::from(has_avoidable);
        self.unsound += usize::from(!is_sound);
        for (change, cause) in causes {
            *self.by_cause.entry((change.level(), *cause)).or_default() += 1;
        }
    }

    /// Whether rustc refused nothing that was not told.
    pub(super) fn is_sound(&self) -> bool {
        self.unsound == 0
    }

    /// Prints the counts.
    pub(super) fn print(&self) {
        println!(
            "{} pairs, {} break programs, {} of them by what was avoidable",
            self.pairs, self.breaking, self.avoidable
        );
        for ((level, cause), count) in &self.by_cause {
            println!("  {} {}: {count}", level.as_str(), cause.as_str());
        }
    }
}
