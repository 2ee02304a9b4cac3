//! What the page is told, outside of browsers.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

use bindery_playground::{CompiledDocument, compile_document, explain_code};
use serde_json::Value;

/// The part of a text that a span underlines, cut as JavaScript cuts.
fn cut(text: &str, span: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    String::from_utf16(&units[at("start")..at("end")]).unwrap()
}

fn compile(name: &str, text: &str) -> (CompiledDocument, Value) {
    let compiled = compile_document(name, text);
    let answer = serde_json::from_str(&compiled.answer()).unwrap();
    (compiled, answer)
}

fn find<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let mut entries = list.as_array().unwrap().iter();
    entries.find(|entry| entry[key] == value).unwrap()
}

const PETS: &str = "
openapi: 3.1.0
info: {title: Pets 🐾, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      summary: One pet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet:
      description: 🐕 or 🐈
      type: object
      required: [name]
      properties: {name: {type: string}, colour: {type: strin}}
";

#[test]
fn methods_and_types_have_their_code_and_their_place() {
    let (compiled, answer) = compile("pets.yaml", PETS);
    assert_eq!(answer["is_compiled"], true);
    assert_eq!(answer["title"], "Pets 🐾");

    let method = find(&answer["methods"], "name", "get_pet");
    assert_eq!(method["http"], "GET");
    assert_eq!(method["summary"], "One pet");
    assert_eq!(
        method["signature"],
        "get_pet(id: i64) -> Call<types::Pet, GetPetError>"
    );
    assert_eq!(cut(PETS, &method["span"]), "get");

    let ty = find(&answer["types"], "name", "Pet");
    assert_eq!(ty["kind"], "struct");
    assert_eq!(cut(PETS, &ty["span"]), "Pet");
    let line = usize::try_from(ty["code"]["line"].as_u64().unwrap()).unwrap();
    let item = compiled.item(ty["code"]["file"].as_str().unwrap(), line);
    let item = item.unwrap();
    assert!(item.starts_with("/// 🐕 or 🐈\n#[derive("), "{item}");
    assert!(
        item.contains("\npub struct Pet {\n    pub name: String,\n"),
        "{item}"
    );
    assert!(item.ends_with("\n}"), "{item}");
}

#[test]
fn findings_say_what_to_underline() {
    let (_, answer) = compile("pets.yaml", PETS);
    let finding = find(&answer["findings"], "code", "W0213");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(cut(PETS, &finding["span"]), "strin");
    assert_eq!(finding["span"]["line"], 18);
    assert!(explain_code("W0213").unwrap().contains("type"));
    assert_eq!(explain_code("W9999"), None);
}

#[test]
fn the_archive_holds_the_crate_and_is_always_the_same() {
    let (compiled, answer) = compile("pets.yaml", PETS);
    let archive = compiled.archive().unwrap();
    assert!(archive.starts_with(b"PK\x03\x04"));
    assert_eq!(archive, compile("pets.yaml", PETS).0.archive().unwrap());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut files = answer["files"].as_array().unwrap().iter();
    assert_eq!(archive.len(), files.len());
    for file in &mut files {
        let name = file["name"].as_str().unwrap();
        let packed = archive.by_name(&format!("api-client/{name}")).unwrap();
        let packed = std::io::read_to_string(packed).unwrap();
        assert_eq!(Some(packed), compiled.file(name));
    }
    assert!(
        compiled
            .file("Cargo.toml")
            .unwrap()
            .contains("name = \"api-client\"")
    );
}

#[test]
fn a_document_with_errors_has_findings_alone() {
    let text = "openapi: 3.1.0\ninfo: {title: a version: 1}\n";
    let (compiled, answer) = compile("a.yaml", text);
    assert_eq!(answer["is_compiled"], false);
    assert_eq!(answer["findings"][0]["severity"], "error");
    assert_eq!(answer["findings"][0]["span"]["line"], 2);
    assert_eq!(answer["files"].as_array().unwrap().len(), 0);
    assert_eq!(compiled.archive(), None);
}

/// Places would be those of another text where a file of the document's name stands in the current
/// folder.
#[test]
fn a_file_of_the_same_name_is_not_read() {
    let text = "openapi: 3.1.0\ninfo: [";
    let (_, answer) = compile("Cargo.toml", text);
    assert_eq!(
        answer["findings"][0]["span"]["start"],
        text.len(),
        "{answer}"
    );
}

/// What the page lists as examples is what it says they are.
#[test]
fn examples_are_what_they_are_called() {
    let read = |name: &str| std::fs::read_to_string(format!("examples/{name}")).unwrap();
    let untidy = compile("untidy.yaml", &read("untidy.yaml")).1;
    assert_eq!(untidy["is_compiled"], true);
    let findings = untidy["findings"].as_array().unwrap();
    assert!(
        findings.len() > 5 && findings.iter().all(|one| !one["span"].is_null()),
        "{findings:#?}"
    );
    let broken = compile("broken.yaml", &read("broken.yaml")).1;
    assert_eq!(broken["is_compiled"], false);
    assert_eq!(broken["findings"][0]["span"]["line"], 11, "{broken:#}");
}
