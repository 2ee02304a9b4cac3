//! Names that the generated code always has.

use super::ident::{FieldIdent, Kind, LocalIdent, Made};

/// The field that keeps what the document does not name.
pub fn extra() -> FieldIdent {
    FieldIdent::make("extra".to_owned(), Made(()))
}

/// The local variable that stands for a struct's field while it is read.
pub fn local(index: usize) -> LocalIdent {
    LocalIdent::make(format!("f{index}"), Made(()))
}
