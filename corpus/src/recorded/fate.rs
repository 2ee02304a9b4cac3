//! What became of a recorded answer.

use serde::Serialize;
use serde_json::{Map, Value};

use super::answers::Recorded;
use super::differences::{Difference, find_differences};

/// What became of an answer, read strictly and forgivingly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Fate {
    /// Whether it is read strictly.
    pub(super) is_strict: bool,
    pub(super) verdict: AnswerVerdict,
}

/// What became of an answer that was read forgivingly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) enum AnswerVerdict {
    /// It was written as an equal one.
    Kept,
    /// It was written without nulls of members that may be absent.
    NullsDropped,
    /// What is written differs only where the client told of a correction.
    Corrected {
        /// Places whose values are not in what was read.
        left_out: Vec<String>,
    },
    /// What is written differs without a word, at these places.
    Changed(Vec<String>),
    /// It was not read, and why.
    Refused(String),
    /// It could not be tried, and why.
    Untried(String),
}

impl Fate {
    /// What a line of the program says of an answer with this body.
    pub(super) fn of(line: Option<&str>, body: &str) -> Self {
        let told = line.and_then(|line| serde_json::from_str::<Map<String, Value>>(line).ok());
        let told = told.unwrap_or_default();
        let text = |key: &str| told.get(key).and_then(Value::as_str);
        let verdict = match (text("kept"), text("refused")) {
            (Some(written), _) => {
                let corrected = text("corrected").map(|places| places.lines().collect());
                compare_answers(body, written, corrected.unwrap_or_default())
            }
            (None, Some(reason)) => AnswerVerdict::Refused(reason.to_owned()),
            (None, None) => {
                let reason = text("unwritten").or_else(|| text("uncalled"));
                AnswerVerdict::Untried(reason.unwrap_or("no answer of the program").to_owned())
            }
        };
        let is_untried = matches!(verdict, AnswerVerdict::Untried(_));
        Self {
            is_strict: !is_untried && text("strictly refused").is_none(),
            verdict,
        }
    }
}

/// So many corrections a client tells of an answer; there may be more.
const MOST_CORRECTIONS: usize = 64;

/// Compares an answer with what was written of it; `corrected` are the places of which
/// the client told.
fn compare_answers(body: &str, written: &str, corrected: Vec<&str>) -> AnswerVerdict {
    let differences = match find_differences(body, written) {
        Ok(differences) => differences,
        Err(error) => {
            return AnswerVerdict::Untried(format!("what was written is not JSON: {error}"));
        }
    };
    let is_told = |difference: &&Difference| {
        corrected.len() >= MOST_CORRECTIONS
            || corrected
                .iter()
                .any(|place| difference.is_explained_by(place))
    };
    let (told, silent): (Vec<_>, Vec<_>) = differences
        .iter()
        .filter(|one| !one.is_dropped_null)
        .partition(is_told);
    if !silent.is_empty() {
        return AnswerVerdict::Changed(silent.iter().map(|one| one.path.clone()).collect());
    }
    if !corrected.is_empty() {
        let left_out = told.iter().filter(|one| one.is_left_out);
        return AnswerVerdict::Corrected {
            left_out: left_out.map(|one| one.path.clone()).collect(),
        };
    }
    match differences.is_empty() {
        true => AnswerVerdict::Kept,
        false => AnswerVerdict::NullsDropped,
    }
}

/// An answer that was not kept.
#[derive(Debug, Serialize)]
pub(super) struct RecordedFailure {
    vendor: String,
    answer: Recorded,
    valid: bool,
    fate: Fate,
}

impl RecordedFailure {
    pub(super) fn new(vendor: &str, answer: &Recorded, valid: bool, fate: Fate) -> Self {
        Self {
            vendor: vendor.to_owned(),
            answer: answer.clone(),
            valid,
            fate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerVerdict, Fate};

    /// What the program says, the recorded body, and what becomes of it.
    #[test]
    fn only_differences_that_were_told_are_corrections() {
        let changed = |path: &str| AnswerVerdict::Changed(vec![path.to_owned()]);
        for (line, body, verdict) in [
            (r#"{"kept":"[1.0]"}"#, "[1]", AnswerVerdict::Kept),
            (
                r#"{"kept":"{}"}"#,
                r#"{"a":null}"#,
                AnswerVerdict::NullsDropped,
            ),
            (r#"{"kept":"{}"}"#, r#"{"a":[{"b":1}]}"#, changed("$.a")),
            (
                r#"{"kept":"{\"a\":1,\"b\":0}","corrected":"$.a"}"#,
                r#"{"a":"1"}"#,
                changed("$.b"),
            ),
            (
                r#"{"kept":"{\"a\":1,\"b\":0}","corrected":"$.a\n$.b","strictly refused":"x"}"#,
                r#"{"a":"1"}"#,
                AnswerVerdict::Corrected {
                    left_out: Vec::new(),
                },
            ),
            (
                r#"{"kept":"{\"a\":[1]}","corrected":"$.a[1]\n$.b","strictly refused":"x"}"#,
                r#"{"a":[1,{}],"b":{}}"#,
                AnswerVerdict::Corrected {
                    left_out: vec!["$.a".to_owned(), "$.b".to_owned()],
                },
            ),
        ] {
            let fate = Fate::of(Some(line), body);
            assert_eq!(fate.verdict, verdict, "{line}");
            assert_eq!(fate.is_strict, !line.contains("strictly"), "{line}");
        }
        let untried = Fate::of(None, "1");
        assert!(matches!(untried.verdict, AnswerVerdict::Untried(_)));
        assert!(!untried.is_strict);
    }
}
