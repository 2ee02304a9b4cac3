//! `operations/`: one file for each tag.

mod choices;
mod methods;
mod outcomes;
mod pages;
mod signature;
mod sub_clients;
mod tables;

use super::docs::emit_docs;
use super::file::{File, print_feature_gate};
use super::order::compare_as_versions;
use super::structs;
use super::syntax::{
    Arg, Expr, Function, ItemNode, Stmt, TypeNode, call_runtime_macro, make_slice_expr,
};
use super::uses::{FileRole, Uses};
use crate::rust::Crate;
use crate::rust::model::{Body, ItemDocs, OperationItem, OperationModule, Params, Struct};
use crate::rust::names::TypeIdent;

/// `operations/mod.rs`.
pub(super) fn emit_operations_index(krate: &Crate) -> File {
    let mut modules: Vec<&OperationModule> = krate.operations.iter().collect();
    // rustfmt sorts declarations of modules; tags stay in the order of the document everywhere
    // else.
    modules.sort_by(|one, other| one.ident.as_str().cmp(other.ident.as_str()));
    let line = |module: &OperationModule, text: String| {
        let gate = module.feature.as_ref().map(print_feature_gate);
        gate.into_iter().chain([text])
    };
    let declared = modules
        .iter()
        .flat_map(|module| line(module, format!("mod {};", module.ident.written())));
    // All of them, as each has at least the failure of each operation.
    let mut exporting: Vec<&&OperationModule> = modules.iter().collect();
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
pub(super) fn emit_operations_file(krate: &Crate, module: &OperationModule) -> File {
    let uses = Uses::new(FileRole::Operations, &krate.types.full);
    let mut file = File::new(format!("operations/{}.rs", module.ident));
    // Methods first and tables last: people come to read the former, and nobody needs the latter.
    if let Some(client) = &module.client {
        file.extend(sub_clients::emit_sub_client(client, &module.docs, &uses));
    }
    file.extend([emit_operations_impl(module, &uses)]);
    for operation in &module.operations {
        file.extend(emit_operation_types(operation, &uses));
    }
    for operation in &module.operations {
        file.extend(operation.params.as_ref().and_then(emit_params_serde));
        file.extend(tables::emit_operation_tables(operation, &uses));
    }
    file.docs.clone_from(&module.docs.lines);
    file.using(&uses).allowing_deprecated(krate.uses_deprecated)
}

fn emit_operations_impl<'a>(module: &'a OperationModule, uses: &Uses) -> ItemNode<'a> {
    let client = module.client.as_ref();
    let methods = module.operations.iter();
    let methods: Vec<Function> = methods
        .flat_map(|one| methods::emit_operation_methods(one, client, uses))
        .collect();
    match client {
        Some(client) => ItemNode::methods(sub_clients::print_client_type(client), methods),
        None => ItemNode::methods(uses.from("super::super", "Client"), methods),
    }
}

fn emit_operation_types<'a>(operation: &'a OperationItem, uses: &Uses) -> Vec<ItemNode<'a>> {
    let bodies = operation.body.iter().flat_map(Body::each);
    let form = bodies.filter_map(|sent| sent.form.as_ref());
    let forms = form.flat_map(|form| structs::emit_struct_items(form, uses));
    let params = operation.params.iter();
    let params = params.flat_map(|params| self::emit_params_types(params, uses));
    params
        .chain(forms)
        .chain(choices::emit_choice_items(operation, uses))
        .chain(outcomes::emit_outcome_items(operation, uses))
        .collect()
}

fn emit_params_types<'a>(params: &'a Params, uses: &Uses) -> Vec<ItemNode<'a>> {
    let definition = &params.definition;
    match &params.same {
        None if params.on_call => {
            let mut items = structs::emit_struct_items(definition, uses);
            items.push(emit_call_parameters(definition, uses));
            items
        }
        None => structs::emit_struct_items(definition, uses),
        Some(other) => {
            let required = definition.required().zip(params.same_required.as_ref());
            let required = required
                .map(|(own, of)| structs::emit_required_alias(&own.ident, of, uses.operations(of)));
            [emit_shared_alias(
                &definition.docs,
                &definition.ident,
                other,
                uses,
            )]
            .into_iter()
            .chain(required)
            .collect()
        }
    }
}

/// What gives the values of parameters to a call. Its order is that of the fields, so that
/// operations whose parameters are equal share it with the struct.
fn emit_call_parameters<'a>(definition: &'a Struct, uses: &Uses) -> ItemNode<'a> {
    let fields = definition.fields.iter();
    let values = fields.map(|field| Expr::text("self").field(field.ident.written()).reference());
    let values = make_slice_expr(values.collect::<Vec<_>>());
    let taken = TypeNode::text(format!("&mut dyn FnMut(&[&dyn {}])", uses.json("Encode")));
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn give".into(),
        args: vec![
            Arg::Receiver("&self".into()),
            Arg::Typed("take".into(), taken),
        ],
        returns: None,
        body: vec![Stmt::Value(Expr::call("take", [values]))],
    };
    ItemNode::implementation(
        uses.contract("Parameters"),
        definition.ident.written(),
        function,
    )
}

/// serde's traits for parameters, which have no table: by the names of their fields.
fn emit_params_serde(params: &Params) -> Option<ItemNode<'_>> {
    let call = || {
        let fields = params.definition.fields.iter();
        let fields = fields.map(|field| field.ident.written());
        let ident = params.definition.ident.written();
        call_runtime_macro("params_serde", [ident].into_iter().chain(fields).collect())
    };
    params.same.is_none().then(call)
}

/// Another name for the equal type of an operation before.
fn emit_shared_alias<'a>(
    about: &'a ItemDocs,
    ident: &TypeIdent,
    other: &TypeIdent,
    uses: &Uses,
) -> ItemNode<'a> {
    let ty = TypeNode::text(uses.operations(other));
    ItemNode::alias(emit_docs(about), &ident.written(), ty)
}
