//! The one owner of names: nothing else in the compiler makes an identifier.
//!
//! Takes words of the document, gives identifiers that are valid and unique in
//! their [`Scope`]. Text is split into [`Words`] once; each kind of identifier
//! knows its own case. Whoever needs a name claims it with candidates, the
//! shortest first: meaning decides before a number does.

pub(in crate::rust) mod by_path;
mod fastapi;
pub(in crate::rust) mod fields;
mod fixed;
mod ident;
mod keywords;
mod operation_words;
pub(in crate::rust) mod operations;
mod portable;
mod scope;
pub(in crate::rust) mod sub_clients;
mod symbols;

pub(in crate::rust) mod types;
mod variant_facts;
mod variant_number;
pub(in crate::rust) mod variants;
mod words;

pub use fixed::{name_extra_field, name_local};
pub use ident::{
    ArgIdent, FieldIdent, IdentKind, LocalIdent, MethodIdent, ModIdent, StaticIdent, TypeIdent,
    VariantIdent,
};
pub(in crate::rust) use operation_words::OperationWords;
pub use scope::{Claim, Scope};
pub use sub_clients::SubClientName;
pub use words::Words;

/// What the struct of what is required may be called, of a struct of this name.
fn name_required(of: &Words) -> [Words; 2] {
    [of.and("required"), of.and("required").and("fields")]
}
