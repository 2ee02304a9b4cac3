//! **bindery** compiles OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0 documents into typed Rust client
//! crates.
//!
//! - In a build script: [`build()`], for a project with a `bindery.toml`.
//! - As a command: `bindery generate`.
//! - One document at a time: [`compile`], [`compile_crate`] and [`compile_text`];
//!   [`show_stage`] and [`show_stage_of_text`] for what a stage makes of it.
//!
//! # From a document to files
//!
//! The compiler is a chain of values, one folder and one function per stage. Each stage has
//! a vocabulary of its own and knows nothing of the later ones:
//!
//! ```
//! use bindery::api::{self, Selection};
//! use bindery::diagnostics::Diagnostics;
//! use bindery::rust::{self, Options};
//! use bindery::{dialect, emit, source};
//!
//! let text = "
//! openapi: 3.1.0
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
//!       responses:
//!         '200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
//! components:
//!   schemas:
//!     Pet: {type: object, required: [name], properties: {name: {type: string}}}
//! ";
//! let mut diagnostics = Diagnostics::new();
//!
//! let document = source::from_text("pets.yaml", text.to_owned(), &mut diagnostics).unwrap();
//! let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
//! let api = api::resolve_api(&openapi, &Selection::default(), &mut diagnostics).unwrap();
//! let krate = rust::shape_crate(&api, &Options::default(), &mut diagnostics).unwrap();
//! let files = emit::emit_files(&krate);
//!
//! assert!(files["types.rs"].contains("pub struct Pet {"));
//! assert!(files["operations/untagged.rs"].contains("pub fn get_pet(&self, id: i64)"));
//! assert!(diagnostics.findings().is_empty());
//! ```
//!
//! [`compile_text`] does just this. What is wrong with a document never stops a stage in its
//! middle: it becomes a [finding](diagnostics::Diagnostic) with a code, a place and a way out,
//! and a stage gives [`Reported`] in place of its result only if one of
//! its findings is an error.
//!
//! **[`source`]** reads files into a [`Document`](source::Document): ordered trees of
//! [`Node`](source::Node)s, in which numbers keep their digits, with everything that references
//! lead to, and with overlays applied. It knows JSON and YAML, and no version of OpenAPI.
//!
//! **[`dialect`]** brings a document of any version into one form, which
//! [`openapiv3`](openapiv3::OpenAPI) models, by a table of all objects of the specification and
//! their fields. It knows the differences between versions and the mistakes of real documents,
//! and has a finding for each. A [`Pointer`](source::Pointer) into the normalised document
//! leads back to the file.
//!
//! **[`api`]** decides everything about the wire and gives an [`Api`](api::Api): operations, and
//! types whose [`Shape`](api::Shape) says what values may be. It follows references, merges
//! `allOf`, and finds out how the variants of each union are told apart. It knows nothing of
//! Rust.
//!
//! **[`rust`]** decides everything about Rust and gives a [`Crate`]: modules,
//! items and functions with their final names and types, boxes where types are recursive, and
//! documentation. It knows nothing of text.
//!
//! **[`emit`]** prints a crate as [`GeneratedFiles`], laid out as `rustfmt` does it, and
//! decides nothing.
//!
//! **[`output`]** compares files with a folder, and writes all of them or none.

#![cfg_attr(docsrs, feature(doc_cfg))]
// docs.rs shows which feature each item needs

// Standard output is Cargo's or the command's, and either may be closed.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod build;
pub mod config;
mod fnv;
pub mod formats;
mod http_methods;
mod limits;
pub mod lockfile;
mod maps;
mod name_keys;
mod place;
pub mod printable;
pub mod project;
mod stack;
mod suggest;
#[cfg(test)]
mod tests;
mod trail;
mod wildcard;

// the stages, in the order in which they run
pub mod api;
pub mod dialect;
pub mod emit;
pub mod output;
pub mod rust;
pub mod source;

pub mod compare;
pub mod diagnostics;
pub mod doctor;
pub mod normalised;

pub use build::{build, build_in_out_dir};
pub use stack::run_with_stack;

use std::convert::Infallible;
use std::path::PathBuf;

use api::{ApiRules, IdempotencyRule, PageRules, Selection};
use diagnostics::{Diagnostics, Reported};
use emit::{GeneratedFiles, PackageFacts};
use normalised::Normalised;
use rust::LockedApi;
use rust::model::{Crate, Feature};

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
    /// How pages of operations follow each other, where the document does not say.
    pub pages: PageRules,
    /// In which header operations send idempotency keys, where the document does not say.
    pub idempotency: Vec<IdempotencyRule>,
    /// Whether calls that the provider makes (`webhooks`, `callbacks`) become a type.
    pub webhooks: bool,
}

