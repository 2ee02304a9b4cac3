//! Headers of requests.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::operation::{Answer, Outcome, Reading};

/// A header from texts or bytes. The error says what is wrong and never shows the value.
pub(crate) fn parse_header(
    name: &str,
    value: impl AsRef<[u8]>,
) -> Result<(HeaderName, HeaderValue), String> {
    let name =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a header name".to_owned())?;
    let value = HeaderValue::from_bytes(value.as_ref())
        .map_err(|_| "holds a line break or another control character".to_owned())?;
    Ok((name, value))
}

/// The `Accept` header: each documented media type once, those of successes
/// before those that only failures have.
pub(crate) fn accept(answers: &'static [Answer], reading: Reading) -> Bytes {
    let wanted = |outcome: Outcome| {
        let answers = answers.iter();
        answers.filter(move |one| one.outcome == outcome && reading.takes(one))
    };
    let mut types: Vec<(&'static str, Outcome)> = Vec::new();
    for outcome in [Outcome::Success, Outcome::Failure] {
        for answer in wanted(outcome) {
            if !answer.media_type.is_empty()
                && !types.iter().any(|(known, _)| *known == answer.media_type)
            {
                types.push((answer.media_type, outcome));
            }
        }
    }
    match *types.as_slice() {
        [] => return Bytes::from_static(b"*/*"),
        [(only, Outcome::Success)] => return Bytes::from_static(only.as_bytes()),
        _ => {}
    }
    let mut shown = String::new();
    for (index, (media_type, outcome)) in types.into_iter().enumerate() {
        shown.push_str(if index == 0 { "" } else { ", " });
        shown.push_str(media_type);
        shown.push_str(match outcome {
            Outcome::Success => "",
            Outcome::Failure => ";q=0.9",
        });
    }
    shown.into()
}
