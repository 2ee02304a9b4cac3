//! **bindery** compiles OpenAPI 3.0 and 3.1 documents into typed Rust client
//! crates.
//!
//! The compiler is a chain of immutable values, one folder per stage; each stage
//! has one vocabulary and knows nothing of the later ones. [`compile`] shows the
//! whole chain.
//!
//! - In a build script: [`build()`], for a project with a `bindery.toml`.
//! - As a command: `bindery generate`.
//! - One document at a time: [`compile`] and [`compile_crate`].

mod build;
pub mod config;
mod maps;
pub mod printable;
pub mod project;
mod stack;
#[cfg(test)]
mod tests;
mod trail;

// the stages, in the order in which they run
pub mod api;
pub mod dialect;
pub mod emit;
pub mod output;
pub mod rust;
pub mod source;

pub mod diagnostics;

pub use build::build;
pub use stack::with_room;

use std::path::PathBuf;

use api::Selection;
use diagnostics::Diagnostics;
use emit::{Files, Runtime};
use rust::model::Feature;

/// What is compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: PathBuf,
    /// Overlays in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// Folders that references may lead into, besides that of the document.
    pub allow_refs: Vec<PathBuf>,
    /// Which of its operations are wanted.
    pub selection: Selection,
}

/// The code of one API.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The document's title.
    pub title: String,
    /// Files by their path relative to the API's folder.
    pub files: Files,
    /// Cargo features that the code depends on, if tags have any.
    pub features: Vec<Feature>,
    /// Every file that was read.
    pub reached: Vec<PathBuf>,
    /// Number of operations.
    pub operations: usize,
    /// Number of types.
    pub types: usize,
}

/// Reads a document with its overlays and all that its references lead to: the first of
/// the stages. `None` exactly when an error was reported.
pub fn read_input(input: &Input, diagnostics: &mut Diagnostics) -> Option<source::Document> {
    source::read(
        &input.document,
        &input.overlays,
        &input.allow_refs,
        diagnostics,
    )
}

/// Compiles one document into the code of one API.
///
/// Returns `None` exactly when `diagnostics` holds an error.
pub fn compile(
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    stack::with_room(|| {
        let document = read_input(input, diagnostics)?;
        compiled(document, &input.selection, options, diagnostics)
    })?
}

/// Compiles one document that is held in memory into the code of one API.
///
/// As [`compile`], without files: references to other files lead nowhere.
/// `name` stands for the document in findings.
pub fn compile_text(
    name: &str,
    text: String,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    stack::with_room(|| {
        let document = source::from_text(name, text, diagnostics)?;
        compiled(document, &Selection::default(), options, diagnostics)
    })?
}

/// The stages after reading.
fn compiled(
    mut document: source::Document,
    selection: &Selection,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    let reached = std::mem::take(&mut document.files);
    let openapi = dialect::normalise(document, diagnostics)?;
    let api = api::resolve(&openapi, selection, diagnostics)?;
    let krate = rust::shape(&api, options, diagnostics)?;
    Some(Compiled {
        title: krate.client.title.clone(),
        files: emit::files(&krate),
        features: krate.features,
        reached,
        operations: krate.counts.operations,
        types: krate.counts.types,
    })
}

/// Compiles one document into a complete crate.
///
/// As [`compile`], with the manifest and the folders that Cargo expects.
pub fn compile_crate(
    input: &Input,
    options: &rust::Options,
    runtime: &Runtime,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    let mut compiled = compile(input, options, diagnostics)?;
    compiled.files = emit::package(
        compiled.files,
        &compiled.title,
        &compiled.features,
        options,
        runtime,
    );
    Some(compiled)
}
