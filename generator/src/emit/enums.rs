//! Definitions of enums: those of the document, unions, answers, bodies.

use super::docs::{attributes, docs};
use super::syntax::{Item, ItemKind, Text, Ty, Variant};
use crate::rust::model::{Allow, Docs};

/// Traits that any enum derives.
pub(super) const VALUE: &str = "#[derive(Debug, Clone, PartialEq)]";

/// Traits that an enum of constants derives as well.
pub(super) const CONSTANT: &str = "#[derive(Debug, Clone, PartialEq, Eq, Hash)]";

/// `pub enum name { variants }`, which may grow.
pub(super) fn open<'a>(
    name: &str,
    (docs, allows): (&Docs, &[Allow]),
    derives: &'static str,
    variants: impl Iterator<Item = Variant<'a>>,
) -> Item<'a> {
    Item {
        attributes: attributes(docs, &[derives], allows, &["#[non_exhaustive]"]),
        kind: ItemKind::Enum {
            head: format!("pub enum {name}").into(),
            variants: variants.collect(),
        },
    }
}

/// A variant with its documentation.
pub(super) fn variant<'a>(
    documentation: &Docs,
    name: impl Into<Text<'a>>,
    payload: Option<Ty<'a>>,
) -> Variant<'a> {
    Variant {
        attributes: docs(documentation),
        name: name.into(),
        payload,
    }
}

/// The variant for what the document does not name.
pub(super) fn unknown(payload: Ty) -> Variant {
    Variant {
        attributes: vec!["/// A value that the document does not name.".into()],
        name: "Unknown".into(),
        payload: Some(payload),
    }
}
