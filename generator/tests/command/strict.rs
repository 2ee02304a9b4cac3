//! Where responses have to keep to the document.

use super::run::{bindery, told};
use super::{CONFIG, project};

/// Generates with this line in `bindery.toml`, and gives a file; else what was told.
fn strictly(line: &str, file: &str) -> String {
    let folder = project();
    std::fs::write(
        folder.path().join("bindery.toml"),
        format!("{CONFIG}{line}\n"),
    )
    .unwrap();
    let output = bindery(folder.path(), &["generate"]);
    let file = folder.path().join("generated/zoo/pets").join(file);
    std::fs::read_to_string(file).unwrap_or_else(|_| told(folder.path(), &output))
}

#[test]
fn answers_can_be_held_to_the_document() {
    let client = strictly("strict = true", "client.rs");
    assert!(
        client.contains("Builder::new(&API).strict(true)"),
        "{client}"
    );
    let wire = strictly("strict = [\"P*.name\"]", "wire.rs");
    assert!(
        wire.contains("Field::required(\"name\").strict()"),
        "{wire}"
    );
    let wire = strictly("strict = [\"Pet\"]", "wire.rs");
    assert!(wire.contains(").strict()"), "{wire}");
    for (line, file) in [
        ("strict = false", "client.rs"),
        ("strict = [\"Pet\"]", "client.rs"),
    ] {
        assert!(!strictly(line, file).contains(".strict("), "{line}");
    }
    for unknown in ["Dog", "Pet.age", "*.age"] {
        let told = strictly(&format!("strict = [\"{unknown}\"]"), "client.rs");
        assert!(told.contains("E0305") && told.contains(unknown), "{told}");
    }
    let told = strictly("strict = \"Pet\"", "client.rs");
    assert!(
        told.contains("`strict` is `true`, `false` or a list of names"),
        "{told}"
    );
}
