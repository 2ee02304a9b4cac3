//! The modules that hold the modules of the APIs.

use std::collections::BTreeMap;

use crate::config::ApiEntry;
use crate::emit::Files;
use crate::output::MARK;

/// What a module says of one inside it.
#[derive(Default)]
struct Child {
    /// Features any of which makes the module appear; `None` as soon as one API
    /// needs no feature.
    features: Option<Vec<String>>,
}

/// The `mod.rs` of every module above the APIs' own.
pub(super) fn files(apis: &[ApiEntry]) -> Files {
    let mut modules: BTreeMap<Vec<String>, BTreeMap<String, Child>> = BTreeMap::new();
    modules.insert(Vec::new(), BTreeMap::new());
    for api in apis {
        for (depth, name) in api.module.iter().enumerate() {
            let parent = api.module.iter().take(depth).cloned().collect();
            let child = modules.entry(parent).or_default().entry(name.clone());
            child.or_insert_with(|| Child { features: Some(Vec::new()) }).add(api.feature.as_ref());
        }
    }
    modules.iter().map(|(path, children)| (file_name(path), text(path, children))).collect()
}

impl Child {
    fn add(&mut self, feature: Option<&String>) {
        match (feature, &mut self.features) {
            (Some(feature), Some(features)) => features.push(feature.clone()),
            _ => self.features = None,
        }
    }

    /// The attribute that ties the module to its features.
    fn gate(&self) -> String {
        let features: Vec<String> =
            self.features.iter().flatten().map(|feature| format!("feature = \"{feature}\"")).collect();
        match features.as_slice() {
            [] => String::new(),
            [one] => format!("#[cfg({one})]\n"),
            several => format!("#[cfg(any({}))]\n", several.join(", ")),
        }
    }
}

fn file_name(path: &[String]) -> String {
    path.iter().map(|part| format!("{part}/")).collect::<String>() + "mod.rs"
}

fn text(path: &[String], children: &BTreeMap<String, Child>) -> String {
    let header = format!("// {MARK} from bindery.toml: edit that file, then run `cargo build`.\n");
    let docs = match path.last() {
        Some(name) => format!("//! APIs of `{name}`.\n"),
        None => "//! All APIs of this crate.\n".to_owned(),
    };
    let modules =
        children.iter().map(|(name, child)| format!("\n{}pub mod {name};\n", child.gate()));
    header + &docs + &modules.collect::<String>()
}
