//! `headers.rs`: documented headers of responses.

use super::docs::emit_docs;
use super::file::{File, gate_items};
use super::syntax::expr::FieldExpr;
use super::syntax::{Expr, ItemKind, ItemNode, TypeNode, make_strings_slice};
use super::uses::{FileRole, Uses};
use crate::rust::Crate;
use crate::rust::model::{HeaderForm, HeaderItem};

pub(super) fn emit_headers_file(krate: &Crate) -> File {
    let uses = Uses::new(FileRole::Beside, &krate.types.full);
    let mut file = File::new("headers.rs");
    for header in &krate.headers {
        let item = response_header(header, &uses);
        file.extend(gate_items(header.feature.as_ref(), [item]));
    }
    let about = [
        "Headers of answers, to be read from a [`Response`](bindery_runtime::Response) or an",
        "[`Error`](bindery_runtime::Error): `response.header(&headers::…)`.",
    ];
    file.about(&about)
        .using(&uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

/// `pub static NAME: Header<ty> = Header::new("name", form);`
fn response_header<'a>(header: &'a HeaderItem, uses: &Uses) -> ItemNode<'a> {
    let ty = uses.rt("Header");
    let args = [Expr::string(&header.name), header_form(&header.form, uses)];
    ItemNode {
        attributes: emit_docs(&header.docs),
        kind: ItemKind::Global {
            head: format!("pub static {}", header.ident.written()).into(),
            ty: TypeNode::generic(ty.clone(), [uses.ty(&header.ty)]),
            value: Expr::call(ty.to("new"), args),
        },
    }
}

/// `HeaderForm::Text` and the like.
fn header_form<'a>(form: &HeaderForm, uses: &Uses) -> Expr<'a> {
    let kind = uses.contract("HeaderForm");
    let explodes = |explode: &bool| FieldExpr::new("explode", Expr::bool(*explode));
    match form {
        HeaderForm::Text => Expr::text(kind.to("Text")),
        HeaderForm::Bare => Expr::text(kind.to("Bare")),
        HeaderForm::Texts => Expr::text(kind.to("Texts")),
        HeaderForm::Bares => Expr::text(kind.to("Bares")),
        HeaderForm::Json => Expr::text(kind.to("Json")),
        HeaderForm::Object(explode, bare) => {
            let fields = [
                explodes(explode),
                FieldExpr::new("bare", make_strings_slice(bare)),
            ];
            Expr::structure(kind.to("Object"), fields, None)
        }
        HeaderForm::BareObject(explode) => {
            Expr::structure(kind.to("BareObject"), [explodes(explode)], None)
        }
    }
}
