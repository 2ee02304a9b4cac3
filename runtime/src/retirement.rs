//! What servers say of operations that they mean to take away: the headers `Deprecation`
//! (RFC 9745) and `Sunset` (RFC 8594).

use http::HeaderMap;

use crate::json::DriftKind;
use crate::retry::read_http_date;

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retirement {
    /// The header's name.
    pub(crate) header: &'static str,
    pub(crate) kind: DriftKind,
    /// Since or until when, in UTC: `2027-01-31T00:00:00Z`; what came, where that is no date.
    pub(crate) at: String,
}

/// Reads both headers.
pub(crate) fn find_retirement(headers: &HeaderMap) -> Vec<Retirement> {
    let known = [
        ("deprecation", DriftKind::Deprecated),
        ("sunset", DriftKind::Sunset),
    ];
    let found = known.into_iter().filter_map(|(header, kind)| {
        let text = headers.get(header)?.to_str().ok()?.trim();
        // Drafts before RFC 9745 had `false` for what is not deprecated.
        (text != "false").then(|| Retirement {
            header,
            kind,
            at: read_date(text).unwrap_or_else(|| text.to_owned()),
        })
    });
    found.collect()
}

/// A date of structured fields, `@1659578233` (RFC 9651 §3.3.7), or one of HTTP.
fn read_date(text: &str) -> Option<String> {
    let seconds = match text.strip_prefix('@') {
        Some(digits) => digits.parse().ok()?,
        None => read_http_date(text)?,
    };
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(at.to_string())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{Retirement, find_retirement};
    use crate::json::DriftKind;

    fn find(deprecation: &'static str, sunset: &'static str) -> Vec<Retirement> {
        let mut headers = HeaderMap::new();
        headers.insert("deprecation", HeaderValue::from_static(deprecation));
        headers.insert("sunset", HeaderValue::from_static(sunset));
        find_retirement(&headers)
    }

    #[test]
    fn dates_are_those_of_the_rfcs() {
        let found = find("@1688169599", "Sun, 30 Jun 2024 23:59:59 GMT");
        let told: Vec<(DriftKind, &str)> = found
            .iter()
            .map(|one| (one.kind, one.at.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (DriftKind::Deprecated, "2023-06-30T23:59:59Z"),
                (DriftKind::Sunset, "2024-06-30T23:59:59Z"),
            ]
        );
    }

    #[test]
    fn drafts_had_booleans() {
        let texts =
            |found: Vec<Retirement>| found.into_iter().map(|one| one.at).collect::<Vec<_>>();
        assert_eq!(texts(find("true", "soon")), ["true", "soon"]);
        assert_eq!(texts(find("false", "@x")), ["@x"]);
    }
}
