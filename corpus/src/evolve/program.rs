//! The program: a function for each thing that can be named of a client.

use bindery::compare::{
    Member, MemberKind, Surface, SurfaceConstructor, SurfaceOperation, SurfaceType, TypeForm,
};

use super::written::{
    collect_member_names, collect_names, write_given, write_name, write_path, write_taken,
    write_type,
};

/// One use of one thing.
pub(super) struct Unit {
    /// The type or method that is used.
    pub(super) owner: String,
    /// Types that the use names besides.
    pub(super) names: Vec<String>,
    /// A function called `use_it`, on one line.
    pub(super) code: String,
}

/// Uses all of a surface.
pub(super) fn write_units(surface: &Surface) -> Vec<Unit> {
    let mut units = Vec::new();
    for ty in &surface.types {
        use_type(ty, &mut units);
    }
    for operation in &surface.operations {
        use_operation(operation, &mut units);
    }
    for header in &surface.headers {
        let owner = format!("headers::{}", header.name);
        let held = header.ty.as_ref().map(write_taken).unwrap_or_default();
        let code = format!(
            "fn use_it() -> &'static bindery_runtime::Header<{held}> {{ &{} }}",
            write_path(&owner)
        );
        let names = collect_member_names(std::slice::from_ref(header));
        units.push(Unit { owner, names, code });
    }
    units
}

fn use_type(ty: &SurfaceType, units: &mut Vec<Unit>) {
    let path = write_path(&ty.name);
    let mut push = |names: Vec<String>, code: String| {
        units.push(Unit {
            owner: ty.name.clone(),
            names,
            code,
        });
    };
    match &ty.alias {
        Some(alias) => {
            let mut names = Vec::new();
            collect_names(alias, &mut names);
            push(
                names,
                format!("fn use_it(x: {path}) -> {} {{ x }}", write_type(alias)),
            );
        }
        None => push(Vec::new(), format!("fn use_it(x: {path}) {{ drop(x) }}")),
    }
    for member in &ty.members {
        if let Some(code) = use_member(ty, member, &path) {
            push(collect_member_names(std::slice::from_ref(member)), code);
        }
    }
    if let Some(constructor) = &ty.constructor {
        let names = collect_member_names(&constructor.arguments);
        push(names, make_value(ty, constructor, &path));
    }
    if ty.default {
        push(
            Vec::new(),
            format!("fn use_it() -> {path} {{ Default::default() }}"),
        );
    }
}

fn use_member(ty: &SurfaceType, member: &Member, path: &str) -> Option<String> {
    let name = write_name(&member.name);
    let held = member.ty.as_ref().map(write_taken);
    Some(match (member.kind, held) {
        (MemberKind::Field, Some(held)) => format!("fn use_it(x: {path}) -> {held} {{ x.{name} }}"),
        (MemberKind::Field, None) => return None,
        (MemberKind::Variant, Some(held)) => {
            format!("fn use_it(x: {held}) -> {path} {{ {path}::{name}(x) }}")
        }
        (MemberKind::Variant, None) if matches!(ty.form, TypeForm::Enum | TypeForm::Numbers) => {
            format!("fn use_it(x: {path}) -> bool {{ x == {path}::{name} }}")
        }
        (MemberKind::Variant, None) => format!("fn use_it() -> {path} {{ {path}::{name} }}"),
        (MemberKind::Setter, Some(taken)) => {
            format!("fn use_it(x: {path}, value: {taken}) -> {path} {{ x.{name}(value) }}")
        }
        (MemberKind::Getter, Some(_)) => {
            let given = member.ty.as_ref().map(write_given).unwrap_or_default();
            format!("fn use_it(x: &{path}) {{ let _: {given} = x.{name}(); }}")
        }
        (MemberKind::Conversion, Some(from)) => {
            format!("fn use_it(x: {from}) -> {path} {{ From::from(x) }}")
        }
        (MemberKind::Setter | MemberKind::Getter | MemberKind::Conversion, None)
        | (MemberKind::Argument | MemberKind::Header, _) => return None,
    })
}

fn make_value(ty: &SurfaceType, constructor: &SurfaceConstructor, path: &str) -> String {
    let arguments = write_arguments(&constructor.arguments);
    let function = write_name(&constructor.function);
    let values = match &constructor.of {
        Some(of) => {
            let module = ty.name.split("::").next().unwrap_or_default();
            let of = write_path(&format!("{module}::{of}"));
            let fields = constructor.arguments.iter().enumerate();
            let fields = fields.map(|(index, one)| format!("{}: x{index}", write_name(&one.name)));
            let fields: Vec<String> = fields.collect();
            format!("{of} {{ {} }}", fields.join(", "))
        }
        None => pass_arguments(&constructor.arguments),
    };
    format!("fn use_it({arguments}) -> {path} {{ {path}::{function}({values}) }}")
}

fn write_arguments(arguments: &[Member]) -> String {
    let arguments = arguments.iter().enumerate().map(|(index, argument)| {
        let taken = argument.ty.as_ref().map(write_taken).unwrap_or_default();
        format!("x{index}: {taken}")
    });
    arguments.collect::<Vec<_>>().join(", ")
}

fn pass_arguments(arguments: &[Member]) -> String {
    let arguments = (0..arguments.len()).map(|index| format!("x{index}"));
    arguments.collect::<Vec<_>>().join(", ")
}

fn use_operation(operation: &SurfaceOperation, units: &mut Vec<Unit>) {
    let arguments = write_arguments(&operation.arguments);
    let values = pass_arguments(&operation.arguments);
    let mut names = collect_member_names(&operation.arguments);
    collect_names(&operation.success, &mut names);
    let failure = operation.failure.as_ref().map(|failure| {
        collect_names(failure, &mut names);
        write_type(failure)
    });
    let failure = failure.unwrap_or_else(|| "bindery_runtime::NoFailure".to_owned());
    let success = write_type(&operation.success);
    let method = write_name(&operation.method);
    let params = operation.parameters.as_ref().map(|params| {
        collect_names(params, &mut names);
        format!(", {}", write_type(params))
    });
    let params = params.unwrap_or_default();
    let call = format!("bindery_runtime::Call<{success}, {failure}{params}>");
    let mut push = |code| {
        units.push(Unit {
            owner: operation.method.clone(),
            names: names.clone(),
            code,
        });
    };
    let client = "client: &client::Client";
    push(format!(
        "fn use_it({client}, {arguments}) -> {call} {{ client.{method}({values}) }}"
    ));
    // What an earlier method was kept beside takes more, or is not what is compared.
    let is_plain = |key: &str| !matches!(key, "with" | "any");
    for other in operation.others.iter().filter(|other| is_plain(&other.key)) {
        let method = write_name(&other.name);
        push(format!(
            "fn use_it({client}, {arguments}) {{ let _ = client.{method}({values}); }}"
        ));
    }
}
