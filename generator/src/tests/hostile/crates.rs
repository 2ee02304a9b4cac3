//! What Cargo, rustc and rustdoc make of generated crates.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::payloads::MARKER;
use crate::emit::GeneratedFiles;

/// Compiles a crate with all warnings as errors, and its documentation; looks for what
/// would run in either.
pub(super) fn judge(files: &GeneratedFiles) {
    let folder = target().join("scratch/hostile");
    let _ = std::fs::remove_dir_all(folder.join("src"));
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let manifest = format!(
        "[package]\nname = \"scratch-hostile\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         bindery-runtime = {{ path = {runtime:?}, default-features = false, features = [\"reqwest\", \"serde\", \"testing\"] }}\n"
    );
    let own = [("Cargo.toml".to_owned(), manifest)].into_iter();
    for (path, text) in files.clone().into_iter().chain(own) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    cargo(&folder, &["check", "--quiet", "--lib"]);
    cargo(&folder, &["doc", "--quiet", "--no-deps", "--lib"]);
    let mut faults = Vec::new();
    pages(
        &target().join("scratch/target/doc/scratch_hostile"),
        &mut faults,
    );
    assert!(faults.is_empty(), "{faults:#?}");
    let tests = cargo(&folder, &["test", "--doc", "--", "--list"]);
    assert!(tests.contains("0 tests, 0 benchmarks"), "{tests}");
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target().join("scratch/target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let silent = errors.trim().is_empty() || !arguments.contains(&"--quiet");
    assert!(
        output.status.success() && silent,
        "cargo {arguments:?}:\n{errors}"
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pages(folder: &Path, faults: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, faults);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let page = std::fs::read_to_string(&path).unwrap();
            let of = |fault| format!("{}: {fault}", path.display());
            faults.extend(foreign_html(&page).into_iter().map(of));
        }
    }
}

/// Tags of a page that hold what a document said, other than links to the web, and
/// scripts that do.
pub(super) fn foreign_html(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = page;
    while let Some((_, from)) = rest.split_once('<') {
        let tag = tag(from);
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        rest = &from[tag.len()..];
        let script = name == "script" && rest.split("</script").next().unwrap().contains(MARKER);
        let odd = tag.contains(MARKER) && is_odd(&name, tag);
        if script || odd {
            faults.push(format!("<{}", tag.chars().take(200).collect::<String>()));
        }
    }
    faults
}

/// A tag up to its end; brackets in quotes are none.
fn tag(from: &str) -> &str {
    let mut quote = None;
    for (at, letter) in from.char_indices() {
        match (quote, letter) {
            (None, '>') => return &from[..at],
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    from
}

fn is_odd(name: &str, tag: &str) -> bool {
    let is_ours = [
        "a", "code", "span", "div", "p", "h1", "h2", "h3", "h4", "section", "meta",
    ];
    let harmful = |(name, value): (String, String)| {
        let scheme = value.split_once(':').map_or("https", |(scheme, _)| scheme);
        let is_target = matches!(name.as_str(), "href" | "src" | "action" | "data");
        name.starts_with("on")
            || name == "style"
            || (is_target && !matches!(scheme, "http" | "https" | "mailto"))
    };
    !is_ours.contains(&name) || attributes(tag).into_iter().any(harmful)
}

/// Names and values of a tag's attributes, in lower case.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let mut rest = tag[name_end..].trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end.max(1));
        let (value, behind) = match behind.trim_start().strip_prefix('=').map(str::trim_start) {
            Some(value) => match value.strip_prefix(['"', '\'']) {
                Some(inner) => inner.split_once(&value[..1]).unwrap_or((inner, "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            },
            None => ("", behind),
        };
        attributes.push((name.to_lowercase(), value.trim().to_lowercase()));
        rest = behind.trim_start();
    }
    attributes
}

/// The folder for build output of tests.
fn target() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let own = own.ancestors().find(|folder| folder.ends_with("deps"));
    own.unwrap()
        .join("../../tmp")
        .canonicalize()
        .unwrap_or_else(|_| {
            let folder = own.unwrap().join("../../tmp");
            std::fs::create_dir_all(&folder).unwrap();
            folder
        })
}
