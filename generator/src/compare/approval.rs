//! Changes that somebody has looked at.

use super::{Change, ChangeKind, Comparison};
use crate::wildcard::fits_wildcard;

/// What somebody has approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The kind of change.
    pub kind: ChangeKind,
    /// What may change, as it is told (`types::Pet.age`); `*` stands for any text.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// The last day on which it counts, `2026-12-31`; without one it always counts.
    pub until: Option<String>,
}

impl Approval {
    /// Whether it counts on a day, `2026-11-30`.
    pub fn is_valid(&self, today: &str) -> bool {
        // Days that are written so are in the order of their texts.
        self.until.as_deref().is_none_or(|until| today <= until)
    }

    fn covers(&self, change: &Change) -> bool {
        self.kind == change.kind && fits_wildcard(&self.subject, &change.subject)
    }
}

impl Comparison {
    /// These changes without those that are approved on a day, and how many those are.
    pub fn without_approved(&self, approvals: &[Approval], today: &str) -> (Self, usize) {
        let is_approved = |change: &&Change| {
            let mut approvals = approvals.iter().filter(|one| one.is_valid(today));
            !approvals.any(|approval| approval.covers(change))
        };
        let changes: Vec<Change> = self.changes.iter().filter(is_approved).cloned().collect();
        let approved = self.changes.len() - changes.len();
        let left = Self {
            changes,
            unknown: self.unknown,
        };
        (left, approved)
    }
}
