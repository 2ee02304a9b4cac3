//! The command line: what it prints, its exit status, and what it does to the
//! disk.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "command/comparing.rs"]
mod comparing;
#[path = "support/run.rs"]
mod run;
#[path = "command/strict.rs"]
mod strict;

use std::path::Path;
use std::process::Command;

use run::{bindery, disk, text, told};

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
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

const CONFIG: &str = "output = \"generated\"
package = \"pets\"

[[api]]
document = \"pets.yaml\"
module = \"zoo::pets\"
";

/// A folder with a document and a `bindery.toml`.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    std::fs::write(folder.path().join("bindery.toml"), CONFIG).unwrap();
    folder
}

#[test]
fn a_project_is_generated_and_then_fresh() {
    let folder = project();
    let stale = bindery(folder.path(), &["generate", "--check"]);
    assert_eq!(stale.status.code(), Some(1));
    insta::assert_snapshot!("stale", told(folder.path(), &stale));
    assert!(
        !folder.path().join("generated").exists(),
        "--check writes nothing"
    );

    let generated = bindery(folder.path(), &["generate"]);
    assert_eq!(
        generated.status.code(),
        Some(0),
        "{}",
        told(folder.path(), &generated)
    );
    assert!(text(&generated.stdout).contains("zoo::pets"));
    let written = disk(folder.path());

    let fresh = bindery(folder.path(), &["generate", "--check"]);
    assert_eq!(
        told(folder.path(), &fresh),
        "status 0\n--- stdout\n--- stderr\n"
    );
    assert_eq!(disk(folder.path()), written);
}

#[test]
fn the_nearest_configuration_counts() {
    let folder = project();
    let inner = folder.path().join("a/b");
    std::fs::create_dir_all(&inner).unwrap();
    assert_eq!(bindery(&inner, &["generate"]).status.code(), Some(0));
    assert!(folder.path().join("generated/zoo/pets/mod.rs").is_file());
}

#[test]
fn what_is_no_longer_generated_is_removed_and_foreign_files_stay() {
    let folder = project();
    bindery(folder.path(), &["generate"]);
    let generated = folder.path().join("generated");
    std::fs::write(generated.join("notes.txt"), "mine").unwrap();
    let config = CONFIG.replace("zoo::pets", "animals");
    std::fs::write(folder.path().join("bindery.toml"), config).unwrap();
    assert_eq!(bindery(folder.path(), &["generate"]).status.code(), Some(0));
    assert!(!generated.join("zoo").exists());
    assert!(generated.join("animals/mod.rs").is_file());
    assert_eq!(
        std::fs::read_to_string(generated.join("notes.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn files_of_others_are_never_overwritten() {
    let folder = project();
    let crate_folder = folder.path().join("crate");
    std::fs::create_dir_all(crate_folder.join("src")).unwrap();
    std::fs::write(crate_folder.join("src/lib.rs"), "// mine\n").unwrap();
    let before = disk(folder.path());
    let output = bindery(
        folder.path(),
        &["generate", "pets.yaml", "--output", "crate"],
    );
    insta::assert_snapshot!("foreign", told(folder.path(), &output));
    assert_eq!(disk(folder.path()), before);
}

#[test]
fn one_document_gives_a_whole_crate() {
    let folder = project();
    let output = bindery(
        folder.path(),
        &[
            "generate",
            "pets.yaml",
            "--output",
            "out",
            "--name",
            "pets-client",
        ],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        told(folder.path(), &output)
    );
    let manifest = std::fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    insta::assert_snapshot!("manifest", manifest);
    let page = std::fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap();
    assert!(
        page.contains("//! let client = pets_client::Client::builder()\n"),
        "{page}"
    );
}

#[test]
fn a_crate_says_what_it_was_made_with() {
    let folder = project();
    std::fs::write(folder.path().join("shop.yaml"), SHOP).unwrap();
    std::fs::write(
        folder.path().join("fix.yaml"),
        "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions: [{target: $.info, update: {title: Fixed}}]\n",
    )
    .unwrap();
    let inside = folder.path().join("out");
    let config = inside.join("bindery.toml");
    let run = |folder: &Path, arguments: &[&str], status: i32| {
        let output = bindery(folder, arguments);
        let told = told(folder, &output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}\n{told}");
    };
    let flags = [
        "generate",
        "shop.yaml",
        "--output",
        "out",
        "--name",
        "shop-client",
        "--overlay",
        "fix.yaml",
        "--tag",
        "orders",
        "--path",
        "/orders/*",
        "--exclude",
        "tag:customers",
        "--clients",
        "by-tag",
        "--tag-features",
        "--number",
        "decimal",
        "--type",
        "replace.Money=my_types::Money",
        "--name-rule",
        "schemas:strip-suffix=Dto",
        "--name-rule",
        "operations:replace=^api_=>",
        "--package",
        "license=MIT",
        "--package",
        "publish=false",
        "--webhooks",
    ];
    run(folder.path(), &flags, 0);
    let written = std::fs::read_to_string(&config).unwrap();
    insta::assert_snapshot!("crate_config", written);
    // The same once more, without a word, and again after everything was lost.
    run(&inside, &["generate", "--check"], 0);
    std::fs::remove_dir_all(inside.join("src")).unwrap();
    run(&inside, &["generate"], 0);
    run(folder.path(), &[&flags[..], &["--check"]].concat(), 0);
    // Other flags write it anew, until somebody has made it theirs.
    run(
        folder.path(),
        &["generate", "shop.yaml", "--output", "out"],
        0,
    );
    let plain = std::fs::read_to_string(&config).unwrap();
    assert_ne!(plain, written);
    let mine: String = plain.split_inclusive('\n').skip(1).collect();
    std::fs::write(&config, &mine).unwrap();
    run(folder.path(), &flags, 0);
    assert_eq!(std::fs::read_to_string(&config).unwrap(), mine);
    run(&inside, &["generate", "--check"], 1);
}

/// A document with two tags that share a type, and a type that nothing uses.
const SHOP: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
  /orders/{id}/customer:
    get:
      operationId: getCustomer
      tags: [customers]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}}
components:
  schemas:
    Order: {type: object, properties: {total: {$ref: '#/components/schemas/Money'}}}
    Customer: {type: object, properties: {owes: {$ref: '#/components/schemas/Money'}}}
    Money: {type: object, properties: {amount: {type: integer}}}
    Forgotten: {type: object, properties: {amount: {type: integer}}}
";

/// A folder with the shop, and a file of its crate after `arguments`.
fn shop(arguments: &[&str], file: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("shop.yaml"), SHOP).unwrap();
    let start = ["generate", "shop.yaml", "--output", "out"];
    let output = bindery(folder.path(), &[&start[..], arguments].concat());
    assert!(output.status.success(), "{}", told(folder.path(), &output));
    std::fs::read_to_string(folder.path().join("out").join(file)).unwrap()
}

