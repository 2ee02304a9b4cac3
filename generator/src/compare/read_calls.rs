//! Operations of a crate → methods and types of its [`Surface`].

use super::read::{make_member, make_type, read_struct};
use super::surface::TakenType;
use super::{Member, MemberKind, SurfaceOperation, SurfaceType, TypeForm};
use crate::api::places::name_location;
use crate::maps::HashMap;
use crate::rust::model::{
    Body, Choice, Deep, FailureType, NamedType, OperationItem, OperationOutcome, Params, Sent,
    Success, Ty, Value,
};
use crate::rust::names::{MethodIdent, SubClientName, TypeIdent};

/// Reads an operation and what is at its place.
pub(super) fn read_method_of_operation(
    operation: &OperationItem,
    client: Option<&SubClientName>,
    place: String,
) -> SurfaceOperation {
    let (method, path) = (operation.http_method.as_str(), operation.path.as_str());
    let kept = operation.kept.as_ref();
    let kept = kept.and_then(|kept| kept.answers.as_ref());
    let success = match (kept, &operation.success) {
        (Some(kept), _) => kept.success.clone(),
        (None, Success::One(ty, _)) => ty.clone(),
        (None, Success::Several(outcome)) => name_operation_type(&outcome.ident),
    };
    let failure = match &operation.failure {
        FailureType::Some(outcome) => Some(name_operation_type(&outcome.ident)),
        FailureType::None(none) => Some(name_operation_type(&none.ident)),
    };
    SurfaceOperation {
        method: print_method_path(client, read_method_name(operation)),
        place,
        endpoint: format!("{method} {path}"),
        pointer: Some(operation.origin.clone()),
        arguments: read_arguments(operation),
        parameters: operation.call_params().map(name_operation_type),
        success,
        failure,
        others: read_other_methods(operation, client),
    }
}

fn name_operation_type(ident: &TypeIdent) -> Ty {
    Ty::Named(NamedType::Operations(ident.clone()))
}

/// A method behind `client.`: `list_pets`, or `pets().list` of the client of a group.
fn print_method_path(client: Option<&SubClientName>, method: &str) -> String {
    match client {
        Some(client) => format!("{}().{method}", client.method),
        None => method.to_owned(),
    }
}

/// The method that programs of an earlier version know, where there is one.
fn read_method_name(operation: &OperationItem) -> &str {
    let kept = operation.kept.as_ref();
    kept.map_or(&operation.method, |kept| &kept.method).as_str()
}

fn read_arguments(operation: &OperationItem) -> Vec<Member> {
    let body = operation.body.as_ref().map(|body| &body.argument);
    let params = operation.params.is_some();
    let kept = operation.kept.as_ref();
    let arguments = kept.map_or(&operation.arguments, |kept| &kept.arguments);
    let arguments = arguments.iter().map(|argument| {
        let ident = argument.ident.as_str();
        // What a path parameter is called does not travel; the struct of the others and the
        // body are one each.
        let key = match &argument.deep {
            _ if body == Some(&argument.ident) => "*body",
            Deep::Reference(Ty::Named(NamedType::Operations(_))) if params => "*params",
            _ => ident,
        };
        Member {
            ty: read_deep(&argument.deep),
            ..make_member(MemberKind::Argument, ident, key, None)
        }
    });
    arguments.collect()
}

/// What an argument takes.
pub(super) fn read_deep(deep: &Deep) -> Option<TakenType> {
    let (around, ty) = match deep {
        Deep::Str => ("&str", &Ty::Unit),
        Deep::OptionStr => ("Option<&str>", &Ty::Unit),
        Deep::Bytes => ("impl Into<Upload>", &Ty::Unit),
        Deep::Text => ("impl Into<String>", &Ty::Unit),
        Deep::Value(ty) => ("_", ty),
        Deep::Reference(ty) => ("&_", ty),
        Deep::Slice(ty) => ("&[_]", ty),
        Deep::OptionSlice(ty) => ("Option<&[_]>", ty),
        Deep::OptionReference(ty) => ("Option<&_>", ty),
        Deep::Into(ty) => ("impl Into<_>", ty),
    };
    Some(TakenType {
        around,
        ty: ty.clone(),
    })
}

