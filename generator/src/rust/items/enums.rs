//! Open lists of values.

use super::docs;
use crate::api::{Enum, EnumKind, EnumValue, TypeId};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::locked::LockedType;
use crate::rust::model::{Allow, EnumItem, EnumVariant, Extras};
use crate::rust::names::{TypeIdent, VariantIdent, variants};

/// Shapes an enum.
pub(super) fn shape_enum(
    cx: &ShapeCx,
    id: TypeId,
    ident: TypeIdent,
    list: &Enum,
    diagnostics: &mut Diagnostics,
) -> EnumItem {
    let ty = cx.arena.get(id);
    let wires = list.values.iter().map(|value| value.wire.as_str());
    let held = LockedType::names_of(cx.names.held(id), wires);
    let idents = variants::of_enum(
        list,
        &cx.options.names.variants,
        &held,
        &ty.origin,
        diagnostics,
    );
    EnumItem {
        docs: super::type_docs(cx, &ident, ty),
        allows: allow_repeated_names(&ident, &idents),
        extras: Extras::default(),
        // Which of the runtime's two macros stands for the type.
        integer: list.kind == EnumKind::Integer,
        variants: list
            .values
            .iter()
            .zip(idents)
            .map(shape_enum_variant)
            .collect(),
        ident,
    }
}

fn shape_enum_variant((value, ident): (&EnumValue, VariantIdent)) -> EnumVariant {
    let mut writer = docs::Writer::default();
    if !docs::repeats_name(&value.wire, ident.as_str())
        && let Some(wire) = docs::make_code_span(&value.wire)
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
pub(super) fn allow_repeated_names(ident: &TypeIdent, variants: &[VariantIdent]) -> Vec<Allow> {
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
