//! Which files the references of a document may read, and what is told of others.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::Path;

use run::{bindery, disk, told};

/// What stands in files that nobody may see.
const SECRET: &str = "hunter2";

/// A document whose schema, example and mapping refer to `reference`.
fn document(reference: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    get:
      operationId: getPet
      responses:
        '200':
          description: A pet.
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Pet'}}
              examples: {{one: {{$ref: '{reference}'}}}}
components:
  schemas:
    Pet: {{type: object, properties: {{friend: {{$ref: '{reference}'}}}}}}
    Any:
      oneOf: [{{$ref: '#/components/schemas/Pet'}}]
      discriminator: {{propertyName: kind, mapping: {{a: '{reference}'}}}}
"
    )
}

const FRIEND: &str =
    "{type: object, description: A friend., properties: {friendly: {type: boolean}}}";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Compiles `api/pets.yaml` below `folder` from the folder `current`, and gives all
/// that was told and written.
fn generated(folder: &Path, current: &str, more: &[&str]) -> String {
    let document = folder.join("api/pets.yaml");
    let out = folder.join("out");
    let start = [
        "generate",
        document.to_str().unwrap(),
        "--output",
        out.to_str().unwrap(),
    ];
    let mut all = String::new();
    for format in ["human", "json"] {
        let arguments = [&start[..], &["--message-format", format], more].concat();
        let run = bindery(&folder.join(current), &arguments);
        all.push_str(&told(folder, &run));
    }
    if out.exists() {
        for (path, bytes) in disk(&out) {
            let name = path.strip_prefix(&out).unwrap().display().to_string();
            all.push_str(&format!("\n== {name}\n{}", run::text(&bytes)));
        }
    }
    all
}

/// A folder with a document that refers to `reference`.
fn tree(reference: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "api/pets.yaml", &document(reference));
    write(folder.path(), "elsewhere/empty.txt", "");
    folder
}

#[test]
fn nothing_outside_is_read_or_shown() {
    let reference = "../shared/friend.yaml";
    let secrets = [
        format!("{{type: object, properties: {{{SECRET}: {{type: string}}}}}}"),
        format!("{{value: {SECRET}, description: {SECRET}}}"),
        format!("user:{SECRET}:\nother: [\n"),
        SECRET.to_owned(),
    ];
    for secret in secrets {
        let folder = tree(reference);
        write(folder.path(), "shared/friend.yaml", &secret);
        let all = generated(folder.path(), "elsewhere", &[]);
        assert!(
            all.contains("W0231") && all.contains("--allow-refs"),
            "{all}"
        );
        assert!(!all.contains(SECRET), "{all}");
        assert!(all.contains("pub struct Pet "), "the rest compiles: {all}");
    }
}

