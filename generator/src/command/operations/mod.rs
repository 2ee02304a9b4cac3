//! `bindery operations DOCUMENT`: which method calls each operation, and how.

mod body;
mod ty;

use bindery::StageOutput;
use bindery::rust::model::{
    Accept, Argument, Builtin, Crate, Deep, Initial, NamedType, OperationItem, ParameterRow, Place,
    Required, Struct, Success, Takes, Ty, Value,
};
use bindery::rust::names::SubClientName;
use serde_json::{Value as Json, json};

use super::shown::print_shown;
use super::{MessageFormat, OperationsArguments, RunStatus, TypesArguments, report};

/// Prints each operation and its method; as JSON also what the method takes, by the
/// names on the wire.
pub(super) fn run_operations(arguments: &OperationsArguments) -> RunStatus {
    let TypesArguments {
        shown,
        message_format,
    } = &arguments.listing;
    let (clients, format) = (arguments.clients.map(Into::into), *message_format);
    print_shown(shown, clients, format, |output| match output {
        StageOutput::Rust(krate) => Some(list_operations(krate, format)),
        StageOutput::Source(_)
        | StageOutput::Dialect(_)
        | StageOutput::Api(_)
        | StageOutput::Emit(_) => None,
    })
}

fn list_operations(krate: &Crate, format: MessageFormat) -> String {
    let operations = krate.operations.iter().flat_map(|module| {
        let client = module.client.as_ref();
        module.operations.iter().map(move |one| (client, one))
    });
    let line = |(client, operation): (Option<&SubClientName>, &OperationItem)| match format {
        MessageFormat::Human | MessageFormat::Sarif => {
            report::print_document_line(&print_operation_line(client, operation))
        }
        MessageFormat::Json => report::json_line(&describe_operation(krate, client, operation)),
    };
    operations.map(line).collect()
}

fn print_operation_line(client: Option<&SubClientName>, operation: &OperationItem) -> String {
    let arguments: Vec<&str> = operation
        .arguments
        .iter()
        .map(|argument| argument.ident.as_str())
        .collect();
    let (method, http, path) = (&operation.method, &operation.http_method, &operation.path);
    let client = match client {
        Some(client) => format!("{}().", client.method),
        None => String::new(),
    };
    let params = operation.call_params().map_or("", |_| ".params(params)");
    format!(
        "Client::{client}{method}({}){params}  {http} {path}",
        arguments.join(", ")
    )
}

fn describe_operation(
    krate: &Crate,
    client: Option<&SubClientName>,
    operation: &OperationItem,
) -> Json {
    let arguments = operation.arguments.iter();
    let arguments: Vec<Json> = arguments
        .map(|one| describe_argument(krate, operation, one))
        .collect();
    let params = operation.call_params().map(|ident| {
        let ty = Ty::Named(NamedType::Operations(ident.clone()));
        let deep = Deep::Reference(ty);
        let (_, described) = describe_taken_type(&deep);
        add_json_member(described, "parameters", describe_params_fields(operation))
    });
    json!({
        "operation": operation.id,
        "client": client.map(|client| client.method.written()),
        "method": operation.method.written(),
        "http": operation.http_method,
        "path": operation.path,
        "arguments": arguments,
        "params": params,
        "gives": describe_success(&operation.success),
    })
}

/// How a success is read, where all of them are read in one way.
fn describe_success(success: &Success) -> Json {
    match success {
        Success::One(_, reader) => Json::from(reader.name()),
        Success::Several(_) => Json::Null,
    }
}

/// What an argument takes: a parameter, the struct of many, or the body.
fn describe_argument(krate: &Crate, operation: &OperationItem, argument: &Argument) -> Json {
    let (ty, described) = describe_taken_type(&argument.deep);
    let sent = operation.body.as_ref();
    let (key, what) = match sent.filter(|sent| sent.argument == argument.ident) {
        Some(sent) => ("body", body::describe_contents(krate, sent, &ty)),
        None => match find_argument_parameter(operation, argument) {
            Some(row) => ("parameter", describe_wire_name(row)),
            None => ("parameters", describe_params_fields(operation)),
        },
    };
    add_json_member(described, key, what)
}

/// An object with one more member.
fn add_json_member(mut object: Json, key: &str, value: Json) -> Json {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
    object
}

