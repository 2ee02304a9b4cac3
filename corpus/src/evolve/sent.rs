//! Calls that are made with both clients, and whether both send the same: what no compiler sees.

use std::collections::BTreeMap;
use std::io;

use bindery::compare::{Change, ChangeLevel, Comparison, Surface, SurfaceOperation};
use serde_json::Value;

use super::judge::{ToldChanges, is_told};
use super::program::Unit;
use super::values::ValueMaker;
use super::written::write_name;

/// A use that gives what a call would send; `request` makes it without sending. Without `Accept`,
/// which says what the client can read: it follows from the responses, whose changes are told.
const CALL: &str = "\
    pub fn use_it() -> Option<String> { \
    let client = client::Client::builder().base_url(\"https://a.example\").anonymous()\
    .transport(bindery_runtime::testing::Mock::new()).build().ok()?; \
    let request = client.METHOD(VALUES).request().ok()?; \
    let mut headers = request.headers().clone(); headers.remove(\"accept\"); \
    let body: String = request.body().iter().map(|byte| format!(\"{byte:02x}\")).collect(); \
    Some(format!(\"{}\\t{}\\t{:?}\\t{body}\", request.method(), request.uri(), headers)) }";

/// Calls of all methods whose arguments can be made, with all that their bodies may hold.
pub(super) fn write_calls(surface: &Surface) -> Vec<Unit> {
    let maker = ValueMaker::new(surface);
    let calls = surface.operations.iter();
    calls.filter_map(|one| write_call(&maker, one)).collect()
}

fn write_call(maker: &ValueMaker<'_>, operation: &SurfaceOperation) -> Option<Unit> {
    let arguments = operation.arguments.iter();
    let values: Option<Vec<String>> = arguments.map(|one| maker.write_argument(one)).collect();
    let values = values?.join(", ");
    let code = CALL
        .replace("METHOD", &write_name(&operation.method))
        .replace("VALUES", &values);
    Some(Unit {
        owner: operation.method.clone(),
        names: list_named_types(&values),
        code,
    })
}

/// All types that values are made of, as comparisons call them.
fn list_named_types(values: &str) -> Vec<String> {
    let paths = values.split("client::").skip(1);
    let paths = paths.map(|path| {
        let path = path.replace("r#", "");
        let steps = path.split("::").take(2);
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let steps = steps.map(|step| step.split(|one| !is_part(one)).next().unwrap_or_default());
        steps.collect::<Vec<&str>>().join("::")
    });
    paths.collect()
}

/// What a call sent, without what means nothing: the order of pairs in the query and of
/// properties in JSON.
#[derive(Debug, PartialEq)]
pub(super) struct SentCall {
    method: String,
    url: String,
    /// Pairs, sorted.
    query: Vec<String>,
    headers: String,
    body: SentBody,
}

#[derive(Debug, PartialEq)]
enum SentBody {
    Json(Value),
    Text(String),
}

/// What all calls of a program sent, by their places among its units.
pub(super) type SentCalls = BTreeMap<usize, SentCall>;

/// What two clients were seen to send.
#[derive(Default)]
pub(super) struct ComparedCalls {
    /// Calls that both send.
    pub(super) calls: usize,
    /// Those that differ.
    pub(super) different: usize,
    /// Those that differ and are not told.
    pub(super) untold: Vec<String>,
}

/// Compares what both clients send. `is_told` says whether the call of a unit is told of.
pub(super) fn compare_sent(
    units: &[Unit],
    (old, new): (&SentCalls, &SentCalls),
    is_told: impl Fn(usize, &Unit) -> bool,
) -> ComparedCalls {
    let mut compared = ComparedCalls::default();
    for (index, before) in old {
        let (Some(unit), Some(after)) = (units.get(*index), new.get(index)) else {
            continue;
        };
        compared.calls += 1;
        if before != after {
            compared.different += 1;
            if !is_told(*index, unit) {
                let owner = &unit.owner;
                let text = format!("sent otherwise: {owner}\n    {before:?}\n    {after:?}");
                compared.untold.push(text);
            }
        }
    }
    compared
}

/// What a comparison tells of calls that go on to compile.
pub(super) fn list_told_calls(comparison: &Comparison) -> ToldChanges {
    let is_of_calls = |change: &&Change| change.level() <= ChangeLevel::Behaviour;
    let changes = comparison.changes.iter().filter(is_of_calls);
    ToldChanges::of_changes(changes)
}

/// Whether a call is told of: its method, or one of the types that it sends.
pub(super) fn is_told_call(told: &ToldChanges, unit: &Unit) -> bool {
    is_told(told, unit) || unit.names.iter().any(|name| told.has_owner(name))
}

/// Reads what a program printed: a line for each unit, with its number and what it sent.
pub(super) fn read_sent_calls(text: &str) -> io::Result<SentCalls> {
    let calls = text.lines().map(|line| {
        let parts: Vec<&str> = line.split('\t').collect();
        let [index, method, url, headers, body] = parts.as_slice() else {
            return Err(io::Error::other(format!("no call: {line}")));
        };
        let index = index.parse().map_err(io::Error::other)?;
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let mut query: Vec<String> = query.split('&').map(str::to_owned).collect();
        query.sort_unstable();
        let sent = SentCall {
            method: (*method).to_owned(),
            url: url.to_owned(),
            query,
            headers: (*headers).to_owned(),
            body: read_sent_body(body),
        };
        Ok((index, sent))
    });
    calls.collect()
}

/// Reads bytes that are written as hexadecimal digits.
fn read_sent_body(digits: &str) -> SentBody {
    let bytes = (0..digits.len() / 2).filter_map(|index| {
        let pair = digits.get(index * 2..index * 2 + 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Vec<u8> = bytes.collect();
    match serde_json::from_slice(&bytes) {
        Ok(value) => SentBody::Json(value),
        Err(_) => SentBody::Text(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{list_named_types, read_sent_calls};

    fn read(line: &str) -> Vec<super::SentCall> {
        let calls = read_sent_calls(line).unwrap_or_default();
        calls.into_values().collect()
    }

    #[test]
    fn order_means_nothing_and_values_do() {
        // {"a":1,"b":2} and {"b":2,"a":1}
        let (one, other) = ("7b2261223a312c2262223a327d", "7b2262223a322c2261223a317d");
        let first = read(&format!("3\tGET\thttps://a/x?b=2&a=1\t{{}}\t{one}"));
        assert_eq!(first.len(), 1);
        let second = read(&format!("3\tGET\thttps://a/x?a=1&b=2\t{{}}\t{other}"));
        assert_eq!(first, second);
        let third = read(&format!("3\tGET\thttps://a/x?a=2&b=1\t{{}}\t{other}"));
        assert_ne!(second, third);
        assert!(read_sent_calls("nothing").is_err());
    }

    #[test]
    fn all_types_of_values_are_found() {
        let values = "&client::types::Pet::with_name(\"a\").kind(client::types::r#Kind::Cat)";
        assert_eq!(list_named_types(values), ["types::Pet", "types::Kind"]);
    }
}
