//! Servers and their variables.

use openapiv3::PathItem;

use super::extension;
use crate::api::types::{Server, ServerVariable};

/// Servers of the document; `/` when it has none (OAS 3.1 §4.8.1).
pub(crate) fn of_document(written: &[openapiv3::Server]) -> Vec<Server> {
    if written.is_empty() {
        return vec![Server {
            name: String::new(),
            url: "/".to_owned(),
            description: None,
            variables: Vec::new(),
        }];
    }
    all(written)
}

/// An operation's own servers, else those of its path item.
pub(super) fn of_operation(item: &PathItem, written: &openapiv3::Operation) -> Vec<Server> {
    if written.servers.is_empty() {
        all(&item.servers)
    } else {
        all(&written.servers)
    }
}

fn all(written: &[openapiv3::Server]) -> Vec<Server> {
    written.iter().map(server).collect()
}

fn server(written: &openapiv3::Server) -> Server {
    Server {
        // `name` is a field of 3.2 and travels as an extension; overlays write the same key.
        name: extension::text(&written.extensions, "x-bindery-name").unwrap_or_default(),
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
