//! Hostile names and texts on the command line. What a document can say inside of files
//! is tried in `src/tests/hostile`, where the grammar is at hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "support/run.rs"]
mod run;

use run::bindery;

/// A document whose texts would rename a terminal and turn its text around.
const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "info": {"title": "a\u001b]0;owned\u0007\u202e", "version": "\u009b2J"},
  "servers": [{"url": "https://a.example/\u001b[2J"}],
  "paths": {"/a\u001b[31m\u2066": {"get": {
    "operationId": "get\u001b[8m",
    "tags": ["aux\u200f"],
    "responses": {"200": {"description": "\u001b[2J\u202b", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A\u001b[2J\u202e"}}}}}}}},
  "components": {"schemas": {"A\u001b[2J\u202e": {"type": "string", "enum": ["\u001bc", "\u2067"]}}}
}"##;

/// Whether a terminal would obey a letter, or show what follows in another order.
fn is_obeyed(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn nothing_of_a_document_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    let stages = ["source", "dialect", "api", "rust", "emit"];
    let dumps = stages.map(|stage| vec!["dump", "--stage", stage, "a.json"]);
    let lists = ["types", "operations"].map(|list| vec![list, "a.json"]);
    let machines =
        ["types", "operations"].map(|list| vec![list, "a.json", "--message-format", "json"]);
    let generate = vec!["generate", "a.json", "--output", "out"];
    let runs = dumps.into_iter().chain(lists).chain(machines);
    for arguments in runs.chain([generate]) {
        let output = bindery(folder.path(), &arguments);
        assert!(output.status.success(), "{arguments:?}");
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            let obeyed = text.chars().find(|letter| is_obeyed(*letter));
            assert_eq!(obeyed, None, "{arguments:?}: {text}");
        }
    }
}

#[test]
fn no_file_of_a_client_is_shown_in_another_order() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    let output = bindery(folder.path(), &["generate", "a.json", "--output", "out"]);
    assert!(output.status.success());
    let files = run::disk(&folder.path().join("out"));
    assert!(files.keys().any(|path| path.ends_with("README.md")));
    for (path, text) in files {
        let text = String::from_utf8(text).unwrap();
        let obeyed = text.chars().find(|letter| is_obeyed(*letter));
        assert_eq!(obeyed, None, "{}", path.display());
    }
}

#[test]
fn machines_read_the_names_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    let output = bindery(
        folder.path(),
        &["operations", "a.json", "--message-format", "json"],
    );
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["path"], "/a\u{1b}[31m\u{2066}");
}

/// The name of a file is text of whoever sent it, too.
#[test]
fn the_name_of_a_document_is_a_comment_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\ncompile_error!();\n[dependencies.evil]\n#\u{202e}.json";
    std::fs::write(folder.path().join(name), DOCUMENT).unwrap();
    let output = bindery(
        folder.path(),
        &["generate", name, "--output", "out", "--name", "a-client"],
    );
    assert!(output.status.success());
    let manifest = std::fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    let root = std::fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap();
    for text in [manifest, root] {
        let head = text.lines().next().unwrap();
        assert!(
            head.contains("compile_error!(); [dependencies.evil] #.json"),
            "{head}"
        );
        assert_eq!(text.matches("evil").count(), 1, "{text}");
        assert_eq!(text.chars().find(|letter| is_obeyed(*letter)), None);
    }
}

#[test]
fn names_that_cargo_or_rust_need_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("core.json"), DOCUMENT).unwrap();
    for name in [
        "std",
        "core",
        "alloc",
        "self",
        "crate",
        "fn",
        "test",
        "_",
        "proc-macro",
        "bindery-runtime",
        "NUL",
    ] {
        let output = bindery(
            folder.path(),
            &["generate", "core.json", "--output", "out", "--name", name],
        );
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(!folder.path().join("out").exists(), "{name}");
    }
    // The folder names the crate.
    let output = bindery(
        folder.path(),
        &["generate", "core.json", "--output", "core"],
    );
    assert!(output.status.success());
    let manifest = std::fs::read_to_string(folder.path().join("core/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"api-core\""), "{manifest}");
}

#[test]
fn a_configuration_writes_no_code() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    let plain = ["pets", "a", "a"];
    let hostile = [
        "a\\\"))] compile_error!();//",
        "a\\n",
        "",
        "gr\u{f6}\u{df}e::",
    ];
    for place in 0..plain.len() {
        for text in hostile {
            let mut all = plain;
            all[place] = text;
            let [package, feature, module] = all;
            let config = format!(
                "output = \"out\"\npackage = \"{package}\"\n\n[[api]]\ndocument = \"a.json\"\n\
                 module = \"{module}\"\nfeature = \"{feature}\"\n"
            );
            std::fs::write(folder.path().join("bindery.toml"), config).unwrap();
            let output = bindery(folder.path(), &["generate"]);
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{told}");
            assert!(
                told.contains("E0502") && told.contains("bindery.toml"),
                "{told}"
            );
            assert!(!folder.path().join("out").exists());
        }
    }
}

/// Rust finds no file for such a module (E0754), and a raw name is none of a folder.
#[test]
fn modules_are_names_of_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    for module in ["größe", "a::größe", "r#type", "a-b", "a::"] {
        let config = format!(
            "output = \"out\"\npackage = \"pets\"\n\n[[api]]\ndocument = \"a.json\"\nmodule = \"{module}\"\n"
        );
        std::fs::write(folder.path().join("bindery.toml"), config).unwrap();
        let output = bindery(folder.path(), &["generate"]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("is no path of modules"), "{module}: {told}");
    }
}
