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

use openapiv3::{
    Callback, Components, OpenAPI, Operation, PathItem, Paths, ReferenceOr, SecurityScheme, Server,
};

use crate::normalised::{BeyondOperation, DeviceFlow, Normalised};
use crate::source::{Node, Pointer};
use message::{
    read_model_header, read_model_parameter, read_model_response, read_model_responses,
    request_body,
};
use read::{ModelResult, Reader, by_serde, read_extension, read_flag, read_text, read_texts};
use schema::schema_or_reference;

/// The document of a normalised tree.
pub(super) fn read_normalised_model(tree: Node) -> ModelResult<Normalised> {
    let mut reader = Reader::default();
    let openapi = read_model_openapi(&mut reader, tree)?;
    let beyond = reader.beyond;
    Ok(Normalised { openapi, beyond })
}

fn read_model_openapi(reader: &mut Reader, tree: Node) -> ModelResult<OpenAPI> {
    let mut openapi = OpenAPI::default();
    reader.members(tree, |reader, key, node| {
        match &*key {
            "openapi" => openapi.openapi = read_text(node)?,
            "info" => openapi.info = by_serde(node)?,
            "servers" => openapi.servers = reader.list(node, read_model_server)?,
            "webhooks" => {
                reader.beyond.webhooks = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_path_item)
                })?;
            }
            "paths" => openapi.paths = read_model_paths(reader, node)?,
            "components" => openapi.components = Some(read_model_components(reader, node)?),
            "security" => openapi.security = Some(by_serde(node)?),
            "tags" => openapi.tags = by_serde(node)?,
            "externalDocs" => openapi.external_docs = Some(by_serde(node)?),
            _ => read_extension(&mut openapi.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(openapi)
}

fn read_model_components(reader: &mut Reader, node: Node) -> ModelResult<Components> {
    let mut components = Components::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "schemas" => components.schemas = reader.map(node, schema_or_reference)?,
            "responses" => {
                components.responses = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_response)
                })?
            }
            "parameters" => {
                components.parameters = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_parameter)
                })?
            }
            "examples" => components.examples = message::read_model_examples(reader, node)?,
            "requestBodies" => {
                components.request_bodies =
                    reader.map(node, |reader, node| reader.referable(node, request_body))?;
            }
            "headers" => {
                components.headers = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_header)
                })?
            }
            "securitySchemes" => {
                components.security_schemes = reader.map(node, read_model_security_scheme)?;
            }
            // Flat and few: serde's copies do not matter here.
            "links" => components.links = by_serde(node)?,
            "callbacks" => {
                components.callbacks = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_callback)
                })?
            }
            "pathItems" => {
                reader.beyond.path_items = reader.map(node, |reader, node| {
                    reader.referable(node, read_model_path_item)
                })?;
            }
            _ => read_extension(&mut components.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(components)
}

/// Serde's copies do not matter here, as schemes are flat and few.
fn read_model_security_scheme(
    reader: &mut Reader,
    mut node: Node,
) -> ModelResult<ReferenceOr<SecurityScheme>> {
    if let Node::Map(entries) = &mut node
        && let Some(Node::Map(flows)) = entries.get_mut("flows")
        && let Some(flow) = flows.shift_remove("deviceAuthorization")
    {
        let flow = read_device_flow(reader, flow)?;
        reader.beyond.device_flows.insert(reader.place(), flow);
    }
    by_serde(node)
}

fn read_device_flow(reader: &mut Reader, node: Node) -> ModelResult<DeviceFlow> {
    let mut flow = DeviceFlow::default();
    reader.members(node, |_, key, node| {
        match &*key {
            "deviceAuthorizationUrl" => flow.device_authorization_url = read_text(node)?,
            "tokenUrl" => flow.token_url = read_text(node)?,
            "refreshUrl" => flow.refresh_url = Some(read_text(node)?),
            // Scopes and extensions have no meaning to a client.
            _ => {}
        }
        Ok(())
    })?;
    Ok(flow)
}

