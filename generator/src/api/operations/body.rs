//! Request bodies, and bodies of either direction by media type.

use indexmap::IndexMap;
use openapiv3::{Encoding, Example, MediaType, QueryStyle, ReferenceOr, RequestBody as Written};
use serde_json::Value;

use super::extension::StreamForm;
use super::media::{self, MediaKind};
use super::media_schema::find_item_schema;
use super::{events, headers, unclear};
use crate::api::context::ResolveCx;
use crate::api::reference::{self, ReferableKind, component_of};
use crate::api::schemas::{
    find_content_encoding, find_raw_media_type, merge_whole_schema, resolve_type_use,
};
use crate::api::types::{
    BodyKind, Content, HintStep, NameHint, OperationPart, PropertyEncoding, PropertyEncodings,
    RequestBody, SharedSection, Style, Styled, TypeUse,
};
use crate::api::view::{SchemaNode, SchemaType, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::formats::{WireClass, classify_text};
use crate::maps::HashSet;
use crate::source::Pointer;

const BODIES: ReferableKind<Written> = ReferableKind {
    name: "requestBodies",
    table: |components| &components.request_bodies,
};

const EXAMPLES: ReferableKind<Example> = ReferableKind {
    name: "examples",
    table: |components| &components.examples,
};

/// The request body of an operation.
pub(super) fn of_request(
    cx: &mut ResolveCx<'_>,
    index: usize,
    operation: &Pointer,
    written: Option<&ReferenceOr<Written>>,
) -> Option<RequestBody> {
    let place = operation.join("requestBody");
    let (at, written) =
        reference::follow_reference_chain(cx, place.clone(), written?, Some(&BODIES))?;
    // Tools that give every operation a body write an empty object for GET. It is left out where
    // nothing can be lost by that; anything else is sent.
    if unclear::is_left_out(cx, operation, &place, &written) {
        return None;
    }
    let hint = match component_of(&at, "requestBodies") {
        Some(key) => NameHint::Shared(SharedSection::RequestBody, key),
        None => NameHint::Operation(index, OperationPart::RequestBody),
    };
    Some(RequestBody {
        required: written.required,
        contents: read_contents(
            cx,
            &at.join("content"),
            &written.content,
            (&hint, Way::Request),
        ),
        origin: at,
    })
}

/// Which way a body travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Request,
    Answer,
    /// A response that is read while it comes, whatever its media type says.
    Streamed(StreamForm),
}

/// About how many bytes a body takes in an operation, besides its examples.
const COST: usize = 256;

/// All media types of a body, in the order of the document.
pub(super) fn read_contents(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &IndexMap<String, MediaType>,
    (hint, way): (&NameHint, Way),
) -> Vec<Content> {
    let mut contents = Vec::new();
    // Examples have to be printed before it is known what they cost.
    if cx.has_spent_all() {
        return contents;
    }
    for (media_type, content) in written {
        let at = at.join(media_type);
        let content = Content {
            media_type: media_type.clone(),
            body: read_body_kind(cx, &at, media_type, content, (hint, way)),
            examples: collect_body_examples(cx, &at, content),
        };
        let examples = content.examples.iter();
        let cost = COST
            + examples
                .map(|(name, value)| name.len() + value.len())
                .sum::<usize>();
        // Bodies of components are copied into each operation that refers to them, with their
        // examples, which may be large.
        if !cx.spend(&at, cost) {
            break;
        }
        contents.push(content);
    }
    contents
}

/// What a body is made of: one line for each kind of media type.
fn read_body_kind(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    media_type: &str,
    content: &MediaType,
    (hint, way): (&NameHint, Way),
) -> BodyKind {
    let schema = find_content_schema(cx, at, content);
    let kind = match way {
        Way::Streamed(StreamForm::Lines) => MediaKind::JsonLines,
        Way::Streamed(StreamForm::Events) => MediaKind::EventStream,
        Way::Request | Way::Answer => media::classify_media_type(media_type),
    };
    match kind {
        MediaKind::Json => read_json_body(cx, at, schema, hint),
        MediaKind::Form => BodyKind::Form(
            resolve_body_type(cx, at, schema, hint),
            read_property_encodings(&content.encoding),
        ),
        MediaKind::Multipart => read_multipart_body(cx, at, content, schema, hint),
        MediaKind::EventStream => BodyKind::EventStream(events::of_stream(cx, at, schema, hint)),
        MediaKind::JsonLines => read_lines_body(cx, at, schema, (hint, way)),
        MediaKind::Xml => read_xml_body(cx, at, media_type, way),
        MediaKind::Text => read_base64_body(cx, schema.clone(), hint)
            .unwrap_or_else(|| read_text_body(cx, schema, (hint, way))),
        MediaKind::Range => read_range_body(cx, schema, (hint, way)),
        MediaKind::Binary => read_base64_body(cx, schema, hint).unwrap_or(BodyKind::Binary),
    }
}

