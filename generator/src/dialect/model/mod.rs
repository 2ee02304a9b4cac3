//! The normalised tree as the document model, with what that has no field for:
//! `Node` → [`Normalised`].
//!
//! The model is what deserialising the tree through serde gives; the tree is moved instead
//! of copied. The model tells references from objects, and the kinds of schemas, by
//! trying: serde first copies each such value, and again for each one inside it,
//! which cost a document more than all else that is done to normalise it. So what
//! nests and what there is by the thousand is read member by member; for the rest
//! serde serves well.

mod beyond;
mod message;
mod read;
mod schema;
#[cfg(test)]
mod tests;

use openapiv3::{Callback, Components, OpenAPI, Operation, PathItem, Paths, Server};

use crate::normalised::Normalised;
use crate::source::Node;
use message::{header, parameter, request_body, response, responses};
use read::{Read, Reader, by_serde, extend, flag, text, texts};
use schema::schema_or_reference;

/// The document of a normalised tree.
pub(super) fn normalised(tree: Node) -> Read<Normalised> {
    let mut reader = Reader::default();
    let openapi = openapi(&mut reader, tree)?;
    let beyond = reader.beyond;
    Ok(Normalised { openapi, beyond })
}

fn openapi(reader: &mut Reader, tree: Node) -> Read<OpenAPI> {
    let mut openapi = OpenAPI::default();
    reader.members(tree, |reader, key, node| {
        match &*key {
            "openapi" => openapi.openapi = text(node)?,
            "info" => openapi.info = by_serde(node)?,
            "servers" => openapi.servers = reader.list(node, server)?,
            "webhooks" => {
                reader.beyond.webhooks =
                    reader.map(node, |reader, node| reader.referable(node, path_item))?;
            }
            "paths" => openapi.paths = paths(reader, node)?,
            "components" => openapi.components = Some(components(reader, node)?),
            "security" => openapi.security = Some(by_serde(node)?),
            "tags" => openapi.tags = by_serde(node)?,
            "externalDocs" => openapi.external_docs = Some(by_serde(node)?),
            _ => extend(&mut openapi.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(openapi)
}

fn components(reader: &mut Reader, node: Node) -> Read<Components> {
    let mut components = Components::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "schemas" => components.schemas = reader.map(node, schema_or_reference)?,
            "responses" => {
                components.responses =
                    reader.map(node, |reader, node| reader.referable(node, response))?
            }
            "parameters" => {
                components.parameters =
                    reader.map(node, |reader, node| reader.referable(node, parameter))?
            }
            "examples" => components.examples = message::examples(reader, node)?,
            "requestBodies" => {
                components.request_bodies =
                    reader.map(node, |reader, node| reader.referable(node, request_body))?;
            }
            "headers" => {
                components.headers =
                    reader.map(node, |reader, node| reader.referable(node, header))?
            }
            // Flat and few: serde's copies do not matter here.
            "securitySchemes" => components.security_schemes = by_serde(node)?,
            "links" => components.links = by_serde(node)?,
            "callbacks" => {
                components.callbacks =
                    reader.map(node, |reader, node| reader.referable(node, callback))?
            }
            "pathItems" => {
                reader.beyond.path_items =
                    reader.map(node, |reader, node| reader.referable(node, path_item))?;
            }
            _ => extend(&mut components.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(components)
}

fn server(reader: &mut Reader, mut node: Node) -> Read<Server> {
    if let Node::Map(entries) = &mut node
        && let Some(name) = entries.shift_remove("name")
    {
        reader
            .beyond
            .server_names
            .insert(reader.place(), text(name)?);
    }
    by_serde(node)
}

fn paths(reader: &mut Reader, node: Node) -> Read<Paths> {
    let mut paths = Paths::default();
    reader.members(node, |reader, key, node| {
        if key.starts_with('/') {
            let item = reader.referable(node, path_item)?;
            paths.paths.insert(key.into(), item);
        } else {
            extend(&mut paths.extensions, key, node)?;
        }
        Ok(())
    })?;
    Ok(paths)
}

fn callback(reader: &mut Reader, node: Node) -> Read<Callback> {
    reader.map(node, path_item)
}

fn path_item(reader: &mut Reader, node: Node) -> Read<PathItem> {
    let mut item = PathItem::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "summary" => item.summary = Some(text(node)?),
            "description" => item.description = Some(text(node)?),
            "get" => item.get = Some(operation(reader, node)?),
            "put" => item.put = Some(operation(reader, node)?),
            "post" => item.post = Some(operation(reader, node)?),
            "delete" => item.delete = Some(operation(reader, node)?),
            "options" => item.options = Some(operation(reader, node)?),
            "head" => item.head = Some(operation(reader, node)?),
            "patch" => item.patch = Some(operation(reader, node)?),
            "trace" => item.trace = Some(operation(reader, node)?),
            "servers" => item.servers = reader.list(node, server)?,
            "parameters" => {
                item.parameters =
                    reader.list(node, |reader, node| reader.referable(node, parameter))?
            }
            _ => extend(&mut item.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(item)
}

fn operation(reader: &mut Reader, node: Node) -> Read<Operation> {
    let mut operation = Operation::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "tags" => operation.tags = texts(node)?,
            "summary" => operation.summary = Some(text(node)?),
            "description" => operation.description = Some(text(node)?),
            "externalDocs" => operation.external_docs = Some(by_serde(node)?),
            "operationId" => operation.operation_id = Some(text(node)?),
            "parameters" => {
                operation.parameters =
                    reader.list(node, |reader, node| reader.referable(node, parameter))?
            }
            "requestBody" => operation.request_body = Some(reader.referable(node, request_body)?),
            "responses" => operation.responses = responses(reader, node)?,
            "callbacks" => operation.callbacks = reader.map(node, callback)?,
            "deprecated" => operation.deprecated = flag(node)?,
            "security" => operation.security = Some(by_serde(node)?),
            "servers" => operation.servers = reader.list(node, server)?,
            _ => extend(&mut operation.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(operation)
}
