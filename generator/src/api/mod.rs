//! Resolves a normalised document: [`Normalised`] → [`Api`].
//!
//! Decides everything about the wire: references are followed, `allOf` is
//! merged, unions are classified, recursion is kept as ids. Knows nothing of
//! Rust.
//!
//! The way through: `convert` reads schemas as plain `view`s; `schemas`
//! gives each of them one type; `operations` reads paths; `passes` finish
//! what needs all types at once.

mod bounds;
mod context;
mod convert;
pub(crate) mod cycles;
mod dump;
mod given_names;
mod idempotency;
mod interest;
mod operation_patterns;
mod operations;
mod pages;
mod passes;
pub(crate) mod places;
mod reach;
mod reference;
mod schemas;
mod selection;
#[cfg(test)]
mod tests;
mod types;
mod view;
mod wanted;

pub use dump::dump_api;
pub use idempotency::{IdempotencyRule, is_key_header};
pub use operation_patterns::OperationPatterns;
pub use pages::{PageRule, PageRules, read_pagination};
pub use selection::{Exclusion, Selection};
pub use types::*;

use std::collections::BTreeSet;

use context::ResolveCx;
use operations::{security, server};

use crate::diagnostics::{Diagnostic, Diagnostics, Reported};
use crate::name_keys::NamedPart;
use crate::normalised::Normalised;
use crate::source::Pointer;

/// Resolves a document, and says which of it is [wanted](Selected): the operations that
/// the selection names and the types they reach; with
/// [everything](Selection::is_everything) wanted, all of it.
///
/// What is not wanted is resolved all the same, because names are given with a look at all
/// that could have them: a method is the same operation whatever else is wanted. It reports
/// nothing.
///
/// # Errors
///
/// If an `x-bindery-…` key or the selection is wrong, or schemas copy too much from each
/// other. The document's own mistakes are warnings.
pub fn resolve_api(
    document: &Normalised,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Result<Api, Reported> {
    resolve_api_with_rules(document, selection, &ApiRules::default(), diagnostics)
}

/// What is known of an API besides its document.
#[derive(Debug, Clone, Default)]
pub struct ApiRules {
    /// How pages follow each other, where the document does not say.
    pub pages: PageRules,
    /// In which header operations send idempotency keys, where the document does not say.
    pub idempotency: Vec<IdempotencyRule>,
    /// The places of schemas of which requests and responses hold one type, as they did before,
    /// whatever is required one way only: there it may be absent.
    pub whole: BTreeSet<String>,
    /// The places of schemas of which requests had a type of their own: these are no part of what
    /// stays one type.
    pub parted: BTreeSet<String>,
}

/// As [`resolve_api`], with what is known besides the document.
///
/// # Errors
///
/// As [`resolve_api`], and if a rule fits no operation.
pub fn resolve_api_with_rules(
    document: &Normalised,
    selection: &Selection,
    rules: &ApiRules,
    diagnostics: &mut Diagnostics,
) -> Result<Api, Reported> {
    let source = reference::Source::new(document);
    // Apart, because the findings of the first attempt may have to be forgotten.
    let mut own = Diagnostics::new();
    let mut api = resolve_selected_api(&source, selection, rules, Unwanted::Resolved, &mut own);
    let is_too_large = |finding: &Diagnostic| finding.code.is_about_size();
    if !selection.is_everything() && own.findings().iter().any(is_too_large) {
        // A document that is too large as a whole may be small in what is wanted. Names are then
        // given without a look at the rest, which is better than no client.
        own = Diagnostics::new();
        api = resolve_selected_api(&source, selection, rules, Unwanted::LeftOut, &mut own);
    }
    diagnostics.extend(own.findings().iter().cloned());
    diagnostics.checked(api)
}

/// What becomes of operations that are not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unwanted {
    /// They are resolved, for the sake of names.
    Resolved,
    /// They are left out at once: the document is too large as a whole.
    LeftOut,
}

fn resolve_selected_api(
    source: &reference::Source<'_>,
    selection: &Selection,
    rules: &ApiRules,
    unwanted: Unwanted,
    diagnostics: &mut Diagnostics,
) -> Api {
    let openapi = source.openapi;
    let mut cx = ResolveCx::new(source, diagnostics);
    let mut found = operations::find_operations(&mut cx);
    selection::mark_selected_operations(&mut cx, selection, &mut found);
    if unwanted == Unwanted::LeftOut {
        found.retain(|found| found.wanted);
    }
    // Hints name operations by their number, and components may be named after an operation that
    // refers to them: numbers come before any schema is read.
    operations::number_operations(&mut cx, &found);
    // Components get their ids first and in the order of the document, so that ids, and with them
    // all that is printed, do not depend on which operation refers to what.
    schemas::register_components(&mut cx);
    if !selection.is_everything() {
        cx.interest = Some(wanted::find_interest(&cx, &found));
    }
    let mut operations = operations::read_operations(&mut cx, &found);
    // The queue holds what components and operations have asked for; only now are shapes read.
    schemas::fill_type_shapes(&mut cx);
    let components = selection.is_everything() || unwanted == Unwanted::Resolved;
    let wanted = (!selection.is_everything()).then(|| found.iter().map(|one| one.wanted));
    let selected = passes::run_passes(
        &mut cx,
        &mut operations,
        components,
        wanted.map(Iterator::collect),
        rules,
    );
    let provider_calls = find_provider_calls(source, &cx.arena.types);
    Api {
        info: read_api_info(&openapi.info),
        servers: server::of_document(source, &openapi.servers),
        security_schemes: security::read_security_schemes(&mut cx),
        tags: collect_tags(openapi, &found),
        types: ApiTypes(std::mem::take(&mut cx.arena.types)),
        operations,
        selected,
        provider_calls,
        webhook_samples: source.beyond().samples.clone(),
    }
}

/// The types of the calls of the provider.
fn find_provider_calls(source: &reference::Source<'_>, types: &[Type]) -> Vec<ProviderCallTypes> {
    let calls = &source.beyond().calls;
    if calls.is_empty() {
        return Vec::new();
    }
    let places = (0u32..).map(TypeId).zip(types);
    let places: crate::maps::HashMap<&Pointer, TypeId> =
        places.map(|(id, ty)| (&ty.origin, id)).collect();
    let find = |place: &Pointer| places.get(place).copied();
    let calls = calls.iter().filter_map(|(name, sent, reply)| {
        Some(ProviderCallTypes {
            name: name.clone(),
            sent: find(sent)?,
            reply: reply.as_ref().and_then(find),
        })
    });
    calls.collect()
}

fn read_api_info(written: &openapiv3::Info) -> Info {
    Info {
        title: written.title.clone(),
        version: written.version.clone(),
        description: written.description.clone(),
    }
}

/// Tags of the document, then those that only operations name.
fn collect_tags(
    openapi: &openapiv3::OpenAPI,
    found: &[operations::FoundOperation<'_>],
) -> Vec<Tag> {
    let mut tags: crate::maps::IndexMap<&str, Tag> = crate::maps::IndexMap::default();
    for tag in &openapi.tags {
        tags.entry(&tag.name).or_insert_with(|| Tag {
            name: tag.name.clone(),
            description: tag.description.clone(),
            given: given_names::read_given_name(&tag.extensions, NamedPart::Tag),
        });
    }
    for name in found.iter().flat_map(operations::FoundOperation::tags) {
        tags.entry(name).or_insert_with(|| Tag {
            name: name.to_owned(),
            description: None,
            given: None,
        });
    }
    tags.into_values().collect()
}
