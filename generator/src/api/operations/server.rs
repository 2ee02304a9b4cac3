//! Servers and their variables.

use openapiv3::PathItem;

use crate::api::reference::Source;
use crate::api::types::{Server, ServerVariable};
use crate::source::Pointer;

/// Servers of the document; `/` when it has none (OAS 3.1 §4.8.1).
pub(crate) fn of_document(source: &Source<'_>, written: &[openapiv3::Server]) -> Vec<Server> {
    if written.is_empty() {
        return vec![Server {
            name: String::new(),
            url: "/".to_owned(),
            description: None,
            variables: Vec::new(),
        }];
    }
    read_servers(source, &Pointer::root(), written)
}

/// An operation's own servers, else those of its path item.
pub(super) fn read_operation_servers(
    source: &Source<'_>,
    (at, written): (&Pointer, &openapiv3::Operation),
    (item_at, item): (&Pointer, &PathItem),
) -> Vec<Server> {
    if written.servers.is_empty() {
        read_servers(source, item_at, &item.servers)
    } else {
        read_servers(source, at, &written.servers)
    }
}

/// The servers of the object at a place.
fn read_servers(source: &Source<'_>, at: &Pointer, written: &[openapiv3::Server]) -> Vec<Server> {
    let at = at.join("servers");
    let names = &source.beyond().server_names;
    let written = written.iter().enumerate();
    written
        .map(|(index, written)| read_server(names.get(&at.join(index)), written))
        .collect()
}

fn read_server(name: Option<&String>, written: &openapiv3::Server) -> Server {
    Server {
        name: name.cloned().unwrap_or_default(),
        url: written.url.clone(),
        description: written.description.clone(),
        variables: written
            .variables
            .iter()
            .flatten()
            .map(|(name, variable)| ServerVariable {
                name: name.clone(),
                default: variable.default.clone(),
                allowed: variable.enumeration.clone(),
                description: variable.description.clone(),
            })
            .collect(),
    }
}
