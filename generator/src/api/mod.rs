//! Resolves a normalised document: `openapiv3::OpenAPI` → [`Api`].
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
mod dump;
mod operations;
mod passes;
mod reach;
mod reference;
mod schemas;
mod selection;
#[cfg(test)]
mod tests;
mod types;
mod view;

pub use dump::dump;
pub use selection::Selection;
pub use types::*;

use context::Cx;
use operations::{security, server};

use crate::diagnostics::Diagnostics;

/// Resolves the wanted operations of a document, and the types they reach; with
/// [everything](Selection::is_everything) wanted, all types. `None` exactly when
/// an error was reported.
pub fn resolve(
    openapi: &openapiv3::OpenAPI,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let source = reference::Source::new(openapi);
    let mut cx = Cx::new(&source, diagnostics);
    let found = operations::find(&mut cx);
    let found = selection::apply(&mut cx, selection, found);
    operations::number(&mut cx, &found);
    schemas::components(&mut cx);
    let mut operations = operations::all(&mut cx, &found);
    schemas::fill(&mut cx);
    passes::run(&mut cx, &mut operations, selection.is_everything());
    let api = Api {
        info: info(&openapi.info),
        servers: server::of_document(&openapi.servers),
        security_schemes: security::schemes(&mut cx),
        tags: tags(openapi, &found),
        types: Types(std::mem::take(&mut cx.arena.types)),
        operations,
    };
    diagnostics.checked(api)
}

fn info(written: &openapiv3::Info) -> Info {
    Info {
        title: written.title.clone(),
        version: written.version.clone(),
        description: written.description.clone(),
    }
}

/// Tags of the document, then those that only operations name.
fn tags(openapi: &openapiv3::OpenAPI, found: &[operations::Found<'_>]) -> Vec<Tag> {
    let mut tags: crate::maps::IndexMap<&str, Option<String>> = crate::maps::IndexMap::default();
    for tag in &openapi.tags {
        tags.entry(&tag.name)
            .or_insert_with(|| tag.description.clone());
    }
    for name in found.iter().flat_map(operations::Found::tags) {
        tags.entry(name).or_default();
    }
    tags.into_iter()
        .map(|(name, description)| Tag {
            name: name.to_owned(),
            description,
        })
        .collect()
}
