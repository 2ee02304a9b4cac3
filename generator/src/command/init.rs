//! `bindery init`: what a package that exists needs to hold a client.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use bindery::config::{FILE_NAME, wrong_crate_name};
use bindery::printable::TomlString;

use super::{InitArguments, RunStatus, report};

/// What a build script says.
const BUILD_SCRIPT: &str = "\
//! Writes `generated/` anew after an edit of what `bindery.toml` names.

fn main() {
    bindery::build(\"bindery.toml\");
}
";

/// Writes what is missing in the package of the current folder, and says what it did. Nothing
/// that is there is replaced.
pub(super) fn run_init(arguments: &InitArguments) -> RunStatus {
    match prepare_package(arguments) {
        Ok(told) => report::print_output(&told),
        Err(message) => RunStatus::Misused(message),
    }
}

fn prepare_package(arguments: &InitArguments) -> Result<String, String> {
    let package = read_package_name(Path::new("Cargo.toml"))?;
    if Path::new(FILE_NAME).exists() {
        return Err(format!(
            "there is a `{FILE_NAME}` already: add an `[[api]]` to it"
        ));
    }
    let document = arguments.document.display().to_string().replace('\\', "/");
    if !arguments.document.is_file() {
        return Err(format!("`{document}` is no file"));
    }
    let module = match &arguments.module {
        Some(module) => module.clone(),
        None => make_module_name(&arguments.document),
    };
    let config = format!(
        "# `bindery explain E0502` shows all keys.\noutput = \"generated\"\npackage = {}\n\n[[api]]\n\
         document = {}\nmodule = {}\n",
        TomlString::new(&package),
        TomlString::new(&document),
        TomlString::new(&module),
    );
    let mut told = write_new_file(FILE_NAME, &config)?;
    told += &match Path::new("build.rs").exists() {
        false => write_new_file("build.rs", BUILD_SCRIPT)?,
        true => {
            "build.rs is there: call `bindery::build(\"bindery.toml\");` in its `main`\n".to_owned()
        }
    };
    told += &take_in_client()?;
    told += "then, once each:\n  cargo add bindery-runtime\n  \
             cargo add --build bindery --no-default-features\n  bindery generate\n";
    Ok(told)
}

fn read_package_name(manifest: &Path) -> Result<String, String> {
    let text = fs::read_to_string(manifest).map_err(|_| {
        "there is no package in this folder; for a crate of its own there is \
         `bindery generate DOCUMENT --output DIR`"
            .to_owned()
    })?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    let name = table.get("package").and_then(|package| package.get("name"));
    let name = name.and_then(toml::Value::as_str).map(str::to_owned);
    name.ok_or_else(|| "`Cargo.toml` here has no `[package]` with a name".to_owned())
}

/// The letters of a document's name, in the form of names of modules.
fn make_module_name(document: &Path) -> String {
    let name = document.file_stem().unwrap_or_default();
    let name = name.to_string_lossy().to_lowercase();
    let letters = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let name = letters.collect::<String>().trim_matches('_').to_owned();
    if wrong_crate_name(&name).is_none() {
        name
    } else {
        format!("api_{name}")
    }
}

/// Adds the lines that take the client in to the root of the package.
fn take_in_client() -> Result<String, String> {
    let root = ["src/lib.rs", "src/main.rs"].into_iter();
    let Some(root) = root.map(Path::new).find(|root| root.is_file()) else {
        return Ok(
            "there is neither src/lib.rs nor src/main.rs: declare `generated/mod.rs` where the \
                   client belongs\n"
                .to_owned(),
        );
    };
    let name = root.display().to_string().replace('\\', "/");
    let failed = |error: std::io::Error| format!("`{name}` cannot be changed: {error}");
    let text = fs::read_to_string(root).map_err(failed)?;
    if text.contains("generated/mod.rs") {
        return Ok(format!("{name} takes `generated/` in already\n"));
    }
    let lines = match name.as_str() {
        "src/lib.rs" => {
            "\n#[path = \"../generated/mod.rs\"]\nmod generated;\npub use generated::*;\n"
        }
        _ => {
            "\n#[path = \"../generated/mod.rs\"]\n\
             #[allow(dead_code, reason = \"no program needs all of a client\")]\nmod generated;\n"
        }
    };
    let mut file = fs::OpenOptions::new()
        .append(true)
        .open(root)
        .map_err(failed)?;
    file.write_all(lines.as_bytes()).map_err(failed)?;
    Ok(format!("added to {name}: `mod generated;`\n"))
}

fn write_new_file(name: &str, text: &str) -> Result<String, String> {
    let made = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(name);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("`{name}` cannot be written: {error}"))?;
    Ok(format!("wrote {name}\n"))
}
