//! Whether what the client read of an answer is what the server sent.

use serde::Deserialize;
use serde_json::{Value, json};

use super::scenario::{ExpectedBody, ExpectedContent, ExpectedRequest, decode_base64};
use crate::lossless::exact::{Likeness, compare_json};

/// So many signs of a request are shown.
const MOST_SHOWN: usize = 1000;

/// What the program says of one call.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ToldCall {
    request: String,
    untyped: Option<String>,
    refused: Option<String>,
    failed: Option<String>,
    status: String,
    answer: String,
    undocumented: Option<String>,
    unread: Option<String>,
    unwritten: Option<String>,
    /// What was read and written again, in base64.
    kept: Option<String>,
    /// Events or lines, as JSON.
    items: Option<String>,
}

/// Why a call did not go as its scenario wants, if it did not. What the server thinks of the
/// request is told by its coverage.
pub(super) fn judge_answer(told: &ToldCall, request: &ExpectedRequest) -> Result<(), String> {
    let reasons = [
        ("not of its type", &told.untyped),
        ("refused by the client", &told.refused),
        ("not answered", &told.failed),
        ("not read", &told.unread),
        ("not written", &told.unwritten),
    ];
    for (what, why) in reasons {
        if let Some(why) = why {
            return Err(format!("{what}: {why}"));
        }
    }
    let status = request.answer.status;
    if told.items.is_none() && told.status != status.to_string() {
        let (answer, sent) = (&told.answer, &told.request);
        let sent: String = sent.chars().take(MOST_SHOWN).collect();
        return Err(format!("answered {} {answer} to {sent}", told.status));
    }
    match (&told.undocumented, &told.items) {
        // The document has no word of this failure, and the client says so.
        (Some(_), _) if status >= 400 => Ok(()),
        (Some(why), _) => Err(format!("not read: {why}")),
        (None, Some(items)) => judge_items(items, request),
        (None, None) => judge_whole(told.kept.as_deref().unwrap_or_default(), request),
    }
}

fn judge_whole(kept: &str, request: &ExpectedRequest) -> Result<(), String> {
    let Some(body) = &request.answer.body else {
        return Ok(());
    };
    let kept = decode_base64(kept).ok_or("what was written is no base64")?;
    let came = body.content.as_ref().and_then(ExpectedContent::bytes);
    let came = came.unwrap_or_default();
    let texts = (
        String::from_utf8_lossy(&came),
        String::from_utf8_lossy(&kept),
    );
    let is_alike =
        came == kept || body.is_json() && compare_json(&texts.0, &texts.1) != Likeness::Other;
    match is_alike {
        true => Ok(()),
        false => Err(format!("{} came, {} was kept", texts.0, texts.1)),
    }
}

fn judge_items(items: &str, request: &ExpectedRequest) -> Result<(), String> {
    let items: Vec<Value> = serde_json::from_str(items).map_err(|error| error.to_string())?;
    let (wanted, items): (Vec<Value>, Vec<Value>) = match read_expected_events(request) {
        Some(events) => (events, items.iter().map(unfold_event).collect()),
        None => (read_expected_lines(request), items),
    };
    // More may come over further connections.
    match items.starts_with(&wanted) {
        true => Ok(()),
        false => {
            let (wanted, items) = (Value::Array(wanted), Value::Array(items));
            Err(format!("{wanted} came, {items} was kept"))
        }
    }
}

/// An event by its type and its data: a document may describe the data, or the whole event.
fn unfold_event(item: &Value) -> Value {
    let data = item.get("data").unwrap_or(&Value::Null);
    let is_whole = data.as_object().is_some_and(|members| {
        let known = ["event", "data", "id", "retry"];
        members.contains_key("data") && members.keys().all(|key| known.contains(&key.as_str()))
    });
    let data = if is_whole {
        data.get("data")
    } else {
        Some(data)
    };
    let data = match data.unwrap_or(&Value::Null) {
        Value::String(text) => read_event_data(text),
        other => other.clone(),
    };
    json!({"event": item.get("event"), "data": data})
}

