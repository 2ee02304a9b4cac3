//! Path items and operations.

use super::body::{raise_body, raise_form};
use super::context::{Raising, list_media_types};
use super::parameters::{SortedParameters, WrittenParameter, sort_parameters};
use super::responses::raise_responses;
use super::servers::{list_http_schemes, make_servers};
use crate::dialect::grammar::Entries;
use crate::maps::HashSet;
use crate::source::{Node, Pointer};

/// The methods of a path item (Swagger 2.0, "Path Item Object").
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// The methods that take the body of their path, if they have none of their own: what several
/// methods share is meant for those that HTTP gives a body (RFC 9110 §9.3).
const METHODS_WITH_BODY: [&str; 3] = ["put", "post", "patch"];

/// All paths, which stay at `at`. Gives the references to path items of other files as well.
pub(super) fn raise_paths(
    raising: &mut Raising<'_>,
    node: Node,
    at: &Pointer,
) -> (Node, Vec<Box<str>>) {
    let mut references = Vec::new();
    let Node::Map(paths) = node else {
        return (node, references);
    };
    let paths = paths.into_iter().map(|(path, item)| {
        references.extend(item.get("$ref").and_then(Node::as_str).map(Box::from));
        let item = if path.starts_with("x-") {
            item
        } else {
            raise_path_item(raising, item, &at.join(&path))
        };
        (path, item)
    });
    let paths = Node::Map(paths.collect());
    (paths, references)
}

/// A path item, which stays at `at`.
pub(super) fn raise_path_item(raising: &mut Raising<'_>, node: Node, at: &Pointer) -> Node {
    let Node::Map(mut item) = node else {
        return node;
    };
    let place = at.join("parameters");
    let shared = item.shift_remove("parameters");
    let shared = shared.map(|parameters| sort_parameters(raising, parameters, &place, &place));
    let shared = shared.unwrap_or_default();
    for (key, operation) in &mut item {
        if METHODS.contains(&&**key)
            && let Node::Map(members) = operation
        {
            let members = std::mem::take(members);
            let inherited = METHODS_WITH_BODY.contains(&&**key).then_some(&shared);
            *operation = raise_operation(raising, members, inherited, &at.join(key));
        }
    }
    if !shared.beside.is_empty() {
        item.insert("parameters".into(), Node::List(shared.beside));
    }
    Node::Map(item)
}

/// An operation, which stays at `at`; `shared` is what it may have from its path.
fn raise_operation(
    raising: &mut Raising<'_>,
    mut operation: Entries,
    shared: Option<&SortedParameters>,
    at: &Pointer,
) -> Node {
    let consumes = list_media_types(operation.shift_remove("consumes").as_ref());
    let consumes = consumes.unwrap_or_else(|| raising.consumes.clone());
    let produces = list_media_types(operation.shift_remove("produces").as_ref());
    let produces = produces.unwrap_or_else(|| raising.produces.clone());
    if let Some(servers) = raise_schemes(raising, &mut operation) {
        raising.note_move(&at.join("schemes"), &at.join("servers"));
        operation.insert("servers".into(), servers);
    }
    let place = at.join("parameters");
    let own = operation.shift_remove("parameters");
    let own = own.map(|parameters| sort_parameters(raising, parameters, &place, &place));
    let own = own.unwrap_or_default();
    if !own.beside.is_empty() {
        operation.insert("parameters".into(), Node::List(own.beside));
    }
    let shared_form = shared.map_or(&[][..], |shared| &shared.form);
    let form = merge_form_fields(own.form, shared_form);
    let body = own.body.or_else(|| shared?.body.clone());
    if let (Some(body), Some(_)) = (&body, form.first()) {
        let message = "an operation has a body or a form, not both; the form is left out";
        raising.warn_lost(&body.pointer, message);
    }
    let here = at.join("requestBody");
    let body = match body {
        Some(body) => Some(raise_body(raising, body, &consumes, &here)),
        None if form.is_empty() => None,
        None => Some(raise_form(raising, form, &consumes, &here)),
    };
    operation.extend(body.map(|body| ("requestBody".into(), body)));
    if let Some(responses) = operation.get_mut("responses") {
        let written = std::mem::replace(responses, Node::Null);
        *responses = raise_responses(raising, written, &produces, &at.join("responses"));
    }
    Node::Map(operation)
}

/// The fields of an operation's form, and those of its path that it does not replace.
fn merge_form_fields(
    own: Vec<WrittenParameter>,
    shared: &[WrittenParameter],
) -> Vec<WrittenParameter> {
    let names: HashSet<&str> = own.iter().map(WrittenParameter::name).collect();
    let inherited = shared.iter();
    let inherited = inherited.filter(|field| !names.contains(field.name()));
    let inherited: Vec<WrittenParameter> = inherited.cloned().collect();
    inherited.into_iter().chain(own).collect()
}

/// The servers of an operation that is spoken to by other schemes than the document's others.
fn raise_schemes(raising: &Raising<'_>, operation: &mut Entries) -> Option<Node> {
    let written = operation.shift_remove("schemes");
    let schemes = list_http_schemes(written.as_ref());
    let is_same = raising
        .schemes
        .iter()
        .map(String::as_str)
        .eq(schemes.iter().copied());
    (!schemes.is_empty() && !is_same).then(|| make_servers(&raising.address, &schemes))
}