/// The code of one API.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The document's title.
    pub title: String,
    /// Files by their path relative to the API's folder.
    pub files: GeneratedFiles,
    /// Cargo features that the code depends on, if tags have any.
    pub features: Vec<Feature>,
    /// How everything is called, where [names are locked](rust::Options::locked).
    pub locked: Option<rust::LockedApi>,
    /// Features of the runtime that the code needs.
    pub runtime_features: Vec<String>,
    /// Every file that was read.
    pub reached: Vec<PathBuf>,
    /// Number of operations.
    pub operations: usize,
    /// Number of types.
    pub types: usize,
    /// How many values the lock holds otherwise than the document has them.
    pub held: usize,
}

/// What a stage has made, as [`show_stage`] shows it.
#[derive(Debug, Clone, Copy)]
pub enum StageOutput<'s> {
    /// `source`: the document's tree, overlays applied.
    Source(&'s source::Document),
    /// `dialect`: the document in the model that all versions share.
    Dialect(&'s Normalised),
    /// `api`: types and operations as the wire sees them.
    Api(&'s api::Api),
    /// `rust`: the items of the code, with their names.
    Rust(&'s Crate),
    /// `emit`: the files.
    Emit(&'s GeneratedFiles),
}

/// Compiles one document into the code of one API.
///
/// # Errors
///
/// If `diagnostics` now holds an error.
pub fn compile(
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Result<Compiled, Reported> {
    stack::run_with_stack(|| {
        let document = read_input(input, diagnostics)?;
        compile_document(document, input, options, diagnostics)
    })
}

/// Compiles one document that is held in memory into the code of one API.
///
/// As [`compile`], without files: references to other files lead nowhere.
/// `name` stands for the document in findings.
///
/// # Errors
///
/// If `diagnostics` now holds an error.
pub fn compile_text(
    name: &str,
    mut text: String,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Result<Compiled, Reported> {
    stack::run_with_stack(|| {
        let document = source::from_text(name, std::mem::take(&mut text), diagnostics)?;
        compile_document(document, &Input::default(), options, diagnostics)
    })
}

/// Compiles one document into a complete crate.
///
/// As [`compile`], with the manifest and the folders that Cargo expects.
///
/// # Errors
///
/// If `diagnostics` now holds an error.
pub fn compile_crate(
    input: &Input,
    options: &rust::Options,
    facts: &PackageFacts,
    diagnostics: &mut Diagnostics,
) -> Result<Compiled, Reported> {
    let mut compiled = compile(input, options, diagnostics)?;
    compiled.become_crate(options, facts);
    Ok(compiled)
}

impl Compiled {
    /// Puts the files into a crate of their own.
    fn become_crate(&mut self, options: &rust::Options, facts: &PackageFacts) {
        self.files = emit::package_files(
            std::mem::take(&mut self.files),
            &self.title,
            &self.features,
            &self.runtime_features,
            options,
            facts,
        );
    }
}

/// Compiles one document up to the stage at which `look` has seen what it wants, and gives
/// that; `None` where it wants nothing of any stage. The stages behind that one do not run,
/// and report nothing.
///
/// # Errors
///
/// If a stage before that one fails; `diagnostics` then holds an error.
pub fn show_stage<T: Send>(
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
    mut look: impl FnMut(StageOutput<'_>) -> Option<T> + Send,
) -> Result<Option<T>, Reported> {
    stack::run_with_stack(|| {
        let document = read_input(input, diagnostics)?;
        show_stages(document, input, options, diagnostics, &mut look)
    })
}

/// Compiles one document that is held in memory up to the stage at which `look` has seen what
/// it wants.
///
/// As [`show_stage`], without files: references to other files lead nowhere.
/// `name` stands for the document in findings. Who wants to see several stages takes something
/// of the last one only.
///
/// # Errors
///
/// If a stage before that one fails; `diagnostics` then holds an error.
pub fn show_stage_of_text<T: Send>(
    name: &str,
    mut text: String,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
    mut look: impl FnMut(StageOutput<'_>) -> Option<T> + Send,
) -> Result<Option<T>, Reported> {
    stack::run_with_stack(|| {
        let document = source::from_text(name, std::mem::take(&mut text), diagnostics)?;
        show_stages(document, &Input::default(), options, diagnostics, &mut look)
    })
}

/// Runs the stages until `look` takes something.
fn show_stages<T>(
    document: source::Document,
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
    look: &mut impl FnMut(StageOutput<'_>) -> Option<T>,
) -> Result<Option<T>, Reported> {
    match run_stages(document, input, options, diagnostics, look) {
        Ok(_) => Ok(None),
        Err(End::Shown(shown)) => Ok(Some(shown)),
        Err(End::Failed(reported)) => Err(reported),
    }
}

/// Compiles one document as far as two versions of an API are
/// [compared](compare::compare_versions).
///
/// # Errors
///
/// If `diagnostics` now holds an error.
pub fn read_version(
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Result<compare::ApiVersion, Reported> {
    stack::run_with_stack(|| {
        let document = read_input(input, diagnostics)?;
        let has_calls = !input.webhooks && dialect::has_provider_calls(&document);
        // What is wrong with the document is told of it as it is compiled.
        let mut unheard = Diagnostics::new();
        let provider =
            has_calls.then(|| read_provider_calls(&document, input, options, &mut unheard));
        let normalised = dialect::normalise_document(document, diagnostics)?;
        // Those know all places that the others do, and those of the calls.
        diagnostics.take_origins(unheard);
        let api = resolve_input(&normalised, input, options, diagnostics)?;
        let krate = rust::shape_crate(&api, options, diagnostics)?;
        Ok(compare::ApiVersion {
            api,
            krate,
            provider: provider.flatten(),
        })
    })
}

/// The wire with the calls that the provider makes, where nobody wants types for them.
fn read_provider_calls(
    document: &source::Document,
    input: &Input,
    options: &rust::Options,
    unheard: &mut Diagnostics,
) -> Option<api::Api> {
    let mut document = document.clone();
    dialect::gather_webhooks(&mut document);
    let normalised = dialect::normalise_document(document, unheard).ok()?;
    resolve_input(&normalised, input, options, unheard).ok()
}

fn resolve_input(
    document: &Normalised,
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Result<api::Api, Reported> {
    let locked = options.locked.as_ref();
    let rules = ApiRules {
        pages: input.pages.clone(),
        idempotency: input.idempotency.clone(),
        whole: locked
            .map(LockedApi::list_whole_schemas)
            .unwrap_or_default(),
        parted: locked
            .map(LockedApi::list_parted_schemas)
            .unwrap_or_default(),
    };
    api::resolve_api_with_rules(document, &input.selection, &rules, diagnostics)
}

fn read_input(input: &Input, diagnostics: &mut Diagnostics) -> Result<source::Document, Reported> {
    let mut document = source::read_document(
        &input.document,
        &input.overlays,
        &input.allow_refs,
        diagnostics,
    )?;
    if input.webhooks {
        dialect::gather_webhooks(&mut document);
    }
    Ok(document)
}

/// All stages, with nobody to look at them.
fn compile_document(
    document: source::Document,
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
) -> Result<Compiled, Reported> {
    let look = &mut |_: StageOutput<'_>| None::<Infallible>;
    run_stages(document, input, options, diagnostics, look).map_err(|end| match end {
        End::Failed(reported) => reported,
        End::Shown(never) => match never {},
    })
}

/// The whole compiler behind the reader. `look` sees what each stage has made, and ends the
/// run when it takes something.
fn run_stages<T>(
    mut document: source::Document,
    input: &Input,
    options: &rust::Options,
    diagnostics: &mut Diagnostics,
    look: &mut impl FnMut(StageOutput<'_>) -> Option<T>,
) -> Result<Compiled, End<T>> {
    let mut show = |output: StageOutput<'_>| look(output).map_or(Ok(()), |it| Err(End::Shown(it)));
    show(StageOutput::Source(&document))?;
    let reached = std::mem::take(&mut document.files);
    let normalised = dialect::normalise_document(document, diagnostics)?;
    show(StageOutput::Dialect(&normalised))?;
    let api = resolve_input(&normalised, input, options, diagnostics)?;
    // Each value goes as soon as the next stage has made its own of it: all of them at once
    // are what a document of many small operations takes the most memory for.
    drop(normalised);
    show(StageOutput::Api(&api))?;
    let krate = rust::shape_crate(&api, options, diagnostics)?;
    drop(api);
    show(StageOutput::Rust(&krate))?;
    let files = emit::emit_files(&krate);
    show(StageOutput::Emit(&files))?;
    Ok(Compiled {
        title: krate.client.title,
        files,
        features: krate.features,
        locked: krate.locked,
        runtime_features: krate
            .runtime_features
            .into_iter()
            .map(str::to_owned)
            .collect(),
        reached,
        operations: krate.counts.operations,
        types: krate.counts.types,
        held: krate.held.len(),
    })
}

/// Why the stages ended before all files were printed.
enum End<T> {
    /// One of them failed.
    Failed(Reported),
    /// Somebody has seen what they wanted.
    Shown(T),
}

impl<T> From<Reported> for End<T> {
    fn from(reported: Reported) -> Self {
        Self::Failed(reported)
    }
}
