//! Types as code outside of the crate names them.

use bindery::rust::model::{NamedType, Ty};

/// A type, with `types::` and `operations::` for those of the crate.
pub(super) fn print_type_path(ty: &Ty) -> String {
    let all = |items: &[Ty]| -> String {
        items
            .iter()
            .map(|item| print_type_path(item) + ", ")
            .collect()
    };
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::U32 => "u32".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::Str => "&str".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Runtime(builtin) => builtin.path().trim_start_matches("::").to_owned(),
        Ty::Option(inner) => format!("Option<{}>", print_type_path(inner)),
        Ty::Maybe(inner) => format!("bindery_runtime::Maybe<{}>", print_type_path(inner)),
        Ty::Box(inner) => format!("Box<{}>", print_type_path(inner)),
        Ty::Vec(inner) => format!("Vec<{}>", print_type_path(inner)),
        Ty::Map(inner) => format!(
            "std::collections::BTreeMap<String, {}>",
            print_type_path(inner)
        ),
        Ty::OrEmpty(inner) => format!("bindery_runtime::OrEmpty<{}>", print_type_path(inner)),
        Ty::Events(inner) => format!("bindery_runtime::EventStream<{}>", print_type_path(inner)),
        Ty::Lines(inner) => format!("bindery_runtime::JsonLines<{}>", print_type_path(inner)),
        Ty::Tuple(items) => format!("({})", all(items)),
        Ty::Foreign(foreign) => foreign.path.trim_start_matches("::").to_owned(),
        Ty::Named(NamedType::Types(ident)) => format!("types::{}", ident.written()),
        Ty::Named(NamedType::Operations(ident)) => format!("operations::{}", ident.written()),
    }
}
