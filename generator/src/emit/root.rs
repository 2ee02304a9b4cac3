//! The root module of an API, and the modules above several APIs.

use std::collections::BTreeMap;

use super::Files;
use super::file::File;
use crate::rust::model::{Crate, Root};

pub(super) fn file(krate: &Crate) -> File {
    let path = match krate.root {
        Root::Module => "mod.rs",
        Root::Library => "lib.rs",
    };
    let modules = [
        "mod client;",
        "pub mod operations;",
        "pub mod types;",
        "mod wire;",
        "",
        "pub use client::Client;",
    ];
    File {
        docs: krate.docs.lines.clone(),
        modules: modules.map(str::to_owned).to_vec(),
        ..File::new(path)
    }
}

/// Modules above several APIs, by name.
#[derive(Debug, Clone, Default)]
pub struct ModuleTree {
    /// The feature that turns the module on, if it is an API.
    pub feature: Option<String>,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Modules inside, unless it is an API itself.
    pub modules: BTreeMap<String, ModuleTree>,
}

/// Prints the files of the modules above the APIs: `mod.rs`, `gcore/mod.rs` …
pub fn module_tree(header: &str, tree: &ModuleTree) -> Files {
    let mut files = Files::new();
    print("", header, tree, &mut files);
    files
}

fn print(folder: &str, header: &str, tree: &ModuleTree, files: &mut Files) {
    if tree.modules.is_empty() {
        return;
    }
    let mut modules = Vec::new();
    for (name, module) in &tree.modules {
        if let Some(feature) = &module.feature {
            modules.push(format!("#[cfg(feature = \"{feature}\")]"));
        }
        modules.push(format!("pub mod {name};"));
        print(&format!("{folder}{name}/"), header, module, files);
    }
    let file = File {
        docs: tree.docs.clone(),
        modules,
        ..File::new(format!("{folder}mod.rs"))
    };
    let (path, text) = file.print(header);
    files.insert(path, text);
}
