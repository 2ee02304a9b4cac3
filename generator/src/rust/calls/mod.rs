//! Operations: their descriptions, arguments, responses and methods.

mod answers;
mod arguments;
mod bodies;
mod choice;
mod groups;
mod kept;
mod multipart;
mod outcomes;
mod pages;
mod sharing;

pub(super) use groups::find_operation_group;

use super::client::shape_servers;
use super::cx::ShapeCx;
use super::docs;
use super::model::{
    Allow, Argument, Deep, ItemDocs, OperationItem, OperationModule, Params, SameRows,
};
use super::names::operations::{OperationNames, OperationNews, OperationScopes};
use super::names::sub_clients::MethodHome;
use crate::api::places::name_operation_places;
use crate::api::{Api, GivenName, Operation, Requirement};
use crate::diagnostics::Diagnostics;
use crate::limits::MOST_ARGUMENTS;
use crate::maps::IndexSet;

/// Shapes the wanted operations, by tag. Names are given to all.
pub(super) fn shape_operation_modules(
    cx: &ShapeCx,
    api: &Api,
    diagnostics: &mut Diagnostics,
) -> Vec<OperationModule> {
    let mut scopes = match &cx.options.locked {
        Some(locked) => OperationScopes::holding(locked),
        None => OperationScopes::default(),
    };
    let groups = groups::group_operations(cx, api, &mut scopes);
    let homes = groups::place_methods(cx, api, &groups);
    let names = name_operation_parts(cx, api, &homes, &mut scopes, diagnostics);
    let mut modules = Vec::new();
    for group in groups {
        let mut operations = Vec::new();
        for index in group.members {
            let named = api.operations.get(index).zip(names.get(index));
            if let Some((one, names)) = named.filter(|_| api.selected.has_operation(index)) {
                operations.push(shape_operation(cx, one, names, &mut scopes, diagnostics));
            }
        }
        if operations.is_empty() {
            continue;
        }
        // Within a module, as modules may be features: a type that is shared across them would
        // need both.
        sharing::share_operation_items(&mut operations);
        modules.push(OperationModule {
            ident: group.ident,
            feature: None,
            docs: group.docs,
            client: group.client,
            operations,
        });
    }
    modules
}

