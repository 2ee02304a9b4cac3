//! Types as code outside of the crate names them.

use bindery::rust::model::{Named, Ty};

/// A type, with `types::` and `operations::` for those of the crate.
pub(super) fn text(ty: &Ty) -> String {
    let all = |items: &[Ty]| -> String { items.iter().map(|item| text(item) + ", ").collect() };
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::U32 => "u32".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Runtime(builtin) => builtin.path().trim_start_matches("::").to_owned(),
        Ty::Option(inner) => format!("Option<{}>", text(inner)),
        Ty::Maybe(inner) => format!("bindery_runtime::Maybe<{}>", text(inner)),
        Ty::Box(inner) => format!("Box<{}>", text(inner)),
        Ty::Vec(inner) => format!("Vec<{}>", text(inner)),
        Ty::Map(inner) => format!("std::collections::BTreeMap<String, {}>", text(inner)),
        Ty::OrEmpty(inner) => format!("bindery_runtime::OrEmpty<{}>", text(inner)),
        Ty::Events(inner) => format!("bindery_runtime::EventStream<{}>", text(inner)),
        Ty::Lines(inner) => format!("bindery_runtime::JsonLines<{}>", text(inner)),
        Ty::Tuple(items) => format!("({})", all(items)),
        Ty::Named(Named::Types(ident)) => format!("types::{}", ident.written()),
        Ty::Named(Named::Operations(ident)) => format!("operations::{}", ident.written()),
    }
}
