//! Types as code outside of the crate names them.

use bindery::rust::model::{NamedType, Ty, TypeStyle, print_rust_type};

/// A type, with `types::` and `operations::` for those of the crate.
pub(super) fn print_type_path(ty: &Ty) -> String {
    let style = TypeStyle {
        has_paths: true,
        text: "&str",
        name_type: &NamedType::written_path,
    };
    print_rust_type(ty, style)
}
