//! The command as people expect it: where documents come from, what is printed and how, help.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use run::{bindery, text};
use serde_json::Value;

/// A sound document with one thing to be said of it: an operation without operationId.
const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {responses: {'204': {description: None.}}}
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    folder
}

/// Runs `bindery` with a document on standard input.
fn bindery_reading(folder: &Path, arguments: &[&str], document: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(document.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_document_may_come_from_standard_input() {
    let folder = folder();
    let output = bindery_reading(folder.path(), &["operations", "-"], DOCUMENT);
    assert_eq!(text(&output.stdout), "Client::list_pets()  GET /pets\n");
    let told = text(&output.stderr);
    assert!(told.contains("--> <stdin>:5:5"), "{told}");
    assert!(told.contains("5 |     get:"), "{told}");

    let arguments = ["generate", "-", "--output", "pets-client"];
    let output = bindery_reading(folder.path(), &arguments, DOCUMENT);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let manifest = std::fs::read_to_string(folder.path().join("pets-client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pets-client\""), "{manifest}");
    assert!(!manifest.contains("document\n"), "{manifest}");
}

#[test]
#[cfg(unix)]
fn a_document_may_come_through_a_pipe() {
    let folder = folder();
    let script = format!(
        "{} operations <(cat pets.yaml)",
        env!("CARGO_BIN_EXE_bindery")
    );
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output();
    // Not every system has bash, and no other shell does this alike.
    let Ok(output) = output else { return };
    assert_eq!(text(&output.stdout), "Client::list_pets()  GET /pets\n");
    let told = text(&output.stderr);
    assert!(
        told.contains("--> /dev/fd/") && told.contains("5 |     get:"),
        "{told}"
    );
}

#[test]
fn a_url_is_refused_with_the_command_that_fetches_it() {
    let folder = folder();
    let url = "https://api.example/v3/openapi.json?a=b";
    let output = bindery(folder.path(), &["operations", url]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains(&format!("`{url}` is a URL")), "{told}");
    assert!(
        told.contains(&format!("curl -fsSL -o 'openapi.json' '{url}'")),
        "{told}"
    );

    let config = "output = \"o\"\npackage = \"p\"\n[[api]]\nmodule = \"m\"\ndocument = \"https://api.example/x\"\n";
    std::fs::write(folder.path().join("bindery.toml"), config).unwrap();
    let output = bindery(folder.path(), &["generate"]);
    let told = text(&output.stderr);
    assert!(
        told.contains("curl -fsSL -o 'openapi.yaml' 'https://api.example/x'"),
        "{told}"
    );
}

#[test]
fn whoever_has_no_configuration_is_shown_one_that_works() {
    let folder = folder();
    let output = bindery(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    let (_, sample) = told.split_once("A `bindery.toml`:").unwrap();
    let sample = sample.replace("openapi.yaml", "pets.yaml");
    std::fs::write(folder.path().join("sample.toml"), sample).unwrap();
    let output = bindery(folder.path(), &["generate", "--config", "sample.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(folder.path().join("generated/shop/mod.rs").is_file());
}

#[test]
fn quiet_runs_print_errors_and_verbose_ones_files() {
    let folder = folder();
    let arguments = ["generate", "pets.yaml", "--output", "out"];
    let quiet = bindery(folder.path(), &[&arguments[..], &["--quiet"]].concat());
    assert_eq!(
        (text(&quiet.stdout), text(&quiet.stderr)),
        (String::new(), String::new())
    );
    let wrong = bindery(folder.path(), &["-q", "operations", "nothing.yaml"]);
    assert!(text(&wrong.stderr).contains("E0101"));
    let verbose = bindery(folder.path(), &[&["--verbose"], &arguments[..]].concat());
    let told = text(&verbose.stderr);
    assert!(
        told.contains("Compiling pets.yaml") && told.contains("Read pets.yaml"),
        "{told}"
    );
}

#[test]
fn colours_are_where_they_are_wanted() {
    let folder = folder();
    let has_colours = |arguments: &[&str]| {
        let output = bindery(folder.path(), arguments);
        text(&output.stderr).contains('\u{1b}')
    };
    assert!(!has_colours(&["operations", "pets.yaml"]));
    assert!(has_colours(&[
        "operations",
        "pets.yaml",
        "--color",
        "always"
    ]));
    assert!(!has_colours(&[
        "--color",
        "never",
        "operations",
        "pets.yaml"
    ]));
}

#[test]
fn findings_are_one_sarif_log() {
    let folder = folder();
    let arguments = ["operations", "pets.yaml", "--message-format", "sarif"];
    let output = bindery(folder.path(), &arguments);
    assert_eq!(text(&output.stdout), "Client::list_pets()  GET /pets\n");
    let log: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "W0309");
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"W0309".into(), &"warning".into())
    );
    let place = &result["locations"][0];
    assert_eq!(
        place["physicalLocation"]["artifactLocation"]["uri"],
        "pets.yaml"
    );
    assert_eq!(place["physicalLocation"]["region"]["startLine"], 5);
    assert_eq!(
        place["logicalLocations"][0]["fullyQualifiedName"],
        "/paths/~1pets/get"
    );
}

#[test]
fn findings_of_documents_in_one_line_say_where_they_are() {
    let folder = folder();
    let filler = "x".repeat(3_000);
    let document = format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"{filler}","version":"1"}},"paths":{{"/pets":{{"get":{{"operationId":"a","responses":{{"200":{{"description":"d","headers":{{"X Bad":{{"schema":{{"type":"string"}}}}}}}}}}}}}}}}}}"##
    );
    std::fs::write(folder.path().join("flat.json"), document).unwrap();
    let output = bindery(folder.path(), &["operations", "flat.json"]);
    let told = text(&output.stderr);
    assert!(
        told.contains("#/paths/~1pets/get/responses/200/headers/X Bad"),
        "{told}"
    );
    assert!(told.contains(r#""headers":{"X Bad":{"schema""#), "{told}");
    assert!(told.len() < 1_000, "{told}");
}

/// Flags that `--help` lists, and those that its examples use.
fn flags(help: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (options, examples) = help.split_once("Examples:").unwrap_or((help, ""));
    let listed = options.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches([',', ' ']);
        let line = line
            .strip_prefix("-q, ")
            .or(line.strip_prefix("-v, "))
            .unwrap_or(line);
        let line = line
            .strip_prefix("-h, ")
            .or(line.strip_prefix("-V, "))
            .unwrap_or(line);
        line.starts_with("--")
            .then(|| line.split([' ', '=']).next())
            .flatten()
    });
    let used = examples
        .split([' ', '\n'])
        .filter(|word| word.starts_with("--"));
    (listed.collect(), used.collect())
}

