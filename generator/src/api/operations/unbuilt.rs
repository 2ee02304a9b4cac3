//! What the document describes and no code is generated for: calls that the provider makes,
//! and links between operations.

use openapiv3::{OpenAPI, ReferenceOr, Response};

use super::FoundOperation;
use crate::api::context::ResolveCx;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::limits::SHOWN_UNBUILT_PLACES;
use crate::source::Pointer;

/// Reports webhooks, callbacks and links, each kind once.
pub(super) fn report_unbuilt_parts(cx: &mut ResolveCx<'_>, found: &[FoundOperation<'_>]) {
    let openapi = cx.source.openapi;
    // Webhooks belong to no operation: with a selection they are not what was asked for.
    if cx.interest.is_none() {
        let at = Pointer::root().join("webhooks");
        let webhooks = &cx.source.beyond().webhooks;
        let places = webhooks.keys().map(|name| at.join(name)).collect();
        report_kind(cx, "webhook", places);
    }
    let mut callbacks = Vec::new();
    let mut links = Vec::new();
    for found in found.iter().filter(|found| found.wanted) {
        let Some(written) = found.written() else {
            continue;
        };
        let at = found.at.join("callbacks");
        callbacks.extend(written.callbacks.keys().map(|name| at.join(name)));
        let at = found.at.join("responses");
        for (status, response) in &written.responses.responses {
            links.extend(list_link_places(openapi, &at.join(status), response));
        }
        if let Some(response) = &written.responses.default {
            links.extend(list_link_places(openapi, &at.join("default"), response));
        }
    }
    report_kind(cx, "callback", callbacks);
    // a component is met once for each operation that refers to it
    links.sort();
    links.dedup();
    report_kind(cx, "link", links);
}

/// The places of the links of a response.
fn list_link_places(
    openapi: &OpenAPI,
    at: &Pointer,
    response: &ReferenceOr<Response>,
) -> Vec<Pointer> {
    let (at, response) = match response {
        ReferenceOr::Item(response) => (at.clone(), Some(response)),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/responses/");
            let responses = openapi.components.as_ref().map(|all| &all.responses);
            let found = name.and_then(|name| responses?.get(name)?.as_item());
            let at = Pointer::root().join("components").join("responses");
            (at.join(name.unwrap_or_default()), found)
        }
    };
    let links = response
        .into_iter()
        .flat_map(|response| response.links.keys());
    let at = at.join("links");
    links.map(|name| at.join(name)).collect()
}

fn report_kind(cx: &mut ResolveCx<'_>, kind: &str, places: Vec<Pointer>) {
    let Some((first, rest)) = places.split_first() else {
        return;
    };
    let message = match rest.len() {
        0 => format!("a {kind} is not built yet: nothing is generated for it"),
        more => format!(
            "{} {kind}s are not built yet: nothing is generated for them",
            more + 1
        ),
    };
    let mut finding = Diagnostic::at(Code::NotBuilt, first, message).on_key();
    for other in rest.iter().take(SHOWN_UNBUILT_PLACES) {
        finding = finding.label(Place::Node(other.clone()), "also here");
    }
    let help = "read what it says by hand; a schema under `components` has a type";
    cx.report(finding.help(help));
}
