//! `operations/`: one file for each tag.

mod choices;
mod methods;
mod outcomes;
mod pages;
mod tables;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::structs;
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{Body, OperationItem, OperationModule};

/// `operations/mod.rs`.
pub(super) fn index(krate: &Crate) -> File {
    let mut modules: Vec<&OperationModule> = krate.operations.iter().collect();
    modules.sort_by_key(|module| module.ident.written());
    let line = |module: &OperationModule, text: String| {
        let gate = module.feature.as_ref();
        let gate = gate.map(|feature| format!("#[cfg(feature = \"{feature}\")]"));
        gate.into_iter().chain([text])
    };
    let declared = modules
        .iter()
        .flat_map(|module| line(module, format!("mod {};", module.ident.written())));
    let exporting = modules.iter().filter(|module| module.exports);
    let gap = exporting.clone().next().map(|_| String::new());
    let exported = exporting
        .flat_map(|module| line(module, format!("pub use {}::*;", module.ident.written())));
    File {
        docs: vec!["Operations by tag: their parameters, answers and failures.".to_owned()],
        modules: declared.chain(gap).chain(exported).collect(),
        ..File::new("operations/mod.rs")
    }
}

/// `operations/<tag>.rs`.
pub(super) fn file(krate: &Crate, module: &OperationModule) -> File {
    let uses = Uses::new(Place::Operations, &krate.types.full);
    let mut items = vec![client(module, &uses)];
    items.extend(
        module
            .operations
            .iter()
            .flat_map(|operation| types(operation, &uses)),
    );
    items.extend(
        module
            .operations
            .iter()
            .flat_map(|one| tables::tables(one, &uses)),
    );
    let path = format!("operations/{}.rs", module.ident);
    let mut file = File::of_items(path, &uses, items).allowing_deprecated(krate.uses_deprecated);
    file.docs.clone_from(&module.docs.lines);
    file
}

fn client(module: &OperationModule, uses: &Uses) -> TokenStream {
    let methods = module
        .operations
        .iter()
        .map(|operation| methods::methods(operation, uses));
    let client = uses.from("super::super", "Client");
    quote!(impl #client { #(#methods)* })
}

fn types(operation: &OperationItem, uses: &Uses) -> Vec<TokenStream> {
    let bodies = operation.body.iter().flat_map(Body::each);
    let form = bodies.filter_map(|sent| sent.form.as_ref());
    let params = operation
        .params
        .iter()
        .chain(form)
        .flat_map(|params| structs::items(params, uses));
    params
        .chain(choices::items(operation, uses))
        .chain(outcomes::items(operation, uses))
        .collect()
}
