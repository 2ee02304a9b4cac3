//! Raises a document of Swagger 2.0 to OpenAPI 3.0, before anything else looks at it.
//!
//! The tree that was read becomes the tree that the same API has in OpenAPI 3.0, and everything
//! behind goes on as if that had been read: the same grammar, the same findings. What has moved is
//! noted ([`Moves`]), so that findings lead to the user's file. What neither version knows stays
//! where it is, for the grammar to speak of. Source: the texts of Swagger 2.0 and OpenAPI 3.0.4,
//! whose appendix on changes is a list of what is here.

mod body;
mod context;
mod operations;
mod parameters;
mod places;
mod references;
mod responses;
mod schemas;
mod security;
mod servers;

use std::path::PathBuf;

use context::{Raising, list_media_types};
use parameters::raise_parameter;
use places::Moves;

use super::grammar::Entries;
use crate::diagnostics::Diagnostics;
use crate::limits::MOST_NODES_COPIED_INTO_FORMS;
use crate::maps::HashSet;
use crate::source::references::{Target, parse_reference_target};
use crate::source::{Document, Node, Pointer};

/// The version that a document of Swagger 2.0 is raised to.
const RAISED_VERSION: &str = "3.0.4";

/// Whether a document says that it is one of Swagger 2.0.
pub(super) fn is_swagger_2(root: &Node) -> bool {
    let written = match root.get("swagger") {
        Some(Node::String(text) | Node::Number(text)) => text.trim(),
        _ => return false,
    };
    root.get("openapi").is_none() && (written == "2" || written.starts_with("2."))
}

/// Raises a document in place.
pub(super) fn raise_swagger_document(document: &mut Document, diagnostics: &mut Diagnostics) {
    let Node::Map(entries) = std::mem::replace(&mut document.root, Node::Null) else {
        return;
    };
    let schemes = servers::list_http_schemes(entries.get("schemes"));
    let mut raising = Raising {
        document: document.path.clone(),
        file: document.path.clone(),
        others: &document.others,
        shared_parameters: copy_section(&entries, "parameters"),
        shared_responses: copy_section(&entries, "responses"),
        consumes: list_media_types(entries.get("consumes")).unwrap_or_default(),
        produces: list_media_types(entries.get("produces")).unwrap_or_default(),
        address: servers::read_address(&entries),
        schemes: schemes.into_iter().map(str::to_owned).collect(),
        moves: Moves::default(),
        copies_left: MOST_NODES_COPIED_INTO_FORMS,
        findings: Vec::new(),
    };
    let (root, path_items) = raise_root(&mut raising, entries);
    let path_items = raise_foreign_path_items(&mut raising, path_items);
    let Raising {
        moves, findings, ..
    } = raising;
    // Before the origins are those of the raised document: these stand at places of the file.
    diagnostics.extend(findings);
    document.root = root;
    for (file, place, item) in path_items {
        let tree = document.others.get_mut(&file);
        let node = tree.and_then(|tree| tree.as_mut().ok()?.at_mut(&place));
        if let Some(node) = node {
            *node = item;
        }
    }
    references::follow_moves(&mut document.root, &document.path, &document.path, &moves);
    for (file, tree) in &mut document.others {
        if let Ok(tree) = tree {
            references::follow_moves(tree, file, &document.path, &moves);
        }
    }
    document.origins = moves.into_origins(std::mem::take(&mut document.origins));
    diagnostics.relate(document.origins.clone());
}

/// The entries of a section of the document, as they were written.
fn copy_section(root: &Entries, key: &str) -> Entries {
    let section = root.get(key).and_then(Node::as_map);
    section.cloned().unwrap_or_default()
}

/// The tree of the raised document, and the references to path items.
fn raise_root(raising: &mut Raising<'_>, entries: Entries) -> (Node, Vec<Box<str>>) {
    let mut root = Entries::from_iter([("openapi".into(), RAISED_VERSION.into())]);
    note_key(raising, "swagger", "openapi");
    let (mut components, mut path_items) = (Entries::default(), Vec::new());
    let schemes: Vec<String> = raising.schemes.clone();
    let schemes: Vec<&str> = schemes.iter().map(String::as_str).collect();
    for (key, node) in entries {
        let at = Pointer::root().join(&key);
        match &*key {
            "swagger" | "consumes" | "produces" => {}
            key if servers::SERVER_KEYS.contains(&key) => {
                note_key(raising, key, "servers");
                if !root.contains_key("servers") {
                    let servers = servers::make_servers(&raising.address, &schemes);
                    root.insert("servers".into(), servers);
                }
            }
            "paths" => {
                let (paths, references) = operations::raise_paths(raising, node, &at);
                path_items = references;
                root.insert(key, paths);
            }
            "definitions" => add_section(&mut components, "schemas", raise_schemas(raising, node)),
            "parameters" => {
                let shared = raise_shared_parameters(raising, node);
                add_section(&mut components, "parameters", Node::Map(shared.parameters));
                add_section(&mut components, "requestBodies", Node::Map(shared.bodies));
            }
            "responses" => {
                let responses = raise_shared_responses(raising, node);
                add_section(&mut components, "responses", responses);
            }
            "securityDefinitions" => {
                let schemes = raise_security_schemes(raising, node);
                add_section(&mut components, "securitySchemes", schemes);
            }
            _ => {
                root.insert(key, node);
            }
        }
    }
    if !components.is_empty() {
        root.insert("components".into(), Node::Map(components));
    }
    (Node::Map(root), path_items)
}

