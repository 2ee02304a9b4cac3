//! Parameters, bodies, answers and headers.

use indexmap::IndexMap;
use openapiv3::{
    Encoding, Example, Header, MediaType, Parameter, ParameterData, ParameterSchemaOrContent,
    ReferenceOr, RequestBody, Response, Responses, StatusCode,
};
use serde::de::Error as _;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde_json::Value;

use super::read::{Read, Reader, by_serde, extend, flag, text, value};
use super::schema::schema_or_reference;
use crate::normalised::ParameterBeyond;
use crate::source::Node;

/// What a parameter says in one place, and what only some places know.
#[derive(Default)]
struct Written {
    name: Option<String>,
    location: String,
    description: Option<String>,
    required: bool,
    deprecated: Option<bool>,
    format: Option<ParameterSchemaOrContent>,
    example: Option<Value>,
    examples: IndexMap<String, ReferenceOr<Example>>,
    explode: Option<bool>,
    style: Option<Node>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
    extensions: IndexMap<String, Value>,
}

fn written(reader: &mut Reader, node: Node) -> Read<Written> {
    let mut all = Written::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "name" => all.name = Some(text(node)?),
            "in" => all.location = text(node)?,
            "description" => all.description = Some(text(node)?),
            "required" => all.required = flag(node)?,
            "deprecated" => all.deprecated = Some(flag(node)?),
            // the first of the two counts
            "schema" | "content" if all.format.is_some() => {}
            "schema" => {
                all.format = Some(ParameterSchemaOrContent::Schema(schema_or_reference(
                    reader, node,
                )?))
            }
            "content" => {
                all.format = Some(ParameterSchemaOrContent::Content(content(reader, node)?))
            }
            "example" => all.example = Some(value(node)?),
            "examples" => all.examples = examples(reader, node)?,
            "explode" => all.explode = Some(flag(node)?),
            "style" => all.style = Some(node),
            "allowReserved" => all.allow_reserved = flag(node)?,
            "allowEmptyValue" => all.allow_empty_value = Some(flag(node)?),
            _ => extend(&mut all.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(all)
}

pub(super) fn parameter(reader: &mut Reader, node: Node) -> Read<Parameter> {
    let mut all = written(reader, node)?;
    let beyond = take_beyond(&mut all);
    if beyond != ParameterBeyond::default() {
        reader.beyond.parameters.insert(reader.place(), beyond);
    }
    let parameter_data = ParameterData {
        name: all.name.ok_or_else(|| Error::missing_field("name"))?,
        description: all.description,
        required: all.required,
        deprecated: all.deprecated,
        format: all.format.ok_or_else(|| Error::missing_field("schema"))?,
        example: all.example,
        examples: all.examples,
        explode: all.explode,
        extensions: all.extensions,
    };
    Ok(match all.location.as_str() {
        "query" => Parameter::Query {
            parameter_data,
            allow_reserved: all.allow_reserved,
            style: or_default(all.style)?,
            allow_empty_value: all.allow_empty_value,
        },
        "header" => Parameter::Header {
            parameter_data,
            style: or_default(all.style)?,
        },
        "path" => Parameter::Path {
            parameter_data,
            style: or_default(all.style)?,
        },
        "cookie" => Parameter::Cookie {
            parameter_data,
            style: or_default(all.style)?,
        },
        other => {
            return Err(Error::unknown_variant(
                other,
                &["query", "header", "path", "cookie"],
            ));
        }
    })
}

/// Takes out what the model has no field for: `in: querystring` is a query to it, and
/// cookies have one style.
fn take_beyond(all: &mut Written) -> ParameterBeyond {
    let is_whole_query = all.location == "querystring";
    if is_whole_query {
        all.location = "query".to_owned();
    }
    let style = all.style.as_ref().and_then(Node::as_str);
    let has_cookie_style = all.location == "cookie" && style == Some("cookie");
    if has_cookie_style {
        all.style = None;
    }
    ParameterBeyond {
        is_whole_query,
        allow_reserved: all.allow_reserved && all.location != "query",
        has_cookie_style,
    }
}

pub(super) fn header(reader: &mut Reader, node: Node) -> Read<Header> {
    let all = written(reader, node)?;
    if all.explode == Some(true) {
        reader.beyond.exploded_headers.insert(reader.place());
    }
    Ok(Header {
        description: all.description,
        style: or_default(all.style)?,
        required: all.required,
        deprecated: all.deprecated,
        format: all.format.ok_or_else(|| Error::missing_field("schema"))?,
        example: all.example,
        examples: all.examples,
        extensions: all.extensions,
    })
}

fn or_default<T: Default + serde::de::DeserializeOwned>(style: Option<Node>) -> Read<T> {
    style.map_or_else(|| Ok(T::default()), by_serde)
}

pub(super) fn request_body(reader: &mut Reader, node: Node) -> Read<RequestBody> {
    let mut body = RequestBody::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "description" => body.description = Some(text(node)?),
            "content" => body.content = content(reader, node)?,
            "required" => body.required = flag(node)?,
            _ => extend(&mut body.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(body)
}

pub(super) fn responses(reader: &mut Reader, node: Node) -> Read<Responses> {
    let mut responses = Responses::default();
    reader.members(node, |reader, key, node| {
        if &*key == "default" {
            responses.default = Some(reader.referable(node, response)?);
        } else if let Some(status) = status(&key) {
            let response = reader.referable(node, response)?;
            responses.responses.insert(status, response);
        } else {
            extend(&mut responses.extensions, key, node)?;
        }
        Ok(())
    })?;
    Ok(responses)
}

fn status(key: &str) -> Option<StatusCode> {
    let key: StrDeserializer<'_, Error> = key.into_deserializer();
    StatusCode::deserialize(key).ok()
}

pub(super) fn response(reader: &mut Reader, node: Node) -> Read<Response> {
    let mut response = Response::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "description" => response.description = text(node)?,
            "headers" => response.headers = headers(reader, node)?,
            "content" => response.content = content(reader, node)?,
            "links" => response.links = by_serde(node)?,
            _ => extend(&mut response.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(response)
}

fn headers(reader: &mut Reader, node: Node) -> Read<IndexMap<String, ReferenceOr<Header>>> {
    reader.map(node, |reader, node| reader.referable(node, header))
}

fn content(reader: &mut Reader, node: Node) -> Read<IndexMap<String, MediaType>> {
    reader.map(node, media_type)
}

fn media_type(reader: &mut Reader, node: Node) -> Read<MediaType> {
    let mut media = MediaType::default();
    let mut item_schema = None;
    reader.members(node, |reader, key, node| {
        match &*key {
            "schema" => media.schema = Some(schema_or_reference(reader, node)?),
            "itemSchema" => item_schema = Some(schema_or_reference(reader, node)?),
            "example" => media.example = Some(value(node)?),
            "examples" => media.examples = examples(reader, node)?,
            "encoding" => media.encoding = reader.map(node, encoding)?,
            _ => extend(&mut media.extensions, key, node)?,
        }
        Ok(())
    })?;
    if let Some(schema) = item_schema {
        reader.beyond.item_schemas.insert(reader.place(), schema);
    }
    Ok(media)
}

fn encoding(reader: &mut Reader, node: Node) -> Read<Encoding> {
    let mut encoding = Encoding::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "contentType" => encoding.content_type = Some(text(node)?),
            "headers" => encoding.headers = headers(reader, node)?,
            "style" => encoding.style = Some(by_serde(node)?),
            "explode" => encoding.explode = flag(node)?,
            "allowReserved" => encoding.allow_reserved = flag(node)?,
            _ => extend(&mut encoding.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(encoding)
}

pub(super) fn examples(
    reader: &mut Reader,
    node: Node,
) -> Read<IndexMap<String, ReferenceOr<Example>>> {
    reader.map(node, |reader, node| reader.referable(node, example))
}

fn example(reader: &mut Reader, node: Node) -> Read<Example> {
    let mut example = Example::default();
    reader.members(node, |_, key, node| {
        match &*key {
            "summary" => example.summary = Some(text(node)?),
            "description" => example.description = Some(text(node)?),
            "value" => example.value = Some(value(node)?),
            "externalValue" => example.external_value = Some(text(node)?),
            _ => extend(&mut example.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(example)
}
