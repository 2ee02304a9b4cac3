//! The program that calls operations through the methods of a generated crate.

use std::fmt::Write as _;

use super::plan::{Argument, Content, Kind, Operation, Shape, Structure};

/// Its source, but for what all programs share that call methods.
const PROGRAM: &str = include_str!("driver_program.rs.txt");

/// The values of a call, which the functions take for their arguments. Programs have a
/// function `read_value`, which reads one of them.
const ROW: &str = include_str!("driver_row.rs.txt");

/// The text of the program for calls of some shapes with credentials for some schemes.
pub(super) fn prism_program(shapes: &[Shape<'_>], schemes: &[String]) -> String {
    let mut text = calling_program(PROGRAM, shapes, |_| "outcome");
    let _ = writeln!(text, "const SCHEMES: &[&str] = &{schemes:?};");
    text
}

/// A program with a function for each shape, and the table `CALLS` of them. Each gives
/// what the function of the program that `outcome` names makes of the client, the row and a
/// function that makes the call.
pub(crate) fn calling_program(
    program: &str,
    shapes: &[Shape<'_>],
    outcome: fn(&Operation) -> &'static str,
) -> String {
    let mut text = [program, ROW].concat();
    let rows: String = (0..shapes.len())
        .map(|index| format!("call_{index}, "))
        .collect();
    let count = shapes.len();
    let _ = writeln!(text, "\nconst CALLS: [Function; {count}] = [{rows}];");
    for (index, shape) in shapes.iter().enumerate() {
        text.push_str(&write_call_function(index, shape, outcome(shape.operation)));
    }
    text
}

fn write_call_function(index: usize, shape: &Shape<'_>, outcome: &str) -> String {
    let mut text =
        format!("\nfn call_{index}(client: &Client, row: &Row) -> Result<Outcome, Unread> {{\n");
    let mut arguments = Vec::new();
    for (place, argument) in shape.operation.given().enumerate() {
        let name = format!("a{place}");
        text.push_str(&write_argument_value(&name, argument, shape.content));
        arguments.push(write_passed_argument(&name, argument));
    }
    let params = shape.operation.params.as_ref();
    let params = params.and_then(|_| arguments.pop());
    let params = params.map_or_else(String::new, |params| format!(".params({params})"));
    let _ = writeln!(
        text,
        "    Ok({outcome}(client, row, |client: &Client| client.{}({}){params}))\n}}",
        shape.operation.method,
        arguments.join(", ")
    );
    text
}

/// Lines that make the value of an argument.
fn write_argument_value(name: &str, argument: &Argument, content: Option<&Content>) -> String {
    if let Some(structure) = &argument.parameters {
        return write_filled_struct(name, structure);
    }
    if let Some(wire) = &argument.parameter {
        let (ty, key) = (&argument.ty, wire.key());
        return format!("    let {name} = row.get::<{ty}>({key:?})?;\n");
    }
    content.map_or_else(String::new, |content| {
        write_body_value(name, argument, content)
    })
}

/// A struct, by its constructor and then field by field.
fn write_filled_struct(name: &str, structure: &Structure) -> String {
    let ty = &structure.ty;
    let key = |field: &str| {
        let mut fields = structure.fields.iter();
        fields
            .find(|one| one.field == field)
            .map_or_else(String::new, |one| one.wire.key())
    };
    let taken = structure.new.iter().flat_map(|new| &new.takes);
    let names: Vec<&str> = taken.clone().map(|one| one.field.as_str()).collect();
    let of = structure.new.as_ref().and_then(|new| new.of.as_ref());
    let values = taken.map(|one| {
        let value = write_required_value(&one.ty, &key(&one.field));
        match of {
            Some(_) => format!("{}: {value}", one.field),
            None => value,
        }
    });
    let values = values.collect::<Vec<String>>().join(", ");
    let values = of.map_or(values.clone(), |of| format!("{of} {{ {values} }}"));
    let how = structure
        .new
        .as_ref()
        .map_or("default", |new| &new.function);
    let mut text =
        format!("    #[allow(unused_mut)]\n    let mut {name} = {ty}::{how}({values});\n");
    for field in &structure.fields {
        let (ident, key) = (&field.field, field.wire.key());
        if names.contains(&ident.as_str()) {
            continue;
        }
        let line = match field.ty.as_str() {
            "Option<bindery_runtime::Part>" => format!("    {name}.{ident} = row.file({key:?});\n"),
            "Option<Vec<bindery_runtime::Part>>" => {
                format!("    {name}.{ident} = row.files({key:?});\n")
            }
            _ => format!("    row.put({key:?}, &mut {name}.{ident})?;\n"),
        };
        text.push_str(&line);
    }
    text
}

/// A value that has to be there.
fn write_required_value(ty: &str, key: &str) -> String {
    match ty {
        "bindery_runtime::Part" => format!("row.file({key:?}).ok_or(Unread::missing({key:?}))?"),
        "Vec<bindery_runtime::Part>" => {
            format!("row.files({key:?}).ok_or(Unread::missing({key:?}))?")
        }
        _ => format!("row.get::<{ty}>({key:?})?"),
    }
}

fn write_body_value(name: &str, argument: &Argument, content: &Content) -> String {
    let ty = &content.ty;
    let mut text = match (&content.form, content.kind) {
        (Some(structure), _) => write_filled_struct(name, structure),
        (None, Kind::Bytes) => format!("    let {name} = row.upload(\"body\");\n"),
        (None, Kind::Multipart) => format!("    let {name} = row.multipart();\n"),
        (None, Kind::Json | Kind::Lines | Kind::Form | Kind::Parts | Kind::Text) => {
            if argument.optional {
                let variant = content.variant.as_deref();
                let variant = variant.map_or_else(String::new, |one| format!(".map({one})"));
                return format!("    let {name} = row.maybe::<{ty}>(\"body\")?{variant};\n");
            }
            format!("    let {name} = row.get::<{ty}>(\"body\")?;\n")
        }
    };
    if let Some(variant) = &content.variant {
        let _ = writeln!(text, "    let {name} = {variant}({name});");
    }
    if argument.optional {
        let _ = writeln!(text, "    let {name} = row.has_body().then_some({name});");
    }
    text
}

/// The argument as the method wants it.
fn write_passed_argument(name: &str, argument: &Argument) -> String {
    let is_slice = argument.ty == "String" || argument.ty.starts_with("Vec<");
    match (argument.reference, argument.optional) {
        (true, false) => format!("&{name}"),
        (true, true) if is_slice => format!("{name}.as_deref()"),
        (true, true) => format!("{name}.as_ref()"),
        (false, _) => format!("{name}.clone()"),
    }
}