/// Nor whether there is anything.
#[test]
fn what_is_missing_outside_looks_as_what_is_there() {
    let told_of = |reference: &str| {
        let folder = tree(reference);
        write(folder.path(), "shared/friend.yaml", FRIEND);
        let all = generated(folder.path(), "elsewhere", &[]).replace(reference, "REFERENCE");
        // without the table, which tells the time
        let lines = all
            .lines()
            .filter(|line| !line.starts_with("out ") && !line.starts_with("api "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let there = told_of("../shared/friend.yaml");
    let missing = told_of("../shared/fiends.yaml");
    assert_eq!(
        there.replace("friend.yaml", "X"),
        missing.replace("fiends.yaml", "X")
    );
}

#[test]
fn folders_can_be_allowed() {
    let reference = "../shared/friend.yaml";
    let new = || {
        let folder = tree(reference);
        write(folder.path(), "shared/friend.yaml", FRIEND);
        folder
    };
    let folder = new();
    // by the current folder
    let all = generated(folder.path(), ".", &[]);
    assert!(all.contains("friendly") && !all.contains("W0231"), "{all}");

    let folder = new();
    let allowed = generated(folder.path(), "elsewhere", &["--allow-refs", "../shared"]);
    assert!(allowed.contains("friendly"), "{allowed}");

    let folder = new();
    let missing = generated(folder.path(), "elsewhere", &["--allow-refs", "../share"]);
    assert!(
        missing.contains("E0101") && missing.contains("../share"),
        "{missing}"
    );

    for (line, expected) in [("", false), ("allow-refs = [\"../shared\"]", true)] {
        let folder = new();
        let config = format!(
            "output = \"out\"\npackage = \"p\"\n[[api]]\ndocument = \"pets.yaml\"\nmodule = \"pets\"\n{line}\n"
        );
        write(folder.path(), "api/bindery.toml", &config);
        let run = bindery(&folder.path().join("api"), &["generate"]);
        assert!(run.status.success());
        let told = told(folder.path(), &run);
        assert_eq!(!told.contains("W0231"), expected, "{told}");
    }
}

/// The configuration's own folder counts, wherever the documents lie in it.
#[test]
fn the_folder_of_the_configuration_is_inside() {
    let folder = tree("../shared/friend.yaml");
    write(folder.path(), "shared/friend.yaml", FRIEND);
    let config = "output = \"out\"\npackage = \"p\"\n[[api]]\ndocument = \"api/pets.yaml\"\nmodule = \"pets\"\n";
    write(folder.path(), "bindery.toml", config);
    let run = bindery(&folder.path().join("api"), &["generate"]);
    let told = told(folder.path(), &run);
    assert!(run.status.success() && !told.contains("W0231"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_count_as_what_they_lead_to() {
    use std::os::unix::fs::symlink;
    let secret = format!("{{type: object, properties: {{{SECRET}: {{type: string}}}}}}");
    for (reference, target, link) in [
        ("friend.yaml", "../shared/friend.yaml", "api/friend.yaml"),
        ("parts/friend.yaml", "../shared", "api/parts"),
    ] {
        let folder = tree(reference);
        write(folder.path(), "shared/friend.yaml", &secret);
        symlink(target, folder.path().join(link)).unwrap();
        let all = generated(folder.path(), "elsewhere", &[]);
        assert!(all.contains("W0231") && !all.contains(SECRET), "{all}");
        let all = generated(folder.path(), "elsewhere", &["--allow-refs", "../shared"]);
        assert!(all.contains(SECRET), "{all}");
    }
    // a document that is a link brings its neighbours
    let folder = tree("friend.yaml");
    write(folder.path(), "real/friend.yaml", FRIEND);
    fs::rename(
        folder.path().join("api/pets.yaml"),
        folder.path().join("real/pets.yaml"),
    )
    .unwrap();
    symlink("../real/pets.yaml", folder.path().join("api/pets.yaml")).unwrap();
    symlink("../real/friend.yaml", folder.path().join("api/friend.yaml")).unwrap();
    let all = generated(folder.path(), "elsewhere", &[]);
    assert!(all.contains("friendly"), "{all}");
}

/// A file that goes by a URI is looked for in the document's folder, where a link may
/// lead anywhere.
#[cfg(unix)]
#[test]
fn files_that_name_themselves_lie_inside_too() {
    let folder = tree("https://example.com/friend");
    let secret = format!(
        "{{$id: 'https://example.com/friend', type: object, properties: {{{SECRET}: {{}}}}}}"
    );
    write(folder.path(), "shared/friend.yaml", &secret);
    let link = folder.path().join("api/friend.yaml");
    std::os::unix::fs::symlink("../shared/friend.yaml", link).unwrap();
    let all = generated(folder.path(), "elsewhere", &[]);
    assert!(all.contains("W0218") && !all.contains(SECRET), "{all}");
}

/// Pipes never end, devices neither, and what the kernel makes up is no document.
#[cfg(unix)]
#[test]
fn nothing_but_regular_files_is_read() {
    let folder = tree("pipe.yaml");
    let pipe = folder.path().join("api/pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let all = generated(folder.path(), "elsewhere", &[]);
    assert!(all.contains("it is not a file"), "{all}");

    for device in [
        "/proc/self/environ",
        "/proc/version",
        "/dev/zero",
        "/sys/kernel/notes",
    ] {
        let climb = format!("{}{device}", "..".to_owned() + &"/..".repeat(20));
        for reference in [device, &climb, &climb.replace("..", "%2e%2E")] {
            let folder = tree(reference);
            let all = generated(folder.path(), "elsewhere", &["--allow-refs", "/"]);
            assert!(all.contains("W0231"), "{reference}: {all}");
            assert!(!all.contains("Linux version"), "{all}");
        }
    }
}

/// Whatever is in the document's folder need not belong to the document.
#[test]
fn nothing_of_foreign_files_inside_is_shown() {
    for (name, text) in [
        (
            "netrc",
            format!("machine example.com login me password {SECRET}\n"),
        ),
        ("keys.ini", format!("[default]\nkey = {SECRET}\n")),
        ("env", format!("KEY={SECRET}\nOTHER: [\n")),
        (
            "id_rsa",
            format!("-----BEGIN KEY-----\n{SECRET}\n-----END KEY-----\n"),
        ),
        ("shadow", format!("root:{SECRET}:0:0:\n\tme:{SECRET}:1::\n")),
        (
            "accounts.json",
            format!("{{\"me\": {{\"password\": \"{SECRET}\"}}}}"),
        ),
        (
            "account.json",
            format!("{{\"type\": \"account\", \"key\": \"{SECRET}\"}}"),
        ),
        (
            "broken.json",
            format!("{{\"type\": \"account\", \"key\": \"{SECRET}\""),
        ),
        ("list.yaml", format!("- {SECRET}\n")),
    ] {
        let folder = tree(name);
        write(folder.path(), &format!("api/{name}"), &text);
        let all = generated(folder.path(), "elsewhere", &[]);
        assert!(!all.contains(SECRET), "{name}: {all}");
    }
}

/// A file that does not even call itself YAML or JSON is no broken part of the document.
#[test]
fn other_texts_are_no_mistakes_of_the_document() {
    for (name, text) in [
        ("notes.txt", "some words"),
        (
            "config.toml",
            "[client]\nkey = \"value\" # words\n[client.tls]\nx = [1,\n",
        ),
        ("settings", "a: [\nb: }\n"),
        ("twice.conf", "a: 1\na: 2\n- b"),
    ] {
        let folder = tree(name);
        write(folder.path(), &format!("api/{name}"), text);
        let all = generated(folder.path(), "elsewhere", &[]);
        let is_foreign = all.contains("W0232") && !all.contains("E01");
        assert!(
            is_foreign && all.contains("pub struct Pet "),
            "{name}: {all}"
        );
    }
    for (name, code) in [("friend.yaml", "E0102"), ("friend.json", "E0103")] {
        let folder = tree(name);
        write(folder.path(), &format!("api/{name}"), "{a: [");
        let all = generated(folder.path(), "elsewhere", &[]);
        assert!(all.contains(code), "{name}: {all}");
    }
}

#[test]
fn each_finding_names_what_a_reference_leads_to() {
    for reference in [
        "..",
        ".",
        "./",
        "x/..",
        "../api",
        "x/../",
        "../out/s.yaml",
        "?",
    ] {
        let dynamic = document(reference).replace("friend: {$ref:", "friend: {$dynamicRef:");
        for text in [document(reference), dynamic] {
            let folder = tree(reference);
            write(folder.path(), "api/pets.yaml", &text);
            let all = generated(folder.path(), "elsewhere", &[]);
            let mut findings = all.lines().filter(|line| line.starts_with("warning["));
            assert!(all.contains("warning[W02"), "{reference}: {all}");
            assert!(
                findings.all(|line| !line.contains("``")),
                "{reference}: {all}"
            );
        }
    }
}

/// A `$dynamicRef` reads files as a `$ref` does, and only those.
#[test]
fn dynamic_references_read_files_as_others_do() {
    for (name, is_read) in [("friend.yaml", true), ("../shared/friend.yaml", false)] {
        let folder = tree("nothing.yaml");
        let text = document(name).replace("friend: {$ref:", "friend: {$dynamicRef:");
        write(folder.path(), "api/pets.yaml", &text);
        write(folder.path(), &format!("api/{name}"), FRIEND);
        let all = generated(folder.path(), "elsewhere", &[]);
        assert_eq!(all.contains("pub friendly: "), is_read, "{name}: {all}");
        assert_eq!(all.contains("W0231"), !is_read, "{name}: {all}");
    }
}
