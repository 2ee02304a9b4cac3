//! What became of recorded answers, and what it sums up to.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::answers::Recorded;

/// So many causes are printed.
const CAUSES: usize = 40;

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) enum Fate {
    /// It was read, and written as an equal one.
    Kept,
    /// It was read, and written as this.
    Changed(String),
    /// It was not read, and why.
    Refused(String),
    /// It could not be tried, and why.
    Untried(String),
}

impl Fate {
    /// What a line of the program says; `is_equal` compares what was written.
    pub(super) fn of(line: Option<&str>, is_equal: impl Fn(&str) -> bool) -> Self {
        let told = line.and_then(|line| serde_json::from_str::<Map<String, Value>>(line).ok());
        let told = told.unwrap_or_default();
        let text = |key: &str| told.get(key).and_then(Value::as_str).map(str::to_owned);
        match (text("kept"), text("refused")) {
            (Some(written), _) if is_equal(&written) => Self::Kept,
            (Some(written), _) => Self::Changed(written),
            (None, Some(reason)) => Self::Refused(reason),
            (None, None) => {
                let reason = text("unwritten").or_else(|| text("uncalled"));
                Self::Untried(reason.unwrap_or_else(|| "no answer of the program".to_owned()))
            }
        }
    }
}

/// An answer that was not kept.
#[derive(Debug, Serialize)]
pub(super) struct Failure {
    vendor: String,
    answer: Recorded,
    valid: bool,
    fate: Fate,
}

impl Failure {
    pub(super) fn new(vendor: &str, answer: &Recorded, valid: bool, fate: Fate) -> Self {
        Self {
            vendor: vendor.to_owned(),
            answer: answer.clone(),
            valid,
            fate,
        }
    }
}

/// Counts of one vendor, or of all.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    name: String,
    answers: usize,
    kept: usize,
    changed: usize,
    refused: usize,
    untried: usize,
    /// Answers that keep to their document, and those of them that were kept.
    valid: usize,
    valid_kept: usize,
    causes: BTreeMap<String, usize>,
}

impl Tally {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Adds an answer. Tells whether anything is to be said of it.
    pub(super) fn add(&mut self, is_valid: bool, fate: &Fate) -> bool {
        self.answers += 1;
        self.valid += usize::from(is_valid);
        self.valid_kept += usize::from(is_valid && *fate == Fate::Kept);
        let cause = match fate {
            Fate::Kept => {
                self.kept += 1;
                return false;
            }
            Fate::Changed(_) => {
                self.changed += 1;
                "read, but not kept as it is".to_owned()
            }
            Fate::Refused(reason) => {
                self.refused += 1;
                find_cause(reason)
            }
            Fate::Untried(reason) => {
                self.untried += 1;
                format!("not tried: {reason}")
            }
        };
        *self.causes.entry(cause).or_default() += 1;
        true
    }

    /// None of so many answers could be tried.
    pub(super) fn fail(&mut self, answers: usize, reason: &str) {
        self.answers += answers;
        self.untried += answers;
        *self
            .causes
            .entry(format!("not tried: {reason}"))
            .or_default() += answers;
    }

    /// Whether all was tried, and each answer that keeps to its document was kept.
    pub(super) fn is_sound(&self) -> bool {
        self.untried == 0 && self.valid == self.valid_kept
    }

    pub(super) fn line(&self) -> String {
        let readable = self.kept + self.changed;
        let share = readable as f64 * 100.0 / self.answers.max(1) as f64;
        format!(
            "{:24} {:5} answers: {share:5.1} % readable, {} kept, {} changed, {} refused, {} untried; \
             {} of {} valid ones kept",
            self.name,
            self.answers,
            self.kept,
            self.changed,
            self.refused,
            self.untried,
            self.valid_kept,
            self.valid
        )
    }

    /// The most frequent causes.
    pub(super) fn causes(&self) -> String {
        let mut causes: Vec<(&String, &usize)> = self.causes.iter().collect();
        causes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let lines = causes.iter().take(CAUSES);
        let lines = lines.map(|(cause, count)| format!("{count:5} {cause}\n"));
        lines.collect()
    }
}

pub(super) fn add_all(tallies: &[Tally]) -> Tally {
    let mut sum = Tally::new("all");
    for tally in tallies {
        sum.answers += tally.answers;
        sum.kept += tally.kept;
        sum.changed += tally.changed;
        sum.refused += tally.refused;
        sum.untried += tally.untried;
        sum.valid += tally.valid;
        sum.valid_kept += tally.valid_kept;
        for (cause, count) in &tally.causes {
            *sum.causes.entry(cause.clone()).or_default() += count;
        }
    }
    sum
}

/// What an error says is wrong, without the place and without names: "expected a string,
/// found a number".
fn find_cause(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or_default();
    let said = line.split_once("does not fit the document: ");
    let said = said.map_or(line, |(_, said)| said);
    // A path stands before it, if the trouble is inside the body.
    let said = said.split_once(": ").map_or(
        said,
        |(place, rest)| {
            if place.starts_with('$') { rest } else { said }
        },
    );
    let said = said.split(" (at byte").next().unwrap_or(said);
    let pieces = said.split('`').enumerate();
    let pieces: Vec<&str> = pieces
        .map(|(index, piece)| if index % 2 == 1 { "…" } else { piece })
        .collect();
    pieces.join("`")
}

#[cfg(test)]
mod tests {
    use super::{Fate, Tally, find_cause};

    #[test]
    fn causes_are_told_without_places_and_names() {
        for (reason, cause) in [
            (
                "`listZones` was answered 200 OK, but its body does not fit the document: \
                 $.rrsets[0]: the required property `comments` is missing\nmore",
                "the required property `…` is missing",
            ),
            (
                "$.a: expected a string, found a number (at byte 7)",
                "expected a string, found a number",
            ),
            ("`x` was answered 418", "`…` was answered 418"),
        ] {
            assert_eq!(find_cause(reason), cause);
        }
    }

    #[test]
    fn valid_answers_must_be_kept() {
        let equal = |written: &str| written == "1";
        let mut tally = Tally::new("a");
        tally.add(true, &Fate::of(Some(r#"{"kept":"1"}"#), equal));
        assert!(tally.is_sound());
        tally.add(false, &Fate::of(Some(r#"{"refused":"no"}"#), equal));
        assert!(tally.is_sound());
        tally.add(true, &Fate::of(Some(r#"{"kept":"2"}"#), equal));
        assert!(!tally.is_sound());
        let untried = Fate::of(None, equal);
        assert!(matches!(untried, Fate::Untried(_)));
    }
}
