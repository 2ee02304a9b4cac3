//! `bindery.lock` as the command writes and reads it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::path::Path;

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
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
";

const CONFIG: &str = "output = \"generated\"
package = \"pets\"
lock = true

[[api]]
document = \"pets.yaml\"
module = \"zoo::pets\"
";

/// A project that has been generated once.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "pets.yaml", DOCUMENT);
    write(folder.path(), "bindery.toml", CONFIG);
    assert!(bindery(folder.path(), &["generate"]).status.success());
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn lock(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("bindery.lock")).unwrap()
}

/// A run that must fail with this code, and what it told.
fn refused(folder: &Path, arguments: &[&str], code: &str) -> String {
    let before = disk(folder);
    let run = bindery(folder, arguments);
    let told = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{told}");
    assert!(told.contains(code), "{told}");
    assert_eq!(disk(folder), before, "a run that fails changes nothing");
    told
}

#[test]
fn a_lock_is_written_once_and_then_fresh() {
    let folder = project();
    let first = lock(folder.path());
    assert!(
        first.contains("\napi zoo::pets\n")
            && first.contains(
                "\nop GET /pets/{} get_pet gives:200:application/json of:path:0=integer\n"
            )
            && first.contains("\ntype /components/schemas/Pet types::Pet struct name:text?\n"),
        "{first}"
    );
    let run = bindery(folder.path(), &["generate", "--locked", "--check"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    // The file alone says that names are kept.
    write(
        folder.path(),
        "bindery.toml",
        &CONFIG.replace("lock = true\n", ""),
    );
    assert!(
        bindery(folder.path(), &["generate", "--locked"])
            .status
            .success()
    );
    assert_eq!(lock(folder.path()), first);
}

#[test]
fn names_stay_when_the_document_changes() {
    let folder = project();
    let renamed = DOCUMENT
        .replace("getPet", "fetchPet")
        .replace("name:", "tag: {}, name:");
    let renamed = renamed.replace("{tag: {}, name: id", "{name: id");
    write(folder.path(), "pets.yaml", &renamed);
    let told = refused(folder.path(), &["generate", "--locked"], "E0507");
    assert!(told.contains("types::Pet struct name:text? tag?"), "{told}");
    let check = bindery(folder.path(), &["generate", "--check"]);
    assert!(text(&check.stdout).contains("bindery.lock differs\n"));
    assert!(bindery(folder.path(), &["generate"]).status.success());
    let lock = lock(folder.path());
    assert!(
        lock.contains("\nop GET /pets/{} get_pet gives:200:application/json of:path:0=integer\n"),
        "{lock}"
    );
}

#[test]
fn precision_is_held_until_it_is_asked_for() {
    let folder = project();
    let precise = DOCUMENT.replace("{type: string}}}", "{type: string, format: date}}}");
    write(folder.path(), "pets.yaml", &precise);
    let run = bindery(folder.path(), &["generate"]);
    let told = "the lock holds 1 value otherwise than the document says";
    assert!(text(&run.stdout).contains(told), "{}", text(&run.stdout));
    let field = "struct name:text?\n";
    assert!(
        lock(folder.path()).contains(field),
        "{}",
        lock(folder.path())
    );
    let run = bindery(folder.path(), &["generate", "--precise"]);
    assert!(run.status.success() && !text(&run.stdout).contains("holds"));
    let precise = lock(folder.path());
    assert!(precise.contains("struct name?\n"), "{precise}");
    let run = bindery(folder.path(), &["generate", "--locked"]);
    assert!(run.status.success());
}

#[test]
fn a_method_has_its_name_again_when_a_second_success_goes() {
    let folder = project();
    let second = "        '202': {description: Later, content: {application/json: {schema: {type: string}}}}\n";
    let more = DOCUMENT.replace("components:\n", &format!("{second}components:\n"));
    let is_called = |name: &str| {
        let all = disk(folder.path());
        let definition = format!("fn {name}(");
        all.values().any(|bytes| text(bytes).contains(&definition))
    };
    for (document, has_more) in [
        (DOCUMENT, false),
        (&more, true),
        (DOCUMENT, false),
        (&more, true),
    ] {
        write(folder.path(), "pets.yaml", document);
        assert!(bindery(folder.path(), &["generate"]).status.success());
        assert!(is_called("get_pet"));
        assert_eq!(is_called("get_pet_any"), has_more);
        let check = bindery(folder.path(), &["generate", "--check", "--locked"]);
        assert!(check.status.success(), "{}", text(&check.stdout));
    }
}

#[test]
fn what_is_gone_keeps_its_name() {
    let folder = project();
    write(
        folder.path(),
        "pets.yaml",
        &DOCUMENT
            .replace("/pets/", "/dogs/")
            .replace("getPet", "getDog"),
    );
    assert!(bindery(folder.path(), &["generate"]).status.success());
    let gone = lock(folder.path());
    assert!(
        gone.contains(
            "\nnever op GET /pets/{} get_pet gives:200:application/json of:path:0=integer\n"
        ),
        "{gone}"
    );
    write(folder.path(), "pets.yaml", DOCUMENT);
    assert!(bindery(folder.path(), &["generate"]).status.success());
    let back = lock(folder.path());
    assert!(
        back.contains("\nop GET /pets/{} get_pet gives:200:application/json of:path:0=integer\n"),
        "{back}"
    );
}

#[test]
fn a_name_that_is_edited_is_the_name() {
    let folder = project();
    let edited = lock(folder.path()).replace("{} get_pet gives", "{} pet_by_id gives");
    write(folder.path(), "bindery.lock", &edited);
    assert!(bindery(folder.path(), &["generate"]).status.success());
    assert_eq!(lock(folder.path()), edited);
    let files = disk(&folder.path().join("generated"));
    let is_there = |bytes: &Vec<u8>| text(bytes).contains("fn pet_by_id(");
    assert!(files.values().any(is_there));
}

#[test]
fn both_sides_of_a_conflict_are_taken() {
    let folder = project();
    let merged = lock(folder.path()).replace(
        "type /components/schemas/Pet types::Pet struct name:text?\n",
        "<<<<<<< ours\n\
         type /components/schemas/Pet types::Pet struct name:text?\n\
         ||||||| base\n\
         type /components/schemas/Pet types::Animal struct\n\
         =======\n\
         type /components/schemas/Pet types::Pet struct name\n\
         type /components/schemas/Vet types::Vet struct\n\
         >>>>>>> theirs\n",
    );
    write(folder.path(), "bindery.lock", &merged);
    assert!(bindery(folder.path(), &["generate"]).status.success());
    let read = lock(folder.path());
    assert!(!read.contains("<<<"), "{read}");
    assert!(read.contains("\nnever type /components/schemas/Vet types::Vet struct\n"));
    assert!(
        read.contains("types::Pet struct name:text?\n"),
        "the looser one: {read}"
    );
}

#[test]
fn lines_that_contradict_each_other_are_shown() {
    let folder = project();
    let first = lock(folder.path());
    let other = first.replace("types::Pet ", "types::Animal ");
    let line = other.lines().find(|line| line.contains("Animal")).unwrap();
    write(folder.path(), "bindery.lock", &format!("{first}{line}\n"));
    let told = refused(folder.path(), &["generate"], "E0506");
    assert!(
        told.contains("`types::Animal` is called `types::Pet`"),
        "{told}"
    );
    let line = "type /components/schemas/Dog types::Pet struct";
    write(folder.path(), "bindery.lock", &format!("{first}{line}\n"));
    let told = refused(folder.path(), &["generate"], "E0506");
    assert!(told.contains("the other line"), "{told}");
}

#[test]
fn what_is_no_lock_is_refused() {
    let folder = project();
    let first = lock(folder.path());
    let wrong = [
        ("", "this is no lock"),
        (&first.replace("lock 2 ", "lock 3 "), "newer bindery"),
        (&first.replace("edition 1", "edition 9"), "newer bindery"),
        (
            &format!("{first}pets\n"),
            "a line is an `op`, a `type` or an `own`",
        ),
        (&format!("{first}op GET /x get-x\n"), "`get-x` is no name"),
        (
            &format!("{first}type /x types::crate struct\n"),
            "`crate` is no name",
        ),
        (&format!("{first}type /x X struct\n"), "`X` is no path"),
        (
            &format!("{first}type /x types::X thing\n"),
            "`thing` is no form",
        ),
        (
            &format!("{first}op GET /x get_x a=%2E\n"),
            "`%2E` is no name",
        ),
    ];
    for (text, said) in wrong {
        write(folder.path(), "bindery.lock", text);
        let told = refused(folder.path(), &["generate"], "E0506");
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_lock_is_compared_with_the_document() {
    let folder = project();
    let diff = |arguments: &[&str]| {
        let arguments = [&["diff", "bindery.lock", "pets.yaml"], arguments].concat();
        bindery(folder.path(), &arguments)
    };
    let same = text(&diff(&["--deny", "breaking"]).stdout);
    assert!(same.contains("note: a lock holds names"), "{same}");
    assert!(same.ends_with("verdict: patch\n"), "{same}");
    let edited = DOCUMENT
        .replace("name: {type: string}", "age: {type: integer}")
        .replace("getPet", "fetchPet");
    write(folder.path(), "pets.yaml", &edited);
    let run = diff(&["--deny", "breaking", "--current", "1.4.0"]);
    assert_eq!(run.status.code(), Some(1));
    let told = text(&run.stdout);
    // The method keeps its name, and the field is gone.
    let expected = "source[D0204]: A field, variant or method of a type is gone: `types::Pet.name`
  new    pets.yaml:14:5
  before name
  now    remove the uses of `name`
additive[D0602]: A field, variant or method of a type is new: `types::Pet.age`
  new    pets.yaml:14:5
  after  age
note: ";
    assert!(told.starts_with(expected), "{told}");
    let end = "1 source, 1 additive\nverdict: major, next version 2.0.0\n";
    assert!(told.ends_with(end), "{told}");
    let json = text(&diff(&["--format", "json"]).stdout);
    assert!(json.contains("\"unknown\":\"a lock holds"), "{json}");
    // Of which API the names are, bindery.toml says.
    let several = lock(folder.path()) + "\napi zoo::vets\n";
    write(folder.path(), "other.lock", &several);
    let arguments = ["diff", "other.lock", "pets.yaml"];
    assert_eq!(
        text(&bindery(folder.path(), &arguments).stdout)
            .lines()
            .count(),
        10
    );
    let arguments = ["diff", "other.lock", "pets.yaml", "--no-config"];
    let told = text(&bindery(folder.path(), &arguments).stderr);
    assert!(told.contains("`zoo::pets`, `zoo::vets`"), "{told}");
    write(folder.path(), "other.lock", "no lock");
    let arguments = ["diff", "other.lock", "pets.yaml"];
    assert!(text(&bindery(folder.path(), &arguments).stderr).contains("E0506"));
}

#[test]
fn without_a_lock_there_is_none() {
    let folder = project();
    std::fs::remove_file(folder.path().join("bindery.lock")).unwrap();
    write(
        folder.path(),
        "bindery.toml",
        &CONFIG.replace("lock = true\n", ""),
    );
    assert!(bindery(folder.path(), &["generate"]).status.success());
    assert!(!folder.path().join("bindery.lock").exists());
    refused(folder.path(), &["generate", "--locked"], "E0507");
    // Nor is one read that is not wanted.
    write(
        folder.path(),
        "bindery.toml",
        &CONFIG.replace("lock = true", "lock = false"),
    );
    write(folder.path(), "bindery.lock", "no lock");
    assert!(bindery(folder.path(), &["generate"]).status.success());
}
