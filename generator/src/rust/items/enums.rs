//! Open lists of values.

use super::docs;
use crate::api::{Enum, EnumKind, EnumValue, Type};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::model::{Allow, EnumItem, EnumVariant};
use crate::rust::names::{TypeIdent, VariantIdent, variants};

/// Shapes an enum.
pub(super) fn of_schema(
    cx: &Cx,
    ident: TypeIdent,
    ty: &Type,
    list: &Enum,
    diagnostics: &mut Diagnostics,
) -> EnumItem {
    let idents = variants::of_enum(list, &ty.origin, diagnostics);
    EnumItem {
        docs: super::type_docs(cx, &ident, ty),
        allows: repeats(&ident, &idents),
        // Which of the runtime's two macros stands for the type.
        integer: list.kind == EnumKind::Integer,
        variants: list.values.iter().zip(idents).map(variant).collect(),
        ident,
    }
}

fn variant((value, ident): (&EnumValue, VariantIdent)) -> EnumVariant {
    let mut writer = docs::Writer::default();
    if !docs::repeats_name(&value.wire, ident.as_str())
        && let Some(wire) = docs::code(&value.wire)
    {
        writer.own(wire.to_string());
    }
    if let Some(description) = &value.description {
        writer.markdown(description);
    }
    EnumVariant {
        ident,
        docs: writer.finish(value.deprecated, ""),
        wire: value.wire.clone(),
    }
}

/// Clippy does not want variants to repeat the name of their enum.
pub(super) fn repeats(ident: &TypeIdent, variants: &[VariantIdent]) -> Vec<Allow> {
    let name = ident.as_str();
    let repeats = |variant: &VariantIdent| {
        variant.as_str().starts_with(name) || variant.as_str().ends_with(name)
    };
    if variants.iter().any(repeats) {
        vec![Allow::EnumVariantNames]
    } else {
        Vec::new()
    }
}
