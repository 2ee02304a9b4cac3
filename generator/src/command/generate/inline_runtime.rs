//! `runtime = "inline"`: the runtime as a package inside of a crate, in a folder of its own.
//!
//! A package and no module: its sources stay as they are, so that a fix of the runtime is a
//! change of files that everybody has, and generated code names it as it always does.

use std::path::Path;

use bindery::config::INLINE_RUNTIME;
use bindery::emit::GeneratedFiles;
use bindery::output::MARK;
use bindery_runtime::sources;
use toml::{Table, Value};

use super::verdict::ProjectVerdict;
use super::{deliver_files, recover_unfinished_run};
use crate::command::{GenerateArguments, RunStatus};

/// Writes the runtime into a crate's folder, or with `--check` lists how it differs. Behind the
/// client, as a folder that holds nothing of it yet is taken for somebody else's.
pub(super) fn deliver_runtime(folder: &Path, arguments: &GenerateArguments) -> RunStatus {
    let folder = folder.join(INLINE_RUNTIME);
    if !recover_unfinished_run(&folder, arguments) {
        return RunStatus::Failed;
    }
    let Some(files) = list_runtime_files() else {
        return RunStatus::Misused("the manifest of bindery-runtime is no TOML".to_owned());
    };
    let none = ProjectVerdict::default();
    deliver_files(&folder, &files, &[], &none, arguments)
}

/// The files of the package; `None` where its manifest cannot be read, which is no user's fault.
fn list_runtime_files() -> Option<GeneratedFiles> {
    let sources = sources::FILES.iter();
    let head = format!("{MARK} from bindery-runtime");
    let sources = sources.map(|(name, text)| {
        let text = format!("// {head}. Edits are lost when it is written anew.\n\n{text}");
        (format!("src/{name}"), text)
    });
    let licenses = sources::LICENSES.join("\n");
    let readme = format!(
        "<!-- {head} -->\n\n{}\n## Licences\n\n{licenses}",
        sources::README
    );
    let manifest = make_own_manifest(sources::MANIFEST, &head)?;
    let beside = [("Cargo.toml", manifest), ("README.md", readme)];
    let beside = beside.map(|(name, text)| (name.to_owned(), text));
    Some(sources.chain(beside).collect())
}

/// The manifest without what belongs to the repository that it comes from: tests and what they
/// need, and what a workspace says.
fn make_own_manifest(text: &str, head: &str) -> Option<String> {
    let mut manifest: Table = toml::from_str(text).ok()?;
    for key in ["dev-dependencies", "lints", "test", "example", "bench"] {
        manifest.remove(key);
    }
    let package = manifest.get_mut("package")?.as_table_mut()?;
    for key in ["include", "metadata", "repository"] {
        package.remove(key);
    }
    for (key, value) in [
        ("version", env!("CARGO_PKG_VERSION")),
        ("rust-version", env!("CARGO_PKG_RUST_VERSION")),
        ("license", env!("CARGO_PKG_LICENSE")),
        ("edition", "2024"),
    ] {
        package.insert(key.to_owned(), value.into());
    }
    package.insert("publish".to_owned(), Value::Boolean(false));
    let text = toml::to_string(&manifest).ok()?;
    Some(format!(
        "# {head}. It is yours once you have edited it.\n\n{text}"
    ))
}
