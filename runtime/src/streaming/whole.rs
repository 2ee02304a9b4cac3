//! Events as JSON objects of `data`, `event` and `id` (OAS 3.2 §4.14.4).

use super::StreamSource;
use super::sse::RawEvent;
use crate::json::{Decode, DecodeError, ReadLimits, Reader, from_json_within, to_json};

/// Decodes a whole event. Data that is JSON is taken for what it says, then for
/// text; and because the same schema may stand for the data alone, for that at
/// last. The error is that of the first.
pub(super) fn decode_whole_event<T: Decode>(
    raw: &RawEvent,
    source: &StreamSource,
) -> Result<T, DecodeError> {
    let limits = source.limits();
    let as_text = || from_json_within(&print_event_object(raw, &to_json(&raw.data)), limits);
    // Checked before it is put into an object, which other text could break out of.
    if !is_json_text(&raw.data, limits) {
        return as_text();
    }
    from_json_within(&print_event_object(raw, &raw.data), limits).or_else(|error| {
        let others = as_text().or_else(|_| from_json_within(&raw.data, limits));
        // None keeps to the document: then the first, as far as it goes.
        let others = others.or_else(|_| source.read(&print_event_object(raw, &raw.data)));
        others.map_err(|_| error)
    })
}

/// Whether a text is one JSON value, without building it.
fn is_json_text(text: &str, limits: ReadLimits) -> bool {
    let mut reader = Reader::within(text, limits);
    reader.skip().and_then(|()| reader.finish()).is_ok()
}

/// The event as JSON.
fn print_event_object(raw: &RawEvent, data: &str) -> String {
    let mut json = format!("{{\"data\":{data}");
    let id = (!raw.id.is_empty()).then_some(&*raw.id);
    for (name, value) in [("event", raw.event.as_deref()), ("id", id)] {
        if let Some(value) = value {
            json.push_str(&format!(",\"{name}\":{}", to_json(&value)));
        }
    }
    json.push('}');
    json
}
