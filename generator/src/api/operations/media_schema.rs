//! The schemas that stand in Media Type Objects.

use openapiv3::ParameterSchemaOrContent;

use super::media;
use crate::api::context::ResolveCx;
use crate::api::schemas::merge_whole_schema;
use crate::api::view::{SchemaNode, View};
use crate::source::Pointer;

/// The schema of one item of a sequence: `itemSchema` (OAS 3.2), else the items
/// of an array, else the schema, which many authors write for one item.
pub(super) fn find_item_schema(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    schema: Option<SchemaNode>,
) -> Option<SchemaNode> {
    if let Some(item) = cx.source.beyond().item_schemas.get(at) {
        return Some(cx.source.read(at.join("itemSchema"), item));
    }
    let node = schema?;
    let view = merge_whole_schema(cx, &node);
    // OAS 3.2 tells the whole from the item; before, authors wrote either, and an array is always
    // the whole.
    let items = view.rules.items.clone();
    Some(items.unwrap_or(node))
}

/// The schema of a header or parameter, whichever way it is given.
pub(super) fn find_parameter_schema(
    cx: &ResolveCx<'_>,
    at: &Pointer,
    format: &ParameterSchemaOrContent,
) -> SchemaNode {
    match format {
        ParameterSchemaOrContent::Schema(item) => cx.source.converted(at.join("schema"), item),
        ParameterSchemaOrContent::Content(content) => {
            let at = at.join("content");
            let json = content
                .iter()
                .find(|(name, _)| media::classify_media_type(name) == media::MediaKind::Json);
            let found = json.or_else(|| content.first());
            let found = found.and_then(|(name, media)| Some((name, media.schema.as_ref()?)));
            match found {
                Some((name, item)) => cx.source.converted(at.join(name).join("schema"), item),
                None => SchemaNode::new(at, View::default()),
            }
        }
    }
}
