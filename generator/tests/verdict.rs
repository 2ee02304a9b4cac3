//! What `bindery generate` says of the changes since a revision, and what it refuses.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::path::Path;
use std::process::{Command, Output};

use run::{bindery, disk, text};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: The pet.
          content: {application/json: {schema: {$ref: 'parts.yaml#/Pet'}}}
";

const PARTS: &str = "Pet: {type: object, required: [age], properties: {age: {type: integer}}}\n";

const CONFIG: &str = "output = \"generated\"
package = \"pets\"

[[api]]
document = \"pets.yaml\"
module = \"zoo::pets\"
";

const APPROVAL: &str = "
[[api.approve]]
code = \"D0206\"
subject = \"types::Pet.*\"
reason = \"nobody reads it\"
";

/// A project that has been generated and committed, in a folder of the repository.
fn project() -> (tempfile::TempDir, std::path::PathBuf) {
    let repository = tempfile::tempdir().unwrap();
    let folder = repository.path().join("client");
    std::fs::create_dir(&folder).unwrap();
    write(&folder, "pets.yaml", DOCUMENT);
    write(&folder, "parts.yaml", PARTS);
    write(&folder, "bindery.toml", CONFIG);
    write(
        &folder,
        "Cargo.toml",
        "[package]\nname = \"pets\"\nversion = \"0.3.1\"\n",
    );
    git(repository.path(), &["init", "--quiet"]);
    assert!(bindery(&folder, &["generate"]).status.success());
    commit(&folder);
    (repository, folder)
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    let run = command
        .args(who)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", text(&run.stderr));
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "As it is"]);
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn generate(folder: &Path, more: &[&str]) -> Output {
    let arguments: Vec<&str> = ["generate"]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    bindery(folder, &arguments)
}

#[test]
fn the_table_has_the_verdict_where_somebody_asks() {
    let (_repository, folder) = project();
    let plain = text(&generate(&folder, &[]).stdout);
    assert!(!plain.contains("change"), "{plain}");
    let same = text(&generate(&folder, &["--against", "HEAD"]).stdout);
    assert!(
        same.contains("change\n") && same.contains("none\n"),
        "{same}"
    );
    assert!(!same.contains("since"), "{same}");
    write(&folder, "parts.yaml", &PARTS.replace("integer", "string"));
    let changed = text(&generate(&folder, &["--against", "HEAD"]).stdout);
    assert!(changed.contains("source\n"), "{changed}");
    let line = "since HEAD: major, next version 0.4.0 behind 0.3.1\n";
    assert!(changed.ends_with(line), "{changed}");
}

#[test]
fn documents_outside_of_the_folder_are_compared_if_git_has_them() {
    let (repository, folder) = project();
    let config = CONFIG.replace("pets.yaml", "../pets.yaml");
    let config = config.replace("document", "allow-refs = [\"..\"]\ndocument");
    write(&folder, "bindery.toml", &config);
    write(repository.path(), "pets.yaml", DOCUMENT);
    write(repository.path(), "parts.yaml", PARTS);
    commit(&folder);
    let told = |folder: &Path| text(&generate(folder, &["--against", "HEAD"]).stdout);
    assert!(told(&folder).contains("none\n"), "{}", told(&folder));
    write(
        repository.path(),
        "pets.yaml",
        &DOCUMENT.replace("getPet", "fetchPet"),
    );
    assert!(
        told(&folder).contains("since HEAD: major"),
        "{}",
        told(&folder)
    );

    // Of others nothing is known, and nothing is said to be the same.
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "pets.yaml", DOCUMENT);
    write(elsewhere.path(), "parts.yaml", PARTS);
    let config = CONFIG.replace(
        "pets.yaml",
        &elsewhere.path().join("pets.yaml").display().to_string(),
    );
    write(&folder, "bindery.toml", &config);
    commit(&folder);
    assert!(told(&folder).contains("unknown\n"), "{}", told(&folder));
}

#[test]
fn a_lock_asks_for_the_verdict() {
    let (_repository, folder) = project();
    write(&folder, "bindery.toml", &format!("lock = true\n{CONFIG}"));
    assert!(generate(&folder, &[]).status.success());
    commit(&folder);
    write(
        &folder,
        "pets.yaml",
        &DOCUMENT.replace("getPet", "fetchPet"),
    );
    write(
        &folder,
        "parts.yaml",
        &PARTS.replace("{age", "{name: {}, age"),
    );
    let told = text(&generate(&folder, &[]).stdout);
    assert!(told.contains("additive\n"), "{told}");
    assert!(
        told.ends_with("since HEAD: minor, next version 0.3.2 behind 0.3.1\n"),
        "{told}"
    );
}

