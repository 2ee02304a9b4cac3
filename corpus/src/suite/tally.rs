//! Counts by file of the suite, and what was not kept.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::group::{Group, Instance};
use crate::lossless::driver::Answer;
use crate::lossless::exact::{Likeness, compare_json};

/// What became of a valid instance that was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailureKind {
    /// Its schema has no `type`, and speaks of values of another JSON type: the generated
    /// type is one of those. `FORMATS.md` tells so.
    Typeless,
    /// It was not read, or nothing could be asked.
    Refused,
    /// It was read, and another one written.
    Changed,
}

/// A valid instance that was not kept.
#[derive(Debug, Serialize)]
pub(super) struct InstanceFailure {
    file: String,
    group: String,
    instance: String,
    kind: FailureKind,
    value: String,
    /// What was written, or why it was refused.
    answer: String,
}

impl InstanceFailure {
    pub(super) fn new(
        group: &Group,
        instance: &Instance,
        kind: FailureKind,
        answer: &Answer,
    ) -> Self {
        let answer = match answer {
            Answer::Kept(json) => json.clone(),
            Answer::Refused(_, reason) => reason.clone(),
            Answer::Lost => "there is no type, or no answer".to_owned(),
        };
        Self {
            file: group.file.clone(),
            group: group.description.clone(),
            instance: instance.description.clone(),
            kind,
            value: instance.json.clone(),
            answer,
        }
    }

    /// In one line.
    pub(super) fn describe(&self) -> String {
        let Self {
            file,
            group,
            instance,
            kind,
            value,
            answer,
        } = self;
        let kind = format!("{kind:?}").to_lowercase();
        format!("{kind}: {file}: {group}: {instance}: {value} -> {answer}")
    }
}

/// Counts of a file, or of all.
#[derive(Debug, Clone, Copy, Default)]
struct InstanceCounts {
    valid: usize,
    kept: usize,
    typeless: usize,
    refused: usize,
    changed: usize,
    invalid: usize,
    /// Invalid ones that were not read.
    caught: usize,
}

impl InstanceCounts {
    fn plus(self, other: Self) -> Self {
        Self {
            valid: self.valid + other.valid,
            kept: self.kept + other.kept,
            typeless: self.typeless + other.typeless,
            refused: self.refused + other.refused,
            changed: self.changed + other.changed,
            invalid: self.invalid + other.invalid,
            caught: self.caught + other.caught,
        }
    }

    fn describe(&self, name: &str) -> String {
        let Self {
            valid,
            kept,
            typeless,
            refused,
            changed,
            invalid,
            caught,
        } = self;
        format!(
            "{name:44} {valid:5} {kept:5} {typeless:8} {refused:7} {changed:7} {invalid:7} {caught:6}\n"
        )
    }
}

/// Counts by file, and the failures.
#[derive(Debug, Default)]
pub(super) struct SuiteTally {
    counts: BTreeMap<String, InstanceCounts>,
    failures: Vec<InstanceFailure>,
}

impl SuiteTally {
    pub(super) fn add_instance(
        &mut self,
        group: &Group,
        instance: &Instance,
        answer: &Answer,
        failure: impl FnOnce(FailureKind) -> InstanceFailure,
    ) {
        let counts = self.counts.entry(group.file.clone()).or_default();
        if !instance.is_valid {
            counts.invalid += 1;
            counts.caught += usize::from(matches!(answer, Answer::Refused(..)));
            return;
        }
        counts.valid += 1;
        let Some(kind) = judge_instance(group, instance, answer) else {
            counts.kept += 1;
            return;
        };
        match kind {
            FailureKind::Typeless => counts.typeless += 1,
            FailureKind::Refused => counts.refused += 1,
            FailureKind::Changed => counts.changed += 1,
        }
        self.failures.push(failure(kind));
    }

    /// What failed for another reason than [`FailureKind::Typeless`], by name.
    pub(super) fn failures(&self) -> impl Iterator<Item = &InstanceFailure> {
        let failures = self.failures.iter();
        failures.filter(|failure| failure.kind != FailureKind::Typeless)
    }

    /// A table of the counts.
    pub(super) fn describe_counts(&self) -> String {
        let mut table = format!(
            "{:44} valid  kept typeless refused changed invalid caught\n",
            "file"
        );
        for (file, counts) in &self.counts {
            table += &counts.describe(file);
        }
        table + &self.sum_counts().describe("all")
    }

    /// The share of valid instances that were kept, in percent, without
    /// [`FailureKind::Typeless`].
    pub(super) fn kept_share(&self) -> f64 {
        let sum = self.sum_counts();
        sum.kept as f64 * 100.0 / (sum.valid - sum.typeless).max(1) as f64
    }

    fn sum_counts(&self) -> InstanceCounts {
        let counts = self.counts.values().copied();
        counts.fold(InstanceCounts::default(), InstanceCounts::plus)
    }
}

/// What is wrong with the answer to a valid instance, if anything is.
fn judge_instance(group: &Group, instance: &Instance, answer: &Answer) -> Option<FailureKind> {
    match answer {
        Answer::Kept(json) => match compare_json(&instance.json, json) {
            Likeness::Equal | Likeness::Respelled => None,
            Likeness::Other => Some(FailureKind::Changed),
        },
        Answer::Refused(path, reason) if is_of_another_type(group, path, reason) => {
            Some(FailureKind::Typeless)
        }
        Answer::Refused(..) | Answer::Lost => Some(FailureKind::Refused),
    }
}

/// Whether the instance as a whole was refused for its JSON type, of which the schema does
/// not speak.
fn is_of_another_type(group: &Group, path: &str, reason: &str) -> bool {
    let is_typeless = match &group.schema {
        Value::Object(members) => !members.contains_key("type") && !members.contains_key("$ref"),
        _ => false,
    };
    is_typeless && path == "$" && reason.contains("expected") && reason.contains(", found ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::make_group;
    use super::{FailureKind, judge_instance};
    use crate::lossless::driver::Answer;
    use crate::suite::group::Instance;

    #[test]
    fn a_valid_instance_has_to_come_back() {
        let instance = Instance {
            description: "two".to_owned(),
            json: r#"{"a": 1.0}"#.to_owned(),
            is_valid: true,
        };
        let typeless = make_group("typeless", json!({"minLength": 2}));
        let typed = make_group("typed", json!({"type": "string"}));
        let refused = Answer::Refused(
            "$".to_owned(),
            "$: expected a string, found an object (at byte 0)".to_owned(),
        );
        let cases = [
            (&typed, Answer::Kept(r#"{"a":1}"#.to_owned()), None),
            (
                &typed,
                Answer::Kept("{}".to_owned()),
                Some(FailureKind::Changed),
            ),
            (&typed, refused.clone(), Some(FailureKind::Refused)),
            (&typeless, refused, Some(FailureKind::Typeless)),
            (&typeless, Answer::Lost, Some(FailureKind::Refused)),
        ];
        for (group, answer, expected) in cases {
            let found = judge_instance(group, &instance, &answer);
            assert_eq!(found, expected, "{}: {answer:?}", group.description);
        }
    }
}
