//! Puts findings that say the same about many places together, and chooses which of them
//! people are shown.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Place, Severity};
use crate::limits::SHOWN_GROUPS_OF_CODE;

/// Findings that differ in their place alone.
pub(super) struct FindingGroup<'d> {
    /// The first of them.
    pub first: &'d Diagnostic,
    /// The places of the others.
    pub more: Vec<&'d Place>,
}

/// Groups findings, in the order of the first of each group.
fn group_findings(findings: &[Diagnostic]) -> Vec<FindingGroup<'_>> {
    let mut groups: crate::maps::IndexMap<_, FindingGroup<'_>> = crate::maps::IndexMap::default();
    for finding in findings {
        // By what is said, not by the code alone: messages name the key or type they are about,
        // and only those that say the same word for word are one finding to a reader.
        let key = (finding.code, finding.severity, &finding.message);
        match groups.entry(key) {
            indexmap::map::Entry::Occupied(group) => {
                group.into_mut().more.extend(&finding.place);
            }
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert(FindingGroup {
                    first: finding,
                    more: Vec::new(),
                });
            }
        }
    }
    groups.into_values().collect()
}

/// What people are shown of findings.
pub(super) struct Shown<'d> {
    /// The first groups of each code.
    pub groups: Vec<FindingGroup<'d>>,
    /// Codes of which there are more, and how many findings are not shown.
    pub hidden: BTreeMap<(Code, Severity), usize>,
}

/// The groups that are shown, in the order of the first finding of each, and what is not.
pub(super) fn choose_shown(findings: &[Diagnostic]) -> Shown<'_> {
    let mut counts: BTreeMap<(Code, Severity), usize> = BTreeMap::new();
    let mut shown = Shown {
        groups: Vec::new(),
        hidden: BTreeMap::new(),
    };
    for group in group_findings(findings) {
        let kind = (group.first.code, group.first.severity);
        let count = counts.entry(kind).or_default();
        *count += 1;
        if *count > SHOWN_GROUPS_OF_CODE {
            *shown.hidden.entry(kind).or_default() += 1 + group.more.len();
        } else {
            shown.groups.push(group);
        }
    }
    shown
}

/// What is said about findings of one code that are not shown.
pub(super) fn more_findings(count: usize) -> String {
    match count {
        1 => "1 more finding of this kind is not shown".to_owned(),
        _ => format!("{count} more findings of this kind are not shown"),
    }
}

/// Where all findings can be seen.
pub(super) const SEE_ALL: &str = "`bindery generate --message-format json` tells all of them";

/// `41 more places`.
pub(super) fn more_places(count: usize) -> String {
    match count {
        1 => "1 more place".to_owned(),
        _ => format!("{count} more places"),
    }
}