#[test]
fn every_flag_has_an_example() {
    let folder = folder();
    let help = |arguments: &[&str]| text(&bindery(folder.path(), arguments).stdout);
    let top = help(&["--help"]);
    let (everywhere, used) = flags(&top);
    let own: BTreeSet<&str> = ["--help", "--version"].into();
    let missing: Vec<_> = everywhere
        .difference(&used)
        .filter(|flag| !own.contains(*flag))
        .collect();
    assert!(missing.is_empty(), "bindery: {missing:?}");
    let (_, commands) = top.split_once("Commands:").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let names = commands
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let text = help(&[name, "--help"]);
        let (listed, used) = flags(&text);
        assert!(!used.is_empty() || text.contains("Examples:"), "{name}");
        let missing: Vec<_> = listed
            .difference(&used)
            .filter(|flag| !everywhere.contains(*flag))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        let invented: Vec<_> = used.difference(&listed).collect();
        assert!(invented.is_empty(), "{name}: {invented:?}");
    }
}

#[test]
fn shells_and_the_manual_know_the_command() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = bindery(folder.path(), &["completions", shell]);
        let script = text(&output.stdout);
        assert!(
            script.contains("operations") && script.contains("tag-features"),
            "{shell}"
        );
    }
    let page = text(&bindery(folder.path(), &["man"]).stdout);
    assert!(
        page.contains(".TH bindery") && page.contains("Examples:"),
        "{page}"
    );
    let page = text(&bindery(folder.path(), &["man", "generate"]).stdout);
    assert!(page.contains("tag\\-features"), "{page}");
    assert_eq!(
        bindery(folder.path(), &["man", "nothing"]).status.code(),
        Some(2)
    );
}

#[test]
fn cargo_finds_the_command() {
    let folder = folder();
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-bindery"))
        .args(["bindery", "operations", "pets.yaml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(text(&output.stdout), "Client::list_pets()  GET /pets\n");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-bindery"))
        .args(["bindery", "nothing"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
