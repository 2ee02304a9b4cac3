//! Server-sent events: what a schema says of them, of their data alone or of the whole.

use super::media_schema::find_item_schema;
use crate::api::context::ResolveCx;
use crate::api::schemas::{merge_whole_schema, resolve_type_use};
use crate::api::types::{EventData, NameHint};
use crate::api::view::{SchemaNode, SchemaType, View};
use crate::limits::MOST_LEVELS_OF_EVENTS;
use crate::maps::HashSet;
use crate::source::Pointer;

/// What the events are: `contentSchema` of the `data` of `itemSchema` tells of their
/// data (OAS 3.2 §4.14.4), as does a schema that is not one of whole events.
pub(super) fn of_stream(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    schema: Option<SchemaNode>,
    hint: &NameHint,
) -> EventData {
    let sequential = cx.source.beyond().item_schemas.contains_key(at);
    let Some(node) = find_item_schema(cx, at, schema) else {
        return EventData::Text;
    };
    let view = merge_whole_schema(cx, &node);
    // Only where nothing says what an item is: `itemSchema` describes the event as it is after
    // parsing, by definition.
    if !sequential && let Some(data) = data_of_item(&view) {
        return event_data(cx, &data, hint);
    }
    let data = view.rules.properties.get("data").filter(|_| sequential);
    let data = data.map(|data| merge_whole_schema(cx, data));
    let content_schema = data
        .as_ref()
        .and_then(|data| data.rules.content_schema.clone());
    if let Some(schema) = content_schema {
        return EventData::Json(resolve_type_use(cx, &schema, hint.clone()));
    }
    if describes_whole_events(cx, &node)
        && let Some(typed) = with_typed_data(cx, &node, MOST_LEVELS_OF_EVENTS)
    {
        return EventData::Whole(resolve_type_use(cx, &typed, hint.clone()));
    }
    let is_text = |view: &View| view.rules.types == [SchemaType::String];
    if is_text(&view) || data.is_some_and(|data| is_text(&data)) {
        return EventData::Text;
    }
    let of = resolve_type_use(cx, &node, hint.clone());
    if describes_whole_events(cx, &node) {
        EventData::Whole(of)
    } else {
        EventData::Json(of)
    }
}

/// The schema of the data, where a schema describes an event by the names that .NET has
/// for it (`SseItem<T>`): the other members are fields of the event, and not of its data.
fn data_of_item(view: &View) -> Option<SchemaNode> {
    let properties = &view.rules.properties;
    let plain = |name: &String| name.replace('_', "").to_ascii_lowercase();
    let is_own = |name: &String| {
        matches!(
            plain(name).as_str(),
            "eventtype" | "eventid" | "reconnectioninterval"
        )
    };
    let is_field = |name: &String| plain(name) == "data" || is_own(name);
    let all = properties.keys().all(is_field) && properties.keys().any(is_own);
    let mut found = properties.iter().filter(|(name, _)| plain(name) == "data");
    let (_, data) = found.next().filter(|_| all && view.unions.is_empty())?;
    Some(data.clone())
}

/// The data of events by its own schema.
fn event_data(cx: &mut ResolveCx<'_>, data: &SchemaNode, hint: &NameHint) -> EventData {
    let view = merge_whole_schema(cx, data);
    if view.rules.types == [SchemaType::String] && view.unions.is_empty() {
        return EventData::Text;
    }
    EventData::Json(resolve_type_use(cx, data, hint.clone()))
}

/// Whether a schema describes whole events: objects with `data`, and with nothing
/// that events do not have, or several such; what they share may stand beside them.
fn describes_whole_events(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> bool {
    let mut met: HashSet<String> = HashSet::default();
    let mut open = vec![(node.clone(), false)];
    let mut found = false;
    while let Some((node, has_data)) = open.pop() {
        if !met.insert(node.key().to_owned()) {
            continue;
        }
        let view = merge_whole_schema(cx, &node);
        let properties = &view.rules.properties;
        let is_field = |name: &String| matches!(name.as_str(), "data" | "event" | "id" | "retry");
        let has_data = has_data || properties.contains_key("data");
        if !properties.keys().all(is_field) {
            return false;
        }
        // Only the leaves of alternatives are events; what stands around them is shared and may
        // lack `data`.
        if view.unions.is_empty() {
            if !has_data {
                return false;
            }
            found = true;
        }
        let branches = view.unions.iter().flat_map(|group| &group.branches);
        open.extend(branches.map(|branch| (branch.clone(), has_data)));
    }
    found
}

/// Events whose data is what its `contentSchema` says, and not the text that carries it;
/// `None` where no schema of data has one. Data that all alternatives share stands in
/// those that have none of their own.
fn with_typed_data(cx: &mut ResolveCx<'_>, node: &SchemaNode, levels: usize) -> Option<SchemaNode> {
    let levels = levels.checked_sub(1)?;
    let mut view = View::clone(&merge_whole_schema(cx, node));
    let mut is_changed = false;
    for group in &mut view.unions {
        for branch in &mut group.branches {
            if let Some(typed) = with_typed_data(cx, branch, levels) {
                *branch = typed;
                is_changed = true;
            }
        }
    }
    if is_changed && let Some(shared) = view.rules.properties.shift_remove("data") {
        for branch in view.unions.iter_mut().flat_map(|group| &mut group.branches) {
            *branch = with_data(cx, branch, &shared);
        }
    }
    if let Some(data) = view.rules.properties.get_mut("data")
        && let Some(schema) = merge_whole_schema(cx, data).rules.content_schema.clone()
    {
        *data = schema;
        is_changed = true;
    }
    is_changed.then(|| node.part("event", view))
}

/// An event with this data, if it has no other.
fn with_data(cx: &mut ResolveCx<'_>, node: &SchemaNode, data: &SchemaNode) -> SchemaNode {
    let view = merge_whole_schema(cx, node);
    if view.rules.properties.contains_key("data") {
        return node.clone();
    }
    let mut view = View::clone(&view);
    let properties = &mut view.rules.properties;
    properties.insert("data".to_owned(), data.clone());
    node.part("data", view)
}