fn read_other_methods(operation: &OperationItem, client: Option<&SubClientName>) -> Vec<Member> {
    let mut methods = Vec::new();
    let mut add = |method: &MethodIdent, role: &str, ty| {
        let name = print_method_path(client, method.as_str());
        methods.push(make_member(MemberKind::Getter, &name, role, ty));
    };
    if let (Some(_), Some(role)) = (&operation.kept, operation.role) {
        add(&operation.method, role, None);
    }
    if let Some(stream) = &operation.stream {
        add(&stream.method, "stream", Some(stream.ty.clone()));
    }
    if let Some(pages) = &operation.pages {
        add(&pages.pages, "pages", Some(pages.page.clone()));
        add(&pages.items, "items", Some(pages.item.clone()));
    }
    methods
}

/// Adds the types that stand beside an operation.
pub(super) fn read_operation_types(
    operation: &OperationItem,
    read: &SurfaceOperation,
    types: &mut Vec<SurfaceType>,
) {
    let mut add = |mut ty: SurfaceType, role: &str| {
        ty.place = format!("{}#{role}", read.place);
        ty.pointer.clone_from(&read.pointer);
        types.push(ty);
    };
    if let Some(params) = &operation.params {
        add(read_params(operation, params), "params");
    }
    if let Success::Several(outcome) = &operation.success {
        add(read_outcome(outcome), "success");
    }
    // Programs do not see whether an enum without variants is one of its own.
    let failure = match &operation.failure {
        FailureType::Some(outcome) => read_outcome(outcome),
        FailureType::None(none) => {
            make_type(format!("operations::{}", none.ident), TypeForm::Union)
        }
    };
    add(failure, "failure");
    if let Some(body) = &operation.body {
        if let Sent::Choice(choice) = &body.sent {
            add(read_choice(choice), "body");
        }
        for (form, media_type) in list_forms(body) {
            add(form, media_type);
        }
    }
}

/// An alias of an equal type of an operation before it.
fn make_alias(ident: &TypeIdent, same: &TypeIdent) -> SurfaceType {
    SurfaceType {
        alias: Some(name_operation_type(same)),
        ..make_type(format!("operations::{ident}"), TypeForm::Alias)
    }
}

fn read_params(operation: &OperationItem, params: &Params) -> SurfaceType {
    let definition = &params.definition;
    if let Some(same) = &params.same {
        return make_alias(&definition.ident, same);
    }
    let mut wires = Vec::new();
    for (value, row) in operation.values.iter().zip(&operation.parameters) {
        if let Value::Field(_, field) = value {
            let wire = format!("{}:{}", name_location(row.place), row.name);
            wires.push((field.as_str(), wire));
        }
    }
    let wires = wires.iter().map(|(field, wire)| (*field, wire.as_str()));
    let name = format!("operations::{}", definition.ident);
    read_struct(definition, name, &wires.collect())
}

fn read_outcome(outcome: &OperationOutcome) -> SurfaceType {
    if let Some(same) = &outcome.same {
        return make_alias(&outcome.ident, same);
    }
    let mut members = Vec::new();
    for variant in &outcome.definition.variants {
        let ident = variant.ident.as_str();
        let payload = variant.payload.clone();
        members.push(make_member(MemberKind::Variant, ident, ident, payload));
    }
    SurfaceType {
        members,
        ..make_type(format!("operations::{}", outcome.ident), TypeForm::Union)
    }
}

fn read_choice(choice: &Choice) -> SurfaceType {
    if let Some(same) = &choice.same {
        return make_alias(&choice.ident, same);
    }
    let mut members = Vec::new();
    for variant in &choice.variants {
        let ident = variant.ident.as_str();
        let ty = Some(variant.ty.clone());
        members.push(make_member(MemberKind::Variant, ident, ident, ty.clone()));
        if variant.from {
            members.push(make_member(MemberKind::Conversion, ident, ident, ty));
        }
    }
    SurfaceType {
        members,
        ..make_type(format!("operations::{}", choice.ident), TypeForm::Union)
    }
}

fn list_forms(body: &Body) -> Vec<(SurfaceType, &str)> {
    let mut forms = Vec::new();
    for sent in body.each() {
        if let Some(form) = &sent.form {
            let name = format!("operations::{}", form.ident);
            let form = read_struct(form, name, &HashMap::default());
            forms.push((form, sent.media_type.as_str()));
        }
    }
    forms
}
