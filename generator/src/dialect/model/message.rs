//! Parameters, bodies, responses and headers.

use indexmap::IndexMap;
use openapiv3::{
    Encoding, Example, Header, MediaType, Parameter, ParameterData, ParameterSchemaOrContent,
    ReferenceOr, RequestBody, Response, Responses, StatusCode,
};
use serde::de::Error as _;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde_json::Value;

use super::read::{
    ModelResult, Reader, by_serde, read_extension, read_flag, read_text, read_value,
};
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

fn read_written_parameter(reader: &mut Reader, node: Node) -> ModelResult<Written> {
    let mut all = Written::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "name" => all.name = Some(read_text(node)?),
            "in" => all.location = read_text(node)?,
            "description" => all.description = Some(read_text(node)?),
            "required" => all.required = read_flag(node)?,
            "deprecated" => all.deprecated = Some(read_flag(node)?),
            // the first of the two counts
            "schema" | "content" if all.format.is_some() => {}
            "schema" => {
                all.format = Some(ParameterSchemaOrContent::Schema(schema_or_reference(
                    reader, node,
                )?))
            }
            "content" => {
                all.format = Some(ParameterSchemaOrContent::Content(read_model_content(
                    reader, node,
                )?))
            }
            "example" => all.example = Some(read_value(node)?),
            "examples" => all.examples = read_model_examples(reader, node)?,
            "explode" => all.explode = Some(read_flag(node)?),
            "style" => all.style = Some(node),
            "allowReserved" => all.allow_reserved = read_flag(node)?,
            "allowEmptyValue" => all.allow_empty_value = Some(read_flag(node)?),
            _ => read_extension(&mut all.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(all)
}

pub(super) fn read_model_parameter(reader: &mut Reader, node: Node) -> ModelResult<Parameter> {
    let mut all = read_written_parameter(reader, node)?;
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

pub(super) fn read_model_header(reader: &mut Reader, node: Node) -> ModelResult<Header> {
    let all = read_written_parameter(reader, node)?;
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

fn or_default<T: Default + serde::de::DeserializeOwned>(style: Option<Node>) -> ModelResult<T> {
    style.map_or_else(|| Ok(T::default()), by_serde)
}

pub(super) fn request_body(reader: &mut Reader, node: Node) -> ModelResult<RequestBody> {
    let mut body = RequestBody::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "description" => body.description = Some(read_text(node)?),
            "content" => body.content = read_model_content(reader, node)?,
            "required" => body.required = read_flag(node)?,
            _ => read_extension(&mut body.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(body)
}

pub(super) fn read_model_responses(reader: &mut Reader, node: Node) -> ModelResult<Responses> {
    let mut responses = Responses::default();
    reader.members(node, |reader, key, node| {
        if &*key == "default" {
            responses.default = Some(reader.referable(node, read_model_response)?);
        } else if let Some(status) = parse_status_code(&key) {
            let response = reader.referable(node, read_model_response)?;
            responses.responses.insert(status, response);
        } else {
            read_extension(&mut responses.extensions, key, node)?;
        }
        Ok(())
    })?;
    Ok(responses)
}

fn parse_status_code(key: &str) -> Option<StatusCode> {
    let key: StrDeserializer<'_, Error> = key.into_deserializer();
    StatusCode::deserialize(key).ok()
}

pub(super) fn read_model_response(reader: &mut Reader, node: Node) -> ModelResult<Response> {
    let mut response = Response::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "description" => response.description = read_text(node)?,
            "headers" => response.headers = read_model_headers(reader, node)?,
            "content" => response.content = read_model_content(reader, node)?,
            "links" => response.links = by_serde(node)?,
            _ => read_extension(&mut response.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(response)
}

fn read_model_headers(
    reader: &mut Reader,
    node: Node,
) -> ModelResult<IndexMap<String, ReferenceOr<Header>>> {
    reader.map(node, |reader, node| {
        reader.referable(node, read_model_header)
    })
}

fn read_model_content(reader: &mut Reader, node: Node) -> ModelResult<IndexMap<String, MediaType>> {
    reader.map(node, read_model_media_type)
}

fn read_model_media_type(reader: &mut Reader, node: Node) -> ModelResult<MediaType> {
    let mut media = MediaType::default();
    let mut item_schema = None;
    reader.members(node, |reader, key, node| {
        match &*key {
            "schema" => media.schema = Some(schema_or_reference(reader, node)?),
            "itemSchema" => item_schema = Some(schema_or_reference(reader, node)?),
            "example" => media.example = Some(read_value(node)?),
            "examples" => media.examples = read_model_examples(reader, node)?,
            "encoding" => media.encoding = reader.map(node, read_model_encoding)?,
            _ => read_extension(&mut media.extensions, key, node)?,
        }
        Ok(())
    })?;
    if let Some(schema) = item_schema {
        reader.beyond.item_schemas.insert(reader.place(), schema);
    }
    Ok(media)
}

fn read_model_encoding(reader: &mut Reader, node: Node) -> ModelResult<Encoding> {
    let mut encoding = Encoding::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "contentType" => encoding.content_type = Some(read_text(node)?),
            "headers" => encoding.headers = read_model_headers(reader, node)?,
            "style" => encoding.style = Some(by_serde(node)?),
            "explode" => encoding.explode = read_flag(node)?,
            "allowReserved" => encoding.allow_reserved = read_flag(node)?,
            _ => read_extension(&mut encoding.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(encoding)
}

pub(super) fn read_model_examples(
    reader: &mut Reader,
    node: Node,
) -> ModelResult<IndexMap<String, ReferenceOr<Example>>> {
    reader.map(node, |reader, node| {
        reader.referable(node, read_model_example)
    })
}

fn read_model_example(reader: &mut Reader, node: Node) -> ModelResult<Example> {
    let mut example = Example::default();
    reader.members(node, |_, key, node| {
        match &*key {
            "summary" => example.summary = Some(read_text(node)?),
            "description" => example.description = Some(read_text(node)?),
            "value" => example.value = Some(read_value(node)?),
            "externalValue" => example.external_value = Some(read_text(node)?),
            _ => read_extension(&mut example.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(example)
}