#[test]
fn the_front_page_shows_a_call() {
    let page = shop(&[], "src/lib.rs");
    assert!(page.contains("client.list_orders().await?"), "{page}");
}

#[test]
fn a_selection_leaves_out_what_it_does_not_reach() {
    for arguments in [
        ["--tag", "orders"],
        ["--path", "/orders"],
        ["--operation", "listOrders"],
    ] {
        let types = shop(&arguments, "src/types.rs");
        assert!(types.contains("struct Order ") && types.contains("struct Money "));
        assert!(!types.contains("Customer") && !types.contains("Forgotten"));
    }
    let both = shop(&["--path", "/orders*"], "src/types.rs");
    assert!(both.contains("struct Customer ") && !both.contains("Forgotten"));
    assert!(shop(&[], "src/types.rs").contains("struct Forgotten "));
}

/// What they are; `features.rs` compiles a crate with some of them.
#[test]
fn tags_can_be_features() {
    let manifest = shop(&["--tag-features"], "Cargo.toml");
    insta::assert_snapshot!("features", manifest);
    let types = shop(&["--tag-features"], "src/types.rs");
    let gate = "#[cfg(feature = \"orders\")]\n#[derive(Debug, Clone, PartialEq)]\n#[non_exhaustive]\npub struct Order ";
    assert!(types.contains(gate), "{types}");
}

#[test]
fn a_selection_that_matches_nothing_is_an_error() {
    let folder = project();
    let config = format!("{CONFIG}select = {{ operations = [\"getPets\"], tags = [\"pets\"] }}\n");
    std::fs::write(folder.path().join("bindery.toml"), config).unwrap();
    let output = bindery(folder.path(), &["generate"]);
    insta::assert_snapshot!("nothing-selected", told(folder.path(), &output));
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn a_document_that_cannot_be_compiled_leaves_the_disk_as_it_was() {
    let folder = project();
    bindery(folder.path(), &["generate"]);
    let broken = DOCUMENT.replace("schemas/Pet'", "schemas/Dog'");
    std::fs::write(folder.path().join("pets.yaml"), broken).unwrap();
    let before = disk(folder.path());
    let output = bindery(folder.path(), &["generate", "--deny", "warnings"]);
    insta::assert_snapshot!("nothing-there", told(folder.path(), &output));
    assert_eq!(disk(folder.path()), before);
}

#[test]
fn wrong_usage_has_its_own_status() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["generate", "pets.yaml"] as &[&str],
        &["generate", "--name", "x"],
        &[
            "generate",
            "pets.yaml",
            "--output",
            "x",
            "--name",
            "9 lives",
        ],
        &[
            "generate",
            "pets.yaml",
            "--output",
            "x",
            "--runtime-path",
            "nowhere",
        ],
        &["explain", "E9999"],
        &["dump", "pets.yaml"],
        &["fly"],
    ] {
        let output = bindery(folder.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            told(folder.path(), &output)
        );
    }
    assert!(disk(folder.path()).is_empty());
}

