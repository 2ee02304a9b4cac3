use serde_json::json;

use super::Standard;

/// Schemas in two drafts that say little: a title is a text, a schema has a type.
fn standard() -> Standard {
    let folder = tempfile::tempdir().unwrap();
    let base = "https://spec.openapis.org/oas";
    let schemas = [
        json!({"id": format!("{base}/3.0/schema/2021"), "$schema": "http://json-schema.org/draft-04/schema#",
            "properties": {"title": {"type": "string"}}}),
        json!({"$id": format!("{base}/3.1/schema/2022"), "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"title": {"type": "string"}, "schema": {"$dynamicRef": "#meta"}},
            "$defs": {"any": {"$dynamicAnchor": "meta"}}}),
        json!({"$id": format!("{base}/3.1/schema-base/2022"), "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("{base}/3.1/schema/2022"),
            "$defs": {"schema": {"$dynamicAnchor": "meta", "required": ["type"]}}}),
    ];
    for (number, schema) in schemas.iter().enumerate() {
        let path = folder.path().join(format!("{number}.json"));
        std::fs::write(path, schema.to_string()).unwrap();
    }
    std::fs::write(folder.path().join("README.md"), "no schema").unwrap();
    Standard::read(folder.path()).unwrap()
}

#[test]
fn the_version_chooses_the_schema() {
    let standard = standard();
    let wrong = json!({"title": 1});
    assert_eq!(standard.judge("3.0.3", &json!({"title": "t"})), Ok(()));
    for version in ["3.0.3", "3.1.0"] {
        let reason = standard.judge(version, &wrong).unwrap_err();
        assert!(reason.starts_with("/title: "), "{reason}");
    }
    assert!(standard.judge("3.2.0", &json!({})).is_err());
}

#[test]
fn schema_objects_are_judged_where_there_is_a_schema_for_them() {
    let standard = standard();
    assert_eq!(
        standard.judge("3.1.1", &json!({"schema": {"type": 1}})),
        Ok(())
    );
    assert!(standard.judge("3.1.1", &json!({"schema": {}})).is_err());
}
