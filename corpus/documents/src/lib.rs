//! Small random documents that nobody would write: few names, many compositions over
//! them, references that lead in circles or nowhere.
//!
//! Real documents are large and sane. What ends a compiler is small: two schemas that
//! stand for each other by way of an alternative, a discriminator beside a reference, a
//! callback that is its own path item. So all documents here have the same handful of
//! names, and every place may refer to any other. The same input gives the same document
//! on every machine, so that a number names it:
//!
//! ```
//! assert_eq!(bindery_documents::of_seed(7), bindery_documents::of_seed(7));
//! ```

mod choices;
mod components;
mod messages;
mod operations;
mod references;
mod schemas;
mod values;

pub use choices::Choices;

use serde_json::{Map, Value, json};

/// The document of a number.
pub fn of_seed(seed: u64) -> Value {
    document(&mut Choices::of_seed(seed))
}

/// The document of an input that a fuzzer varies; any bytes will do.
pub fn of_bytes(bytes: &[u8]) -> Value {
    document(&mut Choices::of_bytes(bytes))
}

/// What a document is made with.
#[derive(Clone, Copy)]
struct Taste {
    version: Version,
    /// So many of a hundred schemas are composed of others while there is room.
    compositions: usize,
    /// How deep schemas stand inside each other before only references and plain types
    /// are left.
    depth: usize,
    /// How many names of schemas there are.
    names: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.3",
            Self::V3_1 => "3.1.0",
            Self::V3_2 => "3.2.0",
        }
    }
}

fn document(choices: &mut Choices<'_>) -> Value {
    let versions = [Version::V3_0, Version::V3_1, Version::V3_2];
    let taste = Taste {
        version: choices.pick(&versions).unwrap_or(Version::V3_0),
        compositions: choices.pick(&[25, 50, 75, 95]).unwrap_or(50),
        depth: choices.pick(&[1, 2, 3]).unwrap_or(2),
        names: choices.pick(&[1, 2, 3, 5]).unwrap_or(3),
    };
    let mut components = Map::new();
    components.insert("schemas".to_owned(), schemas::components(choices, taste));
    let mut document = json!({
        "openapi": taste.version.number(),
        "info": {"title": "Random", "version": "1"},
        "paths": {},
    });
    // schemas alone are the densest documents, so they are half of all
    if choices.percent(50) {
        components.extend(components::all(choices, taste));
        if let Some(map) = document.as_object_mut() {
            map.extend(operations::all(choices, taste));
        }
    }
    if let Some(map) = document.as_object_mut() {
        map.insert("components".to_owned(), Value::Object(components));
    }
    document
}