/// The type of an argument without a reference, and how it is passed.
fn describe_taken_type(deep: &Deep) -> (Ty, Json) {
    let list = |item: &Ty| Ty::Vec(Box::new(item.clone()));
    let upload = Ty::Runtime(Builtin::Upload);
    let (ty, reference, optional) = match deep {
        Deep::Str => (Ty::String, true, false),
        Deep::OptionStr => (Ty::String, true, true),
        Deep::Value(Ty::Option(inner)) => ((**inner).clone(), false, true),
        Deep::Value(ty) | Deep::Into(ty) => (ty.clone(), false, false),
        Deep::Reference(ty) => (ty.clone(), true, false),
        Deep::OptionReference(ty) => (ty.clone(), true, true),
        Deep::Slice(item) => (list(item), true, false),
        Deep::OptionSlice(item) => (list(item), true, true),
        Deep::Bytes => (upload, false, false),
        Deep::Text => (Ty::String, false, false),
    };
    let described =
        json!({"type": ty::print_type_path(&ty), "reference": reference, "optional": optional});
    (ty, described)
}

/// The parameter that an argument is.
fn find_argument_parameter<'o>(
    operation: &'o OperationItem,
    argument: &Argument,
) -> Option<&'o ParameterRow> {
    let mut rows = operation.parameters.iter().zip(&operation.values);
    let is_it = |value: &Value| match value {
        Value::Reference(ident) | Value::Owned(ident) => *ident == argument.ident,
        Value::Field(..) => false,
    };
    rows.find(|(_, value)| is_it(value)).map(|(row, _)| row)
}

/// The fields of a struct of parameters.
fn describe_params_fields(operation: &OperationItem) -> Json {
    let Some(params) = &operation.params else {
        return Json::Null;
    };
    let rows = operation.parameters.iter().zip(&operation.values);
    let name = |field: &str| {
        let mut rows = rows.clone();
        let is_it = |value: &Value| match value {
            Value::Field(_, ident) => ident.written() == field,
            Value::Reference(_) | Value::Owned(_) => false,
        };
        rows.find(|(_, value)| is_it(value))
            .map_or(Json::Null, |(row, _)| describe_wire_name(row))
    };
    let ident = NamedType::Operations(params.definition.ident.clone());
    describe_struct(&Ty::Named(ident), &params.definition, name)
}

/// A struct: its type, what `new` takes, and its fields, each with what `wire`
/// says of it.
fn describe_struct(ty: &Ty, object: &Struct, wire: impl Fn(&str) -> Json) -> Json {
    let fields: Vec<Json> = object
        .fields
        .iter()
        .map(|field| {
            let name = field.ident.written();
            json!({"wire": wire(&name), "field": name, "type": ty::print_type_path(&field.ty)})
        })
        .collect();
    json!({"type": ty::print_type_path(ty), "new": describe_constructor(ty, object), "fields": fields})
}

/// What makes the struct: the function, and the fields that it takes, with their types there,
/// in the struct of them if there is one.
fn describe_constructor(ty: &Ty, object: &Struct) -> Json {
    let Some(constructor) = &object.constructor else {
        return Json::Null;
    };
    let field = |field: &str, ty: &Ty| json!({"field": field, "type": ty::print_type_path(ty)});
    let (takes, of) = match &constructor.takes {
        Takes::Nothing => (Vec::new(), Json::Null),
        Takes::One(argument) => {
            let ty = match &argument.accept {
                Accept::Value(ty)
                | Accept::Into(ty)
                | Accept::IntoBox(ty)
                | Accept::IntoMaybe(ty) => ty.clone(),
                Accept::Items(item) | Accept::IntoItems(item) => Ty::Vec(Box::new(item.clone())),
            };
            let fills = constructor.fills.iter();
            let given = fills.filter(|one| matches!(one.initial, Initial::Argument(..)));
            let given = given.map(|one| field(&one.ident.written(), &ty));
            (given.collect(), Json::Null)
        }
        Takes::Several(required) => {
            let fields = required.fields.iter();
            let fields = fields.map(|one| field(&one.ident.written(), &one.ty));
            (
                fields.collect(),
                Json::from(print_required_path(ty, required)),
            )
        }
    };
    json!({"function": constructor.ident.written(), "of": of, "takes": takes})
}

/// The path of a struct beside a type.
fn print_required_path(ty: &Ty, required: &Required) -> String {
    let ident = required.ident.clone();
    ty::print_type_path(&Ty::Named(match ty {
        Ty::Named(NamedType::Operations(_)) => NamedType::Operations(ident),
        _ => NamedType::Types(ident),
    }))
}

fn describe_wire_name(row: &ParameterRow) -> Json {
    let place = match row.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    json!({"in": place, "name": row.name})
}