#[test]
fn breaking_changes_are_denied_unless_they_are_approved() {
    let (_repository, folder) = project();
    write(&folder, "parts.yaml", &PARTS.replace("integer", "string"));
    let before = disk(&folder);
    let denied = generate(&folder, &["--deny", "breaking"]);
    let told = text(&denied.stderr);
    assert_eq!(denied.status.code(), Some(1), "{told}");
    assert!(
        told.contains("source[D0206]") && told.contains("types::Pet.age"),
        "{told}"
    );
    assert_eq!(disk(&folder), before, "a run that fails changes nothing");

    write(&folder, "bindery.toml", &format!("{CONFIG}{APPROVAL}"));
    let approved = generate(&folder, &["--deny", "breaking", "--deny", "warnings"]);
    assert!(approved.status.success(), "{}", text(&approved.stderr));
    std::fs::create_dir(folder.join("old")).unwrap();
    write(&folder, "old/pets.yaml", DOCUMENT);
    write(&folder, "old/parts.yaml", PARTS);
    let arguments = ["diff", "old/pets.yaml", "pets.yaml", "--deny", "breaking"];
    let diff = bindery(&folder, &arguments);
    let told = text(&diff.stdout);
    assert!(diff.status.success() && told.contains("D0206"), "{told}");

    let expired = format!("{CONFIG}{APPROVAL}until = \"2024-01-31\"\n");
    write(&folder, "bindery.toml", &expired);
    assert_eq!(
        generate(&folder, &["--deny", "breaking"]).status.code(),
        Some(1)
    );
    let lasting = format!("{CONFIG}{APPROVAL}until = \"9999-12-31\"\n");
    write(&folder, "bindery.toml", &lasting);
    assert!(generate(&folder, &["--deny", "breaking"]).status.success());
}

#[test]
fn an_api_that_is_gone_is_a_break() {
    let (_repository, folder) = project();
    write(
        &folder,
        "bindery.toml",
        &CONFIG.replace("zoo::pets", "zoo::animals"),
    );
    let before = disk(&folder);
    let run = generate(&folder, &["--deny", "breaking"]);
    let gone = "source: the API `zoo::pets` is gone from bindery.toml\n";
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains(gone), "{}", text(&run.stderr));
    assert_eq!(disk(&folder), before);
    let run = generate(&folder, &["--against", "HEAD"]);
    let end = format!("{gone}since HEAD: major, next version 0.4.0 behind 0.3.1\n");
    assert!(text(&run.stdout).ends_with(&end), "{}", text(&run.stdout));
}

#[test]
fn approvals_of_nothing_are_refused() {
    let (_repository, folder) = project();
    for (from, to, said) in [
        ("D0206", "D9999", "`D9999` is no code of a change"),
        (
            "reason",
            "until = \"2024-1-31\"\nreason",
            "`2024-1-31` is no day",
        ),
        (
            "reason",
            "until = \"2024-13-01\"\nreason",
            "`2024-13-01` is no day",
        ),
        (
            "reason = \"nobody reads it\"\n",
            "",
            "missing field `reason`",
        ),
    ] {
        write(
            &folder,
            "bindery.toml",
            &format!("{CONFIG}{}", APPROVAL.replace(from, to)),
        );
        let run = generate(&folder, &[]);
        let told = text(&run.stderr);
        assert!(told.contains("E0502") && told.contains(said), "{told}");
    }
}

#[test]
fn without_a_past_there_is_no_verdict() {
    let (_repository, folder) = project();
    let asked = generate(&folder, &["--against", "no-such-revision"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(text(&asked.stderr).contains("no-such-revision"));
    let new = format!("{CONFIG}\n[[api]]\ndocument = \"pets.yaml\"\nmodule = \"more\"\n");
    write(&folder, "bindery.toml", &new);
    let told = text(&generate(&folder, &["--against", "HEAD"]).stdout);
    assert!(told.contains("new\n") && told.contains("minor"), "{told}");
}
