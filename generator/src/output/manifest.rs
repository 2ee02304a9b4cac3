//! What a manifest that somebody has edited has to say all the same.

use std::path::Path;

use toml::{Table, Value};

/// The runtime, by its name in the registry.
const RUNTIME: &str = "bindery-runtime";

/// What of the manifest that bindery would write the client needs and the one on disk does
/// not say; `None` where nothing is missing, and for other files.
pub(super) fn find_missing_parts(path: &Path, old: &[u8], new: &str) -> Option<String> {
    if path.file_name()? != "Cargo.toml" {
        return None;
    }
    let old = String::from_utf8_lossy(old);
    let Ok(old) = toml::from_str::<Table>(&old) else {
        return Some("it is no TOML".to_owned());
    };
    let new: Table = toml::from_str(new).ok()?;
    let mut missing = Vec::new();
    let no_table = Table::new();
    let table = |of: &Table, name: &str| of.get(name).and_then(Value::as_table).cloned();
    let (old_features, new_features) = (table(&old, "features"), table(&new, "features"));
    let known = old_features.as_ref().unwrap_or(&no_table);
    for (name, enables) in new_features.iter().flatten() {
        // Those of tags alone: code asks for them. What is passed on to the runtime is a
        // convenience that its owner may do without.
        let is_passed_on = name == "default" || enables.to_string().contains(RUNTIME);
        if !is_passed_on && !known.contains_key(name) {
            missing.push(format!("the feature `{name} = {enables}`"));
        }
    }
    let dependencies = table(&old, "dependencies").unwrap_or_default();
    let is_runtime = |(name, value): &(&String, &Value)| {
        let package = value.get("package").and_then(Value::as_str);
        package.unwrap_or(name.as_str()) == RUNTIME
    };
    let wanted = table(&new, "dependencies").and_then(|all| all.get(RUNTIME).cloned());
    let Some((_, runtime)) = dependencies.iter().find(is_runtime) else {
        let line = wanted.map_or_else(String::new, |wanted| wanted.to_string());
        missing.push(format!("the dependency `{RUNTIME} = {line}`"));
        return Some(missing.join(", "));
    };
    let turned_on = list_feature_names(runtime);
    let is_inherited = runtime.get("workspace").is_some();
    for feature in wanted.iter().flat_map(list_feature_names) {
        let passed_on = format!("{RUNTIME}/{feature}");
        let is_on = turned_on.contains(&feature)
            || known
                .values()
                .any(|one| one.to_string().contains(&passed_on));
        if !is_on && !is_inherited {
            missing.push(format!("the feature `{feature}` of `{RUNTIME}`"));
        }
    }
    (!missing.is_empty()).then(|| missing.join(", "))
}

fn list_feature_names(dependency: &Value) -> Vec<String> {
    let features = dependency.get("features").and_then(Value::as_array);
    let names = features.into_iter().flatten().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::find_missing_parts;

    const NEW: &str = "[features]\ndefault = [\"pets\"]\nserde = [\"bindery-runtime/serde\"]\npets = []\n\
        [dependencies]\nbindery-runtime = { version = \"1\", features = [\"uuid\"] }\n";

    fn missing(old: &str) -> Option<String> {
        find_missing_parts(Path::new("a/Cargo.toml"), old.as_bytes(), NEW)
    }

    #[test]
    fn what_is_needed_is_told() {
        for (old, expected) in [
            (NEW, None),
            (
                "[features]\npets = []\nall = [\"bindery-runtime/uuid\"]\n[dependencies]\nbindery-runtime = \"1\"",
                None,
            ),
            (
                "[features]\npets = []\n[dependencies]\nbindery-runtime.workspace = true",
                None,
            ),
            (
                "[dependencies]\nruntime = { package = \"bindery-runtime\", version = \"1\" }",
                Some("the feature `pets = []`, the feature `uuid` of `bindery-runtime`"),
            ),
            ("[package", Some("it is no TOML")),
        ] {
            assert_eq!(missing(old).as_deref(), expected, "{old}");
        }
        let none = missing("[features]\npets = []").unwrap_or_default();
        assert!(
            none.starts_with("the dependency `bindery-runtime = {"),
            "{none}"
        );
    }
}