#[test]
fn a_missing_configuration_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = bindery(folder.path(), &["generate"]);
    insta::assert_snapshot!("no-configuration", told(folder.path(), &output));
}

#[test]
fn every_stage_can_be_dumped() {
    let folder = project();
    for (stage, expected) in [
        ("source", "\"operationId\": \"getPet\""),
        ("dialect", "\"operationId\": \"getPet\""),
        ("api", "getPet"),
        ("rust", "get_pet"),
        ("emit", "pub fn get_pet"),
    ] {
        let output = bindery(folder.path(), &["dump", "--stage", stage, "pets.yaml"]);
        let shown = told(folder.path(), &output);
        assert!(
            output.status.success() && shown.contains(expected),
            "{stage}: {shown}"
        );
    }
}

/// However small the stack of the first thread is.
#[cfg(unix)]
#[test]
fn the_deepest_documents_can_be_shown() {
    let folder = project();
    let deep = format!("{}{{}}{}", "{items: ".repeat(55), "}".repeat(55));
    let deep = format!("{DOCUMENT}    Deep: {deep}\n");
    std::fs::write(folder.path().join("deep.yaml"), deep).unwrap();
    for arguments in ["dump --stage emit", "types", "generate --output deep"] {
        let bindery = env!("CARGO_BIN_EXE_bindery");
        let script = format!("ulimit -s 1024; exec '{bindery}' {arguments} deep.yaml");
        let mut command = Command::new("sh");
        let command = command.args(["-c", &script]).current_dir(folder.path());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", told(folder.path(), &output));
    }
}

#[test]
fn methods_can_be_listed() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = "tests/fixtures/multipart.yaml";
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture);
    let text_of_fixture = std::fs::read_to_string(fixture).unwrap();
    let lines = text_of_fixture.lines().skip(1).map(|line| line.get(2..));
    let document: Vec<&str> = lines.map(Option::unwrap_or_default).collect();
    std::fs::write(folder.path().join("files.yaml"), document.join("\n")).unwrap();
    let listed = bindery(folder.path(), &["operations", "files.yaml"]);
    let arguments = ["operations", "files.yaml", "--message-format", "json"];
    let described = bindery(folder.path(), &arguments);
    let all = [text(&listed.stdout), text(&described.stdout)].concat();
    insta::assert_snapshot!("operations", all);
}

#[test]
fn findings_can_be_read_by_machines() {
    let folder = project();
    let broken = DOCUMENT.replace("openapi: 3.1.0", "swagger: '1.2'");
    std::fs::write(folder.path().join("pets.yaml"), broken).unwrap();
    let output = bindery(folder.path(), &["generate", "--message-format", "json"]);
    let stderr = text(&output.stderr);
    let finding: serde_json::Value = serde_json::from_str(stderr.lines().next().unwrap()).unwrap();
    assert_eq!(finding["severity"], "error");
    assert!(finding["code"].as_str().unwrap().starts_with('E'));
}

#[test]
fn codes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let output = bindery(folder.path(), &["explain", "e0502"]);
    assert!(output.status.success() && text(&output.stdout).starts_with("E0502: "));
}

#[test]
fn kinds_of_change_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let output = bindery(folder.path(), &["explain", "d0101"]);
    assert!(output.status.success() && text(&output.stdout).starts_with("D0101: "));
}

#[test]
fn a_package_is_prepared_for_a_client() {
    let folder = project();
    let path = |name: &str| folder.path().join(name);
    let _ = std::fs::remove_file(path("bindery.toml"));
    let refused = bindery(folder.path(), &["init", "pets.yaml"]);
    assert_eq!(
        refused.status.code(),
        Some(2),
        "{}",
        told(folder.path(), &refused)
    );
    std::fs::write(path("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    std::fs::create_dir_all(path("src")).unwrap();
    std::fs::write(path("src/lib.rs"), "//! Mine.\n").unwrap();
    let output = bindery(folder.path(), &["init", "pets.yaml"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        told(folder.path(), &output)
    );
    let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let written = ["bindery.toml", "build.rs", "src/lib.rs"]
        .map(read)
        .join("----\n");
    insta::assert_snapshot!("init", told(folder.path(), &output) + "\n" + &written);
    let generated = bindery(folder.path(), &["generate"]);
    assert_eq!(
        generated.status.code(),
        Some(0),
        "{}",
        told(folder.path(), &generated)
    );
    assert!(path("generated/pets/mod.rs").is_file());
    let again = bindery(folder.path(), &["init", "pets.yaml"]);
    assert_eq!(
        again.status.code(),
        Some(2),
        "{}",
        told(folder.path(), &again)
    );
}
