//! Paths of Rust types.

use std::fmt;

use syn::{GenericArgument, PathArguments, Type};

/// The path of a type of Rust, with the types between its `<` and `>`; nothing else, so that
/// neither a document nor an option can put code into a generated file.
///
/// ```
/// use bindery::printable::RustPath;
///
/// let path = RustPath::parse("chrono::DateTime<chrono::Utc>").unwrap();
/// assert_eq!(path.to_string(), "chrono::DateTime<chrono::Utc>");
/// assert!(RustPath::parse("[u8; { panic!() }]").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustPath {
    /// What stands between its `::`, the first first.
    pub segments: Vec<String>,
    /// The types behind the last of them.
    pub arguments: Vec<RustPath>,
}

impl RustPath {
    /// Reads a path; `None` for other types, such as references, arrays and functions.
    pub fn parse(text: &str) -> Option<Self> {
        let path: syn::TypePath = syn::parse_str(text).ok()?;
        read_type_path(&path)
    }

    /// The crate, `crate`, or the type itself where it stands alone.
    pub fn first(&self) -> &str {
        self.segments.first().map_or("", String::as_str)
    }
}

fn read_type_path(path: &syn::TypePath) -> Option<RustPath> {
    if path.qself.is_some() {
        return None;
    }
    let mut segments = Vec::new();
    let mut arguments = Vec::new();
    for segment in &path.path.segments {
        // Only the type has arguments, not what it is in.
        if !arguments.is_empty() {
            return None;
        }
        segments.push(segment.ident.to_string());
        arguments = read_type_arguments(&segment.arguments)?;
    }
    Some(RustPath {
        segments,
        arguments,
    })
}

fn read_type_arguments(arguments: &PathArguments) -> Option<Vec<RustPath>> {
    match arguments {
        PathArguments::None => Some(Vec::new()),
        PathArguments::AngleBracketed(list) => list.args.iter().map(read_type_argument).collect(),
        PathArguments::Parenthesized(_) => None,
    }
}

fn read_type_argument(argument: &GenericArgument) -> Option<RustPath> {
    match argument {
        GenericArgument::Type(Type::Path(path)) => read_type_path(path),
        _ => None,
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.segments.join("::"))?;
        let arguments: Vec<String> = self.arguments.iter().map(Self::to_string).collect();
        match arguments.as_slice() {
            [] => Ok(()),
            all => write!(f, "<{}>", all.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RustPath;

    #[test]
    fn only_paths_are_paths() {
        for text in ["uuid::Uuid", "crate::Money", "a::B<c::D<e::F>, String>"] {
            let path = RustPath::parse(text);
            assert_eq!(path.map(|path| path.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "&str",
            "[u8; 4]",
            "fn()",
            "<A as B>::C",
            "a::B<{ 1 }>",
            "a::B<'static>",
            "a::B; fn c() {}",
            "a<b>::C",
            "a!()",
            "(A, B)",
            "a::B // x",
            "dyn a::B",
        ] {
            let path = RustPath::parse(text);
            // A comment is no part of what is read.
            let read = path.map(|path| path.to_string());
            assert!(
                read.is_none() || read.as_deref() == Some("a::B"),
                "{text} {read:?}"
            );
        }
    }
}
