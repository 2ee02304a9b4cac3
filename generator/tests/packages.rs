//! Packages that hold a client in each way that there is, compiled by Cargo: one whose build
//! script writes to `OUT_DIR`, one that `bindery init` has prepared, and a crate of its own, which
//! `cargo package` verifies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: createPet
      requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Photo'}}}}
      responses: {'204': {description: Made.}, '400': {description: Refused., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer}, kind: {type: string, enum: [cat, dog]}, born: {type: string, format: date}}}
    Problem: {oneOf: [{type: string}, {$ref: '#/components/schemas/Pet'}]}
    Photo: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
    Picture: {$ref: '#/components/schemas/Photo'}
";

fn write_package_head(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
}

/// Dependencies on what lies in this repository.
fn write_dependencies(root: &Path) -> String {
    let (runtime, bindery) = (root.join("runtime"), root.join("generator"));
    format!(
        "\n[dependencies]\nbindery-runtime = {{ path = {runtime:?}, default-features = false }}\n\n\
         [build-dependencies]\nbindery = {{ path = {bindery:?}, default-features = false }}\n"
    )
}

fn run_program(folder: &Path, program: &str, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch/target");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command.env("CARGO_TARGET_DIR", target);
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}\n{told}");
}

/// What a package depends on, one a line.
fn list_dependencies(folder: &Path, package: &str) -> String {
    let mut command = Command::new(env!("CARGO"));
    let tree = [
        "tree",
        "--prefix",
        "none",
        "--edges",
        "normal",
        "--package",
        package,
    ];
    let output = command.args(tree).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn find_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

#[test]
fn packages_compile_in_each_way() {
    let scratch = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = scratch.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let root = find_root();
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"out-dir\", \"prepared\", \"own\", \"types\", \"user\"]\n";
    write("Cargo.toml", members);

    write(
        "out-dir/Cargo.toml",
        &(write_package_head("out-dir") + &write_dependencies(&root)),
    );
    write("out-dir/pets.yaml", DOCUMENT);
    let config = "output = \"unused\"\npackage = \"out-dir\"\n[[api]]\ndocument = \"pets.yaml\"\nmodule = \"pets\"\n";
    write("out-dir/bindery.toml", config);
    let script = "fn main() {\n    bindery::build_in_out_dir(\"bindery.toml\");\n}\n";
    write("out-dir/build.rs", script);
    let library =
        "include!(concat!(env!(\"OUT_DIR\"), \"/bindery.rs\"));\n\npub use pets::Client;\n";
    write("out-dir/src/lib.rs", library);

    let bindery = env!("CARGO_BIN_EXE_bindery");
    let prepared = scratch.path().join("prepared");
    write("prepared/Cargo.toml", &write_package_head("prepared"));
    write("prepared/pets.yaml", DOCUMENT);
    write("prepared/src/lib.rs", "//! Mine.\n");
    run_program(&prepared, bindery, &["init", "pets.yaml"]);
    // What it says is to be done by hand, with the folders of this repository.
    write(
        "prepared/Cargo.toml",
        &(write_package_head("prepared") + &write_dependencies(&root)),
    );
    run_program(&prepared, bindery, &["generate"]);

    write("pets.yaml", DOCUMENT);
    let runtime = root.join("runtime");
    let runtime = runtime.to_str().unwrap();
    let own = [
        "generate",
        "pets.yaml",
        "--output",
        "own",
        "--package",
        "license=MIT",
    ];
    run_program(
        scratch.path(),
        bindery,
        &[&own[..], &["--runtime-path", runtime]].concat(),
    );

    let types = ["generate", "pets.yaml", "--output", "types", "--types-only"];
    run_program(
        scratch.path(),
        bindery,
        &[&types[..], &["--runtime-path", runtime]].concat(),
    );

    // What the runtime has behind a feature is had by the client's feature of that name.
    let user = write_package_head("user")
        + "\n[dependencies]\nown = { path = \"../own\", default-features = false, features = [\"oauth\", \"tower\"] }\n";
    write("user/Cargo.toml", &user);
    write(
        "user/src/lib.rs",
        "pub use own::bindery_runtime::{OAuthApp, transport::TowerTransport};\n",
    );

    let cargo = env!("CARGO");
    let check = ["check", "--quiet", "--workspace", "--no-default-features"];
    run_program(scratch.path(), cargo, &check);
    assert!(!scratch.path().join("out-dir/unused").exists());
    // As whoever publishes it does, with the runtime that will be in the registry by then.
    let patch = format!("patch.crates-io.bindery-runtime.path={runtime:?}");
    let verify = [
        "package",
        "--quiet",
        "--package",
        "own",
        "--no-default-features",
        "--allow-dirty",
    ];
    run_program(
        scratch.path(),
        cargo,
        &[&verify[..], &["--config", &patch]].concat(),
    );
    // Types alone need nothing of HTTP.
    let needed = list_dependencies(scratch.path(), "types");
    assert!(needed.contains("bindery-runtime v"), "{needed}");
    assert!(!needed.contains("\nhttp v"), "{needed}");
    let files = fs::read_dir(scratch.path().join("types/src")).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.collect();
    assert_eq!(
        files,
        ["lib.rs", "types.rs", "wire.rs"].map(str::to_owned).into()
    );
}

#[test]
fn a_crate_may_hold_its_runtime() {
    let scratch = tempfile::tempdir().unwrap();
    fs::write(scratch.path().join("pets.yaml"), DOCUMENT).unwrap();
    let bindery = env!("CARGO_BIN_EXE_bindery");
    let generate = [
        "generate",
        "pets.yaml",
        "--output",
        "pets",
        "--inline-runtime",
    ];
    run_program(scratch.path(), bindery, &generate);
    let pets = scratch.path().join("pets");
    // What was written says the same again.
    run_program(&pets, bindery, &["generate", "--check"]);
    // A file of the runtime that was lost comes back, and one that is edited is written anew.
    let (lost, edited) = (
        pets.join("runtime/src/lib.rs"),
        pets.join("runtime/src/limits.rs"),
    );
    fs::remove_file(&lost).unwrap();
    let text = fs::read_to_string(&edited).unwrap();
    fs::write(&edited, text + "// Mine.\n").unwrap();
    run_program(&pets, bindery, &["generate"]);
    assert!(lost.exists());
    assert!(!fs::read_to_string(&edited).unwrap().contains("Mine"));
    let check = ["check", "--quiet", "--no-default-features"];
    run_program(&pets, env!("CARGO"), &check);
    // The tables of the runtime's manifest are those of a package by itself.
    let manifest = fs::read_to_string(pets.join("runtime/Cargo.toml")).unwrap();
    assert!(!manifest.contains("workspace") && !manifest.contains("dev-dependencies"));
}
