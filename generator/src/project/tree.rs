//! The modules that hold the modules of the APIs.

use crate::config::ApiEntry;
use crate::emit::{Files, ModuleTree, module_tree};
use crate::output::MARK;

/// The `mod.rs` of every module above the APIs' own.
pub(super) fn files(apis: &[ApiEntry]) -> Files {
    let mut root = ModuleTree::default();
    root.docs.push("All APIs of this crate.".to_owned());
    for api in apis {
        insert(&mut root, &api.module, api.feature.as_ref());
    }
    let header = format!("{MARK} from bindery.toml. Edit that file instead.");
    module_tree(&header, &root)
}

fn insert(tree: &mut ModuleTree, path: &[String], feature: Option<&String>) {
    let Some((name, rest)) = path.split_first() else {
        tree.feature = feature.cloned();
        return;
    };
    let child = tree.modules.entry(name.clone()).or_default();
    if !rest.is_empty() && child.docs.is_empty() {
        child.docs.push(format!("APIs of `{name}`."));
    }
    insert(child, rest, feature);
}
