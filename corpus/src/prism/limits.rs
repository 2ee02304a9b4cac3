//! Where Prism is wrong, by name. Each is described in `corpus/PRISM.md`.

use super::tally::Told;
use super::verdict::Violation;

/// The limit that makes Prism complain, if it is a known one.
pub(super) fn of(violation: &Violation, told: &Told) -> Option<&'static str> {
    let place = violation.location.first().and_then(|place| place.as_str());
    let (code, message) = (violation.code.as_str(), violation.message.as_str());
    let is_text = matches!(place, Some("query" | "path" | "header" | "cookie"));
    match code {
        "maximum" | "minimum" if message.ends_with("9007199254740991") => Some("int64-as-double"),
        "required" if place == Some("query") && has_empty(told, message) => {
            Some("empty-query-value")
        }
        "required" if message.contains("'content-type'") => Some("content-type-parameter"),
        "oneOf" if is_text => Some("one-of-texts"),
        _ => None,
    }
}

/// Whether the query has the parameter that is said to be missing, without a value.
fn has_empty(told: &Told, message: &str) -> bool {
    let name = message.rsplit('\'').nth(1).unwrap_or_default();
    let line = told.request.lines().next().unwrap_or_default();
    let query = line.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| {
        pair.strip_suffix('=')
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}