/// A text, and where it is sent, what the document demands of it. Which values it may have
/// is not asked: a text is `String` whatever its schema lists.
fn read_text_body(
    cx: &mut ResolveCx<'_>,
    schema: Option<SchemaNode>,
    (hint, way): (&NameHint, Way),
) -> BodyKind {
    let Some(node) = schema.filter(|_| way == Way::Request) else {
        return BodyKind::Text(None);
    };
    let view = merge_whole_schema(cx, &node);
    let rules = &view.rules;
    let is_text = rules.types == [SchemaType::String] && view.unions.is_empty();
    let is_limited =
        rules.min_length.is_some() || rules.max_length.is_some() || !rules.patterns.is_empty();
    let is_plain = rules.enumeration.is_none() && rules.format.is_none();
    let is_checked = is_text && is_limited && is_plain;
    BodyKind::Text(is_checked.then(|| resolve_type_use(cx, &node, hint.clone())))
}

/// Bytes that travel as Base64, as `format: byte` and `contentEncoding` say (OAS 3.0.4
/// §4.4, 3.1 §4.8.14.1).
fn read_base64_body(
    cx: &mut ResolveCx<'_>,
    schema: Option<SchemaNode>,
    hint: &NameHint,
) -> Option<BodyKind> {
    let mut node = schema?;
    let view = merge_whole_schema(cx, &node);
    let class = classify_text(find_content_encoding(&view.rules).as_deref(), None);
    let is_encoded = matches!(class, WireClass::Base64 | WireClass::Base64Url);
    if !is_encoded || !view.unions.is_empty() {
        return None;
    }
    if view.rules.types.is_empty() {
        // Only texts can be encoded so.
        let mut text = View::clone(&view);
        text.rules.types.push(SchemaType::String);
        node = node.part("text", text);
    } else if view.rules.types != [SchemaType::String] {
        return None;
    }
    Some(BodyKind::Plain(resolve_type_use(cx, &node, hint.clone())))
}

/// Lines of JSON. A schema that says "text" or "bytes" of the whole body says nothing
/// of a line: responses have lines of any JSON, and what is sent is given as it is.
fn read_lines_body(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    schema: Option<SchemaNode>,
    (hint, way): (&NameHint, Way),
) -> BodyKind {
    let is_of_items = cx.source.beyond().item_schemas.contains_key(at);
    let is_of_body = schema.as_ref().is_some_and(|node| {
        let view = merge_whole_schema(cx, node);
        view.rules.types == [SchemaType::String] || is_raw_bytes_schema(cx, node)
    });
    match (is_of_body && !is_of_items, way) {
        (true, Way::Request) => BodyKind::Binary,
        (true, Way::Answer | Way::Streamed(_)) => {
            BodyKind::JsonLines(resolve_body_type(cx, at, None, hint))
        }
        (false, _) => {
            let item = find_item_schema(cx, at, schema);
            BodyKind::JsonLines(resolve_body_type(cx, at, item, hint))
        }
    }
}

fn find_content_schema(
    cx: &ResolveCx<'_>,
    at: &Pointer,
    content: &MediaType,
) -> Option<SchemaNode> {
    let written = content.schema.as_ref()?;
    Some(cx.source.converted(at.join("schema"), written))
}

/// The type of a body; anything when no schema is given.
fn resolve_body_type(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    schema: Option<SchemaNode>,
    hint: &NameHint,
) -> TypeUse {
    let node = schema.unwrap_or_else(|| SchemaNode::new(at.join("schema"), View::default()));
    resolve_type_use(cx, &node, hint.clone())
}

/// JSON, but raw bytes when that is what the schema asks for.
fn read_json_body(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    schema: Option<SchemaNode>,
    hint: &NameHint,
) -> BodyKind {
    match &schema {
        // The schema is more specific than the label: `format: binary` under a JSON type is a
        // download whose media type somebody did not set.
        Some(node) if is_raw_bytes_schema(cx, node) => BodyKind::Binary,
        _ => BodyKind::Json(resolve_body_type(cx, at, schema, hint)),
    }
}

