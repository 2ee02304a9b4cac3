//! Counts by group, and scenarios that do not pass.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::expected::{Exemption, Exemptions};
use crate::report;

/// What became of a scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ScenarioRecord {
    pub(super) specification: String,
    pub(super) scenario: String,
    pub(super) passed: bool,
    /// How the list says that it goes, and why.
    exemption: Option<(Exemption, String)>,
    /// What went wrong.
    pub(super) failure: Option<String>,
}

impl ScenarioRecord {
    /// `failure` is what went wrong with its calls; `accepted`, whether Spector's coverage
    /// says that it passed.
    pub(super) fn new(
        specification: &str,
        scenario: &str,
        accepted: bool,
        failure: Option<String>,
        exemptions: &Exemptions,
    ) -> Self {
        let missed = || (!accepted).then(|| "Spector did not get what it wants".to_owned());
        let failure = failure.or_else(missed);
        Self {
            specification: specification.to_owned(),
            scenario: scenario.to_owned(),
            passed: failure.is_none(),
            exemption: exemptions.get(scenario).cloned(),
            failure,
        }
    }

    fn how(&self) -> Option<Exemption> {
        self.exemption.as_ref().map(|(how, _)| *how)
    }

    /// Whether it went as the list says.
    fn is_expected(&self) -> bool {
        let may_fail = self.how().is_some_and(|how| how != Exemption::ByHand);
        self.passed != may_fail
    }

    fn group(&self) -> &str {
        let (group, _) = self
            .specification
            .split_once('.')
            .unwrap_or((&self.specification, ""));
        group
    }
}

/// How many scenarios of a group went which way.
#[derive(Debug, Default)]
struct GroupCounts {
    all: usize,
    passed: usize,
    by_hand: usize,
    failed: BTreeMap<Option<Exemption>, usize>,
}

impl GroupCounts {
    fn add(&mut self, record: &ScenarioRecord) {
        self.all += 1;
        self.passed += usize::from(record.passed);
        self.by_hand += usize::from(record.passed && record.how() == Some(Exemption::ByHand));
        if !record.passed {
            *self.failed.entry(record.how()).or_default() += 1;
        }
    }

    fn row(&self, name: &str) -> String {
        let failed = |how: &[Option<Exemption>]| {
            let counts = how.iter().filter_map(|how| self.failed.get(how));
            match counts.sum::<usize>() {
                0 => String::new(),
                count => count.to_string(),
            }
        };
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} |\n",
            self.all,
            self.passed,
            self.by_hand,
            failed(&[Some(Exemption::OpenApi)]),
            failed(&[Some(Exemption::Emitter)]),
            failed(&[Some(Exemption::Bindery), Some(Exemption::ByHand), None])
        )
    }
}

/// The counts as a table in Markdown.
pub(super) fn describe_groups(records: &[ScenarioRecord]) -> String {
    let mut groups: BTreeMap<&str, GroupCounts> = BTreeMap::new();
    let mut sum = GroupCounts::default();
    for record in records {
        groups.entry(record.group()).or_default().add(record);
        sum.add(record);
    }
    let mut text =
        "| group | scenarios | passed | of these by hand | not in OpenAPI | emitter | bindery |\n\
                    |---|--:|--:|--:|--:|--:|--:|\n"
            .to_owned();
    for (name, counts) in &groups {
        text.push_str(&counts.row(name));
    }
    text + &sum.row("**all**")
}

/// Each scenario that does not simply pass, with its reason.
fn describe_exemptions(records: &[ScenarioRecord]) -> String {
    let listed = records.iter().filter_map(|record| {
        let (how, why) = record.exemption.as_ref()?;
        let how = match how {
            Exemption::ByHand => "by hand",
            Exemption::OpenApi => "not in OpenAPI",
            Exemption::Emitter => "emitter",
            Exemption::Bindery => "bindery",
        };
        Some(format!("- `{}`, {how}: {why}\n", record.scenario))
    });
    listed.collect()
}

/// Scenarios that did not go as the list says; each as a line.
pub(super) fn describe_surprises(records: &[ScenarioRecord]) -> Vec<String> {
    let surprising = records.iter().filter(|record| !record.is_expected());
    let describe = |record: &ScenarioRecord| match &record.failure {
        Some(why) => format!("{} does not pass: {why}", record.scenario),
        None => format!("{} passes now: take it off the list", record.scenario),
    };
    surprising.map(describe).collect()
}

/// Names on the list that no scenario has; each as a line.
pub(super) fn describe_strangers(
    records: &[ScenarioRecord],
    exemptions: &Exemptions,
) -> Vec<String> {
    let is_known = |name: &String| records.iter().any(|record| record.scenario == *name);
    let strangers = exemptions.keys().filter(|name| !is_known(name));
    strangers
        .map(|name| format!("{name} is listed, and there is no such scenario"))
        .collect()
}

/// What a report amounts to, as a section of a page.
pub(crate) fn describe_spector_report(path: &Path) -> io::Result<String> {
    let records: Vec<ScenarioRecord> = report::read_records(path)?;
    let (groups, exemptions) = (describe_groups(&records), describe_exemptions(&records));
    Ok(format!("{groups}\n{exemptions}"))
}

#[cfg(test)]
mod tests {
    use super::{
        Exemption, Exemptions, ScenarioRecord, describe_groups, describe_strangers,
        describe_surprises,
    };

    fn record(name: &str, accepted: bool, failure: Option<&str>) -> ScenarioRecord {
        let exemptions = Exemptions::from([
            ("Hand".to_owned(), (Exemption::ByHand, "why".to_owned())),
            ("Lost".to_owned(), (Exemption::Emitter, "why".to_owned())),
        ]);
        let failure = failure.map(str::to_owned);
        ScenarioRecord::new("type.model", name, accepted, failure, &exemptions)
    }

    #[test]
    fn a_scenario_passes_by_what_was_sent_and_what_was_read() {
        assert!(record("One", true, None).passed);
        assert!(!record("One", false, None).passed);
        assert!(!record("One", true, Some("not read")).passed);
    }

    #[test]
    fn what_is_listed_is_no_surprise() {
        let records = [
            record("Hand", true, None),
            record("Lost", false, None),
            record("One", true, None),
        ];
        assert_eq!(describe_surprises(&records), Vec::<String>::new());
        assert!(describe_groups(&records).contains("| type | 3 | 2 | 1 |  | 1 |  |\n"));
    }

    #[test]
    fn what_is_listed_exists() {
        let exemptions = Exemptions::from([
            ("One".to_owned(), (Exemption::ByHand, "why".to_owned())),
            ("Gone".to_owned(), (Exemption::Emitter, "why".to_owned())),
        ]);
        let told = describe_strangers(&[record("One", true, None)], &exemptions);
        assert_eq!(told, ["Gone is listed, and there is no such scenario"]);
    }

    #[test]
    fn what_is_not_listed_is_a_surprise() {
        let records = [
            record("Hand", false, None),
            record("Lost", true, None),
            record("One", true, Some("not read")),
        ];
        let told = describe_surprises(&records);
        assert_eq!(told.len(), 3);
        assert!(told[1].contains("passes now"), "{told:?}");
    }
}
