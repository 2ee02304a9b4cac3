//! One file: header, documentation, imports, items.

use super::docs::print_doc_comment;
use super::layout;
use super::syntax::ItemNode;
use super::uses::Uses;
use crate::printable::{Comment, DocLine, StringLiteral};
use crate::rust::model::{self, Feature, FeatureName, TypeItem};

/// The attribute of what a feature turns on.
pub(super) fn print_feature_gate(feature: &FeatureName) -> String {
    let name = StringLiteral::new(feature.as_str());
    format!("#[cfg(feature = {name})]")
}

/// Items that a feature turns on.
pub(super) fn gate_items<'a>(
    feature: Option<&FeatureName>,
    items: impl IntoIterator<Item = ItemNode<'a>>,
) -> impl Iterator<Item = ItemNode<'a>> {
    let gate = feature.map(print_feature_gate);
    items.into_iter().map(move |mut item| {
        if let Some(gate) = &gate {
            // First, where readers look for what turns an item on.
            item.attributes.insert(0, gate.clone().into());
        }
        item
    })
}

/// A file on its way to text.
pub(super) struct File {
    /// Path relative to the API's folder.
    pub(super) path: String,
    /// Lines of the module's documentation.
    pub(super) docs: Vec<DocLine>,
    /// Inner attributes.
    pub(super) attributes: Vec<String>,
    /// Lines that import.
    pub(super) uses: Vec<String>,
    /// Lines that declare modules and export.
    pub(super) modules: Vec<String>,
    /// The text of the items, an empty line before each.
    pub(super) body: String,
}

impl File {
    pub(super) fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            docs: Vec::new(),
            attributes: Vec::new(),
            uses: Vec::new(),
            modules: Vec::new(),
            body: String::new(),
        }
    }

    /// Documents it with a sentence or more of this program's own.
    pub(super) fn about(mut self, lines: &[&str]) -> Self {
        let lines = lines.iter().map(|line| (*line).to_owned());
        self.docs = DocLine::paragraph(lines.collect());
        self
    }

    /// Writes more items.
    pub(super) fn extend<'a>(&mut self, items: impl IntoIterator<Item = ItemNode<'a>>) {
        for item in items {
            self.body.push_str("\n\n");
            layout::write_item(&item, &mut self.body);
        }
    }

    /// Writes what types become, each behind the gate of its feature.
    pub(super) fn extend_by_types<'a>(
        &mut self,
        types: impl IntoIterator<Item = &'a TypeItem>,
        emit: impl Fn(&'a model::Item) -> Vec<ItemNode<'a>>,
    ) {
        for ty in types {
            self.extend(gate_items(ty.feature.as_ref(), emit(&ty.item)));
        }
    }

    /// Imports what the items use.
    pub(super) fn using(mut self, uses: &Uses) -> Self {
        self.uses = uses.lines();
        self
    }

    /// Allows what is deprecated to be used, if there is any.
    pub(super) fn allowing_deprecated(mut self, deprecated: bool) -> Self {
        if deprecated {
            let attribute = "#![allow(deprecated, reason = \"the document deprecates what it still describes\")]";
            self.attributes.push(attribute.to_owned());
        }
        self
    }

    /// Allows imports that nothing needs when features are off.
    pub(super) fn with_features(mut self, features: &[Feature]) -> Self {
        if !features.is_empty() {
            let attribute =
                "#![allow(unused_imports, reason = \"features decide what is needed\")]";
            self.attributes.push(attribute.to_owned());
        }
        self
    }

    /// The path and the text.
    pub(super) fn print(self, header: &Comment) -> (String, String) {
        let docs: Vec<String> = self
            .docs
            .iter()
            .map(|line| print_doc_comment("//!", line))
            .collect();
        let head = format!("// {header}");
        let mut parts = vec![head];
        for lines in [docs, self.attributes, self.uses, self.modules] {
            if !lines.is_empty() {
                parts.push(lines.join("\n"));
            }
        }
        // The body begins with the empty line before its first item.
        let mut text = parts.join("\n\n") + &self.body;
        text.push('\n');
        (self.path, text)
    }
}
