//! What the fates of recorded answers sum up to.

use std::collections::BTreeMap;

use super::fate::{AnswerVerdict, Fate};

/// So many causes are printed.
const CAUSES: usize = 40;

/// Counts of one vendor, or of all.
#[derive(Debug, Clone, Default)]
pub(super) struct VendorTally {
    name: String,
    answers: usize,
    /// Answers that are read strictly.
    strict: usize,
    kept: usize,
    nulls_dropped: usize,
    corrected: usize,
    /// Corrected ones in which a value was left out.
    left_out: usize,
    changed: usize,
    refused: usize,
    untried: usize,
    /// Answers that keep to their document, and those of them that were kept.
    valid: usize,
    valid_kept: usize,
    causes: BTreeMap<String, usize>,
}

impl VendorTally {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Adds an answer.
    pub(super) fn add(&mut self, is_valid: bool, fate: &Fate) {
        self.answers += 1;
        self.strict += usize::from(fate.is_strict);
        self.valid += usize::from(is_valid);
        self.valid_kept += usize::from(is_valid && fate.verdict == AnswerVerdict::Kept);
        let cause = match &fate.verdict {
            AnswerVerdict::Kept => {
                self.kept += 1;
                return;
            }
            AnswerVerdict::NullsDropped => {
                self.nulls_dropped += 1;
                return;
            }
            AnswerVerdict::Corrected { left_out } => {
                self.corrected += 1;
                self.left_out += usize::from(!left_out.is_empty());
                match left_out.first() {
                    None => return,
                    Some(place) => format!("left out: {}", without_indices(place)),
                }
            }
            AnswerVerdict::Changed(places) => {
                self.changed += 1;
                let place = places.first().map_or("", String::as_str);
                format!("changed in silence: {}", without_indices(place))
            }
            AnswerVerdict::Refused(reason) => {
                self.refused += 1;
                format!("refused: {}", find_cause(reason))
            }
            AnswerVerdict::Untried(reason) => {
                self.untried += 1;
                format!("not tried: {reason}")
            }
        };
        *self.causes.entry(cause).or_default() += 1;
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

    /// Whether all was tried, nothing was changed in silence, and each answer that keeps
    /// to its document was kept.
    pub(super) fn is_sound(&self) -> bool {
        self.untried == 0 && self.changed == 0 && self.valid == self.valid_kept
    }

    /// Whether there is something to be told besides counts.
    pub(super) fn has_causes(&self) -> bool {
        !self.causes.is_empty()
    }

    /// The share of answers that are readable forgivingly, in percent.
    pub(super) fn readable_share(&self) -> f64 {
        self.share(self.kept + self.nulls_dropped + self.corrected + self.changed)
    }

    fn share(&self, answers: usize) -> f64 {
        answers as f64 * 100.0 / self.answers.max(1) as f64
    }

    pub(super) fn line(&self) -> String {
        format!(
            "{:24} {:5} answers: {:5.1} % readable strictly, {:5.1} % forgivingly; {} kept, \
             {} without nulls, {} corrected ({} with values left out), {} changed in silence, \
             {} refused, {} untried; {} of {} valid ones kept",
            self.name,
            self.answers,
            self.share(self.strict),
            self.readable_share(),
            self.kept,
            self.nulls_dropped,
            self.corrected,
            self.left_out,
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

pub(super) fn add_all(tallies: &[VendorTally]) -> VendorTally {
    let mut sum = VendorTally::new("all");
    for tally in tallies {
        sum.answers += tally.answers;
        sum.strict += tally.strict;
        sum.kept += tally.kept;
        sum.nulls_dropped += tally.nulls_dropped;
        sum.corrected += tally.corrected;
        sum.left_out += tally.left_out;
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

/// A path in which all items of a list are one place: `$.items[].price`.
fn without_indices(path: &str) -> String {
    let pieces = path.split('[').map(|piece| match piece.split_once(']') {
        Some((index, rest)) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("]{rest}")
        }
        Some(_) | None => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("[")
}

#[cfg(test)]
mod tests {
    use super::{Fate, VendorTally, find_cause, without_indices};

    #[test]
    fn places_are_told_without_indices() {
        let path = without_indices(r#"$.a[12]["b c"][0].d"#);
        assert_eq!(path, r#"$.a[]["b c"][].d"#);
    }

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
        let of = |line| Fate::of(Some(line), "1");
        let mut tally = VendorTally::new("a");
        tally.add(true, &of(r#"{"kept":"1"}"#));
        assert!(tally.is_sound());
        tally.add(false, &of(r#"{"refused":"no","strictly refused":"no"}"#));
        assert!(tally.is_sound());
        assert_eq!(tally.readable_share(), 50.0);
        let line = tally.line();
        assert!(line.contains(" 50.0 % readable strictly"), "{line}");
        tally.add(false, &of(r#"{"kept":"2","corrected":"$"}"#));
        assert!(tally.is_sound());
        tally.add(false, &of(r#"{"kept":"2"}"#));
        assert!(!tally.is_sound());
    }
}
