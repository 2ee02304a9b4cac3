//! Makers and judge together, on one document.

use serde_json::{Value, json};

use super::judge::{self, Judge};
use super::make::{Maker, MakerSubject};
use super::random::Random;
use super::{exact, spoil};

fn document() -> Value {
    let mut document = json!({
        "openapi": "3.0.3",
        "components": {"schemas": {
            "Text": {"type": "string", "pattern": "^[a-f]{2,4}-(x|yz)$", "nullable": true},
            "Number": {"type": "integer", "minimum": 3, "exclusiveMinimum": true, "maximum": 9, "multipleOf": 2},
            "Pet": {
                "type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
                "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}
            },
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["mice"], "properties": {"mice": {"$ref": "#/components/schemas/Number", "nullable": true}}}]},
            "Many": {"type": "array", "minItems": 2, "uniqueItems": true, "items": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "boolean"}]}},
            "Map": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "format": "uuid"}}
        }}
    });
    judge::turn_dialect(&mut document, true);
    document
}

#[test]
fn every_schema_gets_valid_values() {
    let document = document();
    let judge = Judge::new(&document).unwrap();
    let subject = MakerSubject::new(&document);
    for name in ["Text", "Number", "Pet", "Cat", "Many", "Map"] {
        let pointer = format!("/components/schemas/{name}");
        let validator = judge.validator(&pointer).unwrap();
        let mut random = Random::new(7, name);
        let made = (0..60).filter_map(|_| Maker::new(&subject, &mut random).schema(&pointer));
        let valid: Vec<Value> = made.filter(|value| validator.is_valid(value)).collect();
        assert!(valid.len() > 15, "{name}: {valid:?}");
        let mut wrong = valid
            .iter()
            .map(|value| spoil::spoil_value(&mut random, value));
        assert!(
            wrong.any(|spoiled| judge::is_misshapen(&validator, &spoiled.value)),
            "{name}"
        );
    }
}

#[test]
fn parents_stand_for_their_children_under_the_mapped_tag() {
    let document = document();
    let subject = MakerSubject::new(&document);
    let mut random = Random::new(1, "Pet");
    let made = Maker::new(&subject, &mut random)
        .schema("/components/schemas/Pet")
        .unwrap();
    assert_eq!(made["kind"], "cat");
    assert!(made["mice"].is_i64());
}

#[test]
fn the_dialect_of_3_0_is_turned_by_the_letter() {
    let document = document();
    let schema = |pointer: &str| document.pointer(pointer).unwrap().clone();
    assert_eq!(
        schema("/components/schemas/Text/type"),
        json!(["string", "null"])
    );
    assert_eq!(
        schema("/components/schemas/Number/exclusiveMinimum"),
        json!(3)
    );
    let mice = schema("/components/schemas/Cat/allOf/1/properties/mice");
    assert_eq!(mice, json!({"$ref": "#/components/schemas/Number"}));
}

#[test]
fn one_seed_makes_one_row_of_values() {
    let document = document();
    let subject = MakerSubject::new(&document);
    let row = || {
        let mut random = Random::new(3, "Many");
        let made =
            (0..5).map(|_| Maker::new(&subject, &mut random).schema("/components/schemas/Many"));
        made.collect::<Vec<_>>()
    };
    assert_eq!(row(), row());
    let (first, last) = (row().swap_remove(0), row().swap_remove(4));
    let text = |value: Option<Value>| value.unwrap_or_default().to_string();
    assert_ne!(
        exact::compare_json(&text(first), &text(last)),
        exact::Likeness::Equal
    );
}
