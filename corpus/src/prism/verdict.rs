//! What Prism's answer says of a request.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::call_report::{CallReport, Violation};
use super::limits;

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CallVerdict {
    /// Prism found the request valid.
    Accepted,
    /// Prism found something wrong that is not; see [`limits`].
    Explained,
    /// Prism found something wrong with the request.
    Rejected,
    /// The client did not send what the schema allows.
    Refused,
    /// The value is not one of the generated type.
    Untyped,
    /// There was no answer.
    Failed,
}

impl CallVerdict {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Explained => "explained",
            Self::Rejected => "rejected",
            Self::Refused => "refused by the client",
            Self::Untyped => "untyped",
            Self::Failed => "failed",
        }
    }
}

/// Kinds of problems that say that the request is wrong. All others stop Prism
/// when it makes up an answer, after it has found the request valid.
const WRONG: [&str; 6] = [
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NO_SERVER_MATCHED_ERROR",
    "INVALID_CONTENT_TYPE",
];

/// The verdict, and the names of the limits of Prism that explain it. `read_only`:
/// see [`limits::find_prism_limit`].
pub(super) fn judge_call(
    told: &CallReport,
    read_only: &BTreeSet<String>,
) -> (CallVerdict, Vec<&'static str>) {
    let early = if told.untyped.is_some() {
        Some(CallVerdict::Untyped)
    } else if told.refused.is_some() {
        Some(CallVerdict::Refused)
    } else if told.failed.is_some() || told.status.is_empty() {
        Some(CallVerdict::Failed)
    } else {
        None
    };
    if let Some(verdict) = early {
        return (verdict, Vec::new());
    }
    let violations = list_violations(told);
    if violations.is_empty() {
        let is_wrong =
            find_prism_problem(&told.answer).is_some_and(|kind| WRONG.contains(&kind.as_str()));
        let verdict = if is_wrong {
            CallVerdict::Rejected
        } else {
            CallVerdict::Accepted
        };
        return (verdict, Vec::new());
    }
    let explained: Option<Vec<_>> = violations
        .iter()
        .map(|violation| limits::find_prism_limit(violation, told, read_only))
        .collect();
    match explained {
        Some(limits) => (CallVerdict::Explained, limits),
        None => (CallVerdict::Rejected, Vec::new()),
    }
}

/// The kind of a problem that is Prism's and not an example of the document.
fn find_prism_problem(answer: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let kind = answer.get("type")?.as_str()?;
    let kind = kind.strip_prefix("https://stoplight.io/prism/errors#")?;
    Some(kind.to_owned())
}

/// What is wrong with the request: in a header, or in a problem. What is wrong with
/// the answer is of Prism's own making, and that something is deprecated is no fault.
fn list_violations(told: &CallReport) -> Vec<Violation> {
    let mut violations = all_violations(told);
    violations.retain(|one| one.severity != "Warning");
    violations
}

fn all_violations(told: &CallReport) -> Vec<Violation> {
    let header = told.violations.as_deref();
    let header = header.and_then(|text| serde_json::from_str::<Vec<Violation>>(text).ok());
    if let Some(all) = header {
        let requests = all.into_iter().filter_map(|mut one| {
            let is_request = one.location.first()? == "request";
            one.location.remove(0);
            is_request.then_some(one)
        });
        return requests.collect();
    }
    if find_prism_problem(&told.answer).as_deref() != Some("UNPROCESSABLE_ENTITY") {
        return Vec::new();
    }
    let answer: Option<Value> = serde_json::from_str(&told.answer).ok();
    let list = answer.and_then(|mut answer| Some(answer.get_mut("validation")?.take()));
    list.and_then(|list| serde_json::from_value(list).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, CallReport, CallVerdict};

    fn of(told: &CallReport) -> (CallVerdict, Vec<&'static str>) {
        super::judge_call(told, &BTreeSet::from(["id".to_owned()]))
    }

    fn told(status: &str, violations: Option<&str>, answer: &str) -> CallReport {
        CallReport {
            request: "GET http://localhost/a?b=\n\n".to_owned(),
            status: status.to_owned(),
            violations: violations.map(str::to_owned),
            answer: answer.to_owned(),
            ..CallReport::default()
        }
    }

    #[test]
    fn violations_of_answers_are_prisms() {
        let own = r#"[{"location": ["response", "body"], "code": "type", "message": "no"}]"#;
        let problem = r#"{"type": "https://stoplight.io/prism/errors#VIOLATIONS", "validation": [{"location": ["response"]}]}"#;
        assert_eq!(
            of(&told("500", Some(own), problem)).0,
            CallVerdict::Accepted
        );
        assert_eq!(
            of(&told("404", None, "\"not found\"")).0,
            CallVerdict::Accepted
        );
    }

    #[test]
    fn violations_of_requests_are_ours() {
        let ours = r#"[{"location": ["request", "body"], "code": "type", "message": "no"}]"#;
        assert_eq!(of(&told("400", Some(ours), "{}")).0, CallVerdict::Rejected);
        for kind in ["UNAUTHORIZED", "NO_PATH_MATCHED_ERROR"] {
            let problem = format!("{{\"type\": \"https://stoplight.io/prism/errors#{kind}\"}}");
            assert_eq!(of(&told("404", None, &problem)).0, CallVerdict::Rejected);
        }
    }

    #[test]
    fn limits_have_names() {
        let missing = r#"{"type": "https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY", "validation":
            [{"location": ["query"], "code": "required", "message": "must have required property 'b'"}]}"#;
        let found = of(&told("422", None, missing));
        assert_eq!(found, (CallVerdict::Explained, vec!["empty-query-value"]));
        for (name, verdict) in [
            ("id", CallVerdict::Explained),
            ("name", CallVerdict::Rejected),
        ] {
            let missing = format!(
                "[{{\"location\": [\"request\", \"body\", \"a\"], \"code\": \"required\", \
                 \"message\": \"must have required property '{name}'\"}}]"
            );
            assert_eq!(of(&told("400", Some(&missing), "{}")).0, verdict);
        }
    }
}
