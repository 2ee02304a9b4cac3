//! `components` but for schemas: each name is a component or refers to another one.

use serde_json::{Map, Value};

use crate::messages::{self, Make, or_reference};
use crate::{Choices, Taste, operations, references};

const SECTIONS: [(&str, Make); 6] = [
    ("parameters", messages::parameter),
    ("headers", messages::header),
    ("requestBodies", messages::request_body),
    ("responses", messages::response),
    ("callbacks", operations::callback),
    ("pathItems", operations::path_item),
];

/// All kinds of components that documents refer to.
pub(crate) fn all(choices: &mut Choices<'_>, taste: Taste) -> Map<String, Value> {
    let mut sections = Map::new();
    for (section, make) in SECTIONS {
        let mut components = Map::new();
        for name in references::names(taste) {
            if choices.percent(60) {
                let component = or_reference(choices, taste, section, make);
                components.insert(name.to_owned(), component);
            }
        }
        sections.insert(section.to_owned(), Value::Object(components));
    }
    sections
}
