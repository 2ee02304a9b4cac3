//! Types of the model as text, for whoever shows or compares them. The types of generated code
//! are nodes, which `emit/` lays out.

use super::{NamedType, Ty};

/// How types are written as text, where that differs from place to place.
#[derive(Clone, Copy)]
pub struct TypeStyle<'a> {
    /// Whether types of the runtime and of the standard library have their whole paths,
    /// `bindery_runtime::Value`, as a program without imports needs them.
    pub has_paths: bool,
    /// What a text is that is only read: `&str`.
    pub text: &'a str,
    /// Writes a type of the API.
    pub name_type: &'a dyn Fn(&NamedType) -> String,
}

/// The type as text.
///
/// ```
/// use bindery::rust::model::{Builtin, Ty, TypeStyle, print_rust_type};
///
/// let ty = Ty::Vec(Box::new(Ty::Runtime(Builtin::Value)));
/// let short = TypeStyle { has_paths: false, text: "&str", name_type: &|_| String::new() };
/// assert_eq!(print_rust_type(&ty, short), "Vec<Value>");
/// let whole = TypeStyle { has_paths: true, ..short };
/// assert_eq!(print_rust_type(&ty, whole), "Vec<bindery_runtime::Value>");
/// ```
pub fn print_rust_type(ty: &Ty, style: TypeStyle<'_>) -> String {
    let printed = |ty: &Ty| print_rust_type(ty, style);
    let own = |path: &str| {
        let path = path.trim_start_matches("::");
        let name = path.rsplit("::").next().unwrap_or(path);
        (if style.has_paths { path } else { name }).to_owned()
    };
    let holding = |path: &str, inner: &Ty| format!("{}<{}>", own(path), printed(inner));
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::U32 => "u32".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::Str => style.text.to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Runtime(builtin) => own(builtin.path()),
        Ty::Option(inner) => format!("Option<{}>", printed(inner)),
        Ty::Box(inner) => format!("Box<{}>", printed(inner)),
        Ty::Vec(inner) => format!("Vec<{}>", printed(inner)),
        Ty::Map(inner) => {
            let map = own("std::collections::BTreeMap");
            format!("{map}<String, {}>", printed(inner))
        }
        Ty::PatternProperties(inner) => holding("bindery_runtime::PatternProperties", inner),
        Ty::Maybe(inner) => holding("bindery_runtime::Maybe", inner),
        Ty::OrEmpty(inner) => holding("bindery_runtime::OrEmpty", inner),
        Ty::Events(inner) => holding("bindery_runtime::EventStream", inner),
        Ty::Lines(inner) => holding("bindery_runtime::JsonLines", inner),
        Ty::Tuple(items) => match items.as_slice() {
            [only] => format!("({},)", printed(only)),
            items => {
                let items: Vec<String> = items.iter().map(printed).collect();
                format!("({})", items.join(", "))
            }
        },
        Ty::Named(named) => (style.name_type)(named),
        // What somebody else has written is only found by its path.
        Ty::Foreign(foreign) => foreign.path.trim_start_matches("::").to_owned(),
    }
}

impl NamedType {
    /// The type as seen from the crate's root: `types::Pet`.
    pub fn path(&self) -> String {
        match self {
            Self::Types(ident) => format!("types::{ident}"),
            Self::Operations(ident) => format!("operations::{ident}"),
        }
    }

    /// The same as code writes it, with `r#` where it needs that.
    pub fn written_path(&self) -> String {
        match self {
            Self::Types(ident) => format!("types::{}", ident.written()),
            Self::Operations(ident) => format!("operations::{}", ident.written()),
        }
    }
}