fn read_event_data(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// The events of the answer that a scenario expects (WHATWG HTML §9.2.6); `None` if it is none
/// of events. What ends a stream by convention is no event.
pub(super) fn read_expected_events(request: &ExpectedRequest) -> Option<Vec<Value>> {
    let body = request.answer.body.as_ref()?;
    if body.media_type != "text/event-stream" {
        return None;
    }
    let text = body.text()?;
    let mut events = Vec::new();
    for block in text.split("\n\n") {
        let field = |wanted: &str| {
            let lines = block.lines().filter_map(|line| line.split_once(':'));
            let values = lines.filter(|(name, _)| *name == wanted);
            let values = values.map(|(_, value)| value.strip_prefix(' ').unwrap_or(value));
            values.collect::<Vec<&str>>().join("\n")
        };
        let (event, data) = (field("event"), field("data"));
        if data == "[DONE]" {
            break;
        }
        if !data.is_empty() {
            let event = if event.is_empty() { "message" } else { &event };
            events.push(json!({"event": event, "data": read_event_data(&data)}));
        }
    }
    Some(events)
}

fn read_expected_lines(request: &ExpectedRequest) -> Vec<Value> {
    let body = request.answer.body.as_ref();
    read_json_lines(&body.and_then(ExpectedBody::text).unwrap_or_default())
}

/// The values of the lines that are JSON.
pub(super) fn read_json_lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    let values = lines.filter_map(|line| serde_json::from_str(line).ok());
    values.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ExpectedRequest, ToldCall, judge_answer};

    fn judge(answer: &Value, told: Value) -> Result<(), String> {
        let request =
            json!({"method": "get", "uri": "/", "query": {}, "headers": {}, "answer": answer});
        let request: ExpectedRequest =
            serde_json::from_value(request).map_err(|error| error.to_string())?;
        let told: ToldCall = serde_json::from_value(told).map_err(|error| error.to_string())?;
        judge_answer(&told, &request)
    }

    #[test]
    fn what_was_written_again_must_equal_what_came() {
        let body = json!({"type": "application/json", "content": {"text": "{\"a\": 1.0}"}});
        let answer = json!({"status": 200, "body": body});
        // {"a":1} and {"a":2}
        let same = json!({"status": "200", "kept": "eyJhIjoxfQ=="});
        let other = json!({"status": "200", "kept": "eyJhIjoyfQ=="});
        assert_eq!(judge(&answer, same), Ok(()));
        assert!(judge(&answer, other).is_err());
        assert!(judge(&answer, json!({"status": "500"})).is_err());
        assert!(judge(&answer, json!({"status": "200", "unread": "no"})).is_err());
        assert!(judge(&answer, json!({"untyped": "no"})).is_err());
        assert!(judge(&answer, json!({})).is_err(), "a program that stopped");
    }

    #[test]
    fn a_failure_may_be_undocumented_and_a_success_may_not() {
        let told = |status: &str| json!({"status": status, "undocumented": "no such answer"});
        assert_eq!(judge(&json!({"status": 403}), told("403")), Ok(()));
        assert!(judge(&json!({"status": 200}), told("200")).is_err());
    }

    #[test]
    fn events_are_compared_by_type_and_data() {
        let text = "id: 1\nevent: a\ndata: {\"x\": 1}\n\ndata: one\ndata: two\n\ndata: [DONE]\n\n";
        let body = json!({"type": "text/event-stream", "content": {"text": text}});
        let answer = json!({"status": 200, "body": body});
        let second = json!({"event": "message", "data": "one\ntwo"});
        let told = |first: Value| json!({"items": json!([first, second]).to_string()});
        let data = json!({"event": "a", "data": {"x": 1}});
        let whole = json!({"event": "a", "data": {"event": "a", "data": "{\"x\": 1}"}});
        assert_eq!(judge(&answer, told(data)), Ok(()));
        assert_eq!(judge(&answer, told(whole)), Ok(()));
        assert!(judge(&answer, told(json!({"event": "b", "data": {"x": 1}}))).is_err());
        assert!(judge(&answer, json!({"items": "[]"})).is_err());
    }

    #[test]
    fn lines_are_compared_one_by_one() {
        let body = json!({"type": "application/jsonl", "content": {"text": "{\"a\": 1}\n2"}});
        let answer = json!({"status": 200, "body": body});
        assert_eq!(judge(&answer, json!({"items": "[{\"a\":1},2]"})), Ok(()));
        assert!(judge(&answer, json!({"items": "[{\"a\":1}]"})).is_err());
    }
}
