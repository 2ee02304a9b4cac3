//! `Cargo.toml` of a complete crate.

use super::Files;
use crate::output::MARK;
use crate::rust::Options;

/// Where the runtime comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// From the registry, by version requirement.
    Version(String),
    /// From a folder.
    Path(String),
}

/// Puts the files of an API where Cargo expects those of a crate, with a
/// manifest.
pub fn package(files: Files, options: &Options, runtime: &Runtime) -> Files {
    let description = format!("Client generated from {}", options.source);
    let text = manifest(&options.crate_name, "0.1.0", &description, runtime);
    let header = format!("# {MARK} from {}.\n", options.source);
    let sources = files
        .into_iter()
        .map(|(path, text)| (format!("src/{path}"), text));
    sources
        .chain([("Cargo.toml".to_owned(), header + &text)])
        .collect()
}

/// Prints the manifest of a crate that holds one API.
fn manifest(name: &str, version: &str, description: &str, runtime: &Runtime) -> String {
    let (name, version) = (quoted(name), quoted(version));
    let description = quoted(description);
    let runtime = match runtime {
        Runtime::Version(version) => quoted(version),
        Runtime::Path(path) => format!("{{ path = {} }}", quoted(path)),
    };
    format!(
        "[package]\nname = {name}\nversion = {version}\ndescription = {description}\n\
         edition = \"2024\"\nrust-version = \"1.88\"\n\n\
         [dependencies]\nbindery-runtime = {runtime}\n"
    )
}

/// A basic TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' | '\r' | '\t' => quoted.push(' '),
            letter if letter.is_control() => {}
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
