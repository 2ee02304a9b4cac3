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

use super::read::{Read, by_serde, extend, flag, map, members, referable, text, value};
use super::schema::schema;
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

fn written(node: Node) -> Read<Written> {
    let mut all = Written::default();
    for (key, node) in members(node)? {
        match &*key {
            "name" => all.name = Some(text(node)?),
            "in" => all.location = text(node)?,
            "description" => all.description = Some(text(node)?),
            "required" => all.required = flag(node)?,
            "deprecated" => all.deprecated = Some(flag(node)?),
            // the first of the two counts
            "schema" | "content" if all.format.is_some() => {}
            "schema" => {
                all.format = Some(ParameterSchemaOrContent::Schema(referable(node, schema)?))
            }
            "content" => all.format = Some(ParameterSchemaOrContent::Content(content(node)?)),
            "example" => all.example = Some(value(node)?),
            "examples" => all.examples = examples(node)?,
            "explode" => all.explode = Some(flag(node)?),
            "style" => all.style = Some(node),
            "allowReserved" => all.allow_reserved = flag(node)?,
            "allowEmptyValue" => all.allow_empty_value = Some(flag(node)?),
            _ => extend(&mut all.extensions, key, node)?,
        }
    }
    Ok(all)
}

pub(super) fn parameter(node: Node) -> Read<Parameter> {
    let all = written(node)?;
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

pub(super) fn header(node: Node) -> Read<Header> {
    let all = written(node)?;
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

pub(super) fn request_body(node: Node) -> Read<RequestBody> {
    let mut body = RequestBody::default();
    for (key, node) in members(node)? {
        match &*key {
            "description" => body.description = Some(text(node)?),
            "content" => body.content = content(node)?,
            "required" => body.required = flag(node)?,
            _ => extend(&mut body.extensions, key, node)?,
        }
    }
    Ok(body)
}

pub(super) fn responses(node: Node) -> Read<Responses> {
    let mut responses = Responses::default();
    for (key, node) in members(node)? {
        if &*key == "default" {
            responses.default = Some(referable(node, response)?);
        } else if let Some(status) = status(&key) {
            let response = referable(node, response)?;
            responses.responses.insert(status, response);
        } else {
            extend(&mut responses.extensions, key, node)?;
        }
    }
    Ok(responses)
}

fn status(key: &str) -> Option<StatusCode> {
    let key: StrDeserializer<'_, Error> = key.into_deserializer();
    StatusCode::deserialize(key).ok()
}

pub(super) fn response(node: Node) -> Read<Response> {
    let mut response = Response::default();
    for (key, node) in members(node)? {
        match &*key {
            "description" => response.description = text(node)?,
            "headers" => response.headers = headers(node)?,
            "content" => response.content = content(node)?,
            "links" => response.links = by_serde(node)?,
            _ => extend(&mut response.extensions, key, node)?,
        }
    }
    Ok(response)
}

fn headers(node: Node) -> Read<IndexMap<String, ReferenceOr<Header>>> {
    map(node, |node| referable(node, header))
}

fn content(node: Node) -> Read<IndexMap<String, MediaType>> {
    map(node, media_type)
}

fn media_type(node: Node) -> Read<MediaType> {
    let mut media = MediaType::default();
    for (key, node) in members(node)? {
        match &*key {
            "schema" => media.schema = Some(referable(node, schema)?),
            "example" => media.example = Some(value(node)?),
            "examples" => media.examples = examples(node)?,
            "encoding" => media.encoding = map(node, encoding)?,
            _ => extend(&mut media.extensions, key, node)?,
        }
    }
    Ok(media)
}

fn encoding(node: Node) -> Read<Encoding> {
    let mut encoding = Encoding::default();
    for (key, node) in members(node)? {
        match &*key {
            "contentType" => encoding.content_type = Some(text(node)?),
            "headers" => encoding.headers = headers(node)?,
            "style" => encoding.style = Some(by_serde(node)?),
            "explode" => encoding.explode = flag(node)?,
            "allowReserved" => encoding.allow_reserved = flag(node)?,
            _ => extend(&mut encoding.extensions, key, node)?,
        }
    }
    Ok(encoding)
}

pub(super) fn examples(node: Node) -> Read<IndexMap<String, ReferenceOr<Example>>> {
    map(node, |node| referable(node, example))
}

fn example(node: Node) -> Read<Example> {
    let mut example = Example::default();
    for (key, node) in members(node)? {
        match &*key {
            "summary" => example.summary = Some(text(node)?),
            "description" => example.description = Some(text(node)?),
            "value" => example.value = Some(value(node)?),
            "externalValue" => example.external_value = Some(text(node)?),
            _ => extend(&mut example.extensions, key, node)?,
        }
    }
    Ok(example)
}
