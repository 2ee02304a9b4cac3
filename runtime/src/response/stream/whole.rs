//! Events as JSON objects of `data`, `event` and `id` (OAS 3.2 §4.14.4).

use super::sse::RawEvent;
use crate::json::{Decode, DecodeError, Reader, from_json, to_json};

/// Decodes a whole event. Data that is JSON is taken for what it says, then for
/// text; and because the same schema may stand for the data alone, for that at
/// last. The error is that of the first.
pub(super) fn decode<T: Decode>(raw: &RawEvent) -> Result<T, DecodeError> {
    let as_text = || from_json(&object(raw, &to_json(&raw.data)));
    // Checked before it is put into an object, which other text could break out of.
    if !is_json(&raw.data) {
        return as_text();
    }
    from_json(&object(raw, &raw.data)).or_else(|error| {
        let others = as_text().or_else(|_| from_json(&raw.data));
        others.map_err(|_| error)
    })
}

/// Whether a text is one JSON value, without building it.
fn is_json(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().and_then(|()| reader.finish()).is_ok()
}

/// The event as JSON.
fn object(raw: &RawEvent, data: &str) -> String {
    let mut json = format!("{{\"data\":{data}");
    let id = (!raw.id.is_empty()).then_some(&raw.id);
    for (name, value) in [("event", raw.event.as_ref()), ("id", id)] {
        if let Some(value) = value {
            json.push_str(&format!(",\"{name}\":{}", to_json(value)));
        }
    }
    json.push('}');
    json
}
