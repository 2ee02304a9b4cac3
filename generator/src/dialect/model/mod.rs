//! The normalised tree as the document model: `Node` → `openapiv3::OpenAPI`.
//!
//! Gives what deserialising the tree through serde gives, and moves it instead of
//! copying. The model tells references from objects, and the kinds of schemas, by
//! trying: serde first copies each such value, and again for each one inside it,
//! which cost a document more than all else that is done to normalise it. So what
//! nests and what there is by the thousand is read member by member; for the rest
//! serde serves well.

mod message;
mod read;
mod schema;
#[cfg(test)]
mod tests;

use openapiv3::{Callback, Components, OpenAPI, Operation, PathItem, Paths};

use crate::source::Node;
use message::{header, parameter, request_body, response, responses};
use read::{Read, by_serde, extend, flag, list, map, members, referable, text};
use schema::schema;

/// The model of a normalised tree.
pub(super) fn openapi(tree: Node) -> Read<OpenAPI> {
    let mut openapi = OpenAPI::default();
    for (key, node) in members(tree)? {
        match &*key {
            "openapi" => openapi.openapi = text(node)?,
            "info" => openapi.info = by_serde(node)?,
            "servers" => openapi.servers = by_serde(node)?,
            "paths" => openapi.paths = paths(node)?,
            "components" => openapi.components = Some(components(node)?),
            "security" => openapi.security = Some(by_serde(node)?),
            "tags" => openapi.tags = by_serde(node)?,
            "externalDocs" => openapi.external_docs = Some(by_serde(node)?),
            _ => extend(&mut openapi.extensions, key, node)?,
        }
    }
    Ok(openapi)
}

fn components(node: Node) -> Read<Components> {
    let mut components = Components::default();
    for (key, node) in members(node)? {
        match &*key {
            "schemas" => components.schemas = map(node, |node| referable(node, schema))?,
            "responses" => components.responses = map(node, |node| referable(node, response))?,
            "parameters" => components.parameters = map(node, |node| referable(node, parameter))?,
            "examples" => components.examples = message::examples(node)?,
            "requestBodies" => {
                components.request_bodies = map(node, |node| referable(node, request_body))?;
            }
            "headers" => components.headers = map(node, |node| referable(node, header))?,
            // Flat and few: serde's copies do not matter here.
            "securitySchemes" => components.security_schemes = by_serde(node)?,
            "links" => components.links = by_serde(node)?,
            "callbacks" => components.callbacks = map(node, |node| referable(node, callback))?,
            _ => extend(&mut components.extensions, key, node)?,
        }
    }
    Ok(components)
}

fn paths(node: Node) -> Read<Paths> {
    let mut paths = Paths::default();
    for (key, node) in members(node)? {
        if key.starts_with('/') {
            let item = referable(node, path_item)?;
            paths.paths.insert(key.into(), item);
        } else {
            extend(&mut paths.extensions, key, node)?;
        }
    }
    Ok(paths)
}

fn callback(node: Node) -> Read<Callback> {
    map(node, path_item)
}

fn path_item(node: Node) -> Read<PathItem> {
    let mut item = PathItem::default();
    for (key, node) in members(node)? {
        match &*key {
            "summary" => item.summary = Some(text(node)?),
            "description" => item.description = Some(text(node)?),
            "get" => item.get = Some(operation(node)?),
            "put" => item.put = Some(operation(node)?),
            "post" => item.post = Some(operation(node)?),
            "delete" => item.delete = Some(operation(node)?),
            "options" => item.options = Some(operation(node)?),
            "head" => item.head = Some(operation(node)?),
            "patch" => item.patch = Some(operation(node)?),
            "trace" => item.trace = Some(operation(node)?),
            "servers" => item.servers = by_serde(node)?,
            "parameters" => item.parameters = list(node, |node| referable(node, parameter))?,
            _ => extend(&mut item.extensions, key, node)?,
        }
    }
    Ok(item)
}

fn operation(node: Node) -> Read<Operation> {
    let mut operation = Operation::default();
    for (key, node) in members(node)? {
        match &*key {
            "tags" => operation.tags = list(node, text)?,
            "summary" => operation.summary = Some(text(node)?),
            "description" => operation.description = Some(text(node)?),
            "externalDocs" => operation.external_docs = Some(by_serde(node)?),
            "operationId" => operation.operation_id = Some(text(node)?),
            "parameters" => operation.parameters = list(node, |node| referable(node, parameter))?,
            "requestBody" => operation.request_body = Some(referable(node, request_body)?),
            "responses" => operation.responses = responses(node)?,
            "callbacks" => operation.callbacks = map(node, callback)?,
            "deprecated" => operation.deprecated = flag(node)?,
            "security" => operation.security = Some(by_serde(node)?),
            "servers" => operation.servers = by_serde(node)?,
            _ => extend(&mut operation.extensions, key, node)?,
        }
    }
    Ok(operation)
}