/// Names of all operations, in order; those that overlays chose are taken first.
fn name_operation_parts(
    cx: &ShapeCx,
    api: &Api,
    homes: &[MethodHome],
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Vec<OperationNames> {
    let mut named: Vec<(usize, OperationNames)> = Vec::new();
    let places = name_operation_places(&api.operations);
    scopes.find_moved(&places);
    // Two rounds: a name that an overlay has chosen is a promise, and must not depend on what
    // stands before it in the document.
    for chosen in [true, false] {
        for ((index, operation), home) in api.operations.iter().enumerate().zip(homes) {
            if GivenName::chosen(operation.given.as_ref()).is_some() == chosen {
                let unheard = &mut Diagnostics::new();
                let heard = if api.selected.has_operation(index) {
                    &mut *diagnostics
                } else {
                    unheard
                };
                let place = places.get(index).map_or("", String::as_str);
                let words = cx.operations.get(index);
                let news = find_operation_news(cx, operation);
                let names = scopes.operation(operation, &news, place, words, home, heard);
                named.push((index, names));
            }
        }
    }
    named.sort_by_key(|(index, _)| *index);
    named.into_iter().map(|(_, names)| names).collect()
}

/// What may be new of an operation, where names are held.
fn find_operation_news(cx: &ShapeCx, operation: &Operation) -> OperationNews {
    if cx.options.locked.is_none() {
        return OperationNews::default();
    }
    let body = operation.request_body.as_ref();
    OperationNews {
        takes_body: body.is_some(),
        may_lack_body: body.is_some_and(|body| !bodies::is_body_given(cx, operation, body)),
        successes: answers::number_success_kinds(cx, operation),
    }
}

fn shape_operation(
    cx: &ShapeCx,
    operation: &Operation,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> OperationItem {
    let mut call = arguments::shape_arguments(cx, operation, names, scopes, diagnostics);
    let body = bodies::shape_operation_body(
        cx,
        operation,
        &mut call.arguments,
        names,
        scopes,
        diagnostics,
    );
    // The order of these calls is the order in which names are claimed, and so a part of the
    // client's public names.
    let answers = answers::shape_responses(cx, operation, names, scopes, diagnostics);
    let kept = kept::shape_kept_method(
        names,
        &call.arguments,
        body.as_ref(),
        &answers,
        operation.docs.deprecated,
    );
    let pages = pages::shape_pages(cx, operation, names, &answers.success, scopes, diagnostics);
    OperationItem {
        method: names.method.clone(),
        name: names.name.clone(),
        kept,
        role: names.role,
        table: names.table.clone(),
        docs: method_docs(operation, &call.arguments),
        summary: summarise_operation(operation),
        allows: list_operation_allows(&call.arguments),
        id: operation.id.clone(),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        origin: operation.origin.clone(),
        parameters: call.parameters,
        body,
        answers: answers.rows,
        security: operation.security.clone(),
        same: SameRows::default(),
        servers: shape_servers(&operation.servers),
        idempotent: operation.idempotent,
        idempotency_header: operation.idempotency_header.clone(),
        params: call.params.map(|definition| Params {
            definition,
            same: None,
            same_required: None,
            on_call: call.on_call,
        }),
        arguments: call.arguments,
        values: call.values,
        success: answers.success,
        failure: answers.failure,
        stream: answers.stream,
        pages,
    }
}

fn list_operation_allows(arguments: &[Argument]) -> Vec<Allow> {
    let too_many = arguments.len() > MOST_ARGUMENTS;
    let complex = arguments.iter().any(|argument| match &argument.deep {
        Deep::Value(ty)
        | Deep::Reference(ty)
        | Deep::Slice(ty)
        | Deep::OptionReference(ty)
        | Deep::OptionSlice(ty) => super::complexity::is_complex(ty),
        Deep::Str | Deep::OptionStr | Deep::Bytes | Deep::Text | Deep::Into(_) => false,
    });
    too_many
        .then_some(Allow::TooManyArguments)
        .into_iter()
        .chain(complex.then_some(Allow::TypeComplexity))
        .collect()
}

fn method_docs(operation: &Operation, arguments: &[Argument]) -> ItemDocs {
    let mut writer = docs::Writer::default();
    writer.docs(&operation.id, &operation.docs);
    for (argument, parameter) in arguments.iter().zip(arguments::path_parameters(operation)) {
        let text = parameter
            .docs
            .description
            .as_deref()
            .map(docs::one_line)
            .unwrap_or_default();
        if !text.is_empty() {
            writer.item(format!("`{}`: {text}", argument.ident));
        }
    }
    if let Some(range) = bodies::open_type(operation) {
        writer.item(format!(
            "`body`: of the type {range}; `Upload::with_media_type` says which."
        ));
    }
    if let Some(code) = docs::make_code_span(&format!(
        "{} {}",
        operation.method.to_uppercase(),
        operation.path
    )) {
        writer.own(code.to_string());
    }
    if let Some(day) = &operation.sunset {
        let line = format!("Will be gone: {}.", docs::plain_line(day));
        writer.block(docs::wrap_markdown(&line));
    }
    if let Some(scopes) = list_needed_scopes(operation) {
        writer.block(docs::wrap_markdown(&scopes));
    }
    writer.finish(operation.docs.deprecated, "An operation of the API.")
}

/// The scopes that a call needs, of each alternative that names some.
fn list_needed_scopes(operation: &Operation) -> Option<String> {
    let mut alternatives: IndexSet<String> = IndexSet::default();
    for all in operation.security.iter().flatten() {
        let scoped: Vec<String> = all.iter().filter_map(print_scope_alternative).collect();
        let scoped = scoped.join(" and ");
        if !scoped.is_empty() {
            alternatives.insert(scoped);
        }
    }
    let alternatives: Vec<String> = alternatives.into_iter().collect();
    (!alternatives.is_empty()).then(|| format!("Scopes: {}.", alternatives.join("; or ")))
}

fn print_scope_alternative(requirement: &Requirement) -> Option<String> {
    let code = |scope: &String| docs::make_code_span(scope).map(|span| span.to_string());
    let scopes: Vec<String> = requirement.scopes.iter().map(code).collect::<Option<_>>()?;
    let scheme = docs::make_code_span(&requirement.scheme)?;
    (!scopes.is_empty()).then(|| format!("{} of {scheme}", scopes.join(", ")))
}

/// What the operation does, on one line.
fn summarise_operation(operation: &Operation) -> String {
    let text = operation
        .docs
        .title
        .as_deref()
        .or(operation.docs.description.as_deref());
    docs::one_line(text.unwrap_or_default())
}
