//! Tells OpenAPI documents from other files.
//!
//! Takes a file, gives the value of its top-level `openapi` or `swagger` key.
//! JSON that is sorted by key has it behind megabytes of `components`, so the
//! whole file is read if need be, but never held in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

const KEYS: [&str; 2] = ["openapi", "swagger"];

/// The version that a file declares, or `None` where it is no OpenAPI document.
pub(crate) fn find_declared_version(path: &Path) -> io::Result<Option<String>> {
    let mut file = BufReader::new(File::open(path)?);
    let start = String::from_utf8_lossy(file.fill_buf()?).into_owned();
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with('{') {
        Ok(find_json_version(file))
    } else {
        find_yaml_version(file)
    }
}

/// Block YAML has the key at the start of a line.
fn find_yaml_version(file: impl BufRead) -> io::Result<Option<String>> {
    for line in file.split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if let Some(version) = yaml_line(line.trim_start_matches('\u{FEFF}')) {
            return Ok(Some(version));
        }
    }
    Ok(None)
}

fn yaml_line(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let value = value.split('#').next()?.trim().trim_matches(['"', '\'']);
    KEYS.contains(&key).then(|| value.to_owned())
}

fn find_json_version(file: impl BufRead) -> Option<String> {
    let mut found = None;
    let mut deserializer = serde_json::Deserializer::from_reader(file);
    // an error past the key, or from leaving the map early, does not matter here
    let _ = TopLevel(&mut found).deserialize(&mut deserializer);
    found
}

/// Reads a map up to the key that is looked for.
struct TopLevel<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for TopLevel<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TopLevel<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if KEYS.contains(&key.as_str()) {
                *self.0 = match map.next_value::<serde_json::Value>()? {
                    serde_json::Value::String(text) => Some(text),
                    other => Some(other.to_string()),
                };
                return Ok(());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
