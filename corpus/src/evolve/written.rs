//! Types and names as a program writes them.

use bindery::compare::{Member, TakenType};
use bindery::rust::model::{Ty, TypeStyle, print_rust_type};

/// Words that a program writes with `r#` before them (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// A name, with `r#` where it needs that.
pub(super) fn write_name(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// `types::Pet` → `client::types::Pet`.
pub(super) fn write_path(name: &str) -> String {
    let steps: Vec<String> = name.split("::").map(write_name).collect();
    format!("client::{}", steps.join("::"))
}

/// A type, with whole paths.
pub(super) fn write_type(ty: &Ty) -> String {
    let style = TypeStyle {
        has_paths: true,
        text: "&'static str",
        name_type: &|named| write_path(&named.path()),
    };
    print_rust_type(ty, style)
}

/// What a caller hands over.
pub(super) fn write_taken(taken: &TakenType) -> String {
    let ty = write_type(&taken.ty);
    match taken.around {
        "impl Into<_>" | "impl IntoMaybe<_>" => ty,
        "impl Into<Upload>" => "bindery_runtime::Upload".to_owned(),
        "impl Into<String>" => "String".to_owned(),
        around => around.replacen('_', &ty, 1),
    }
}

/// What a union's getter gives, which none of its alternatives need have.
pub(super) fn write_given(given: &TakenType) -> String {
    match given.around {
        "_" => format!("Option<{}>", write_type(&given.ty)),
        "&str" => "Option<&str>".to_owned(),
        "&_" => format!("Option<std::borrow::Cow<'_, {}>>", write_type(&given.ty)),
        _ => "Option<_>".to_owned(),
    }
}

/// Adds the names of all types in a type.
pub(super) fn collect_names(ty: &Ty, names: &mut Vec<String>) {
    if let Ty::Named(named) = ty {
        names.push(named.path());
    }
    for inner in ty.inner() {
        collect_names(inner, names);
    }
}

/// The names of all types that members hold, take or give.
pub(super) fn collect_member_names(members: &[Member]) -> Vec<String> {
    let mut names = Vec::new();
    for taken in members.iter().filter_map(|member| member.ty.as_ref()) {
        collect_names(&taken.ty, &mut names);
    }
    names
}
