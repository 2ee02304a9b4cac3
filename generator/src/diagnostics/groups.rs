//! Puts findings that say the same about many places together.

use super::{Diagnostic, Place};

/// Findings that differ in their place alone.
pub(super) struct Group<'d> {
    /// The first of them.
    pub first: &'d Diagnostic,
    /// The places of the others.
    pub more: Vec<&'d Place>,
}

/// Groups findings, in the order of the first of each group.
pub(super) fn of(findings: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut groups: crate::maps::IndexMap<_, Group<'_>> = crate::maps::IndexMap::default();
    for finding in findings {
        // By what is said, not by the code alone: messages name the key or type they are about,
        // and only those that say the same word for word are one finding to a reader.
        let key = (finding.code, finding.severity, &finding.message);
        match groups.entry(key) {
            indexmap::map::Entry::Occupied(group) => {
                group.into_mut().more.extend(&finding.place);
            }
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert(Group {
                    first: finding,
                    more: Vec::new(),
                });
            }
        }
    }
    groups.into_values().collect()
}

/// `41 more places`.
pub(super) fn more_places(count: usize) -> String {
    match count {
        1 => "1 more place".to_owned(),
        _ => format!("{count} more places"),
    }
}
