//! Names that the generated code always has.

use super::ident::{FieldIdent, IdentKind, LocalIdent, MakeKey};

/// The field that keeps what the document does not name.
pub fn name_extra_field() -> FieldIdent {
    FieldIdent::make("extra".to_owned(), MakeKey(()))
}

/// The local variable that stands for a struct's field while it is read.
pub fn name_local(index: usize) -> LocalIdent {
    LocalIdent::make(format!("f{index}"), MakeKey(()))
}
