//! Fields on their way: what is known of one before it is decided what is around its type.

use crate::api::{Presence, TypeId};
use crate::rust::cx::ShapeCx;
use crate::rust::model::{Builtin, ItemDocs, PartKind, StructField, Ty};
use crate::rust::names::FieldIdent;

/// A field before it is decided what is around its type.
pub(in crate::rust) struct StructMember {
    pub(in crate::rust) ident: FieldIdent,
    pub(in crate::rust) wire: String,
    pub(in crate::rust) ty: TypeId,
    pub(in crate::rust) presence: Presence,
    pub(in crate::rust) boxed: bool,
    /// Whether the empty text may stand for a value that is no text.
    pub(in crate::rust) or_empty: bool,
    /// What it is in a form; a value everywhere else.
    pub(in crate::rust) part: PartKind,
    /// Of which part it is a header, in a form.
    pub(in crate::rust) header: Option<HeaderOf>,
    /// Whether nobody but the server is meant to see it.
    pub(in crate::rust) secret: bool,
    /// The value that unions find the struct by.
    pub(in crate::rust) tag: Option<String>,
    pub(in crate::rust) docs: ItemDocs,
}

/// What makes a field of a form a header of another field's parts.
pub(in crate::rust) struct HeaderOf {
    /// The property that the parts are.
    pub(in crate::rust) property: String,
    /// Whether each part must have it.
    pub(in crate::rust) required: bool,
    /// Whether its value travels as JSON text.
    pub(in crate::rust) json: bool,
}

pub(super) fn shape_struct_field(cx: &ShapeCx, member: &StructMember) -> StructField {
    let base = choose_base_type(cx, member);
    let ty = match member.presence {
        Presence::Required => base,
        Presence::RequiredNullable | Presence::Optional => Ty::Option(Box::new(base)),
        Presence::OptionalNullable => Ty::Maybe(Box::new(base)),
    };
    StructField {
        ident: member.ident.clone(),
        ty,
        secret: member.secret,
        docs: member.docs.clone(),
    }
}

/// The type of a field, before it is decided whether it may be absent.
pub(super) fn choose_base_type(cx: &ShapeCx, member: &StructMember) -> Ty {
    let part = Ty::Runtime(Builtin::Part);
    let ty = match member.part {
        PartKind::Value => cx.ty(member.ty),
        PartKind::File => return part,
        PartKind::Files => return Ty::Vec(Box::new(part)),
    };
    match (member.boxed, member.or_empty) {
        (_, true) => Ty::OrEmpty(Box::new(ty)),
        (true, false) => Ty::Box(Box::new(ty)),
        (false, false) => ty,
    }
}
