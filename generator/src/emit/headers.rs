//! `headers.rs`: documented headers of answers.

use super::docs::docs;
use super::file::{File, gated};
use super::syntax::expr::Entry;
use super::syntax::{Expr, Item, ItemKind, Ty, strings};
use super::uses::{Place, Uses};
use crate::rust::Crate;
use crate::rust::model::{HeaderForm, HeaderItem};

pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let mut file = File::new("headers.rs");
    for header in &krate.headers {
        let item = response_header(header, &uses);
        file.extend(gated(header.feature.as_ref(), [item]));
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
fn response_header<'a>(header: &'a HeaderItem, uses: &Uses) -> Item<'a> {
    let ty = uses.rt("Header");
    let args = [Expr::string(&header.name), header_form(&header.form, uses)];
    Item {
        attributes: docs(&header.docs),
        kind: ItemKind::Static {
            head: format!("pub static {}", header.ident.written()).into(),
            ty: Ty::generic(ty.clone(), [uses.ty(&header.ty)]),
            value: Expr::call(ty.to("new"), args),
        },
    }
}

/// `HeaderForm::Text` and the like.
fn header_form<'a>(form: &HeaderForm, uses: &Uses) -> Expr<'a> {
    let kind = uses.contract("HeaderForm");
    let explodes = |explode: &bool| Entry::new("explode", Expr::bool(*explode));
    match form {
        HeaderForm::Text => Expr::text(kind.to("Text")),
        HeaderForm::Bare => Expr::text(kind.to("Bare")),
        HeaderForm::Texts => Expr::text(kind.to("Texts")),
        HeaderForm::Bares => Expr::text(kind.to("Bares")),
        HeaderForm::Json => Expr::text(kind.to("Json")),
        HeaderForm::Object(explode, bare) => {
            let fields = [explodes(explode), Entry::new("bare", strings(bare))];
            Expr::structure(kind.to("Object"), fields, None)
        }
        HeaderForm::BareObject(explode) => {
            Expr::structure(kind.to("BareObject"), [explodes(explode)], None)
        }
    }
}
