//! Definitions of enums: those of the document, unions, responses, bodies.

use super::docs::{emit_attributes, emit_docs};
use super::syntax::{ItemKind, ItemNode, SourceText, TypeNode, VariantNode};
use crate::rust::model::{Allow, ItemDocs};

/// Traits that any enum derives.
pub(super) const VALUE: &str = "Debug, Clone, PartialEq";

/// Traits that an enum of constants derives; the runtime's macro implements the others for
/// less (see its `json/enums.rs`).
pub(super) const CONSTANT: &str = "Clone";

/// `pub enum name { variants }`, which may grow.
pub(super) fn emit_open_enum_definition<'a>(
    name: &str,
    (docs, allows): (&ItemDocs, &[Allow]),
    derives: Vec<SourceText<'static>>,
    variants: impl Iterator<Item = VariantNode<'a>>,
) -> ItemNode<'a> {
    ItemNode {
        attributes: emit_attributes(docs, derives, allows, &["#[non_exhaustive]"]),
        kind: ItemKind::Enum {
            head: format!("pub enum {name}").into(),
            variants: variants.collect(),
        },
    }
}

/// A variant with its documentation.
pub(super) fn emit_variant<'a>(
    documentation: &ItemDocs,
    name: impl Into<SourceText<'a>>,
    payload: Option<TypeNode<'a>>,
) -> VariantNode<'a> {
    VariantNode {
        attributes: emit_docs(documentation),
        name: name.into(),
        payload,
    }
}

/// The variant for what the document does not name.
pub(super) fn emit_unknown_variant(payload: TypeNode) -> VariantNode {
    VariantNode {
        attributes: vec!["/// A value that the document does not name.".into()],
        name: "Unknown".into(),
        payload: Some(payload),
    }
}
