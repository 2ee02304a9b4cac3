//! Normalises a document of any version: [`Document`] → [`Normalised`].
//!
//! Knows the versions of OpenAPI and the mistakes of real documents; each
//! difference and each repair has a named finding. What the model, which is of 3.0, has no
//! field for stands beside it. Components of other files become components of the
//! document. Knows nothing of what the API means.

mod at;
mod bundle;
mod dynamic;
mod examples;
mod flows;
mod follow;
mod grammar;
mod keywords;
mod lookback;
mod model;
mod objects;
#[cfg(test)]
pub(crate) mod occurrences;
mod own_keys;
mod parameters;
mod repairs;
mod reuse;
mod scalars;
mod schema;
mod security;
#[cfg(test)]
pub(crate) mod specimen;
mod swagger;
#[cfg(test)]
mod tests;
mod types;
mod values;
mod version;
mod walker;
mod webhooks;

pub use webhooks::{gather_webhooks, has_provider_calls};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Reported};
use crate::limits::MOST_PATHS;
use crate::maps::{HashMap, HashSet};
use crate::normalised::Normalised;
use crate::source::{Document, Node, Pointer};

use at::{DocumentPlace, WalkStart};
use bundle::{Arrival, Bundle};
use dynamic::DynamicScope;
use follow::Lead;
use grammar::{ComponentSection, Version};
use walker::Walker;

/// Normalises a document, whose tree becomes the model's.
///
/// # Errors
///
/// If it is no document of OpenAPI 3 or Swagger 2.0.
pub fn normalise_document(
    mut document: Document,
    diagnostics: &mut Diagnostics,
) -> Result<Normalised, Reported> {
    let openapi = crate::stack::run_with_stack(|| {
        // First of all, so that everything behind knows one family of versions only.
        if swagger::is_swagger_2(&document.root) {
            swagger::raise_swagger_document(&mut document, diagnostics);
        }
        let version = version::read_document_version(&document.root)
            .map_err(|finding| diagnostics.error(*finding))?;
        let mut normalised = read_document_model(&mut document, version, diagnostics)?;
        normalised.beyond.replies = std::mem::take(&mut document.replies);
        normalised.beyond.webhook = document.webhook.take();
        normalised.beyond.calls = std::mem::take(&mut document.calls);
        normalised.beyond.samples = std::mem::take(&mut document.samples);
        Ok(normalised)
    })?;
    diagnostics.checked(openapi)
}

/// The model of the normalised tree.
fn read_document_model(
    document: &mut Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Result<Normalised, Reported> {
    let Some(tree) = normalise_tree(document, version, diagnostics) else {
        return Err(diagnostics.error(make_rejected_finding("nothing is left of it")));
    };
    check_path_count(&tree).map_err(|finding| diagnostics.error(*finding))?;
    model::read_normalised_model(tree)
        .map_err(|error| diagnostics.error(make_rejected_finding(&error.to_string())))
}

/// Refuses a document with more paths than the model has room for: it holds a path item as large
/// as eight operations, however little the document says. Before the model is made of it.
fn check_path_count(tree: &Node) -> Result<(), Box<Diagnostic>> {
    let paths = Pointer::root().join("paths");
    let count = match tree.get("paths") {
        Some(Node::Map(items)) => items.len(),
        _ => 0,
    };
    if count <= MOST_PATHS {
        return Ok(());
    }
    let message = format!("the document has {count} paths; one client has at most {MOST_PATHS}");
    Err(Box::new(
        Diagnostic::at(Code::TooManyOperations, &paths, message)
            .help("remove some by an overlay, or divide the document"),
    ))
}

/// The normalised tree; the document keeps its own only where it is looked up.
fn normalise_tree(
    document: &mut Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let root = if lookback::is_due(document) {
        document.root.clone()
    } else {
        std::mem::replace(&mut document.root, Node::Null)
    };
    let mut walker = Walker {
        document,
        version,
        bundle: Bundle::new(document.origins.clone()),
        findings: Vec::new(),
        unreadable: HashSet::default(),
        scope: DynamicScope::new(),
        visits: 0,
        templates: HashMap::default(),
    };
    let base = WalkStart {
        file: None,
        pointer: Pointer::root(),
        here: Pointer::root(),
    };
    let at = DocumentPlace::start(&base);
    // The document's own names are taken before anything moves in: they are part of the public
    // names of the client, and no file that it refers to may change them.
    own_components(&mut walker, &root, &at);
    let root = walker.object(&objects::OPENAPI, root, &at);
    // What moves in may refer to more files, so that this ends when nothing waits any longer.
    let tree = root.map(|root| with_arrivals(&mut walker, root));
    // Before the findings of the walk: they were made at the places of the file, and those of
    // later stages are made at the places of the normalised document.
    diagnostics.relate(walker.bundle.renamed);
    diagnostics.extend(walker.findings);
    diagnostics.relate(walker.bundle.origins);
    tree
}

/// Takes the names of the document's own components. One that is a mere
/// reference to another file stands for what it refers to.
fn own_components(walker: &mut Walker<'_>, root: &Node, at: &DocumentPlace<'_>) {
    let Some(components) = root.get("components") else {
        return;
    };
    for section in ComponentSection::ALL {
        let Some(Node::Map(entries)) = components.get(section.key()) else {
            continue;
        };
        for (name, node) in entries {
            walker.bundle.own(section, name);
            if !is_component_name(name) {
                let message = "a component's name should have letters, digits, `.`, `-` and `_` \
                               alone; it is kept";
                let place = at.key("components");
                let place = place.key(section.key());
                walker.warn_key(
                    Code::ComponentName,
                    &place.key(name),
                    message.to_owned(),
                    "",
                );
            }
            let reference = follow::only_reference(node);
            let lead =
                reference.and_then(|text| follow::chase_reference(walker.document, text, at).ok());
            if let Some(Lead::File(spot)) = lead {
                walker.bundle.adopt(section, name, spot);
            }
        }
    }
}

/// Whether a component may have a name (OAS 3.1 §4.8.7.1).
fn is_component_name(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    !name.is_empty() && name.chars().all(is_allowed)
}

/// Moves in what the document refers to in other files, and what that refers to.
fn with_arrivals(walker: &mut Walker<'_>, mut root: Node) -> Node {
    while let Some(arrival) = walker.bundle.waiting.pop_front() {
        let Arrival {
            section,
            name,
            from,
            scope,
        } = arrival;
        walker.scope = scope;
        let base = WalkStart {
            file: None,
            pointer: Pointer::root(),
            here: Pointer::root()
                .join("components")
                .join(section.key())
                .join(&name),
        };
        let node = reuse::moved_in(walker, section, &from, &DocumentPlace::start(&base));
        let place = ensure_map_entry(&mut root, "components")
            .and_then(|components| ensure_map_entry(components, section.key()));
        if let (Some(Node::Map(place)), Some(node)) = (place, node) {
            place.insert(name.into(), node);
        }
    }
    root
}

/// The map under a key, which is made where there is none.
fn ensure_map_entry<'m>(map: &'m mut Node, key: &str) -> Option<&'m mut Node> {
    let Node::Map(map) = map else {
        return None;
    };
    Some(map.entry(key.into()).or_insert_with(Node::empty_map))
}

/// The grammar lets nothing through that the model does not know; if it does, the
/// grammar is wrong.
fn make_rejected_finding(why: &str) -> Diagnostic {
    Diagnostic::at(
        Code::ModelRejected,
        &Pointer::root(),
        format!("the normalised document does not fit its model: {why}"),
    )
    .help("this is a mistake of bindery; please report it with the document")
}