fn read_model_server(reader: &mut Reader, mut node: Node) -> ModelResult<Server> {
    if let Node::Map(entries) = &mut node
        && let Some(name) = entries.shift_remove("name")
    {
        reader
            .beyond
            .server_names
            .insert(reader.place(), read_text(name)?);
    }
    by_serde(node)
}

fn read_model_paths(reader: &mut Reader, node: Node) -> ModelResult<Paths> {
    let mut paths = Paths::default();
    reader.members(node, |reader, key, node| {
        if key.starts_with('/') {
            let item = reader.referable(node, read_model_path_item)?;
            paths.paths.insert(key.into(), item);
        } else {
            read_extension(&mut paths.extensions, key, node)?;
        }
        Ok(())
    })?;
    Ok(paths)
}

fn read_model_callback(reader: &mut Reader, node: Node) -> ModelResult<Callback> {
    reader.map(node, read_model_path_item)
}

fn read_model_path_item(reader: &mut Reader, node: Node) -> ModelResult<PathItem> {
    let mut item = PathItem::default();
    let at = reader.place();
    reader.members(node, |reader, key, node| {
        match &*key {
            "summary" => item.summary = Some(read_text(node)?),
            "description" => item.description = Some(read_text(node)?),
            "get" => item.get = Some(read_model_operation(reader, node)?),
            "put" => item.put = Some(read_model_operation(reader, node)?),
            "post" => item.post = Some(read_model_operation(reader, node)?),
            "delete" => item.delete = Some(read_model_operation(reader, node)?),
            "options" => item.options = Some(read_model_operation(reader, node)?),
            "head" => item.head = Some(read_model_operation(reader, node)?),
            "patch" => item.patch = Some(read_model_operation(reader, node)?),
            "trace" => item.trace = Some(read_model_operation(reader, node)?),
            "query" => read_beyond_operation(reader, &at, "QUERY", node)?,
            "additionalOperations" => reader.members(node, |reader, method, node| {
                read_beyond_operation(reader, &at, &method, node)
            })?,
            "servers" => item.servers = reader.list(node, read_model_server)?,
            "parameters" => {
                item.parameters = reader.list(node, |reader, node| {
                    reader.referable(node, read_model_parameter)
                })?
            }
            _ => read_extension(&mut item.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(item)
}

/// Keeps an operation whose method the model does not know, of the path item at `item`.
fn read_beyond_operation(
    reader: &mut Reader,
    item: &Pointer,
    method: &str,
    node: Node,
) -> ModelResult<()> {
    let operation = BeyondOperation {
        method: method.to_owned(),
        at: reader.place(),
        operation: read_model_operation(reader, node)?,
    };
    let operations = reader.beyond.operations.entry(item.clone());
    operations.or_default().push(operation);
    Ok(())
}

fn read_model_operation(reader: &mut Reader, node: Node) -> ModelResult<Operation> {
    let mut operation = Operation::default();
    reader.members(node, |reader, key, node| {
        match &*key {
            "tags" => operation.tags = read_texts(node)?,
            "summary" => operation.summary = Some(read_text(node)?),
            "description" => operation.description = Some(read_text(node)?),
            "externalDocs" => operation.external_docs = Some(by_serde(node)?),
            "operationId" => operation.operation_id = Some(read_text(node)?),
            "parameters" => {
                operation.parameters = reader.list(node, |reader, node| {
                    reader.referable(node, read_model_parameter)
                })?
            }
            "requestBody" => operation.request_body = Some(reader.referable(node, request_body)?),
            "responses" => operation.responses = read_model_responses(reader, node)?,
            "callbacks" => operation.callbacks = reader.map(node, read_model_callback)?,
            "deprecated" => operation.deprecated = read_flag(node)?,
            "security" => operation.security = Some(by_serde(node)?),
            "servers" => operation.servers = reader.list(node, read_model_server)?,
            _ => read_extension(&mut operation.extensions, key, node)?,
        }
        Ok(())
    })?;
    Ok(operation)
}
