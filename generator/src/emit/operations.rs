//! `operations/`: one file for each tag.

mod choices;
mod methods;
mod outcomes;
mod pages;
mod tables;

use super::docs::docs;
use super::file::{File, gate};
use super::order::compare_as_versions;
use super::structs;
use super::syntax::{Function, Item, Ty};
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{Body, Docs, OperationItem, OperationModule, Params};
use crate::rust::names::TypeIdent;

/// `operations/mod.rs`.
pub(super) fn index(krate: &Crate) -> File {
    let mut modules: Vec<&OperationModule> = krate.operations.iter().collect();
    // rustfmt sorts declarations of modules; tags stay in the order of the document everywhere
    // else.
    modules.sort_by(|one, other| one.ident.as_str().cmp(other.ident.as_str()));
    let line = |module: &OperationModule, text: String| {
        let gate = module.feature.as_ref().map(gate);
        gate.into_iter().chain([text])
    };
    let declared = modules
        .iter()
        .flat_map(|module| line(module, format!("mod {};", module.ident.written())));
    let exporting = modules.iter().filter(|module| module.exports);
    let mut exporting: Vec<&&OperationModule> = exporting.collect();
    exporting.sort_by(|one, other| compare_as_versions(one.ident.as_str(), other.ident.as_str()));
    let gap = exporting.first().map(|_| String::new());
    let exported = exporting
        .into_iter()
        .flat_map(|module| line(module, format!("pub use {}::*;", module.ident.written())));
    File {
        modules: declared.chain(gap).chain(exported).collect(),
        ..File::new("operations/mod.rs")
    }
    .about(&["Operations by tag: their parameters, answers and failures."])
}

/// `operations/<tag>.rs`.
pub(super) fn file(krate: &Crate, module: &OperationModule) -> File {
    let uses = Uses::new(Place::Operations, &krate.types.full);
    let mut file = File::new(format!("operations/{}.rs", module.ident));
    // Methods first and tables last: people come to read the former, and nobody needs the latter.
    file.extend([client(module, &uses)]);
    for operation in &module.operations {
        file.extend(types(operation, &uses));
    }
    for operation in &module.operations {
        file.extend(tables::tables(operation, &uses));
    }
    file.docs.clone_from(&module.docs.lines);
    file.using(&uses).allowing_deprecated(krate.uses_deprecated)
}

fn client<'a>(module: &'a OperationModule, uses: &Uses) -> Item<'a> {
    let methods = module.operations.iter();
    let methods: Vec<Function> = methods
        .flat_map(|one| methods::methods(one, uses))
        .collect();
    Item::methods(uses.from("super::super", "Client"), methods)
}

fn types<'a>(operation: &'a OperationItem, uses: &Uses) -> Vec<Item<'a>> {
    let bodies = operation.body.iter().flat_map(Body::each);
    let form = bodies.filter_map(|sent| sent.form.as_ref());
    let forms = form.flat_map(|form| structs::items(form, uses));
    let params = operation.params.iter();
    let params = params.flat_map(|params| self::params(params, uses));
    params
        .chain(forms)
        .chain(choices::items(operation, uses))
        .chain(outcomes::items(operation, uses))
        .collect()
}

fn params<'a>(params: &'a Params, uses: &Uses) -> Vec<Item<'a>> {
    let definition = &params.definition;
    match &params.same {
        None => structs::items(definition, uses),
        Some(other) => vec![alias(&definition.docs, &definition.ident, other, uses)],
    }
}

/// Another name for the equal type of an operation before.
fn alias<'a>(about: &'a Docs, ident: &TypeIdent, other: &TypeIdent, uses: &Uses) -> Item<'a> {
    let ty = Ty::text(uses.operations(other));
    Item::alias(docs(about), &ident.written(), ty)
}
