//! One file: header, documentation, imports, items.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout;
use super::uses::Uses;
use crate::rust::model::{Feature, FeatureName};

/// Items that a feature turns on.
pub(super) fn gated(feature: Option<&FeatureName>, items: Vec<TokenStream>) -> Vec<TokenStream> {
    let Some(feature) = feature.map(FeatureName::as_str) else {
        return items;
    };
    items
        .into_iter()
        .map(|item| quote!(#[cfg(feature = #feature)] #item))
        .collect()
}

/// A file on its way to text.
pub(super) struct File {
    /// Path relative to the API's folder.
    pub(super) path: String,
    /// Lines of the module's documentation.
    pub(super) docs: Vec<String>,
    /// Inner attributes.
    pub(super) attributes: Vec<String>,
    /// Lines that import.
    pub(super) uses: Vec<String>,
    /// Lines that declare modules and export.
    pub(super) modules: Vec<String>,
    /// Items, each for itself.
    pub(super) items: Vec<TokenStream>,
}

impl File {
    pub(super) fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            docs: Vec::new(),
            attributes: Vec::new(),
            uses: Vec::new(),
            modules: Vec::new(),
            items: Vec::new(),
        }
    }

    /// A file of items with what they import.
    pub(super) fn of_items(path: impl Into<String>, uses: &Uses, items: Vec<TokenStream>) -> Self {
        Self {
            uses: uses.lines(),
            items,
            ..Self::new(path)
        }
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
    pub(super) fn print(self, header: &str) -> (String, String) {
        let docs: Vec<String> = self
            .docs
            .iter()
            .map(|line| format!("//! {line}").trim_end().to_owned())
            .collect();
        let head = format!("// {header}");
        let mut parts = vec![head];
        for lines in [docs, self.attributes, self.uses, self.modules] {
            if !lines.is_empty() {
                parts.push(lines.join("\n"));
            }
        }
        parts.extend(self.items.into_iter().map(layout::items));
        let mut text = parts.join("\n\n");
        text.push('\n');
        (self.path, text)
    }
}