fn add_section(components: &mut Entries, section: &str, node: Node) {
    let is_empty = matches!(&node, Node::Map(entries) if entries.is_empty());
    if !is_empty {
        components.insert(section.into(), node);
    }
}

/// Notes that a key of the document has become another one.
fn note_key(raising: &mut Raising<'_>, there: &str, here: &str) {
    let root = Pointer::root();
    raising.note_move(&root.join(there), &root.join(here));
}

/// Where the components of a section stand.
fn place_of_section(section: &str) -> Pointer {
    Pointer::root().join("components").join(section)
}

fn raise_schemas(raising: &mut Raising<'_>, node: Node) -> Node {
    let here = place_of_section("schemas");
    raising.note_move(&Pointer::root().join("definitions"), &here);
    let Node::Map(mut schemas) = node else {
        return node;
    };
    schemas.values_mut().for_each(schemas::raise_schema);
    schemas::map_discriminator_values(&mut schemas);
    Node::Map(schemas)
}

/// What is shared of parameters: those that stay parameters, and bodies, which become request
/// bodies; fields of forms stand where they are used.
#[derive(Default)]
struct SharedParameters {
    parameters: Entries,
    bodies: Entries,
}

fn raise_shared_parameters(raising: &mut Raising<'_>, node: Node) -> SharedParameters {
    let mut shared = SharedParameters::default();
    let Node::Map(parameters) = node else {
        return shared;
    };
    let consumes = raising.consumes.clone();
    let root = Pointer::root().join("parameters");
    for (name, node) in parameters {
        let there = root.join(&name);
        let here = place_of_section("parameters").join(&name);
        let written = match parameters::read_shared_parameter(node, &there) {
            Ok(written) => written,
            Err(other) => {
                raising.note_move(&there, &here);
                shared.parameters.insert(name, other);
                continue;
            }
        };
        match written.members.get("in").and_then(Node::as_str) {
            Some("body") => {
                let here = place_of_section("requestBodies").join(&name);
                let body = body::raise_body(raising, written, &consumes, &here);
                shared.bodies.insert(name, body);
            }
            Some("formData" | "form") => {}
            _ => {
                let parameter = raise_parameter(raising, written, &here);
                shared.parameters.insert(name, parameter);
            }
        }
    }
    shared
}

fn raise_shared_responses(raising: &mut Raising<'_>, node: Node) -> Node {
    let there = Pointer::root().join("responses");
    let here = place_of_section("responses");
    raising.note_move(&there, &here);
    let Node::Map(responses) = node else {
        return node;
    };
    let produces = raising.produces.clone();
    let responses = responses.into_iter().map(|(name, node)| {
        let (there, here) = (there.join(&name), here.join(&name));
        let response = responses::raise_shared_response(raising, node, &produces, &there, &here);
        (name, response)
    });
    Node::Map(responses.collect())
}

fn raise_security_schemes(raising: &mut Raising<'_>, node: Node) -> Node {
    let here = place_of_section("securitySchemes");
    raising.note_move(&Pointer::root().join("securityDefinitions"), &here);
    let Node::Map(schemes) = node else {
        return node;
    };
    let schemes = schemes.into_iter();
    let schemes = schemes.map(|(name, scheme)| (name, security::raise_security_scheme(scheme)));
    Node::Map(schemes.collect())
}

/// The path items of other files that the document refers to, raised, with their places.
fn raise_foreign_path_items(
    raising: &mut Raising<'_>,
    references: Vec<Box<str>>,
) -> Vec<(PathBuf, Pointer, Node)> {
    let (mut raised, mut known) = (Vec::new(), HashSet::default());
    for reference in references {
        let target = parse_reference_target(&reference, &raising.document);
        let Target::File(file, fragment) = target else {
            continue;
        };
        let place = Pointer::from_text(fragment);
        let tree = raising
            .others
            .get(&file)
            .and_then(|tree| tree.as_ref().ok());
        let Some(node) = tree.and_then(|tree| tree.at(&place)) else {
            continue;
        };
        if !known.insert((file.clone(), place.as_str().to_owned())) {
            continue;
        }
        let document = std::mem::replace(&mut raising.file, file.clone());
        let item = operations::raise_path_item(raising, node.clone(), &place);
        raising.file = document;
        raised.push((file, place, item));
    }
    raised
}
