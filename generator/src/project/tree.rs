//! The modules that hold the modules of the APIs.

use std::collections::BTreeMap;

use crate::config::ApiEntry;
use crate::emit::GeneratedFiles;
use crate::output::MARK;
use crate::printable::StringLiteral;

/// The modules inside each module above the APIs, each with its feature if it
/// is an API that has one.
type Tree = BTreeMap<Vec<String>, BTreeMap<String, Option<String>>>;

/// The `mod.rs` of every module above the APIs' own.
pub(super) fn make_module_files(apis: &[ApiEntry]) -> GeneratedFiles {
    let mut tree = Tree::from([(Vec::new(), BTreeMap::new())]);
    for api in apis {
        insert_module(&mut tree, api);
    }
    tree.iter()
        .map(|(path, children)| (find_module_file(path), print_module_file(path, children)))
        .collect()
}

fn insert_module(tree: &mut Tree, api: &ApiEntry) {
    for (depth, name) in api.module.iter().enumerate() {
        let parent = api.module.iter().take(depth).cloned().collect();
        let is_api = depth + 1 == api.module.len();
        // Only the API's own module depends on its feature; the ones around it may hold others.
        let feature = api.feature.clone().filter(|_| is_api);
        tree.entry(parent)
            .or_default()
            .insert(name.clone(), feature);
    }
}

fn find_module_file(path: &[String]) -> String {
    path.iter()
        .map(|part| format!("{part}/"))
        .collect::<String>()
        + "mod.rs"
}

fn print_module_file(path: &[String], children: &BTreeMap<String, Option<String>>) -> String {
    let docs = match path.last() {
        Some(name) => format!("APIs of `{name}`."),
        None => "All APIs of this crate.".to_owned(),
    };
    let modules = children.iter().map(|(name, feature)| match feature {
        Some(feature) => {
            let feature = StringLiteral::new(feature);
            format!("#[cfg(feature = {feature})]\npub mod {name};\n")
        }
        None => format!("pub mod {name};\n"),
    });
    let header = format!("// {MARK} from bindery.toml. Edit that file instead.\n");
    format!("{header}\n//! {docs}\n\n{}", modules.collect::<String>())
}