/// A range says nothing: bytes without a schema or for what is not a text, what may be a text
/// as what arrives is labelled, else JSON.
fn read_range_body(
    cx: &mut ResolveCx<'_>,
    schema: Option<SchemaNode>,
    (hint, way): (&NameHint, Way),
) -> BodyKind {
    let Some(node) = schema else {
        return BodyKind::Binary;
    };
    let view = merge_whole_schema(cx, &node);
    if is_raw_bytes_schema(cx, &node) || find_raw_media_type(&view.rules).is_some() {
        return BodyKind::Binary;
    }
    if let Some(encoded) = read_base64_body(cx, Some(node.clone()), hint) {
        return encoded;
    }
    let of = resolve_type_use(cx, &node, hint.clone());
    // What is sent is a text only if it can be nothing else.
    let is_text = view.rules.types == [SchemaType::String];
    if is_text || way == Way::Answer && may_be_text(cx, &node) {
        BodyKind::Plain(of)
    } else {
        BodyKind::Json(of)
    }
}

/// Whether a text is among the values of a schema, or of one of its alternatives.
fn may_be_text(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> bool {
    // Alternatives may lead back to themselves, and each is asked once.
    let mut passed = HashSet::default();
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        if !passed.insert(node.at.clone()) {
            continue;
        }
        let view = merge_whole_schema(cx, &node);
        let rules = &view.rules;
        let values = rules.enumeration.iter().flat_map(|list| &list.values);
        let mut values = values.chain(&rules.constant);
        let is_untyped = rules.types.is_empty();
        if rules.types.contains(&SchemaType::String) || is_untyped && values.any(Value::is_string) {
            return true;
        }
        if is_untyped {
            open.extend(view.unions.iter().flat_map(|group| group.branches.clone()));
        }
    }
    false
}

/// Whether a schema asks for raw bytes (OAS 3.0.4 §4.4: `format: binary`).
fn is_raw_bytes_schema(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> bool {
    let view = merge_whole_schema(cx, node);
    classify_text(None, view.rules.format.as_deref()) == WireClass::Raw && view.unions.is_empty()
}

fn read_xml_body(cx: &mut ResolveCx<'_>, at: &Pointer, media_type: &str, way: Way) -> BodyKind {
    let carried = match way {
        Way::Request => "sent",
        Way::Answer | Way::Streamed(_) => "read",
    };
    let message = format!("`{media_type}` is {carried} as text; its schema is not used");
    let subject = format!("{carried} {media_type}");
    cx.report_once(subject, Diagnostic::at(Code::XmlAsText, at, message));
    BodyKind::Text(None)
}

/// Parts, with their headers (OAS 3.1 §4.8.15).
fn read_multipart_body(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    content: &MediaType,
    schema: Option<SchemaNode>,
    hint: &NameHint,
) -> BodyKind {
    let of = resolve_body_type(cx, at, schema, hint);
    let mut encodings = read_property_encodings(&content.encoding);
    for ((property, one), written) in encodings.iter_mut().zip(content.encoding.values()) {
        let at = at.join("encoding").join(property).join("headers");
        one.headers = headers::read_headers(cx, &at, &written.headers, &|name| {
            NameHint::Inside(of.id, HintStep::Property(format!("{property} {name}")))
        });
    }
    BodyKind::Multipart(of, encodings)
}

fn read_property_encodings(written: &IndexMap<String, Encoding>) -> PropertyEncodings {
    written
        .iter()
        .map(|(property, encoding)| {
            let content_type = encoding.content_type.clone();
            let encoding = PropertyEncoding {
                json: content_type.as_deref().is_some_and(is_json_encoding),
                content_type,
                style: property_style(encoding),
                headers: Vec::new(),
            };
            (property.clone(), encoding)
        })
        .collect()
}

/// Whether it is one JSON type, and not a list of them.
fn is_json_encoding(media_type: &str) -> bool {
    !media_type.contains(',') && media::classify_media_type(media_type) == MediaKind::Json
}

/// `style` and its companions. The `dialect` stage fills in the defaults when any
/// of them is written; `deepObject` always writes each property by itself.
fn property_style(encoding: &Encoding) -> Option<Styled> {
    let style = match encoding.style.as_ref()? {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    };
    Some(Styled {
        style,
        // `deepObject` without `explode` has no defined form, and no other meaning.
        explode: encoding.explode || style == Style::DeepObject,
        allow_reserved: encoding.allow_reserved,
    })
}

/// Examples of a whole body, with their names.
fn collect_body_examples(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    content: &MediaType,
) -> Vec<(String, String)> {
    let single = content.example.as_ref();
    let single = single.map(|value| ("example".to_owned(), value.to_string()));
    let mut examples: Vec<(String, String)> = single.into_iter().collect();
    let at = at.join("examples");
    for (name, item) in &content.examples {
        let found = reference::follow_reference_chain(cx, at.join(name), item, Some(&EXAMPLES));
        let value = found.and_then(|(_, example)| example.value.as_ref().map(Value::to_string));
        if !cx.spend(&at, value.as_ref().map_or(0, String::len)) {
            break;
        }
        examples.extend(value.map(|value| (name.clone(), value)));
    }
    examples
}
